import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';

import { AwsApi, AwsApis } from '../../../src/aws/awsApis';
import type { LambdaApiOptions } from '../../../src/aws/lambdaApi';
import { ProbeProof, type FunctionPage, type Sighting } from '../../../src/aws/sightings';
import { AwsHome, keys } from './awsHome';
import {
  answerError,
  answerJson,
  configuration,
  connectionTo,
  efsConfigs,
  FakeLambda,
  lambdaFunction,
  silentLog,
  type Answer,
} from './fakeLambda';

const options: LambdaApiOptions = {
  mfaCode: () => Promise.resolve(undefined),
  log: silentLog,
  retryDelaysMs: [1, 1],
  graceMs: 300,
};
const never = new AbortController().signal;

describe('LambdaApi', () => {
  let home: AwsHome;
  let server: FakeLambda | undefined;
  let api: AwsApi;

  before(async () => {
    home = await AwsHome.enter({}, keys);
  });
  after(() => home.leave());
  afterEach(async () => {
    api.dispose();
    await server?.stop();
    server = undefined;
  });

  async function serve(answer: Answer): Promise<FakeLambda> {
    server = await FakeLambda.start(answer);
    api = new AwsApi(connectionTo(server.url), options);
    return server;
  }

  const invoke = async ({ timeoutSeconds = 1 } = {}, signal = never) => {
    server?.describes({ ...efsConfigs, Timeout: timeoutSeconds });
    const { sighting } = await api.lambda.lookAt(lambdaFunction().arn, never);
    return api.lambda.invoke(() => Promise.resolve(proofOf(sighting)), { probe: 1 }, { signal, tail: true });
  };

  function proofOf(sighting: Sighting | undefined): ProbeProof {
    assert.ok(sighting);
    const evidence = {
      installedFunctions: [sighting.target.arn],
      shellFunctions: [],
      isConfirmed: () => true,
    };
    return ProbeProof.of(sighting, evidence, Date.now()) ?? assert.fail('it is not proved');
  }

  async function problemOf(promise: Promise<unknown>) {
    return promise.then(
      () => assert.fail('it should have failed'),
      (error: Error & { problem?: { code: string; params: Record<string, unknown> } }) => {
        assert.ok(error.problem, String(error));
        return error.problem;
      },
    );
  }

  describe('listFunctions', () => {
    async function pages(signal = never, marker?: string): Promise<FunctionPage[]> {
      const all: FunctionPage[] = [];
      for await (const page of api.lambda.listFunctions(signal, marker)) {
        all.push(page);
      }
      return all;
    }

    it('gives pages as they arrive, with the functions that mount a file system', async () => {
      const { arrived } = await serve(({ path }, response) => {
        const last = path.includes('Marker=two');
        answerJson(response, {
          Functions: [configuration(last ? 'b' : 'a', efsConfigs), configuration('plain')],
          NextMarker: last ? null : 'two',
        });
      });
      const seen = await pages();
      assert.deepEqual(
        seen.map(({ functions, scanned, nextMarker }) => [
          functions.map(f => f.target.name),
          scanned,
          nextMarker,
        ]),
        [
          [['a'], 2, 'two'],
          [['b'], 2, undefined],
        ],
      );
      assert.equal(arrived.length, 2);
      assert.doesNotMatch(arrived[0]?.path ?? '', /FunctionVersion/);
    });

    it('goes on from a marker', async () => {
      const { arrived } = await serve((_, response) => answerJson(response, { Functions: [] }));
      await pages(never, 'two');
      assert.match(arrived[0]?.path ?? '', /Marker=two/);
    });

    it('lets the SDK repeat what the service failed at', async () => {
      let count = 0;
      const { arrived } = await serve((_, response) =>
        count++ === 0
          ? answerError(response, 500, 'ServiceException')
          : answerJson(response, { Functions: [configuration('a', efsConfigs)] }),
      );
      assert.equal((await pages())[0]?.functions.length, 1);
      assert.equal(arrived.length, 2);
    });

    it('ends at once when cancelled, with the caller’s reason', async () => {
      const abort = new AbortController();
      await serve(() => abort.abort(new Error('enough')));
      await assert.rejects(pages(abort.signal), /enough/);
    });

    const failures: readonly [string, Answer, string][] = [
      ['throttling', (_, r) => answerError(r, 429, 'TooManyRequestsException'), 'throttled'],
      ['a proxy’s page in place of an answer', (_, r) => r.end('<html>sign in</html>'), 'not-aws'],
      [
        'a proxy’s error page',
        (_, r) => {
          r.statusCode = 403;
          r.end('<html>blocked</html>');
        },
        'not-aws',
      ],
      [
        'a server that has no such API',
        (_, r) => {
          r.statusCode = 404;
          r.end();
        },
        'not-aws',
      ],
      ['a connection that breaks', (_, r) => r.destroy(), 'connection-lost'],
      ['an answer that is cut short', (_, r) => truncated(r), 'connection-lost'],
      ['an error inside Lambda', (_, r) => answerError(r, 500, 'ServiceException'), 'service-failed'],
      ['an expired token', (_, r) => answerError(r, 403, 'ExpiredTokenException'), 'credentials-expired'],
      ['a wrong key', (_, r) => answerError(r, 403, 'UnrecognizedClientException'), 'credentials-rejected'],
      [
        'a wrong clock',
        (_, r) =>
          answerError(r, 403, 'InvalidSignatureException', 'Signature expired: 1 is now earlier than 2'),
        'clock-skew',
      ],
    ];
    for (const [what, answer, code] of failures) {
      it(`tells ${what}`, async () => {
        await serve(answer);
        assert.equal((await problemOf(pages())).code, code);
      }).timeout(20_000);
    }

    it('names the permission that is missing, and who lacks it', async () => {
      const said =
        'User: arn:aws:iam::123456789012:user/eve is not authorized to perform: lambda:ListFunctions on resource: * because no identity-based policy allows the lambda:ListFunctions action';
      await serve((_, response) => answerError(response, 403, 'AccessDeniedException', said));
      const { code, params } = await problemOf(pages());
      assert.equal(code, 'access-denied');
      assert.equal(params.action, 'lambda:ListFunctions');
      assert.equal(params.principal, 'arn:aws:iam::123456789012:user/eve');
    });

    it('says that a region may have to be enabled', async () => {
      const { url } = await serve((_, response) => answerError(response, 403, 'UnrecognizedClientException'));
      api = new AwsApi(connectionTo(url, { region: 'ap-east-1' }), options);
      assert.equal((await problemOf(pages())).code, 'region-not-enabled');
    });
  });

  describe('invoke', () => {
    it('brings back the payload, the version and the end of the log', async () => {
      const { arrived } = await serve((_, response) =>
        answerJson(response, { probe: 1 }, 200, {
          'X-Amz-Executed-Version': '$LATEST',
          'X-Amz-Log-Result': Buffer.from('START\n\xff', 'latin1').toString('base64'),
        }),
      );
      const result = await invoke();
      assert.equal(Buffer.from(result.payload).toString(), '{"probe":1}');
      assert.equal(result.executedVersion, '$LATEST');
      assert.equal(result.logTail, 'START\n\udcff');
      assert.equal(result.functionError, undefined);
      assert.equal(arrived[0]?.body, '{"probe":1}');
      assert.equal(arrived[0]?.headers['x-amz-log-type'], 'Tail');
      assert.match(decodeURIComponent(arrived[0]?.path ?? ''), /function:reader\/invocations$/);
    });

    it('hands on a function error as it is', async () => {
      await serve((_, response) =>
        answerJson(response, { errorMessage: 'no' }, 200, { 'X-Amz-Function-Error': 'Unhandled' }),
      );
      assert.equal((await invoke()).functionError, 'Unhandled');
    });

    const once: readonly [string, Answer, string][] = [
      ['the connection breaks', (_, r) => r.destroy(), 'invoke-lost'],
      ['the answer is cut short', (_, r) => truncated(r), 'invoke-lost'],
      ['no answer comes', () => undefined, 'invoke-unanswered'],
      ['Lambda has an internal error', (_, r) => answerError(r, 500, 'ServiceException'), 'service-failed'],
      [
        'a proxy answers 502, which may be after the function ran',
        (_, r) => {
          r.statusCode = 502;
          r.end('<html>bad gateway</html>');
        },
        'not-aws',
      ],
      ['a proxy answers 200 with a page', (_, r) => r.end(' <html>sign in</html>'), 'not-aws'],
      ['access is denied', (_, r) => answerError(r, 403, 'AccessDeniedException'), 'access-denied'],
      [
        'the function is gone',
        (_, r) => answerError(r, 404, 'ResourceNotFoundException'),
        'function-not-found',
      ],
      [
        'the function is pending',
        (_, r) => answerError(r, 409, 'ResourceConflictException'),
        'function-updating',
      ],
      ...(
        [
          [408, 'EFSMountConnectivityException', 'efs-mount-connectivity'],
          [403, 'EFSMountFailureException', 'efs-mount-failure'],
          [408, 'EFSMountTimeoutException', 'efs-mount-timeout'],
          [410, 'EFSIOException', 'efs-io'],
          [408, 'S3FilesMountConnectivityException', 's3files-mount-connectivity'],
          [403, 'S3FilesMountFailureException', 's3files-mount-failure'],
          [408, 'S3FilesMountTimeoutException', 's3files-mount-timeout'],
          [502, 'ENILimitReachedException', 'network-interface-limit'],
          [502, 'SubnetIPAddressLimitReachedException', 'subnet-addresses-exhausted'],
          [502, 'InvalidSubnetIDException', 'subnet-invalid'],
          [502, 'InvalidSecurityGroupIDException', 'security-group-invalid'],
          [502, 'EC2AccessDeniedException', 'ec2-denied'],
          [502, 'EC2UnexpectedException', 'ec2-failed'],
          [502, 'KMSDisabledException', 'kms-failed'],
          [409, 'SnapStartNotReadyException', 'function-updating'],
          [502, 'InvalidZipFileException', 'code-invalid'],
          [502, 'ResourceNotReadyException', 'function-inactive'],
          [413, 'RequestTooLargeException', 'request-too-large'],
          [400, 'InvalidRequestContentException', 'invalid-request'],
        ] as const
      ).map(([status, name, code]): [string, Answer, string] => [
        `Lambda answers ${name}`,
        (_, r) => answerError(r, status, name),
        code,
      ]),
    ];
    for (const [what, answer, code] of once) {
      it(`arrives once where ${what}`, async () => {
        const { arrived } = await serve(answer);
        assert.equal((await problemOf(invoke({ timeoutSeconds: 0 }))).code, code);
        assert.equal(arrived.length, 1);
      });
    }

    for (const [status, name, code] of [
      [429, 'TooManyRequestsException', 'throttled'],
      [502, 'ENINotReadyException', 'network-interface-not-ready'],
      [502, 'EC2ThrottledException', 'ec2-throttled'],
    ] as const) {
      it(`is repeated after ${name}, which nothing ran for`, async () => {
        let count = 0;
        const { arrived } = await serve((_, response) =>
          count++ === 0 ? answerError(response, status, name) : answerJson(response, null),
        );
        assert.equal(Buffer.from((await invoke()).payload).toString(), 'null');
        assert.equal(arrived.length, 2);
      });

      it(`gives up when ${name} stays`, async () => {
        const { arrived } = await serve((_, response) => answerError(response, status, name));
        assert.equal((await problemOf(invoke())).code, code);
        assert.equal(arrived.length, 3);
      });
    }

    for (const [reason, code, times] of [
      ['ReservedFunctionConcurrentInvocationLimitExceeded', 'reserved-concurrency-used-up', 1],
      ['ReservedFunctionInvocationRateLimitExceeded', 'reserved-concurrency-used-up', 1],
      ['ConcurrentInvocationLimitExceeded', 'concurrency-used-up', 3],
      ['FunctionInvocationRateLimitExceeded', 'invocation-rate-exceeded', 3],
      ['CallerRateLimitExceeded', 'throttled', 3],
    ] as const) {
      it(`says what ${reason} is, and sends it ${times} times`, async () => {
        const { arrived } = await serve((_, response) =>
          answerJson(response, { Type: 'User', message: 'Rate Exceeded.', Reason: reason }, 429, {
            'x-amzn-errortype': 'TooManyRequestsException',
          }),
        );
        assert.equal((await problemOf(invoke())).code, code);
        assert.equal(arrived.length, times);
      });
    }

    it('ends at once when cancelled, with the caller’s reason', async () => {
      const abort = new AbortController();
      const { arrived } = await serve(() => abort.abort(new Error('enough')));
      await assert.rejects(invoke({ timeoutSeconds: 900 }, abort.signal), /enough/);
      assert.equal(arrived.length, 1);
    });

    it('sends nothing when cancelled before', async () => {
      const { arrived } = await serve((_, response) => answerJson(response, null));
      await assert.rejects(invoke({}, AbortSignal.abort(new Error('enough'))), /enough/);
      assert.equal(arrived.length, 0);
    });
  });

  describe('without an endpoint', () => {
    const nobody = async () => {
      const { url } = await serve(() => undefined);
      await server?.stop();
      server = undefined;
      return url;
    };

    it('says that nothing answers, and where', async () => {
      const url = await nobody();
      const { code, params } = await problemOf(invoke());
      assert.equal(code, 'endpoint-down');
      assert.equal(params.endpoint, url);
    });

    it('says that the demo has ended', async () => {
      api = new AwsApi(connectionTo(await nobody(), { kind: 'demo' }), options);
      assert.equal((await problemOf(invoke())).code, 'demo-down');
    });

    it('says that the host was not found', async () => {
      api = new AwsApi(connectionTo('http://nowhere.invalid'), options);
      const { code, params } = await problemOf(invoke());
      assert.equal(code, 'host-not-found');
      assert.equal(params.host, 'nowhere.invalid');
    });
  });
});

describe('AwsApis', () => {
  it('shares one API a connection, until credentials change or the demo moves', () => {
    const apis = new AwsApis(options);
    const connection = connectionTo('http://127.0.0.1:1', { id: 'demo' });
    const first = apis.for(connection);
    assert.equal(apis.for({ ...connection }), first);
    const moved = apis.for({ ...connection, endpoint: 'http://127.0.0.1:2' });
    assert.notEqual(moved, first);
    apis.reset();
    assert.notEqual(apis.for({ ...connection, endpoint: 'http://127.0.0.1:2' }), moved);
    apis.dispose();
  });
});

function truncated(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  response.write('{"Functions":[', () => response.destroy());
}
