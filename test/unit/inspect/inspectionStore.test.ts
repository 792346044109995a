import assert from 'node:assert/strict';

import { demoConnection } from '../../../src/aws/connection';
import { problemError } from '../../../src/aws/problems/awsProblems';
import type { Capture } from '../../../src/core/capture/capture';
import { createTranslate } from '../../../src/core/translate';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { denied, network, reading, setupWith } from '../core/failure/networkWorld';
import type { LatencyMeasurement } from '../../../src/core/latency/latency';
import type { Network } from '../../../src/core/mount/network';
import type { FileSystemMetrics } from '../../../src/core/mount/metrics';
import type { Reading } from '../../../src/core/mount/reading';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { buildReport } from '../../../src/core/report';
import { failureOf } from '../../../src/inspect/failureOf';
import type { InspectOptions } from '../../../src/inspect/inspector';
import { describeError, inspectError } from '../../../src/inspect/inspectProblems';
import { KeptInspections } from '../../../src/inspect/kept/keptInspections';
import { InspectionStore } from '../../../src/inspect/inspectionStore';
import { lambdaFunction, silentLog } from '../aws/fakeLambda';
import { ok, probeCapture } from '../core/captures';
import { replace, restoreAll } from '../probe/inProcess';
import { MemoryFiles } from './memory';

const target = lambdaFunction();
const connection = demoConnection('http://127.0.0.1:1');
const known = { target, connection };
const capture = probeCapture(
  { mounts: ok('127.0.0.1:/ /mnt/efs nfs4 rw,soft,vers=4.1 0 0\n') },
  { target, invocation: { count: 1, durationMs: 12 } },
);

/** Answers as each test says. */
class FakeInspector {
  calls = 0;
  answer: (options: InspectOptions) => Promise<Capture> = () => Promise.resolve(capture);
  inspect = (_: unknown, options: InspectOptions): Promise<Capture> => {
    this.calls++;
    return this.answer(options);
  };
  setUp: FileSystemSetup | undefined;
  fileSystemSetup = (): Promise<FileSystemSetup | undefined> => Promise.resolve(this.setUp);
  network = (): Promise<Network | undefined> => Promise.resolve(undefined);
  metricsAsked = 0;
  read: Reading<FileSystemMetrics> | undefined;
  metrics = (): Promise<Reading<FileSystemMetrics> | undefined> => {
    this.metricsAsked++;
    return Promise.resolve(this.read);
  };
}

const setUp: FileSystemSetup = {
  readAt: '2026-11-22T12:00:01.000Z',
  accessPoint: { ok: true, value: null },
};

const identifiedSetUp: FileSystemSetup = {
  readAt: '2026-11-22T12:00:01.000Z',
  accessPoint: {
    ok: true,
    value: { id: 'fsap-1', fileSystemId: 'fs-1', rootDirectory: { path: '/' } },
  },
};

const latency: LatencyMeasurement = {
  measuredAt: '2026-11-28T10:00:00.000Z',
  path: '/mnt/efs',
  series: [{ operation: 'GETATTR', micros: [600, 900], cached: 0, mixed: 0, failed: 0 }],
  sequential: [],
  ms: 12,
};

