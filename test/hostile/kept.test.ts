import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoConnection } from '../../src/aws/connection';
import { explainFailure } from '../../src/core/failure/mountFailure';
import { buildReport } from '../../src/core/report';
import { FunctionCatalog } from '../../src/inspect/functionCatalog';
import { isLambdaFunction } from '../../src/inspect/kept/keptGuards';
import { machineId } from '../../src/inspect/temporary/machine';
import { KeptFunctions } from '../../src/inspect/kept/keptFunctions';
import { KeptInspections, type KeptInspection } from '../../src/inspect/kept/keptInspections';
import { StorageFolder } from '../../src/inspect/kept/storageFolder';
import { InspectionStore } from '../../src/inspect/inspectionStore';
import { lambdaFunction, silentLog } from '../unit/aws/fakeLambda';
import { Rng } from './rng';
import { skip } from '../harness/skip';
import { ok, probeCapture } from '../unit/core/captures';
import { MemoryMemento } from '../unit/inspect/memory';

const DAY_MS = 24 * 60 * 60 * 1000;
const connection = demoConnection('http://127.0.0.1:1');
const functionNo = (index: number) =>
  lambdaFunction({ arn: `arn:aws:lambda:us-east-1:123456789012:function:f${index}`, name: `f${index}` });

function inspectionOf(index: number): KeptInspection {
  const target = functionNo(index);
  const capture = probeCapture(
    { mounts: ok('127.0.0.1:/ /mnt/efs nfs4 rw,hard,vers=4.1 0 0\n') },
    { target, invocation: { count: 1, durationMs: 12 } },
  );
  const setup = {
    readAt: '2026-11-22T12:00:01.000Z',
    accessPoint: { ok: true, value: null },
  } as const;
  const failure = {
    message: 'm',
    problem: { code: 'throttled', params: {} },
    at: '2026-11-22T12:00:00.000Z',
  };
  return { target, connection, capture, setup, failure };
}

