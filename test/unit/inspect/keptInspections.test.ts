import assert from 'node:assert/strict';
import { KeptInspections, type KeptInspection } from '../../../src/inspect/kept/keptInspections';
import type { KeptFile } from '../../../src/inspect/kept/storageFolder';
import { demoConnection } from '../../../src/aws/connection';
import { lambdaFunction } from '../aws/fakeLambda';
import { restoreAll } from '../probe/inProcess';
import { MemoryFiles } from './memory';
import { TestTime } from './testTime';
import { present } from '../../harness/present';

const DAY = 24 * 60 * 60 * 1000;
const MIB = 1024 * 1024;

/** A folder whose files have sizes and ages of their own. */
class AgedFiles extends MemoryFiles {
  readonly facts = new Map<string, Omit<KeptFile, 'name'>>();

  override async list(): Promise<readonly KeptFile[]> {
    return (await super.list()).map(file => ({ ...file, ...this.facts.get(file.name) }));
  }

  /** @param index of the name */
  put(index: number, modifiedAt: number, bytes = 1): string {
    const name = `inspection-${index.toString(16).padStart(32, '0')}.json`;
    this.texts.set(name, '{}');
    this.facts.set(name, { bytes, modifiedAt });
    return name;
  }
}

const target = lambdaFunction();
const kept: KeptInspection = JSON.parse(
  JSON.stringify({
    target,
    connection: demoConnection('http://127.0.0.1:1'),
    failure: { message: 'It failed.', at: '2026-11-28T12:00:00.000Z' },
  }),
) as KeptInspection;

describe('inspections that are kept', () => {
  let time: TestTime;
  let files: AgedFiles;
  beforeEach(() => {
    time = new TestTime();
    time.ms = 100 * DAY;
    files = new AgedFiles();
  });
  afterEach(restoreAll);
  /** Looks for one, which has the folder looked through first. */
  const names = async () => {
    await new KeptInspections(files).read('none');
    return [...files.texts.keys()];
  };

  it('are the newest two hundred', async () => {
    const all = Array.from({ length: 202 }, (_, index) => files.put(index, time.ms - index));
    assert.deepEqual(await names(), all.slice(0, 200));
  });

  it('are of thirty days', async () => {
    const [young] = [files.put(1, time.ms - 30 * DAY), files.put(2, time.ms - 30 * DAY - 1)];
    assert.deepEqual(await names(), [young]);
  });

  it('are of 128 MiB, the newest first, however they are listed', async () => {
    files.put(1, time.ms - 3, 1);
    const [second, newest] = [files.put(2, time.ms - 2, 64 * MIB), files.put(3, time.ms - 1, 64 * MIB)];
    assert.deepEqual(await names(), [second, newest]);
  });

  it('leave other files alone', async () => {
    files.texts.set('settings.json', '{}');
    files.facts.set('settings.json', { bytes: 1, modifiedAt: 0 });
    const inspections = new KeptInspections(files);
    files.put(1, time.ms);
    files.put(2, time.ms);
    assert.equal(await inspections.deleteAll(), 2);
    assert.deepEqual(await names(), ['settings.json']);
  });

  it('are read as they were written, and looked through after each', async () => {
    const inspections = new KeptInspections(files);
    await inspections.write(target.arn, kept);
    assert.deepEqual(present(await inspections.read(target.arn)), kept);
    const [name = ''] = files.texts.keys();
    files.facts.set(name, { bytes: 1, modifiedAt: 0 });
    assert.deepEqual(present(await inspections.read(target.arn)), kept);
    await inspections.write('arn:another', kept);
    assert.equal(await inspections.read(target.arn), undefined);
  });

  it('are none where they are of another function, of another version or of nothing', async () => {
    const inspections = new KeptInspections(files);
    await inspections.write(target.arn, kept);
    const [name = '', text = ''] = [...files.texts][0] ?? [];
    const whole = JSON.parse(text) as object;
    for (const wrong of [
      { version: 2 },
      { target: { ...target, arn: 'arn:another' } },
      { target: { arn: target.arn } },
      { connection: {} },
      { failure: undefined },
      { failure: { message: 1, at: 'x' } },
    ]) {
      files.texts.set(name, JSON.stringify({ ...whole, ...wrong }));
      assert.equal(await inspections.read(target.arn), undefined, JSON.stringify(wrong));
    }
    for (const damaged of ['', 'null', '[]', '{', '1']) {
      files.texts.set(name, damaged);
      const read = await inspections.read(target.arn).catch(() => undefined);
      assert.equal(read, undefined, damaged);
    }
  });

  it('are as large as one may be, and no larger', async () => {
    const size = Buffer.byteLength(JSON.stringify({ version: 1, ...kept }));
    const bounds = { mostFiles: 1, mostBytes: MIB, maxAgeMs: DAY };
    await new KeptInspections(files, { ...bounds, fileBytes: size }).write(target.arn, kept);
    await assert.rejects(
      new KeptInspections(files, { ...bounds, fileBytes: size - 1 }).write(target.arn, kept),
      new RegExp(`larger than ${size - 1} bytes`),
    );
  });
});
