import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTranslate } from '../../../src/core/translate';
import { describeNotRead, isNotRecorded } from '../../../src/core/words/sectionWords';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { buildReport } from '../../../src/core/report';
import type { ProbeEvidence } from '../../../src/core/judgeProbe';
import type { KnownFunction } from '../../../src/inspect/functionCatalog';
import { Inspector } from '../../../src/inspect/inspector';
import { zipTexts } from '../../../src/local/demo/zipTexts';
import { MAX_RESPONSE_BYTES } from '../../../src/local/execution/payloadLimits';
import { PROBE_MARKER_VARIABLE } from '../../../src/protocol';
import type { Fault, FunctionSeed } from '../../../src/local';
import { arnOf, codeFunction, Endpoint } from './endpoint';
import { restoreAll } from '../probe/inProcess';
import { StoppedDay } from './testTime';
import { problemOf } from './problemOf';
import { until } from '../../harness/until';

const never = new AbortController().signal;

describe('Inspector', () => {
  let endpoint: Endpoint | undefined;
  let evidence: ProbeEvidence;
  /** Longest wait for a function that is not ready. */
  let maxWaitMs: number;
  beforeEach(() => {
    maxWaitMs = 3_600_000;
    evidence = { installedFunctions: [], shellFunctions: [], isConfirmed: () => true };
  });
  afterEach(() => {
    restoreAll();
    return endpoint?.stop();
  });

  async function listed(
    on: Endpoint,
  ): Promise<{ inspector: Inspector; readonly find: (name: string) => KnownFunction }> {
    const functions = await on.listed(() => evidence);
    const inspector = new Inspector({
      apis: on.apis,
      guard: functions.guard,
      deadlineSeconds: () => 10,
      pageSize: () => 100,
      waking: { pollMs: 20, maxWaitMs },
    });
    return { inspector, find: name => functions.find(name) };
  }

  /** The shipped probe, with a folder of this machine as its file system. */
  async function probeOn(folder: string): Promise<FunctionSeed> {
    const Arn = 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0';
    return codeFunction('probe', await readFile(path.resolve('dist/probe.zip')), {
      FileSystemConfigs: [{ Arn, LocalMountPath: folder }],
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
    });
  }

  it('leaves a function alone that nobody knows to be a probe', async () => {
    endpoint = await Endpoint.start([codeFunction('other', new Uint8Array())]);
    const { inspector, find } = await listed(endpoint);
    const known = find('other');
    assert.equal(inspector.wayFor(known), undefined);
    const gestures = [
      inspector.inspect(known, { signal: never }),
      inspector.list(known, { path: '/' }, { signal: never }),
      inspector.readRange(known, { path: '/mnt/efs/a', offset: '0', length: 1 }, { signal: never }),
      inspector.countPart(known, { path: '/', limit: 1, maxDirectories: 1 }, { signal: never }),
    ];
    for (const gesture of gestures) {
      assert.equal((await problemOf(gesture)).code, 'not-known-as-probe');
    }
    assert.equal(endpoint.lambda.calls.filter(({ operation }) => operation !== 'ListFunctions').length, 0);
  });

  describe('with the demo', () => {
    it('reads this machine through the shipped probe, in one invocation', async () => {
      endpoint = await Endpoint.start([], true);
      const { inspector, find } = await listed(endpoint);
      const known = find('this-machine');
      const capture = await inspector.inspect(known, { signal: never });
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
      const { inspector, find } = await listed(endpoint);
      const known = find('probe');
      const names = Array.from({ length: 250 }, (_, index) => `file-${index}`);
      await Promise.all(names.map(name => writeFile(path.join(folder, name), name)));
      await mkdir(path.join(folder, 'sub'));
      const seen: string[] = [];
      let cursor: string | undefined;
      let pages = 0;
      do {
        const page = await inspector.list(known, { path: folder, cursor }, { signal: never });
        assert.equal(page.error, undefined);
        seen.push(...page.names);
        cursor = page.cursor;
        pages++;
      } while (cursor !== undefined);
      assert.deepEqual(seen.sort(), [...names, 'sub'].sort());
      assert.equal(pages, 3);
      const missing = await inspector.list(known, { path: `${folder}/gone` }, { signal: never });
      assert.equal(missing.error?.code, 'ENOENT');
      const outside = await inspector.list(known, { path: tmpdir() }, { signal: never });
      assert.equal(outside.error?.code, 'OUTSIDE');
      await rm(folder, { recursive: true });
    });

    it('reads a file on its mount, and files of the demo with what says that they are invented', async () => {
      const folder = await mkdtemp(path.join(process.cwd(), 'out', 'read-'));
      await writeFile(path.join(folder, 'file'), 'content');
      endpoint = await Endpoint.start([await probeOn(folder)], true);
      const { inspector, find } = await listed(endpoint);
      const read = async (name: string, file: string, offset = '0') => {
        const request = { path: file, offset, length: 100 };
        const range = await inspector.readRange(find(name), request, { signal: never });
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
      const { inspector, find } = await listed(endpoint);
      const count = (name: string, directory: string) =>
        inspector.countPart(
          find(name),
          { path: directory, limit: 1000, maxDirectories: 10 },
          { signal: never },
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
      const { inspector, find } = await listed(endpoint);
      const known = find('cmd-function');
      const { error } = await inspector.list(known, { path: '/mnt/efs' }, { signal: never });
      assert.equal(error?.code, 'NOT_RECORDED');
      const recorded = await inspector.list(known, { path: '/bin' }, { signal: never });
      assert.deepEqual([recorded.error, recorded.names.includes('bash')], [undefined, true]);
    });

    it('says of what the recording of 2022 does not hold that it was not recorded then, not that it failed', async () => {
      endpoint = await Endpoint.start([], true);
      const { inspector, find } = await listed(endpoint);
      const capture = await inspector.inspect(find('cmd-function'), { signal: never });
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
      const { inspector, find } = await listed(endpoint);
      evidence = { installedFunctions: [arnOf('old')], shellFunctions: [], isConfirmed: () => true };
      const request = { path: '/mnt/efs/a', offset: '0', length: 1 };
      const { code: problem } = await problemOf(inspector.readRange(find('old'), request, { signal: never }));
      assert.equal(problem, 'probe-too-old');
    });

    it('reads the function of 2022 with the commands of 2022, and says what it could not', async () => {
      endpoint = await Endpoint.start([], true);
      const { inspector, find } = await listed(endpoint);
      const known = find('cmd-function');
      assert.deepEqual(known.target.origin, { kind: 'recorded', on: '2022-04-29' });
      const capture = await inspector.inspect(known, { signal: never });
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
        evidence = { installedFunctions: [arnOf('other')], shellFunctions: [], isConfirmed: () => true };
        endpoint = await Endpoint.start([
          codeFunction('other', zipTexts([['index.js', code]]), { Timeout: 1 }),
        ]);
        const { inspector, find } = await listed(endpoint);
        const known = find('other');
        const inspecting = inspector.inspect(known, { signal: never });
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
        evidence = { installedFunctions: [arnOf('other')], shellFunctions: [], isConfirmed: () => true };
        endpoint = await Endpoint.start([codeFunction('other', zipTexts([['index.js', '']]))]);
        endpoint.lambda.setFaults([
          { operation: 'Invoke', effect: { kind: 'error', name, message: 'Lambda said so.' } },
        ]);
        const { inspector, find } = await listed(endpoint);
        const known = find('other');
        const inspecting = inspector.inspect(known, { signal: never });
        const failure = explainFailure(await problemOf(inspecting), known.target);
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
      evidence = { installedFunctions: [arnOf('other')], shellFunctions: [], isConfirmed: () => true };
      endpoint = await Endpoint.start([codeFunction('other', zipTexts([['index.js', code]]))]);
      const { inspector, find } = await listed(endpoint);
      const { probe, unresponsive } = await inspector.inspect(find('other'), { signal: never });
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
    evidence = { installedFunctions: [arnOf('other')], shellFunctions: [], isConfirmed: () => true };
    const code = 'exports.handler = () => new Promise(() => setTimeout(() => {}, 1e6))';
    endpoint = await Endpoint.start([codeFunction('other', zipTexts([['index.js', code]]))]);
    const { inspector, find } = await listed(endpoint);
    const abort = new AbortController();
    const inspecting = inspector.inspect(find('other'), { signal: abort.signal });
    const rejected = assert.rejects(inspecting, /enough/);
    const asked = endpoint;
    await until(() => asked.count('Invoke') > 0);
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
      evidence = { installedFunctions: [arnOf('other')], shellFunctions: [], isConfirmed: () => true };
      endpoint = await Endpoint.start(
        [codeFunction('other', zipTexts([['index.js', answer]]), more)],
        false,
        pendingMs,
      );
      endpoint.lambda.setFaults(faults);
      const { inspector, find } = await listed(endpoint);
      return { endpoint, inspector, known: find('other') };
    };
    const refusal: Fault = {
      operation: 'Invoke',
      times: 1,
      effect: { kind: 'error', name: 'ResourceConflictException', message: 'Not now.' },
    };

    it('wakes one that was idle for weeks, says so, and asks it once it is awake', async () => {
      const day = new StoppedDay();
      const { endpoint: on, inspector, known } = await waiting({ State: 'Inactive' }, { pendingMs: 60 });
      const steps: string[] = [];
      const capture = await inspector.inspect(known, {
        signal: never,
        onProgress: ({ step }) => {
          steps.push(step);
          // It is prepared while somebody waits for it.
          day.pass(step === 'waking' ? 20 : 0);
        },
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
        const { endpoint: on, inspector, known } = await waiting({}, { faults: [refused] });
        const capture = await inspector.inspect(known, { signal: never });
        assert.equal(capture.way, 'installed-probe');
        assert.equal(on.lambda.calls.filter(({ status: given }) => given === 200).length > 0, true);
        assert.equal(on.count('Invoke'), times + 1);
      });
    }

    it('can be cancelled while it waits', async () => {
      const { endpoint: on, inspector, known } = await waiting({ State: 'Inactive' }, { pendingMs: 600_000 });
      const abort = new AbortController();
      const inspecting = inspector.inspect(known, {
        signal: abort.signal,
        onProgress: ({ step }) => step === 'waking' && abort.abort(new Error('enough')),
      });
      await assert.rejects(inspecting, /enough/);
      assert.equal(on.count('Invoke'), 1);
    });

    it('waits for an update that is under way', async () => {
      maxWaitMs = 2000;
      const {
        endpoint: on,
        inspector,
        known,
      } = await waiting({ LastUpdateStatus: 'InProgress' }, { faults: [refusal] });
      const inspecting = inspector.inspect(known, { signal: never });
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
        const { endpoint: on, inspector, known } = await waiting(state, { faults: [refusal] });
        const inspecting = inspector.inspect(known, { signal: never });
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
      const { inspector, known } = await waiting({}, { faults: [refusal, denied] });
      const inspecting = inspector.inspect(known, { signal: never });
      assert.equal((await problemOf(inspecting)).code, 'function-updating');
    });
  });
});
