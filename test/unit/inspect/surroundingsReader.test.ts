import assert from 'node:assert/strict';
import { demoConnection } from '../../../src/aws/connection';
import type { FileSystemMetrics } from '../../../src/core/mount/metrics';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import type { Network } from '../../../src/core/mount/network';
import type { Reading } from '../../../src/core/mount/reading';
import type { KnownFunction } from '../../../src/inspect/functionCatalog';
import type { Inspection } from '../../../src/inspect/inspection';
import { SurroundingsReader, type InspectionsToRead } from '../../../src/inspect/surroundingsReader';
import { lambdaFunction, silentLog } from '../aws/fakeLambda';

const connection = demoConnection('http://127.0.0.1:1');
const target = lambdaFunction();
const known: KnownFunction = { target, connection };
const moved: KnownFunction = {
  target: {
    ...target,
    fileSystem: { ...target.fileSystem, arn: target.fileSystem.arn.replace(/.$/, '1') },
  },
  connection,
};
const setup: FileSystemSetup = {
  readAt: '2026-11-22T12:00:01.000Z',
  accessPoint: { ok: true, value: { id: 'fsap-1', fileSystemId: 'fs-1', rootDirectory: { path: '/' } } },
};
const between = { readAt: '2026-11-22T12:00:02.000Z' } as unknown as Network;

function metricsNow(): Reading<FileSystemMetrics> {
  const readAt = new Date().toISOString();
  return { ok: true, value: { readAt, from: readAt, to: readAt, periodSeconds: 300, series: [] } };
}

/** Keeps each question until the test answers it. */
class Questions<T> {
  readonly signals: AbortSignal[] = [];
  readonly #open = new Set<{ resolve: (value: T) => void; reject: (error: Error) => void }>();

  readonly ask = (signal: AbortSignal): Promise<T> => {
    this.signals.push(signal);
    return new Promise<T>((resolve, reject) => {
      const question = { resolve, reject };
      this.#open.add(question);
      signal.addEventListener('abort', () => {
        this.#open.delete(question);
        reject(signal.reason as Error);
      });
    });
  };

  async answer(value: T): Promise<void> {
    this.#next().resolve(value);
    await turn();
  }

  async fail(error: Error): Promise<void> {
    this.#next().reject(error);
    await turn();
  }

  #next() {
    const [question = assert.fail('nothing was asked')] = this.#open;
    this.#open.delete(question);
    return question;
  }
}

function turn(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve));
}

