import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { isHumanError } from '../../src/core/humanError';
import { toLambdaFunction } from '../../src/aws/toLambdaFunction';
import { demoConnection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import { unpackResponse, UnusableResponseError } from '../../src/inspect/ways/response';
import { outputFromPayload } from '../../src/inspect/ways/shellOutput';
import { ProbeProof } from '../../src/aws/sightings';
import { configuration, efsConfigs, lambdaFunction, silentLog } from '../unit/aws/fakeLambda';

const never = new AbortController().signal;

function packed(json: string | Buffer): unknown {
  return { probe: 1, gzip: gzipSync(json, { level: 1 }).toString('base64') };
}

function response(sections: Record<string, unknown>, more: Record<string, unknown> = {}): object {
  return { probe: 1, sections, unresponsive: [], leftover: false, totalMs: 1, ...more };
}

const ok = (value: unknown) => ({ ok: true, value, ms: 1 });

function page(count: number, changes: Record<string, unknown> = {}): object {
  const zeros = Array.from({ length: count }, () => 0);
  return {
    path: '/mnt/efs',
    names: zeros.map((_, index) => `f${index}`),
    types: '-'.repeat(count),
    modes: zeros,
    links: zeros,
    uids: zeros,
    gids: zeros,
    sizes: zeros.map(() => '0'),
    modified: zeros,
    targets: {},
    errors: {},
    changed: false,
    ...changes,
  };
}

function assertUnusable(payload: unknown): void {
  assert.throws(
    () => unpackResponse(payload),
    (error: unknown) => error instanceof UnusableResponseError && error.message.length < 1000,
  );
}

/** What became of one section; a value that was taken over counts as `taken`. */
function fate(name: string, section: unknown): string {
  const { sections } = unpackResponse(JSON.parse(JSON.stringify(response({ [name]: section }))));
  const judged = (sections as Record<string, { ok: boolean; error?: { code: string } }>)[name];
  return judged?.ok ? 'taken' : (judged?.error?.code ?? 'absent');
}

describe('an answer that could kill the editor', function () {
  this.timeout(60_000);

  it('is not unpacked where it is a bomb of text, of names or of nothing', () => {
    assertUnusable(packed(Buffer.alloc(250 * 1024 * 1024, 0x20)));
    assertUnusable(packed(`{"probe":1,"sections":{"list":{"names":[${'"",'.repeat(14_000_000)}""]}}}`));
    assertUnusable(packed('['.repeat(9_000_000)));
    assertUnusable(packed('{"a":'.repeat(5_000_000)));
    const whole = JSON.stringify(response({})).slice(0, -1);
    const names = Array.from({ length: 600_000 }, (_, index) => `"k${index}":1`).join();
    for (const more of [`[${'[],'.repeat(400_000)}[]]`, `{${names}}`, `[${'1,'.repeat(3_000_000)}1]`]) {
      assertUnusable(packed(`${whole},"more":${more}}`));
    }
    assertUnusable({ probe: 1, gzip: 'no gzip' });
    assertUnusable(packed('{"probe":1'));
  });

  it('of the largest honest kind is still read', () => {
    // What is in a text is no structure.
    const names = Array.from({ length: 100_000 }, (_, index) => `${index}`.padEnd(255, ',[{:\\"'));
    const section = ok(page(100_000, { names }));
    const { sections } = unpackResponse(packed(JSON.stringify(response({ list: section }))));
    assert.ok(sections.list?.ok);
    assert.equal(fate('list', ok(page(100_000))), 'taken');
  });

  it('costs its section where a text, a number or a list is longer than any can be', () => {
    assert.equal(fate('mountstats', ok({ before: 'x\n'.repeat(2_000_000), after: '' })), 'MALFORMED');
    assert.equal(fate('mounts', ok('x'.repeat(3_000_000))), 'MALFORMED');
    assert.equal(fate('list', ok(page(100_001))), 'MALFORMED');
    assert.equal(fate('list', ok(page(1, { names: ['n'.repeat(20_000)] }))), 'MALFORMED');
    assert.equal(fate('list', ok(page(1, { sizes: ['9'.repeat(1_000_000)] }))), 'MALFORMED');
    assert.equal(fate('list', ok(page(1, { sizes: ['9'.repeat(20)] }))), 'taken');
    assert.equal(fate('tools', ok({ bin: Array.from({ length: 50_000 }, () => 'ls') })), 'MALFORMED');
    assert.equal(
      fate('mounts', { ok: false, ms: 1, error: { code: 'E', message: 'm'.repeat(99_999) } }),
      'MALFORMED',
    );
    const statFs = { blockSize: '1', blocks: '1'.repeat(100), blocksFree: '0', blocksAvailable: '0' };
    const usage = [{ mountPoint: '/', result: ok({ ...statFs, inodes: '0', inodesFree: '0' }) }];
    assert.equal(fate('usage', ok(usage)), 'MALFORMED');
    const identity = { device: '1', inode: '1', size: '1', modifiedNs: '1', changedNs: '1' };
    const file = { path: '/a', offset: '0', base64: 'A'.repeat(4_000_000), end: true };
    assert.equal(fate('file', ok({ ...file, before: identity, after: identity })), 'MALFORMED');
  });

  it('brings nothing in but what the protocol has, and inherits nothing', () => {
    const junk = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"junk":"x"}') as Record<
      string,
      unknown
    >;
    const answer = unpackResponse(response({ ...junk, mounts: ok('text') }, { ...junk, extra: 'y' }));
    assert.deepEqual(Object.keys(answer).sort(), [
      'leftover',
      'probe',
      'sections',
      'totalMs',
      'unresponsive',
    ]);
    assert.deepEqual(Object.keys(answer.sections), ['mounts']);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assertUnusable(
      response(Object.create({ mounts: ok('x') }) as Record<string, unknown>, { leftover: undefined }),
    );
  });

  it('of a shell handler may be any JSON', () => {
    for (const text of ['null', '[]', '{"stdout":5}', '{"__proto__":{"stdout":"x"}}', '1e400', '"\\ud800"']) {
      assert.doesNotThrow(() => outputFromPayload(new TextEncoder().encode(text)), text);
    }
  });
});