function metricsReadAt(readAt: string): Reading<FileSystemMetrics> {
  return { ok: true, value: { readAt, from: readAt, to: readAt, periodSeconds: 300, series: [] } };
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

describe('InspectionStore', () => {
  let inspector: FakeInspector;
  let files: MemoryFiles;
  let store: InspectionStore;
  const understanding = () => Promise.resolve({ buildReport, explainFailure });
  const open = () => new InspectionStore(inspector, new KeptInspections(files), understanding, silentLog);
  const status = (of = store) => of.get(target.arn)?.status;

  beforeEach(() => {
    inspector = new FakeInspector();
    files = new MemoryFiles();
    store = open();
  });
  afterEach(() => {
    restoreAll();
    store.dispose();
  });

  it('goes from inspecting to done, and tells each step', async () => {
    inspector.answer = ({ onProgress }) => {
      onProgress?.({ step: 'invoking', done: 0, total: 1 });
      return Promise.resolve(capture);
    };
    const seen: string[] = [];
    store.onDidChange(arn => {
      const inspection = store.get(arn);
      seen.push([inspection?.status, inspection?.progress?.step].filter(Boolean).join(' '));
    });
    const report = await store.inspect(known);
    assert.deepEqual(seen, ['inspecting', 'inspecting invoking', 'done']);
    assert.equal(store.get(target.arn)?.report, report);
    assert.equal(report.verdict.recovery, 'soft');
  });

  it('asks once for a function that is being inspected already', async () => {
    const [first, second] = await Promise.all([store.inspect(known), store.inspect(known)]);
    assert.equal(first, second);
    assert.equal(inspector.calls, 1);
    await store.inspect(known);
    assert.equal(inspector.calls, 2);
  });

  it('keeps the last report beside a later failure, and how AWS described the file system', async () => {
    inspector.setUp = setUp;
    await store.inspect(known);
    await new Promise(resolve => setImmediate(resolve));
    inspector.answer = () =>
      Promise.reject(inspectError('function-timed-out', { function: 'reader', seconds: 3 }));
    await assert.rejects(store.inspect(known), /timeout of 3 s/);
    const inspection = store.get(target.arn);
    assert.equal(inspection?.status, 'failed');
    assert.equal(inspection.failure?.error.problem?.code, 'function-timed-out');
    assert.equal(inspection.report?.verdict.recovery, 'soft');
    assert.deepEqual(inspection.setup, setUp);
    const later = open();
    await later.restore(target.arn);
    assert.deepEqual(later.get(target.arn)?.setup, setUp);
    later.dispose();
  });

  it('adds to a failure, when it is known, what AWS says of the file system, and keeps it', async () => {
    inspector.setUp = setUp;
    inspector.answer = () =>
      Promise.reject(
        problemError('efs-mount-failure', { function: 'reader', accessPoint: '', path: '', reason: 'No.' }),
      );
    await assert.rejects(store.inspect(known));
    const causes = (of: InspectionStore) => {
      const inspection = of.get(target.arn);
      return inspection && failureOf(inspection)?.causes[0];
    };
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(causes(store), {
      code: 'access-point-unavailable',
      standing: 'certain',
      params: { missing: 'access-point' },
    });
    const later = open();
    await later.restore(target.arn);
    assert.deepEqual(causes(later), causes(store));
    later.dispose();
  });

  it('gives the report first, and what AWS says of the file system with it afterwards', async () => {
    let answer = (_: FileSystemSetup): void => undefined;
    inspector.fileSystemSetup = () => new Promise(resolve => (answer = resolve));
    const report = await store.inspect(known);
    assert.equal(store.get(target.arn)?.setup, undefined);
    answer(setUp);
    await new Promise(resolve => setImmediate(resolve));
    const shown = store.get(target.arn);
    assert.equal(shown?.setup, setUp);
    assert.equal(shown?.report, report);
  });

  it('leaves alone an inspection that has begun since that was asked for', async () => {
    let answer = (_: FileSystemSetup): void => undefined;
    inspector.fileSystemSetup = () => new Promise(resolve => (answer = resolve));
    await store.inspect(known);
    inspector.answer = ({ signal }) =>
      new Promise<Capture>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const next = store.inspect(known);
    answer(setUp);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(status(), 'inspecting');
    assert.equal(store.get(target.arn)?.setup, undefined);
    store.cancel(target.arn);
    await assert.rejects(next, { name: 'AbortError' });
  });

  it('reads the network after a failure to mount, tells it last, and keeps it', async () => {
    inspector.setUp = { ...setupWith(), network: undefined };
    let answer = (_: Network): void => undefined;
    inspector.network = () => new Promise(resolve => (answer = resolve));
    inspector.answer = () =>
      Promise.reject(
        problemError('efs-mount-connectivity', {
          function: 'reader',
          accessPoint: '',
          path: '',
          reason: 'No.',
        }),
      );
    await assert.rejects(store.inspect(known));
    await new Promise(resolve => setImmediate(resolve));
    assert.ok(store.get(target.arn)?.setup?.mountTargets);
    assert.equal(store.get(target.arn)?.setup?.network, undefined);
    assert.equal(store.get(target.arn)?.readingNetwork, true, 'the causes wait for it');
    const between = network();
    answer(between);
    await new Promise(resolve => setImmediate(resolve));
    assert.deepEqual(store.get(target.arn)?.setup?.network, between);
    assert.equal(store.get(target.arn)?.readingNetwork, false);
    const later = open();
    await later.restore(target.arn);
    assert.deepEqual(later.get(target.arn)?.setup?.network, between);
    later.dispose();
  });

  it('reads the network of a healthy function only when it is asked to, and from then on with each inspection', async () => {
    inspector.setUp = setUp;
    let times = 0;
    inspector.network = () => Promise.resolve(network({ readAt: new Date(++times).toISOString() }));
    await store.inspect(known);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(times, 0);
    const read = await store.readNetwork(known, new AbortController().signal);
    assert.ok(read?.network);
    assert.equal(store.get(target.arn)?.setup?.network, read.network);
    await store.inspect(known);
    assert.equal(store.get(target.arn)?.setup?.network, read.network);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(times, 2);
    assert.notEqual(store.get(target.arn)?.setup?.network, read.network);
  });

  it('says that the network is being checked until it is, also where an inspection runs meanwhile', async () => {
    inspector.setUp = setUp;
    await store.inspect(known);
    await turn();
    const between = network();
    const answers: ((read: Network) => void)[] = [];
    inspector.network = () => new Promise(resolve => answers.push(resolve));
    const isChecking = () => store.get(target.arn)?.readingNetwork ?? false;
    const checking = store.checkNetwork(known);
    assert.equal(store.checkNetwork(known), checking, 'a running check is joined');
    await turn();
    assert.equal(isChecking(), true);
    let end = (_: Capture): void => undefined;
    inspector.answer = () => new Promise(resolve => (end = resolve));
    const running = store.inspect(known);
    end(capture);
    await running;
    assert.equal(status(), 'done');
    assert.equal(isChecking(), true);
    await turn();
    answers.forEach(answer => answer(between));
    await checking;
    await turn();
    assert.equal(isChecking(), false);
    assert.equal(store.get(target.arn)?.setup?.network, between);
  });

  it('judges a failure to mount by what is read after it, not by a check that was under way', async () => {
    inspector.setUp = setUp;
    await store.inspect(known);
    await turn();
    const answers: ((read: Network) => void)[] = [];
    inspector.network = () => new Promise(resolve => answers.push(resolve));
    const checking = store.checkNetwork(known);
    await turn();
    inspector.answer = () =>
      Promise.reject(
        problemError('efs-mount-connectivity', { function: 'reader', accessPoint: '', path: '', reason: '' }),
      );
    await assert.rejects(store.inspect(known));
    const isReading = new Set<boolean | undefined>();
    const listening = store.onDidChange(() => isReading.add(store.get(target.arn)?.readingNetwork));
    answers[0]?.(network({ readAt: new Date(1).toISOString() }));
    await checking;
    await turn();
    listening.dispose();
    assert.equal(answers.length, 2);
    assert.deepEqual([...isReading], [true], 'the causes wait for the second, too');
    answers[1]?.(network({ readAt: new Date(2).toISOString() }));
    await turn();
    assert.equal(store.get(target.arn)?.setup?.network?.readAt, new Date(2).toISOString());
  });

  it('checks the way that a function has now, and not the one of a check that is under way', async () => {
    inspector.setUp = setUp;
    const moved = { connection, target: { ...target, subnetIds: ['subnet-of-another-zone'] } };
    await store.inspect(known);
    await turn();
    const answers: ((read: Network) => void)[] = [];
    inspector.network = () => new Promise(resolve => answers.push(resolve));
    const earlier = store.checkNetwork(known);
    await turn();
    const checking = store.checkNetwork(moved);
    assert.equal(store.checkNetwork(moved), checking, 'a running check of the same way is joined');
    await turn();
    assert.equal(answers.length, 2);
    const readAt = () => store.get(target.arn)?.setup?.network?.readAt;
    answers[0]?.(network({ readAt: new Date(1).toISOString() }));
    await turn();
    assert.equal(readAt(), undefined);
    assert.equal(store.get(target.arn)?.readingNetwork, true);
    answers[1]?.(network({ readAt: new Date(2).toISOString() }));
    await Promise.all([earlier, checking]);
    assert.equal(readAt(), new Date(2).toISOString());
    assert.equal(store.get(target.arn)?.readingNetwork, false);
    const credentials = { target, connection: { ...connection, id: 'of another profile' } };
    const ofOneProfile = store.checkNetwork(known);
    assert.notEqual(store.checkNetwork(credentials), ofOneProfile);
  });

  it('keeps what is read of the network during an inspection, and reads it again when that ends', async () => {
    inspector.setUp = setUp;
    await store.inspect(known);
    await turn();
    let times = 0;
    inspector.network = () => Promise.resolve(network({ readAt: new Date(++times).toISOString() }));
    let end = (_: Capture): void => undefined;
    inspector.answer = () => new Promise(resolve => (end = resolve));
    const running = store.inspect(known);
    await store.checkNetwork(known);
    assert.equal(status(), 'inspecting');
    assert.equal(store.get(target.arn)?.setup?.network?.readAt, new Date(1).toISOString());
    end(capture);
    await running;
    assert.equal(store.get(target.arn)?.setup?.network?.readAt, new Date(1).toISOString());
    await turn();
    assert.equal(store.get(target.arn)?.setup?.network?.readAt, new Date(2).toISOString());
  });

  it('keeps the network that was just read where a plain reading ends after it', async () => {
    const answers: ((setup: FileSystemSetup) => void)[] = [];
    inspector.fileSystemSetup = () => new Promise(resolve => answers.push(resolve));
    const between = network();
    inspector.network = () => Promise.resolve(between);
    await store.inspect(known);
    await turn();
    const checking = store.checkNetwork(known);
    await turn();
    const [plain, checked] = answers;
    checked?.(setUp);
    await checking;
    assert.equal(store.get(target.arn)?.setup?.network, between);
    plain?.({ ...setUp, readAt: '2026-11-22T12:00:09.000Z' });
    await turn();
    assert.equal(store.get(target.arn)?.setup?.readAt, '2026-11-22T12:00:09.000Z');
    assert.equal(store.get(target.arn)?.setup?.network, between);
  });

  it('reads nothing twice where the network is checked while it is read after an inspection', async () => {
    const asked: string[] = [];
    inspector.fileSystemSetup = () => {
      asked.push('setup');
      return Promise.resolve(setUp);
    };
    let answer = (_: Network): void => undefined;
    inspector.network = () => {
      asked.push('network');
      return new Promise(resolve => (answer = resolve));
    };
    inspector.answer = () =>
      Promise.reject(
        problemError('efs-mount-connectivity', { function: 'reader', accessPoint: '', path: '', reason: '' }),
      );
    await assert.rejects(store.inspect(known));
    await turn();
    const checking = store.checkNetwork(known);
    await turn();
    answer(network());
    await checking;
    await turn();
    assert.deepEqual(asked, ['setup', 'network']);
    assert.ok(store.get(target.arn)?.setup?.network);
    assert.equal(store.get(target.arn)?.readingNetwork, false);
  });

  it('does not mind when that cannot be read', async () => {
    inspector.fileSystemSetup = () => Promise.reject(new Error('No.'));
    await store.inspect(known);
    await new Promise(resolve => setImmediate(resolve));
    assert.equal(status(), 'done');
  });

  it('makes words of a bug too, and logs its stack', async () => {
    const logged: (string | Error)[] = [];
    store = new InspectionStore(inspector, new KeptInspections(files), understanding, {
      ...silentLog,
      error: error => void logged.push(error),
    });
    inspector.answer = () => Promise.reject(new TypeError('x is not a function'));
    await assert.rejects(store.inspect(known), /Something went wrong in the extension itself/);
    assert.ok(logged[0] instanceof TypeError);
  });

  it('is as it was before when cancelled', async () => {
    const hang = ({ signal }: InspectOptions) =>
      new Promise<Capture>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    inspector.answer = hang;
    const running = store.inspect(known);
    store.cancel(target.arn);
    await assert.rejects(running, { name: 'AbortError' });
    assert.equal(status(), undefined);

    inspector.answer = () => Promise.resolve(capture);
    await store.inspect(known);
    inspector.answer = hang;
    const again = store.inspect(known);
    assert.equal(status(), 'inspecting');
    store.cancel(target.arn);
    await assert.rejects(again, { name: 'AbortError' });
    assert.equal(status(), 'done');
  });

  it('has it all again after a reload, failures in the language of that day', async () => {
    await store.inspect(known);
    inspector.answer = () => Promise.reject(inspectError('response-too-large', { function: 'reader' }));
    await assert.rejects(store.inspect(known));
    const later = open();
    assert.equal(later.get(target.arn), undefined);
    await later.restore(target.arn);
    const inspection = later.get(target.arn);
    assert.equal(inspection?.status, 'failed');
    assert.equal(
      inspection.report?.findings.some(({ code }) => code === 'soft-mount'),
      true,
    );
    assert.deepEqual(inspection.connection, connection);
    const error = inspection.failure?.error;
    assert.equal(describeError(error, createTranslate()), error?.message);
    const shouting = describeError(error, (message, ...args) =>
      createTranslate()(message, ...args).toUpperCase(),
    );
    assert.match(shouting, /^THE ANSWER OF READER/);
    later.dispose();
  });

  it('never puts something old over something new', async () => {
    await store.inspect(known);
    const later = open();
    inspector.answer = () => Promise.reject(inspectError('response-too-large', { function: 'reader' }));
    const restoring = later.restore(target.arn);
    const inspecting = later.inspect(known);
    await Promise.allSettled([restoring, inspecting]);
    assert.equal(status(later), 'failed');
    later.dispose();
  });

  it('does without a file that is damaged, of another version or of another function', async () => {
    await store.inspect(known);
    const [[name = '', text = ''] = []] = [...files.texts];
    for (const damaged of ['', '{', 'null', '[]', '{"version":2}', text.replaceAll('reader', 'other')]) {
      files.texts.set(name, damaged);
      const later = open();
      await later.restore(target.arn);
      assert.equal(status(later), undefined, damaged.slice(0, 20));
      later.dispose();
    }
  });

  it('keeps a network that was read where EC2 refuses to tell of it again, unless the function has another way by now', async () => {
    const between = network();
    const refusal = denied('ec2:DescribeSubnets');
    const refused = network({
      readAt: '2026-11-28T13:00:00.000Z',
      subnets: refusal,
      securityGroups: refusal,
      networkAcls: refusal,
      vpcDns: refusal,
      nameServers: refusal,
    });
    const partly = { ...refused, subnets: between.subnets };
    const subnetsOnly = { ...between, securityGroups: refusal };
    const shown = () => store.get(target.arn)?.setup?.network;
    const functionWith = (more: Partial<typeof target>) => ({
      target: { ...target, subnetIds: ['subnet-a'], securityGroupIds: ['sg-function'], ...more },
      connection,
    });
    const read = async (answer: Network, of = functionWith({})) => {
      inspector.network = () => Promise.resolve(answer);
      return (await store.checkNetwork(of))?.network;
    };
    inspector.setUp = { ...setupWith(), network: undefined };
    await store.inspect(known);
    await turn();
    await read(refused);
    assert.equal(shown(), refused);
    await read(between);
    assert.equal(await read(refused), refused);
    assert.equal(shown(), between);
    await read(partly);
    assert.equal(shown(), partly);
    for (const [before, more, keeps] of [
      [between, {}, true],
      [between, { subnetIds: ['subnet-a', 'subnet-new'] }, false],
      [between, { securityGroupIds: ['sg-new'] }, false],
      [{ ...between, groupsWithoutRules: reading(['sg-new']) }, { securityGroupIds: ['sg-new'] }, true],
      [subnetsOnly, { securityGroupIds: ['sg-new'] }, true],
    ] as const) {
      await read(before);
      await read(refused, functionWith(more));
      assert.equal(shown(), keeps ? before : refused, JSON.stringify(more));
    }
  });

  describe('and metrics, which are paid', () => {
    const hang = ({ signal }: InspectOptions) =>
      new Promise<Capture>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const now = () => metricsReadAt(new Date().toISOString());
    const shown = (of = store) => of.get(target.arn)?.setup?.metrics;
    const moved = lambdaFunction({
      fileSystem: { ...target.fileSystem, arn: target.fileSystem.arn.replace(/.$/, '9') },
    });
    const mountFailed = () =>
      Promise.reject(
        problemError('efs-mount-timeout', { function: 'reader', accessPoint: '', path: '', reason: 'No.' }),
      );

    beforeEach(() => {
      inspector.setUp = identifiedSetUp;
      inspector.read = now();
    });

    it('keeps what is read during an inspection that is cancelled', async () => {
      await store.inspect(known);
      await turn();
      let answer = (_: Reading<FileSystemMetrics> | undefined): void => undefined;
      inspector.metrics = () => new Promise(resolve => (answer = resolve));
      const reading = store.readMetrics(known);
      await turn();
      assert.equal(store.get(target.arn)?.readingMetrics, true);
      inspector.answer = hang;
      const running = store.inspect(known);
      answer(inspector.read);
      await reading;
      assert.equal(status(), 'inspecting');
      assert.equal(shown(), inspector.read);
      store.cancel(target.arn);
      await assert.rejects(running, { name: 'AbortError' });
      await turn();
      assert.equal(status(), 'done');
      assert.equal(store.get(target.arn)?.readingMetrics, false);
      assert.equal(shown(), inspector.read);
      const later = open();
      await later.restore(target.arn);
      assert.deepEqual(shown(later), inspector.read);
      later.dispose();
    });

    it('is not waiting for them for ever when both are cancelled and read in the other order', async () => {
      await store.inspect(known);
      await turn();
      let answer = (_: Reading<FileSystemMetrics> | undefined): void => undefined;
      inspector.metrics = () => new Promise(resolve => (answer = resolve));
      inspector.answer = hang;
      const running = store.inspect(known);
      const reading = store.readMetrics(known);
      await turn();
      store.cancel(target.arn);
      await assert.rejects(running, { name: 'AbortError' });
      assert.equal(store.get(target.arn)?.readingMetrics, true);
      answer(inspector.read);
      await reading;
      await turn();
      assert.equal(store.get(target.arn)?.readingMetrics, false);
      assert.equal(shown(), inspector.read);
    });

    it('shows none of another file system', async () => {
      await store.inspect(known);
      await turn();
      await store.readMetrics(known);
      assert.equal(shown(), inspector.read);
      inspector.fileSystemSetup = () => Promise.resolve(undefined);
      inspector.answer = hang;
      const running = store.inspect({ target: moved, connection });
      assert.equal(store.get(target.arn)?.setup, undefined);
      store.cancel(target.arn);
      await assert.rejects(running, { name: 'AbortError' });
      assert.equal(shown(), inspector.read, 'it is as it was before');
      for (const fails of [false, true]) {
        inspector.answer = () =>
          fails
            ? Promise.reject(inspectError('response-too-large', { function: 'reader' }))
            : Promise.resolve({ ...capture, target: moved });
        await store.inspect({ target: moved, connection }).catch(() => undefined);
        await turn();
        assert.equal(store.get(target.arn)?.setup, undefined);
      }
    });

    it('explains no failure by what was read at another time', async () => {
      const explainedBy: (FileSystemSetup | undefined)[] = [];
      store = new InspectionStore(
        inspector,
        new KeptInspections(files),
        () =>
          Promise.resolve({
            buildReport,
            explainFailure: (problem, of, setup) => {
              explainedBy.push(setup);
              return explainFailure(problem, of, setup);
            },
          }),
        silentLog,
      );
      inspector.answer = mountFailed;
      await assert.rejects(store.inspect(known));
      await turn();
      inspector.read = metricsReadAt(new Date(Date.now() + 3_600_000).toISOString());
      await store.readMetrics(known);
      assert.equal(shown(), inspector.read);
      assert.ok(explainedBy.length >= 2);
      assert.ok(explainedBy.every(setup => setup?.metrics === undefined));
    });

    it('adds to a new report none that were read long before it', async () => {
      const at = Date.parse('2026-11-22T12:00:00.000Z');
      for (const [minutes, stays] of [
        [29, true],
        [31, false],
      ] as const) {
        inspector.answer = () => Promise.resolve(capture);
        await store.inspect(known);
        await turn();
        inspector.read = metricsReadAt(new Date(at).toISOString());
        await store.readMetrics(known);
        assert.equal(shown(), inspector.read);
        const takenAt = new Date(at + minutes * 60_000).toISOString();
        inspector.answer = () => Promise.resolve({ ...capture, takenAt });
        await store.inspect(known);
        await turn();
        assert.equal(shown() !== undefined, stays, `${minutes} min`);
      }
    });

    it('asks once for two inspections in a row that fail to mount', async () => {
      store = new InspectionStore(inspector, new KeptInspections(files), understanding, silentLog, {
        automatically: () => true,
      });
      inspector.answer = mountFailed;
      for (let times = 0; times < 2; times++) {
        await assert.rejects(store.inspect(known));
        await turn();
        await store.readMetrics(known);
        assert.equal(shown(), inspector.read);
      }
      assert.equal(inspector.metricsAsked, 1);
    });

    it('loses none where the network is read while a newer inspection is under way', async () => {
      inspector.read = metricsReadAt(new Date(Date.now() - 10 * 60_000).toISOString());
      await store.inspect(known);
      await turn();
      await store.readMetrics(known);
      const between = network();
      inspector.network = () => Promise.resolve(between);
      let end = (_: Capture): void => undefined;
      inspector.answer = () => new Promise(resolve => (end = resolve));
      const running = store.inspect(known);
      await store.checkNetwork(known);
      assert.equal(status(), 'inspecting');
      assert.deepEqual([shown(), store.get(target.arn)?.setup?.network], [inspector.read, between]);
      inspector.read = now();
      await store.readMetrics(known);
      assert.deepEqual([shown(), store.get(target.arn)?.setup?.network], [inspector.read, between]);
      end({ ...capture, takenAt: new Date().toISOString() });
      await running;
      await turn();
      assert.equal(status(), 'done');
      assert.deepEqual([shown(), store.get(target.arn)?.setup?.network], [inspector.read, between]);
    });

    it('keeps them where CloudWatch refuses to tell newer ones, and says so to whoever asked', async () => {
      const paid = metricsReadAt(new Date(Date.now() - 10 * 60_000).toISOString());
      inspector.read = paid;
      await store.inspect(known);
      await turn();
      await store.readMetrics(known);
      const refusal = denied('cloudwatch:GetMetricData');
      inspector.read = refusal;
      assert.equal(await store.readMetrics(known), refusal);
      assert.equal(shown(), paid);
      const later = open();
      await later.restore(target.arn);
      assert.deepEqual(shown(later), paid);
      later.dispose();
      inspector.answer = hang;
      const running = store.inspect(known);
      assert.equal(await store.readMetrics(known), refusal);
      assert.equal(shown(), paid);
      store.cancel(target.arn);
      await assert.rejects(running, { name: 'AbortError' });
      assert.equal(shown(), paid);
      inspector.read = now();
      await store.readMetrics(known);
      assert.equal(shown(), inspector.read);
    });

    it('takes what was read during a first inspection, which knew of no file system', async () => {
      let end = (_: Capture): void => undefined;
      inspector.answer = () => new Promise(resolve => (end = resolve));
      const running = store.inspect(known);
      await store.readMetrics(known);
      assert.equal(status(), 'inspecting');
      assert.deepEqual(store.get(target.arn)?.setup, { ...identifiedSetUp, metrics: inspector.read });
      end({ ...capture, takenAt: new Date().toISOString() });
      await running;
      await turn();
      assert.equal(shown(), inspector.read);
      assert.equal(inspector.metricsAsked, 1);
    });

    it('asks again only five minutes after they were read, or where the clock was set back by as much', async () => {
      const at = Date.parse('2026-11-22T12:00:00.000Z');
      replace(Date, 'now', () => () => at);
      for (const [age, asked] of [
        [0, 1],
        [5 * 60_000 - 1, 1],
        [5 * 60_000, 2],
        [1 - 5 * 60_000, 1],
        [-5 * 60_000, 2],
      ] as const) {
        files.texts.clear();
        store.dispose();
        store = open();
        inspector.metricsAsked = 0;
        inspector.read = metricsReadAt(new Date(at - age).toISOString());
        await store.inspect(known);
        await turn();
        await store.readMetrics(known);
        await store.readMetrics(known);
        assert.equal(inspector.metricsAsked, asked, `${age} ms`);
        // An inspection that fails to mount knows of no file system, but of what was paid.
        inspector.answer = mountFailed;
        await assert.rejects(store.inspect(known));
        await turn();
        await store.readMetrics(known);
        assert.equal(inspector.metricsAsked, asked === 1 ? 1 : 3, `${age} ms, after a failure`);
        inspector.answer = () => Promise.resolve(capture);
      }
    });

    it('tells what is being read of a function that was never inspected nowhere, and asks nothing', async () => {
      await store.readMetrics(known);
      await store.checkNetwork(known);
      assert.equal(inspector.metricsAsked, 0);
      assert.equal(store.get(target.arn), undefined);
    });

    it('announces them with the report where they are read after each inspection, and only there', async () => {
      for (const automatically of [true, false]) {
        for (const answer of [() => Promise.resolve(capture), mountFailed]) {
          store.dispose();
          files.texts.clear();
          store = new InspectionStore(inspector, new KeptInspections(files), understanding, silentLog, {
            automatically: () => automatically,
          });
          inspector.answer = answer;
          await store.inspect(known).catch(() => undefined);
          assert.equal(store.get(target.arn)?.readingMetrics ?? false, automatically);
          await turn();
          assert.equal(store.get(target.arn)?.readingMetrics ?? false, false);
          assert.equal(shown() !== undefined, automatically);
        }
      }
    });

    it('asks again which file system it is where that was denied before', async () => {
      const problem = { code: 'access-denied', params: {} };
      const accessPoint = { ok: false, error: { action: 'x:Y', problem } } as unknown;
      inspector.setUp = { ...identifiedSetUp, accessPoint: accessPoint as FileSystemSetup['accessPoint'] };
      await store.inspect(known);
      await turn();
      inspector.setUp = identifiedSetUp;
      await store.readMetrics(known);
      assert.equal(shown(), inspector.read);
      assert.deepEqual(store.get(target.arn)?.setup?.accessPoint, identifiedSetUp.accessPoint);
    });
  });

  it('keeps a latency measurement that ends during an inspection that is cancelled', async () => {
    inspector.answer = ({ signal }) =>
      new Promise<Capture>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason as Error)),
      );
    const running = store.inspect(known);
    await store.measured(known, latency);
    store.cancel(target.arn);
    await assert.rejects(running, { name: 'AbortError' });
    await turn();
    assert.deepEqual(store.get(target.arn)?.latency, latency);
    assert.equal(status(), 'done');
    const later = open();
    await later.restore(target.arn);
    assert.deepEqual(later.get(target.arn)?.latency, latency);
    later.dispose();
  });

  it('tells of a step when it began, and keeps that while the step goes on', async () => {
    let clock = 100;
    replace(performance, 'now', () => () => clock);
    const seen: (number | undefined)[] = [];
    store.onDidChange(() => seen.push(store.get(target.arn)?.stepBegan));
    inspector.answer = ({ onProgress }) => {
      for (const [at, step] of [
        [110, 'invoking'],
        [120, 'invoking'],
        [130, 'reading'],
      ] as const) {
        clock = at;
        onProgress?.({ step, done: 0, total: 1 });
      }
      return Promise.resolve(capture);
    };
    await store.inspect(known);
    assert.deepEqual(seen, [100, 110, 110, 130, undefined]);
  });

  it('says which functions are being inspected, and forgets all others', async () => {
    const other = lambdaFunction({ arn: target.arn.replace(/reader$/, 'other'), name: 'other' });
    await store.inspect({ target: other, connection });
    let end = (_: Capture): void => undefined;
    inspector.answer = () => new Promise(resolve => (end = resolve));
    const running = store.inspect(known);
    assert.deepEqual(store.running, [target.arn]);
    assert.equal(await store.deleteAll(), 1);
    assert.deepEqual([store.get(other.arn), status()], [undefined, 'inspecting']);
    end(capture);
    await running;
    assert.deepEqual([store.running, status()], [[], 'done']);
  });

  it('forgets for good', async () => {
    await store.inspect(known);
    assert.equal(await store.deleteAll(), 1);
    assert.equal(status(), undefined);
    assert.equal(files.texts.size, 0);
  });
});