describe('what is read around a function', () => {
  let setups: Questions<FileSystemSetup | undefined>;
  let networks: Questions<Network | undefined>;
  let metrics: Questions<Reading<FileSystemMetrics> | undefined>;
  let inspection: Inspection | undefined;
  let sets: number;
  /** Whether the network was told as being read, each time that something was told. */
  let network: (boolean | undefined)[];
  let told: (FileSystemSetup | undefined)[];
  let warnings: string[];
  let isAutomatic: boolean;
  let reader: SurroundingsReader;
  const inspections: InspectionsToRead = {
    restore: () => Promise.resolve(),
    get: () => inspection,
    set: (_arn, changed) => {
      sets += 1;
      network.push(changed.readingNetwork);
      inspection = changed;
    },
    tellSetup: (_known, of) => {
      told.push(of);
      if (inspection) {
        inspection = { ...inspection, setup: of };
      }
      return Promise.resolve();
    },
  };
  const being = ({ readingMetrics, readingNetwork }: Pick<Inspection, 'readingMetrics' | 'readingNetwork'>) =>
    [readingMetrics, readingNetwork].map(Boolean);
  beforeEach(() => {
    setups = new Questions();
    networks = new Questions();
    metrics = new Questions();
    inspection = { ...known, status: 'done' };
    sets = 0;
    network = [];
    told = [];
    warnings = [];
    isAutomatic = false;
    reader = new SurroundingsReader(
      {
        fileSystemSetup: (_known, signal) => setups.ask(signal),
        network: (_known, _setup, signal) => networks.ask(signal),
        metrics: (_known, _setup, signal) => metrics.ask(signal),
      },
      inspections,
      { ...silentLog, warn: (message: string) => warnings.push(message) },
      { automatically: () => isAutomatic },
    );
  });
  afterEach(() => reader.dispose());

  describe('of CloudWatch', () => {
    it('is told while it is read, and changes nothing that is so already', async () => {
      inspection = { ...known, status: 'done', setup, readingMetrics: true };
      const reading = reader.readMetrics(known);
      await turn();
      assert.equal(sets, 0);
      assert.deepEqual(being(reader.beingRead(target)), [true, false]);
      const read = metricsNow();
      await metrics.answer(read);
      await reading;
      assert.equal(inspection?.readingMetrics, false);
      assert.equal(sets, 1);
      assert.deepEqual(told, [{ ...setup, metrics: read }]);
      assert.deepEqual(setups.signals, []);
      assert.equal(reader.freshMetrics(target), read);
      assert.deepEqual(being(reader.beingRead(target)), [false, false]);
    });

    it('is asked only once it is known which file system it is', async () => {
      const reading = reader.readMetrics(known);
      await turn();
      await setups.answer(undefined);
      await reading;
      assert.deepEqual([metrics.signals, told], [[], []]);
      const again = reader.readMetrics(known);
      await turn();
      await setups.answer(setup);
      // Nobody can be asked: what is known of the file system is kept.
      await metrics.answer(undefined);
      await again;
      assert.deepEqual(told, [setup]);
      const third = reader.readMetrics(known);
      await turn();
      await metrics.answer(undefined);
      await third;
      assert.deepEqual(told, [setup], 'what is known already is not told again');
    });

    it('is asked once for all who want it', async () => {
      inspection = { ...known, status: 'done', setup };
      const readings = [reader.readMetrics(known), reader.readMetrics(known)];
      assert.equal(readings[0], readings[1]);
      await turn();
      await metrics.answer(metricsNow());
      await Promise.all(readings);
      assert.equal(metrics.signals.length, 1);
    });

    it('is asked at once of a file system that the function names, and not of one that nothing names', async () => {
      const fileSystem = { ...target.fileSystem, fileSystemId: 'fs-1' };
      const unnamed: FileSystemSetup = { ...setup, accessPoint: { ok: true, value: null } };
      inspection = { ...known, status: 'done', setup: unnamed };
      const named = reader.readMetrics({ target: { ...target, fileSystem }, connection });
      await turn();
      await metrics.answer(metricsNow());
      await named;
      assert.equal(setups.signals.length, 0);
      told.length = 0;
      reader.forgetMetrics();
      inspection = { ...known, status: 'done', setup: unnamed };
      const asked = reader.readMetrics(known);
      await turn();
      await setups.answer(undefined);
      await asked;
      assert.deepEqual([metrics.signals.length, told], [1, []]);
    });

    it('is asked again of what was denied, or was forgotten meanwhile', async () => {
      inspection = { ...known, status: 'done', setup };
      const denied = reader.readMetrics(known);
      await turn();
      await metrics.answer({ ok: false, error: { code: 'access-denied', params: {} } } as never);
      await denied;
      assert.equal(reader.freshMetrics(target), undefined);
      inspection = { ...known, status: 'done', setup };
      const reading = reader.readMetrics(known);
      await turn();
      inspection = undefined;
      await metrics.answer(metricsNow());
      await reading;
      assert.equal(reader.freshMetrics(target), undefined);
      inspection = { ...known, status: 'done', setup };
      const kept = reader.readMetrics(known);
      await turn();
      await metrics.answer(metricsNow());
      await kept;
      assert.notEqual(reader.freshMetrics(target), undefined);
      reader.forgetMetrics();
      assert.equal(reader.freshMetrics(target), undefined);
    });

    it('goes on being told where the function has another file system by now, which is asked about, too', async () => {
      inspection = { ...known, status: 'done', setup };
      const first = reader.readMetrics(known);
      await turn();
      inspection = { ...moved, status: 'done', setup };
      const second = reader.readMetrics(moved);
      await turn();
      assert.equal(metrics.signals.length, 2);
      await metrics.answer(metricsNow());
      await first;
      assert.equal(inspection?.readingMetrics, true);
      inspection = { ...inspection, setup };
      await metrics.answer(metricsNow());
      await second;
      assert.equal(inspection?.readingMetrics, false);
    });

    it('says why it could not be read, but not that the window closes', async () => {
      inspection = { ...known, status: 'done', setup };
      const failing = reader.readMetrics(known);
      await turn();
      await metrics.fail(new Error('no route'));
      await failing;
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /reader.*no route/);
      const closing = reader.readMetrics(known);
      await turn();
      reader.dispose();
      await closing;
      assert.equal(warnings.length, 1);
    });
  });

  describe('of the network', () => {
    it('is told in parts, and that it is being read until it is', async () => {
      const check = reader.checkNetwork(known);
      await turn();
      assert.equal(inspection?.readingNetwork, true);
      assert.deepEqual(being(reader.beingRead(target)), [false, true]);
      await setups.answer(setup);
      assert.deepEqual(told, [setup]);
      await networks.answer(between);
      await check;
      assert.deepEqual(told, [setup, { ...setup, network: between }]);
      assert.equal(inspection?.readingNetwork, false);
      assert.deepEqual(being(reader.beingRead(target)), [false, false]);
    });

    it('is not asked where nobody can say how the file system is set up, and may be of none', async () => {
      const check = reader.checkNetwork(known);
      await turn();
      await setups.answer(undefined);
      await check;
      assert.deepEqual([networks.signals, told], [[], [undefined]]);
      const again = reader.readNetwork(known, new AbortController().signal);
      await turn();
      await setups.answer(setup);
      await networks.answer(undefined);
      assert.equal(await again, setup);
    });

    it('is checked once for all who want it, and anew where the way is another, which all then wait for', async () => {
      const first = reader.checkNetwork(known);
      assert.equal(reader.checkNetwork(known), first);
      await turn();
      const second = reader.checkNetwork(moved);
      await turn();
      assert.deepEqual(
        setups.signals.map(({ aborted }) => aborted),
        [true, false],
      );
      assert.equal(inspection?.readingNetwork, true);
      await setups.answer(setup);
      await networks.answer(between);
      await Promise.all([first, second]);
      assert.equal(inspection?.readingNetwork, false);
      assert.deepEqual(warnings, []);
    });

    it('ends with the signal of whoever reads it, with its reason', async () => {
      const abort = new AbortController();
      const reading = reader.readNetwork(known, abort.signal);
      await turn();
      abort.abort(new Error('enough'));
      await assert.rejects(reading, /enough/);
      assert.deepEqual([warnings, told], [[], []]);
    });

    it('says why it could not be read, but not that the window closes', async () => {
      const failing = reader.checkNetwork(known);
      await turn();
      await setups.fail(new Error('no route'));
      await failing;
      assert.equal(warnings.length, 1);
      assert.match(warnings[0] ?? '', /reader.*no route/);
      const closing = reader.checkNetwork(known);
      await turn();
      reader.dispose();
      await closing;
      assert.equal(warnings.length, 1);
    });
  });

  describe('after an inspection', () => {
    it('is the set-up alone, or also the network where that was read before or is being read', async () => {
      const plain = reader.readAfterInspection(known, false);
      await turn();
      await setups.answer(setup);
      await plain;
      assert.equal(networks.signals.length, 0);
      const whole = reader.readAfterInspection(known, true);
      await turn();
      await setups.answer(setup);
      const joined = reader.readAfterInspection(known, false);
      assert.equal(networks.signals.length, 1);
      await networks.answer(between);
      await Promise.all([whole, joined]);
      assert.equal(setups.signals.length, 2);
    });

    it('is what was announced: metrics come, or are not announced any more', async () => {
      assert.deepEqual(being(reader.announced(target)), [false, false]);
      isAutomatic = true;
      assert.deepEqual(being(reader.announced(target)), [true, false]);
      inspection = { ...known, status: 'done', readingMetrics: true };
      const reading = reader.readAfterInspection(known, false);
      await turn();
      await setups.answer(setup);
      assert.equal(metrics.signals.length, 1);
      await metrics.answer(metricsNow());
      await reading;
      assert.equal(inspection?.readingMetrics, false);
      isAutomatic = false;
      inspection = { ...known, status: 'done', readingMetrics: true };
      const plain = reader.readAfterInspection(known, false);
      await turn();
      await setups.answer(setup);
      await plain;
      assert.equal(inspection?.readingMetrics, false);
      assert.equal(metrics.signals.length, 1);
    });

    it('stays announced where metrics are being read anyway', async () => {
      inspection = { ...known, status: 'done', setup };
      const asked = reader.readMetrics(known);
      await turn();
      const reading = reader.readAfterInspection(known, false);
      await turn();
      await setups.answer(setup);
      await reading;
      assert.equal(inspection?.readingMetrics, true);
      await metrics.answer(metricsNow());
      await asked;
      assert.equal(inspection?.readingMetrics, false);
    });

    it('that failed is read once the check under way has ended, and is told as being read all the time', async () => {
      const check = reader.checkNetwork(known);
      await turn();
      const after = reader.readAfterFailure(known);
      await turn();
      assert.equal(setups.signals.length, 1);
      await setups.answer(setup);
      await networks.answer(between);
      await check;
      await turn();
      assert.deepEqual(network, [true]);
      assert.equal(setups.signals.length, 2);
      await setups.answer(setup);
      await networks.answer(between);
      await after;
      assert.equal(inspection?.readingNetwork, false);
      const alone = reader.readAfterFailure(known);
      await turn();
      await setups.answer(setup);
      await networks.answer(between);
      await alone;
      assert.equal(inspection?.readingNetwork, false);
    });
  });

  it('is read with a signal for each reading, all of which end with the window', async () => {
    const readings: Promise<unknown>[] = [
      reader.readMetrics(known),
      reader.readMetrics(moved),
      reader.readAfterInspection(known, false),
      reader.readAfterInspection(moved, false),
    ];
    await turn();
    assert.equal(setups.signals.length, 4);
    assert.equal(new Set(setups.signals).size, 4);
    reader.dispose();
    await Promise.all(readings);
    assert.ok(setups.signals.every(({ aborted }) => aborted));
  });

  it('is of no inspection that nobody has made', async () => {
    inspection = undefined;
    const readings = [reader.readMetrics(known), reader.checkNetwork(known)];
    await turn();
    await setups.answer(setup);
    await networks.answer(between);
    await Promise.all(readings);
    assert.deepEqual([sets, metrics.signals.length], [0, 0]);
    assert.equal(inspection, undefined);
    assert.equal(reader.freshMetrics(target), undefined);
  });
});