describe('an endpoint that never ends', function () {
  this.timeout(60_000);
  let server: Server;
  let apis: AwsApis;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  let requests = 0;
  before(async () => {
    server = createServer((request, response) => {
      requests += 1;
      request.resume();
      answer(request, response);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => {
    requests = 0;
    apis = new AwsApis({
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
      demoKey: () => ({ accessKeyId: 'key', secretAccessKey: 'secret' }),
      answerBounds: { maxBytes: 1024 * 1024, maxMs: 150 },
    });
  });
  afterEach(() => apis.dispose());
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  const api = () =>
    apis.for(demoConnection(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)).lambda;
  async function problemOf(work: Promise<unknown>): Promise<string> {
    try {
      await work;
      return 'none';
    } catch (error) {
      assert.ok(isHumanError(error), String(error));
      return error.problem?.code ?? 'none';
    }
  }
  const firstPage = (signal = never) => api().listFunctions(signal).next();
  const endless = (response: ServerResponse, chunk: string) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed && response.write(chunk)) {
        // Until the socket is full.
      }
    };
    response.on('drain', more);
    more();
  };

  it('is given up where the body stalls, for every call but an Invoke', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"Functions":[');
    };
    assert.equal(await problemOf(firstPage()), 'connect-timeout');
    assert.equal(await problemOf(api().lookAt('f', never)), 'connect-timeout');
    assert.ok(requests > 1, 'and was tried again');
  });

  it('is left at once when the user cancels while the body stalls', async () => {
    const abort = new AbortController();
    answer = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"Functions":[');
      setImmediate(() => abort.abort());
    };
    await assert.rejects(firstPage(abort.signal), { name: 'AbortError' });
    assert.equal(requests, 1);
  });

  it('is not read beyond what an answer can have', async () => {
    answer = (_, response) => endless(response, ' '.repeat(64 * 1024));
    assert.equal(await problemOf(firstPage()), 'answer-too-large');
    assert.equal(requests, 1, 'and is not asked again');
    const tooMuch = answer;
    answer = (_, response) => response.end(JSON.stringify(configuration('reader', efsConfigs)));
    const { sighting } = await api().lookAt(lambdaFunction().arn, never);
    answer = tooMuch;
    const evidence = {
      installedFunctions: [lambdaFunction().arn],
      shellFunctions: [],
      isConfirmed: () => true,
    };
    const proof = sighting && ProbeProof.of(sighting, evidence, Date.now());
    assert.ok(proof);
    const invoking = api().invoke(() => Promise.resolve(proof), {}, { signal: never, tail: false });
    assert.equal(await problemOf(invoking), 'answer-too-large');
  });

  it('is not parsed where it holds more than any answer, though its bytes are few', async () => {
    answer = (_, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(`{"Functions":[${'[],'.repeat(320_000)}[]]}`);
    };
    assert.equal(await problemOf(firstPage()), 'answer-too-large');
    assert.equal(requests, 1);
  });

  describe('after an Invoke', () => {
    const evidence = {
      installedFunctions: [lambdaFunction().arn],
      shellFunctions: [],
      isConfirmed: () => true,
    };
    /** An answer that comes to no end, though something of it arrives all the time. */
    const dribble = (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => clearInterval(timer));
    };
    async function invoke(signal: AbortSignal, onHeaders: () => void): Promise<unknown> {
      apis = new AwsApis({
        log: silentLog,
        mfaCode: () => Promise.resolve(undefined),
        demoKey: () => ({ accessKeyId: 'key', secretAccessKey: 'secret' }),
        graceMs: 50,
      });
      answer = (_, response) => {
        const seen = configuration('reader', efsConfigs);
        response.end(JSON.stringify({ ...seen, Timeout: 1 }));
      };
      const { sighting } = await api().lookAt(lambdaFunction().arn, never);
      const proof = sighting && ProbeProof.of(sighting, evidence, Date.now());
      assert.ok(proof);
      answer = (_, response) => {
        dribble(response);
        onHeaders();
      };
      return api().invoke(() => Promise.resolve(proof), {}, { signal, tail: false });
    }

    it('is given up after the function’s own timeout', async () => {
      assert.equal(await problemOf(invoke(never, () => undefined)), 'invoke-unanswered');
    });

    it('is left at once when the user cancels', async () => {
      const abort = new AbortController();
      const invoking = invoke(abort.signal, () => setImmediate(() => abort.abort()));
      await assert.rejects(invoking, { name: 'AbortError' });
    });
  });

  it('is left where it lists the same page again and again', async () => {
    answer = (_, response) => {
      response.end(JSON.stringify({ Functions: [], NextMarker: requests % 2 === 0 ? 'a' : 'b' }));
    };
    const listing = (async () => {
      for await (const page of api().listFunctions(never)) {
        assert.deepEqual(page.functions, []);
      }
    })();
    assert.equal(await problemOf(listing), 'endless-list');
    assert.ok(requests <= 4);
  });

  it('says of a function only what Lambda could say', () => {
    const huge = 'x'.repeat(100_000);
    const found = toLambdaFunction({
      FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      FunctionName: huge,
      Description: huge,
      Timeout: Number.NaN,
      MemorySize: '512' as unknown as number,
      Architectures: [5 as never],
      Environment: { Variables: Object.create({ EFS_MOUNT_INSPECTOR_PROBE: '1' }) as Record<string, string> },
      VpcConfig: { SubnetIds: Array.from({ length: 10_000 }, () => huge), SecurityGroupIds: 'sg' as never },
      FileSystemConfigs: [{ Arn: huge, LocalMountPath: '/mnt/efs' }],
    });
    assert.ok(found);
    assert.ok(JSON.stringify(found).length < 2000);
    assert.deepEqual([found.name, found.timeoutSeconds, found.memoryMb], ['f', 3, 128]);
    assert.deepEqual([found.architecture, found.declaresProbe, found.subnetIds], ['x86_64', false, []]);
    assert.equal(toLambdaFunction({ FunctionArn: 5 as never, FileSystemConfigs: [{}] as never }), undefined);
  });
});
