import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { createTranslate } from '../../../src/core/localize';
import { describeNotRead, isNotRecorded } from '../../../src/core/words/sections';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { buildReport } from '../../../src/core/report';
import { Inspector, type Marks } from '../../../src/inspect/inspector';
import { zipTexts } from '../../../src/local/demo/zipTexts';
import { MAX_RESPONSE_BYTES } from '../../../src/local/execution/limits';
import { PROBE_MARKER_VARIABLE } from '../../../src/protocol';
import { connectionTo, lambdaFunction } from '../aws/fakeLambda';
import type { Fault, FunctionSeed } from '../../../src/local';
import { codeFunction, Endpoint } from './endpoint';
import { problemOf } from './problemOf';

const never = new AbortController().signal;

describe('Inspector', () => {
  let endpoint: Endpoint | undefined;
  let marks: Marks;
  beforeEach(() => {
    marks = { installedFunctions: [], shellFunctions: [] };
  });
  afterEach(() => endpoint?.stop());

  function inspectorFor(on: Endpoint, probeCodeSha256?: string): Inspector {
    return new Inspector({
      apis: on.apis,
      marks: () => marks,
      probeCodeSha256,
      deadlineSeconds: () => 10,
      pageSize: () => 100,
      waking: { pollMs: 20, maxWaitMs: 2000 },
    });
  }

  async function functions(on: Endpoint): Promise<ReadonlyMap<string, LambdaFunction>> {
    const found: LambdaFunction[] = [];
    for await (const page of on.apis.for(on.connection).listFunctions(never)) {
      found.push(...page.functions);
    }
    return new Map(found.map(one => [one.name, one]));
  }

  /** The shipped probe, with a folder of this machine as its file system. */
  async function probeOn(folder: string): Promise<FunctionSeed> {
    const Arn = 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0';
    return codeFunction('probe', await readFile(path.resolve('dist/probe.zip')), {
      FileSystemConfigs: [{ Arn, LocalMountPath: folder }],
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
    });
  }

  describe('wayFor', () => {
    const connection = connectionTo('http://127.0.0.1:1');
    const unknown = lambdaFunction({ declaresProbe: false, codeSha256: 'abc' });

    before(async () => {
      endpoint = await Endpoint.start([]);
    });

    it('leaves a function alone that nobody knows to be a probe', async () => {
      assert.ok(endpoint);
      const inspector = inspectorFor(endpoint, 'other');
      assert.equal(inspector.wayFor(unknown, connection), undefined);
      const inspecting = inspector.inspect(unknown, endpoint.connection, { signal: never });
      assert.equal((await problemOf(inspecting)).code, 'not-known-as-probe');
      const listing = inspector.list(unknown, endpoint.connection, { path: '/' }, never);
      assert.equal((await problemOf(listing)).code, 'not-known-as-probe');
      assert.equal(endpoint.lambda.calls.length, 0);
    });

    it('knows a probe by its declaration, its code or the user’s word', () => {
      assert.ok(endpoint);
      const inspector = inspectorFor(endpoint, 'abc');
      assert.equal(inspector.wayFor(unknown, connection), 'installed-probe');
      const others = inspectorFor(endpoint);
      assert.equal(
        others.wayFor(lambdaFunction({ codeSha256: undefined, declaresProbe: false }), connection),
        undefined,
      );
      assert.equal(others.wayFor(lambdaFunction({ declaresProbe: true }), connection), 'installed-probe');
      marks = { installedFunctions: [unknown.name], shellFunctions: [] };
      assert.equal(others.wayFor(unknown, connection), 'installed-probe');
      marks = { installedFunctions: [unknown.arn], shellFunctions: [] };
      assert.equal(others.wayFor(unknown, connection), 'installed-probe');
    });

    it('runs shell commands only where the user said so, or in the demo’s own functions', () => {
      assert.ok(endpoint);
      const inspector = inspectorFor(endpoint);
      const recorded = lambdaFunction({
        declaresProbe: false,
        origin: { kind: 'recorded', on: '2022-04-29' },
      });
      assert.equal(inspector.wayFor(recorded, endpoint.connection), 'shell-handler');
      assert.equal(inspector.wayFor(recorded, connection), undefined);
      assert.equal(inspector.wayFor(unknown, endpoint.connection), undefined);
      marks = { installedFunctions: [], shellFunctions: [unknown.arn] };
      assert.equal(inspector.wayFor(unknown, connection), 'shell-handler');
    });
  });

  describe('with the demo', () => {
    it('reads this machine through the shipped probe, in one invocation', async () => {
      endpoint = await Endpoint.start([], true);
      const target = (await functions(endpoint)).get('this-machine') ?? assert.fail('not listed');
      const inspector = inspectorFor(endpoint);
      const capture = await inspector.inspect(target, endpoint.connection, { signal: never });
      assert.equal(endpoint.count('Invoke'), 1);
      assert.equal(capture.way, 'installed-probe');
      assert.deepEqual(capture.probe.mounts, {
        ok: true,
        value: await readFile('/proc/self/mounts', 'utf8'),
        ms: capture.probe.mounts?.ms,
      });
      const failed = Object.entries(capture.probe).filter(([, section]) => !section.ok);
      assert.deepEqual(failed, []);
      const report = buildReport(capture);
      assert.ok(report.storage.length > 0);
      assert.ok(report.directories[0]?.entries.names.includes('etc'));
    });

    it('pages through a directory, and keeps a refusal in it', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'listed-'));
      endpoint = await Endpoint.start([await probeOn(folder)]);
      const target = (await functions(endpoint)).get('probe') ?? assert.fail('not listed');
      const inspector = inspectorFor(endpoint);
      const names = Array.from({ length: 250 }, (_, index) => `file-${index}`);
      await Promise.all(names.map(name => writeFile(path.join(folder, name), name)));
      await mkdir(path.join(folder, 'sub'));
      const seen: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await inspector.list(target, endpoint.connection, { path: folder, cursor }, never);
        assert.equal(page.error, undefined);
        seen.push(...page.names);
        cursor = page.cursor;
        pages++;
      } while (cursor !== undefined);
      assert.deepEqual(seen.sort(), [...names, 'sub'].sort());
      assert.equal(pages, 3);
      const missing = await inspector.list(target, endpoint.connection, { path: `${folder}/gone` }, never);
      assert.equal(missing.error?.code, 'ENOENT');
      const outside = await inspector.list(target, endpoint.connection, { path: tmpdir() }, never);
      assert.equal(outside.error?.code, 'OUTSIDE');
      await rm(folder, { recursive: true });
    });

    it('reads a file on its mount, and files of the demo with what says that they are invented', async () => {
      const folder = await mkdtemp(path.join(process.cwd(), 'out', 'read-'));
      await writeFile(path.join(folder, 'file'), 'content');
      endpoint = await Endpoint.start([await probeOn(folder)], true);
      const { connection } = endpoint;
      const known = await functions(endpoint);
      const inspector = inspectorFor(endpoint);
      const read = async (name: string, file: string, offset = '0') => {
        const target = known.get(name) ?? assert.fail('not listed');
        const request = { path: file, offset, length: 100 };
        const range = await inspector.readRange(target, connection, request, never);
        return Buffer.from(range.base64, 'base64').toString();
      };
      assert.equal(await read('probe', path.join(folder, 'file')), 'content');
      await rm(folder, { recursive: true });
      const readme = await read('soft-mount-example', '/mnt/efs/README.txt');
      assert.match(readme, /^Constructed example, nothing measured: \/mnt\/efs\/README.txt, line 0+1\n/);
      assert.equal((await read('soft-mount-example', '/mnt/efs/README.txt', '800')).length, 12);
      assert.equal(
        await read('soft-mount-example', '/mnt/efs/README.txt', '50'),
        `${readme.slice(50)}${(await read('soft-mount-example', '/mnt/efs/README.txt', '100')).slice(0, 50)}`,
      );
      const refusals = [
        ['soft-mount-example', '/mnt/efs/latest', 'not-a-regular-file'],
        ['soft-mount-example', '/bin/ls', 'path-outside-mount'],
        ['soft-mount-example', '/mnt/efs/gone', 'path-not-read'],
        ['unresponsive-example', '/mnt/efs/README.txt', 'path-not-read'],
        ['cmd-function', '/mnt/efs/README.txt', 'not-recorded'],
      ] as const;
      for (const [name, file, code] of refusals) {
        assert.equal((await problemOf(read(name, file))).code, code, `${name} ${file}`);
      }
    });

    it('counts below a directory, with what the mount’s counters say that it cost', async () => {
      endpoint = await Endpoint.start([], true);
      const known = await functions(endpoint);
      const inspector = inspectorFor(endpoint);
      const { connection } = endpoint;
      const count = (name: string, directory: string) =>
        inspector.countPart(
          known.get(name) ?? assert.fail('not listed'),
          connection,
          { path: directory, limit: 1000, maxDirectories: 10 },
          never,
        );
      const { part, operations } = await count('soft-mount-example', '/mnt/efs/models');
      assert.deepEqual([part.files, part.directories], [6, 3]);
      // As many as the recorded mount counted between two texts.
      assert.ok((operations ?? 0n) > 0n);
      assert.equal((await problemOf(count('soft-mount-example', '/tmp'))).code, 'path-outside-mount');
      assert.equal((await problemOf(count('cmd-function', '/mnt/efs'))).code, 'not-recorded');
    });

    it('says of a directory that was not recorded that it was not', async () => {
      endpoint = await Endpoint.start([], true);
      const target = (await functions(endpoint)).get('cmd-function') ?? assert.fail('not listed');
      const inspector = inspectorFor(endpoint);
      const { error } = await inspector.list(target, endpoint.connection, { path: '/mnt/efs' }, never);
      assert.equal(error?.code, 'NOT_RECORDED');
      const known = await inspector.list(target, endpoint.connection, { path: '/bin' }, never);
      assert.deepEqual([known.error, known.names.includes('bash')], [undefined, true]);
    });

    it('says of what the recording of 2022 does not hold that it was not recorded then, not that it failed', async () => {
      endpoint = await Endpoint.start([], true);
      const target = (await functions(endpoint)).get('cmd-function') ?? assert.fail('not listed');
      const capture = await inspectorFor(endpoint).inspect(target, endpoint.connection, { signal: never });
      const { notRead, findings } = buildReport(capture);
      assert.deepEqual(
        notRead.map(each => describeNotRead(each, createTranslate())),
        [
          'cat /proc/self/mountinfo: not recorded in 2022.',
          'cat /proc/self/mountstats: not recorded in 2022.',
          'ls -l /mnt/efs: not recorded in 2022.',
        ],
      );
      assert.ok(notRead.every(({ error }) => isNotRecorded(error)));
      assert.deepEqual(findings, []);
    });

    it('says that a probe which is older than it cannot read files', async () => {
      const code = `exports.handler = async ({ want }) => ({
        probe: 1, unresponsive: [], leftover: false, totalMs: 1,
        sections: Object.fromEntries(want.map(name => [name, { ok: false, ms: 0, error: { code: 'UNSUPPORTED', message: '' } }])),
      })`;
      endpoint = await Endpoint.start([codeFunction('old', zipTexts([['index.js', code]]))]);
      const target = (await functions(endpoint)).get('old') ?? assert.fail('not listed');
      const inspector = inspectorFor(endpoint);
      marks = { installedFunctions: ['old'], shellFunctions: [] };
      const request = { path: '/mnt/efs/a', offset: '0', length: 1 };
      const { code: problem } = await problemOf(
        inspector.readRange(target, endpoint.connection, request, never),
      );
      assert.equal(problem, 'probe-too-old');
    });

    it('reads the function of 2022 with the commands of 2022, and says what it could not', async () => {
      endpoint = await Endpoint.start([], true);
      const target = (await functions(endpoint)).get('cmd-function') ?? assert.fail('not listed');
      assert.deepEqual(target.origin, { kind: 'recorded', on: '2022-04-29' });
      const capture = await inspectorFor(endpoint).inspect(target, endpoint.connection, { signal: never });
      assert.equal(capture.way, 'shell-handler');
      const report = buildReport(capture);
      assert.equal(report.verdict.recovery, 'hard');
      assert.equal(report.mount?.options.find(({ key }) => key === 'rsize')?.value, '1048576');
      assert.equal(report.storage.length, 6);
      assert.equal(report.environment.user, 'sbx_user1051');
      assert.deepEqual(report.findings, []);
      assert.deepEqual(report.notRead.map(({ what }) => what).sort(), [
        'cat /proc/self/mountinfo',
        'cat /proc/self/mountstats',
        'ls -l /mnt/efs',
      ]);
    });
  });

  describe('with a function whose code is not what it should be', () => {
    const failing: readonly [string, string, string, number][] = [
      ['answers something else', 'exports.handler = async () => ({ statusCode: 200 })', 'not-a-probe', 1],
      ['answers the question', 'exports.handler = async event => event', 'not-a-probe', 1],
      ['answers nothing', 'exports.handler = async () => {}', 'not-a-probe', 1],
      [
        'answers a damaged pack',
        "exports.handler = async () => ({ probe: 1, gzip: 'AAAA' })",
        'not-a-probe',
        1,
      ],
      [
        'is a probe of the future',
        'exports.handler = async () => ({ probe: 7, sections: {}, all: true })',
        'probe-too-new',
        1,
      ],
      [
        'refuses',
        "exports.handler = async () => ({ probe: 1, refused: { code: 'REQUEST', message: 'no list' } })",
        'probe-refused',
        1,
      ],
      ['throws', "exports.handler = async () => { throw new TypeError('no') }", 'function-failed', 1],
      ['cannot be loaded', "require('./gone')", 'function-failed', 1],
      ['ends its process', 'exports.handler = async () => process.exit(3)', 'function-exited', 1],
      [
        'never answers',
        'exports.handler = () => new Promise(() => setTimeout(() => {}, 1e6))',
        'function-timed-out',
        1,
      ],
      [
        'answers more than Lambda passes on',
        `exports.handler = async () => 'x'.repeat(${MAX_RESPONSE_BYTES})`,
        'response-too-large',
        1,
      ],
    ];
    for (const [what, code, problem, invocations] of failing) {
      it(`says so where it ${what}`, async () => {
        marks = { installedFunctions: ['other'], shellFunctions: [] };
        endpoint = await Endpoint.start([
          codeFunction('other', zipTexts([['index.js', code]]), { Timeout: 1 }),
        ]);
        const target = (await functions(endpoint)).get('other') ?? assert.fail('not listed');
        const inspecting = inspectorFor(endpoint).inspect(target, endpoint.connection, { signal: never });
        assert.equal((await problemOf(inspecting)).code, problem);
        assert.equal(endpoint.count('Invoke'), invocations);
      });
    }

    const mountErrors = [
      ['EFSMountConnectivityException', 'mount-target-inbound'],
      ['EFSMountFailureException', 'root-directory-missing'],
      ['EFSMountTimeoutException', 'many-connections'],
      ['EFSIOException', 'throughput-exhausted'],
      ['S3FilesMountConnectivityException', 'mount-target-inbound'],
      ['S3FilesMountFailureException', 'role-denied'],
      ['S3FilesMountTimeoutException', 'many-connections'],
      ['SubnetIPAddressLimitReachedException', 'addresses-used-up'],
      ['ENILimitReachedException', 'interface-quota'],
    ] as const;
    for (const [name, cause] of mountErrors) {
      it(`suspects ${cause} first after ${name}, and asks once`, async () => {
        marks = { installedFunctions: ['other'], shellFunctions: [] };
        endpoint = await Endpoint.start([codeFunction('other', zipTexts([['index.js', '']]))]);
        endpoint.lambda.setFaults([
          { operation: 'Invoke', effect: { kind: 'error', name, message: 'Lambda said so.' } },
        ]);
        const target = (await functions(endpoint)).get('other') ?? assert.fail('not listed');
        const inspecting = inspectorFor(endpoint).inspect(target, endpoint.connection, { signal: never });
        const failure = explainFailure(await problemOf(inspecting), target);
        assert.equal(failure?.causes[0]?.code, cause);
        assert.equal(failure.reason, 'Lambda said so.');
        assert.equal(endpoint.count('Invoke'), 1);
      });
    }

    it('shows the sections that are sound, and says which are not', async () => {
      const code = `exports.handler = async () => ({ probe: 1, sections: {
        mounts: { ok: true, value: 'a / ext4 rw 0 0', ms: 1 },
        mtab: { ok: true, value: 7, ms: 1 },
        list: { ok: false, error: { code: 'EACCES', message: 'denied' }, ms: 2, partial: { path: 1 } },
        usage: 'all', invented: { ok: true, value: 1, ms: 1 } }, unresponsive: [], leftover: false, totalMs: 3 })`;
      marks = { installedFunctions: ['other'], shellFunctions: [] };
      endpoint = await Endpoint.start([codeFunction('other', zipTexts([['index.js', code]]))]);
      const target = (await functions(endpoint)).get('other') ?? assert.fail('not listed');
      const { probe, unresponsive } = await inspectorFor(endpoint).inspect(target, endpoint.connection, {
        signal: never,
      });
      assert.equal(probe.mounts?.ok, true);
      assert.deepEqual(
        Object.entries(probe).flatMap(([name, section]) =>
          section.ok ? [] : [`${name} ${section.error.code}`],
        ),
        ['mtab MALFORMED', 'usage MALFORMED', 'list MALFORMED'],
      );
      assert.equal('partial' in (probe.list ?? {}), false);
      assert.equal('invented' in probe, false);
      assert.deepEqual(unresponsive, []);
    });
  });

  it('gives up when cancelled, and the function is not asked again', async () => {
    marks = { installedFunctions: ['other'], shellFunctions: [] };
    const code = 'exports.handler = () => new Promise(() => setTimeout(() => {}, 1e6))';
    endpoint = await Endpoint.start([codeFunction('other', zipTexts([['index.js', code]]))]);
    const target = (await functions(endpoint)).get('other') ?? assert.fail('not listed');
    const abort = new AbortController();
    const inspecting = inspectorFor(endpoint).inspect(target, endpoint.connection, { signal: abort.signal });
    const rejected = assert.rejects(inspecting, /enough/);
    while (endpoint.count('Invoke') === 0) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    abort.abort(new Error('enough'));
    await rejected;
    assert.equal(endpoint.count('Invoke'), 1);
  });

  describe('with a function that Lambda is not ready to invoke', () => {
    const answer =
      'exports.handler = async () => ({ probe: 1, sections: {}, unresponsive: [], leftover: false, totalMs: 1 })';
    const waiting = async (
      more: Partial<FunctionSeed['configuration']>,
      { faults = [], pendingMs = 0 }: { faults?: readonly Fault[]; pendingMs?: number } = {},
    ) => {
      marks = { installedFunctions: ['other'], shellFunctions: [] };
      endpoint = await Endpoint.start(
        [codeFunction('other', zipTexts([['index.js', answer]]), more)],
        false,
        pendingMs,
      );
      endpoint.lambda.setFaults(faults);
      const target = (await functions(endpoint)).get('other') ?? assert.fail('not listed');
      return { endpoint, target };
    };
    const refusal: Fault = {
      operation: 'Invoke',
      times: 1,
      effect: { kind: 'error', name: 'ResourceConflictException', message: 'Not now.' },
    };

    it('wakes one that was idle for weeks, says so, and asks it once it is awake', async () => {
      const { endpoint: on, target } = await waiting({ State: 'Inactive' }, { pendingMs: 60 });
      const steps: string[] = [];
      const capture = await inspectorFor(on).inspect(target, on.connection, {
        signal: never,
        onProgress: ({ step }) => steps.push(step),
      });
      assert.equal(capture.way, 'installed-probe');
      assert.deepEqual([...new Set(steps)], ['invoking', 'waking', 'reading']);
      // The first was refused by Lambda: nothing ran.
      assert.deepEqual(
        on.lambda.calls.filter(({ operation }) => operation === 'Invoke').map(({ status }) => status),
        [502, 200],
      );
    });

    for (const [name, status] of [
      ['CodeArtifactUserPendingException', 409],
      ['SnapStartNotReadyException', 409],
      ['ResourceConflictException', 409],
      ['ENINotReadyException', 502],
    ] as const) {
      it(`waits while it is refused with ${name}, also where its state is Active`, async () => {
        const times = name === 'ENINotReadyException' ? 6 : 3;
        const refused = { ...refusal, times, effect: { kind: 'error', name, status } } as const;
        const { endpoint: on, target } = await waiting({}, { faults: [refused] });
        const capture = await inspectorFor(on).inspect(target, on.connection, { signal: never });
        assert.equal(capture.way, 'installed-probe');
        assert.equal(on.lambda.calls.filter(({ status: given }) => given === 200).length > 0, true);
        assert.equal(on.count('Invoke'), times + 1);
      });
    }

    it('can be cancelled while it waits', async () => {
      const { endpoint: on, target } = await waiting({ State: 'Inactive' }, { pendingMs: 600_000 });
      const abort = new AbortController();
      const inspecting = inspectorFor(on).inspect(target, on.connection, {
        signal: abort.signal,
        onProgress: ({ step }) => step === 'waking' && abort.abort(new Error('enough')),
      });
      await assert.rejects(inspecting, /enough/);
      assert.equal(on.count('Invoke'), 1);
    });

    it('waits for an update that is under way', async () => {
      const { endpoint: on, target } = await waiting(
        { LastUpdateStatus: 'InProgress' },
        { faults: [refusal] },
      );
      const inspecting = inspectorFor(on).inspect(target, on.connection, { signal: never });
      assert.equal((await problemOf(inspecting)).code, 'function-updating');
      assert.ok(on.count('GetFunctionConfiguration') > 1);
      assert.equal(on.count('Invoke'), 1);
    });

    const reasons = [
      [{ State: 'Failed', StateReasonCode: 'EFSMountTimeout', StateReason: 'No.' }, 'efs-mount-timeout'],
      [{ State: 'Failed', StateReasonCode: 'ImageDeleted', StateReason: 'No.' }, 'image-unusable'],
      [{ State: 'Failed', StateReasonCode: 'InternalError', StateReason: 'No.' }, 'function-not-invocable'],
      [
        {
          LastUpdateStatus: 'Failed',
          LastUpdateStatusReasonCode: 'SubnetOutOfIPAddresses',
          LastUpdateStatusReason: 'No.',
        },
        'subnet-addresses-exhausted',
      ],
    ] as const;
    for (const [state, problem] of reasons) {
      it(`says ${problem} where its state does`, async () => {
        const { endpoint: on, target } = await waiting(state, { faults: [refusal] });
        const inspecting = inspectorFor(on).inspect(target, on.connection, { signal: never });
        const { code, params } = await problemOf(inspecting);
        assert.equal(code, problem);
        assert.match(String(params.reason), /No\./);
        assert.equal(on.count('Invoke'), 1);
      });
    }

    it('leaves it at what Lambda said where the state may not be read', async () => {
      const denied: Fault = {
        operation: 'GetFunctionConfiguration',
        effect: { kind: 'error', name: 'AccessDeniedException', message: 'No.' },
      };
      const { endpoint: on, target } = await waiting({}, { faults: [refusal, denied] });
      const inspecting = inspectorFor(on).inspect(target, on.connection, { signal: never });
      assert.equal((await problemOf(inspecting)).code, 'function-updating');
    });
  });
});