describe('what is kept over restarts', () => {
  let folder: string;
  let files: StorageFolder;
  beforeEach(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), 'kept-')), 'storage');
    files = new StorageFolder(folder);
  });
  afterEach(() => rm(path.dirname(folder), { recursive: true, force: true }));
  const kept = (bounds = {}) =>
    new KeptInspections(files, {
      mostFiles: 200,
      mostBytes: 1e9,
      maxAgeMs: 30 * DAY_MS,
      fileBytes: 1e7,
      ...bounds,
    });
  const arnOf = (index: number) => functionNo(index).arn;

  it('can be read by its user alone, also what an earlier version wrote', async function () {
    if (process.platform === 'win32') {
      skip(this, 'Windows knows no modes of files');
    }
    await mkdir(folder, { mode: 0o755 });
    await writeFile(path.join(folder, 'inspection-old.json'), '{}', { mode: 0o644 });
    await chmod(folder, 0o755);
    await kept().write(arnOf(1), inspectionOf(1));
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    for (const name of await readdir(folder)) {
      assert.equal((await stat(path.join(folder, name))).mode & 0o777, 0o600, name);
    }
  });

  it('gives way to what is newer, by number, by bytes and by age, and nobody else’s file goes', async () => {
    await files.write('journal.json', 'not ours to delete');
    const store = kept({ mostFiles: 3 });
    for (let index = 0; index < 6; index++) {
      await store.write(arnOf(index), inspectionOf(index));
      await utimes(
        path.join(folder, await fileOf(index)),
        new Date(),
        new Date(Date.now() - 1000 * (10 - index)),
      );
    }
    assert.equal(await store.read(arnOf(0)), undefined);
    assert.deepEqual((await kept().read(arnOf(5)))?.target.arn, arnOf(5));
    assert.equal((await readdir(folder)).filter(name => name.startsWith('inspection-')).length, 3);

    const old = new Date(Date.now() - 31 * DAY_MS);
    await utimes(path.join(folder, await fileOf(5)), old, old);
    assert.equal(await kept().read(arnOf(5)), undefined);
    await kept({ mostBytes: 10 }).read(arnOf(4));
    assert.deepEqual(await readdir(folder), ['journal.json']);
    await assert.rejects(kept({ fileBytes: 10 }).write(arnOf(1), inspectionOf(1)), /larger/);
  });

  async function fileOf(index: number): Promise<string> {
    for (const name of await readdir(folder)) {
      if ((await readFile(path.join(folder, name), 'utf8')).includes(`"${arnOf(index)}"`)) {
        return name;
      }
    }
    throw new Error('There is no such file.');
  }

  it('is forgotten on request, and counted', async () => {
    await files.write('journal.json', 'x');
    const inspections = kept();
    await inspections.write(arnOf(1), inspectionOf(1));
    await inspections.write(arnOf(2), inspectionOf(2));
    assert.equal(await inspections.deleteAll(), 2);
    assert.deepEqual(await readdir(folder), ['journal.json']);
    const memento = new MemoryMemento();
    memento.values.set('functions.1.aws||us-east-1|', [functionNo(3)]);
    memento.values.set('temporaryProbe.1.x', { name: 'x' });
    const functions = new KeptFunctions(memento);
    await functions.write(connection, [functionNo(1), functionNo(2)]);
    assert.deepEqual(memento.keys(), ['temporaryProbe.1.x', 'functions.2']);
    assert.equal(await functions.deleteAll(), 2);
    assert.deepEqual(memento.keys(), ['temporaryProbe.1.x']);
  });

  it('of functions has a most of functions, of connections, and an age', async () => {
    const memento = new MemoryMemento();
    const functions = new KeptFunctions(memento);
    const connectionNo = (index: number) => ({ ...connection, id: `c${index}` });
    for (let index = 0; index < 25; index++) {
      await functions.write(connectionNo(index), [functionNo(index)]);
    }
    assert.deepEqual(functions.read(connectionNo(4)), []);
    assert.deepEqual(functions.read(connectionNo(5)), [functionNo(5)]);
    await functions.write(
      connectionNo(1),
      Array.from({ length: 6000 }, (_, index) => functionNo(index)),
    );
    assert.equal(functions.read(connectionNo(1)).length, 5000);
    const [first] = memento.values.get('functions.2') as { at: number }[];
    memento.values.set('functions.2', [{ ...first, at: Date.now() - 31 * DAY_MS }]);
    assert.deepEqual(functions.read(connectionNo(1)), []);
  });

  it('of functions is that of one machine, whose credentials another has not', async () => {
    const memento = new MemoryMemento();
    const [here, there] = ['here', 'there'].map(machine => new KeptFunctions(memento, machine));
    assert.ok(here && there);
    await here.write(connection, [functionNo(1)]);
    assert.deepEqual(there.read(connection), []);
    await there.write(connection, [functionNo(2)]);
    assert.deepEqual(here.read(connection), [functionNo(1)]);
    assert.deepEqual(there.read(connection), [functionNo(2)]);
    assert.equal(await there.deleteAll(), 2);
  });

  it('takes no function whose fields are something else', () => {
    const good = { ...functionNo(1), layers: ['arn:aws:lambda:us-east-1:123456789012:layer:l:1'] };
    assert.ok(isLambdaFunction({ ...good, ipv6AllowedForDualStack: true }));
    for (const broken of [
      { layers: 'all' },
      { layers: [7] },
      { ipv6AllowedForDualStack: 'yes' },
      { fileSystem: { ...good.fileSystem, directS3Read: {} } },
    ]) {
      assert.ok(!isLambdaFunction({ ...good, ...broken }), JSON.stringify(broken));
    }
  });

  it('empties no list of functions when it is broken', () => {
    const good = functionNo(1);
    const broken = [
      null,
      5,
      {},
      'x',
      { ...good, name: 7 },
      { ...good, subnetIds: null },
      { ...good, fileSystem: {} },
    ];
    const at = Date.now();
    const machine = machineId();
    const cases: readonly [unknown, number][] = [
      [undefined, 0],
      [null, 0],
      ['text', 0],
      [{ length: 3 }, 0],
      [[null, 5, { id: 'demo' }, { id: 'demo', at, functions: 'x' }], 0],
      [[{ id: 'demo', at, functions: [good] }], 0],
      [[{ id: 'demo', machine, at, functions: [...broken, good] }], 1],
    ];
    for (const [stored, count] of cases) {
      const memento = new MemoryMemento();
      memento.values.set('functions.2', stored);
      const apis = { for: () => assert.fail('nobody is asked') };
      const catalog = new FunctionCatalog(apis as never, memento);
      catalog.use([connection]);
      assert.equal(catalog.states[0]?.functions.length, count, JSON.stringify(stored));
      catalog.dispose();
    }
  });

  it('breaks no view, whatever became of a file', async function () {
    this.timeout(60_000);
    const rng = Rng.fromEnvironment();
    await kept().write(arnOf(1), inspectionOf(1));
    const name = await fileOf(1);
    const whole = JSON.parse(await readFile(path.join(folder, name), 'utf8')) as unknown;
    const open = () =>
      new InspectionStore(
        {
          inspect: () => assert.fail(),
          fileSystemSetup: () => assert.fail(),
          network: () => assert.fail(),
          metrics: () => assert.fail(),
        },
        kept(),
        () => Promise.resolve({ buildReport, explainFailure }),
        silentLog,
      );
    let restored = 0;
    for (let round = 0; round < 300; round++) {
      const text = JSON.stringify(rng.mutated(whole));
      const damaged = rng.chance(0.2) ? text.slice(0, rng.below(text.length)) : text;
      await writeFile(path.join(folder, name), damaged);
      const store = open();
      await store.restore(arnOf(1));
      const known = store.get(arnOf(1));
      if (known) {
        restored += 1;
        assert.equal(typeof known.target.name, 'string', damaged);
        assert.equal(known.target.arn, arnOf(1));
        assert.ok(known.report || known.failure, damaged);
        assert.equal(typeof known.connection.region, 'string');
        assert.ok(known.report === undefined || Array.isArray(known.report.findings));
      }
      store.dispose();
    }
    assert.ok(restored > 20 && restored < 300, `${restored} of 300 were restored`);
  });
});
