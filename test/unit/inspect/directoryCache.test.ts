import assert from 'node:assert/strict';

import { demoConnection } from '../../../src/aws/connection';
import { toColumns, type DirectoryColumns } from '../../../src/core/listing/directoryColumns';
import { listed, type ListedDirectory } from '../../../src/core/listing/listing';
import type { Directory } from '../../../src/core/listing/directory';
import type { Report } from '../../../src/core/report';
import { DirectoryCache } from '../../../src/inspect/directoryCache';
import { Emitter } from '../../../src/inspect/emitter';
import type { Inspection } from '../../../src/inspect/inspection';
import { inspectError } from '../../../src/inspect/inspectProblems';
import { until } from '../../harness/until';
import { lambdaFunction } from '../aws/fakeLambda';
import { restoreAll } from '../probe/inProcess';
import { TestTime } from './testTime';

const target = lambdaFunction();
const { arn } = target;
const known = { target, connection: demoConnection('http://127.0.0.1:1') };
const never = { signal: new AbortController().signal };

function page(names: readonly string[], more: Partial<Directory> = {}): Directory {
  return { path: '/mnt/efs', entries: names.map(name => ({ name, type: '-' })), changed: false, ...more };
}

interface Asked {
  readonly path: string;
  readonly cursor?: string;
  readonly limit?: number;
  readonly withinMs?: number;
  readonly signal: AbortSignal;
  readonly answer: (directory: Directory) => void;
  readonly fail: (error: Error) => void;
}

/** Keeps each question until the test answers it. */
class FakeInspector {
  readonly asked: Asked[] = [];
  /** One entry fills a page. */
  pageSize = 1;
  list = (_: unknown, request: { path: string; cursor?: string }, { signal }: { signal: AbortSignal }) =>
    new Promise<DirectoryColumns>((answer, fail) => {
      this.asked.push({ ...request, signal, answer: directory => answer(toColumns(directory)), fail });
      signal.addEventListener('abort', () => fail(signal.reason as Error));
    });
  last(): Asked {
    return this.asked.at(-1) ?? assert.fail('nothing was asked');
  }
}

describe('DirectoryCache', () => {
  let inspector: FakeInspector;
  let cache: DirectoryCache;
  const names = (directory: ListedDirectory | undefined) => directory?.entries.names.join(' ');

  beforeEach(() => {
    inspector = new FakeInspector();
    cache = new DirectoryCache(inspector);
  });
  afterEach(() => cache.dispose());

  it('asks once for each directory, however many want it', async () => {
    const first = cache.list(known, '/mnt/efs', never);
    const second = cache.list(known, '/mnt/efs', never);
    assert.equal(cache.isReading(arn, '/mnt/efs'), true);
    inspector.last().answer(page(['a']));
    assert.equal(names(await first), 'a');
    assert.equal(await second, await first);
    assert.equal(cache.isReading(arn, '/mnt/efs'), false);
    assert.equal(names(await cache.list(known, '/mnt/efs', never)), 'a');
    assert.equal(inspector.asked.length, 1);
  });

  it('appends pages by their cursor until the last', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page(['a'], { cursor: 'one' }));
    assert.equal((await listing).cursor, 'one');
    const more = cache.more(known, '/mnt/efs', never);
    assert.equal(inspector.last().cursor, 'one');
    inspector.last().answer(page(['b'], { changed: true }));
    const all = await more;
    assert.equal(names(all), 'a b');
    assert.equal(all.cursor, undefined);
    assert.equal(all.changed, true);
  });

  it('keeps a page’s place when it could not be read, so that it can be asked for again', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page(['a'], { cursor: 'one' }));
    await listing;
    const more = cache.more(known, '/mnt/efs', never);
    inspector.last().answer(page([], { error: { code: 'TIMEOUT', message: 'no answer' } }));
    const failed = await more;
    assert.equal(names(failed), 'a');
    assert.equal(failed.error?.code, 'TIMEOUT');
    assert.equal(failed.cursor, 'one');
    void cache.more(known, '/mnt/efs', never).catch(() => undefined);
    assert.equal(inspector.last().cursor, 'one');
  });

  it('has no more to read of a directory that is complete', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page(['a', 'b']));
    await listing;
    assert.equal(names(await cache.more(known, '/mnt/efs', never)), 'a b');
    assert.equal(inspector.asked.length, 1);
  });

  it('leaves the report as it was when more is read of its directory', async () => {
    const inReport = listed(toColumns(page(['first'], { cursor: 'one' })));
    cache.replaceAll(arn, [inReport]);
    const more = cache.more(known, '/mnt/efs', never);
    inspector.last().answer(page(['second']));
    assert.equal(names(await more), 'first second');
    assert.equal(names(inReport), 'first');
  });

  it('drops a page of what was there before an inspection read the directory', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page(['old'], { cursor: 'one' }));
    await listing;
    const more = cache.more(known, '/mnt/efs', never);
    cache.replaceAll(arn, [listed(toColumns(page(['new'])))]);
    inspector.last().answer(page(['older']));
    assert.equal(names(await more), 'new');
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'new');
  });

  it('keeps what the file system refused, and asks again only when told', async () => {
    const listing = cache.list(known, '/mnt/efs/secret', never);
    inspector
      .last()
      .answer(page([], { path: '/mnt/efs/secret', error: { code: 'EACCES', message: 'denied' } }));
    await listing;
    assert.equal((await cache.list(known, '/mnt/efs/secret', never)).error?.code, 'EACCES');
    assert.equal(inspector.asked.length, 1);
    const again = cache.reload(known, '/mnt/efs/secret', never);
    inspector.last().answer(page(['a'], { path: '/mnt/efs/secret' }));
    assert.equal((await again).error, undefined);
  });

  it('keeps what was known where nothing could be asked', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page(['a']));
    await listing;
    const again = cache.reload(known, '/mnt/efs', never);
    inspector.last().fail(inspectError('response-too-large', { function: 'reader' }));
    await assert.rejects(again);
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'a');
    const third = cache.reload(known, '/mnt/efs', never);
    inspector.last().answer(page(['b']));
    assert.equal(names(await third), 'b');
  });

  it('reads afresh when told, for those too who wait for an earlier reading', async () => {
    const early = cache.list(known, '/mnt/efs', never);
    const earlier = inspector.last();
    const again = cache.reload(known, '/mnt/efs', never);
    assert.equal(inspector.asked.length, 2);
    earlier.answer(page(['before']));
    inspector.last().answer(page(['after']));
    assert.equal(names(await again), 'after');
    assert.equal(names(await early), 'after');
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'after');
  });

  it('does not put what an earlier reading found in place of a later one', async () => {
    const early = cache.list(known, '/mnt/efs', never);
    const earlier = inspector.last();
    const again = cache.reload(known, '/mnt/efs', never);
    inspector.last().answer(page(['after']));
    assert.equal(names(await again), 'after');
    earlier.answer(page(['before']));
    assert.equal(names(await early), 'after');
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'after');
  });

  it('takes nothing from those who wait where a reading afresh is given up before it begins', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    const given = AbortSignal.abort(new Error('given up'));
    await assert.rejects(cache.reload(known, '/mnt/efs', { signal: given }), /given up/);
    assert.equal(cache.isReading(arn, '/mnt/efs'), true);
    const joined = cache.list(known, '/mnt/efs', never);
    assert.equal(inspector.asked.length, 1);
    inspector.last().answer(page(['a']));
    assert.equal(names(await listing), 'a');
    assert.equal(names(await joined), 'a');
  });

  it('ends with its last owner all that is being read, also what was superseded', async () => {
    const readings = [cache.list(known, '/mnt/efs', never), cache.reload(known, '/mnt/efs', never)];
    cache.dispose();
    assert.deepEqual(
      inspector.asked.map(({ signal }) => signal.aborted),
      [true, true],
    );
    await Promise.allSettled(readings);
  });

  it('lets one give up while another waits on, and ends when the last gives up', async () => {
    const impatient = new AbortController();
    const first = cache.list(known, '/mnt/efs', impatient);
    const second = cache.list(known, '/mnt/efs', never);
    impatient.abort(new Error('enough'));
    await assert.rejects(first, /enough/);
    assert.equal(inspector.last().signal.aborted, false);
    inspector.last().answer(page(['a']));
    assert.equal(names(await second), 'a');

    const alone = cache.reload(known, '/mnt/efs', { signal: AbortSignal.timeout(1) });
    await assert.rejects(alone);
    assert.equal(inspector.last().signal.aborted, true);
    // Who asks now is not given the aborted reading.
    const next = cache.reload(known, '/mnt/efs', never);
    inspector.last().answer(page(['c']));
    assert.equal(names(await next), 'c');
  });

  describe('while a page takes more than one answer', () => {
    beforeEach(() => (inspector.pageSize = 5));
    const answered = async (directory: Directory) => {
      const { length } = inspector.asked;
      inspector.last().answer(directory);
      await until(() => inspector.asked.length > length);
    };

    it('tells the first rows, and asks for the others with more time', async () => {
      const rows: (string | undefined)[] = [];
      const listing = cache.list(known, '/mnt/efs', {
        ...never,
        onRows: directory => rows.push(names(directory)),
      });
      const first = cache.firstRows(known, '/mnt/efs', never, assert.ifError);
      await answered(page(['a', 'b'], { cursor: 'two' }));
      assert.equal(names(await first), 'a b');
      assert.equal(names(cache.get(arn, '/mnt/efs')), 'a b');
      assert.equal(cache.isReading(arn, '/mnt/efs'), true);
      await answered(page(['c'], { cursor: 'three' }));
      // Who comes late is told what there is.
      assert.equal(names(await cache.firstRows(known, '/mnt/efs', never, assert.ifError)), 'a b c');
      inspector.last().answer(page(['d', 'e'], { cursor: 'five' }));
      const all = await listing;
      assert.equal(names(all), 'a b c d e');
      assert.equal(all.cursor, 'five');
      assert.deepEqual(rows, ['a b', 'a b c']);
      const [one, two, three] = inspector.asked;
      assert.deepEqual(
        [one, two, three].map(asked => [asked?.cursor, asked?.limit]),
        [
          [undefined, 5],
          ['two', 3],
          ['three', 2],
        ],
      );
      assert.ok((one?.withinMs ?? NaN) < (two?.withinMs ?? NaN));
      assert.ok((two?.withinMs ?? NaN) < (three?.withinMs ?? NaN));
      assert.equal(inspector.asked.length, 3);
    });

    it('keeps what came before it was given up, and where to go on', async () => {
      const patience = new AbortController();
      const listing = cache.list(known, '/mnt/efs', patience);
      await answered(page(['a'], { cursor: 'one' }));
      patience.abort(new Error('enough'));
      await assert.rejects(listing, /enough/);
      assert.equal(inspector.last().signal.aborted, true);
      const more = cache.more(known, '/mnt/efs', never);
      assert.equal(inspector.last().cursor, 'one');
      inspector.last().answer(page(['b']));
      assert.equal(names(await more), 'a b');
    });

    it('keeps what came before one of them failed', async () => {
      const listing = cache.list(known, '/mnt/efs', never);
      await answered(page(['a'], { cursor: 'one' }));
      inspector.last().fail(inspectError('response-too-large', { function: 'reader' }));
      await assert.rejects(listing);
      assert.equal(names(cache.get(arn, '/mnt/efs')), 'a');
      assert.equal(cache.get(arn, '/mnt/efs')?.cursor, 'one');
      assert.equal(cache.isReading(arn, '/mnt/efs'), false);
    });

    it('ends with what the file system refuses in the middle', async () => {
      const listing = cache.list(known, '/mnt/efs', never);
      await answered(page(['a'], { cursor: 'one' }));
      inspector.last().answer(page(['b'], { cursor: 'two', error: { code: 'EIO', message: 'bad' } }));
      const directory = await listing;
      assert.equal(names(directory), 'a b');
      assert.equal(directory.error?.code, 'EIO');
      assert.equal(inspector.asked.length, 2);
    });

    it('leaves what an inspection has read of the directory meanwhile', async () => {
      const listing = cache.list(known, '/mnt/efs', never);
      await answered(page(['old'], { cursor: 'one' }));
      cache.replaceAll(arn, [listed(toColumns(page(['new'])))]);
      inspector.last().answer(page(['older'], { cursor: 'two' }));
      assert.equal(names(await listing), 'new');
      assert.equal(names(cache.get(arn, '/mnt/efs')), 'new');
      assert.equal(inspector.asked.length, 2);
    });
  });

  it('takes over what an inspection read, in place of everything older', async () => {
    const listing = cache.list(known, '/mnt/efs/old', never);
    inspector.last().answer(page(['a'], { path: '/mnt/efs/old' }));
    await listing;
    const changed: string[] = [];
    cache.onDidChange(({ path }) => changed.push(path));
    cache.replaceAll(arn, [listed(toColumns(page(['b'])))]);
    assert.equal(cache.get(arn, '/mnt/efs/old'), undefined);
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'b');
    assert.deepEqual(changed, ['/mnt/efs/old', '/mnt/efs']);
  });

  it('reads from the beginning where more is asked for of what nobody knows', async () => {
    const more = cache.more(known, '/mnt/efs', never);
    assert.equal(inspector.last().cursor, undefined);
    inspector.last().answer(page(['a']));
    assert.equal(names(await more), 'a');
  });

  it('asks again for a directory whose first entries could not be read, but not for one that came in part', async () => {
    const error = { code: 'EIO', message: 'bad' };
    cache.replaceAll(arn, [
      listed(toColumns(page([], { error }))),
      listed(toColumns(page(['a'], { error, path: '/mnt/efs/part' }))),
    ]);
    assert.equal(names(await cache.more(known, '/mnt/efs/part', never)), 'a');
    assert.equal(inspector.asked.length, 0);
    const more = cache.more(known, '/mnt/efs', never);
    inspector.last().answer(page(['b']));
    assert.equal(names(await more), 'b');
  });

  it('joins the reading of a page where more is asked for meanwhile', async () => {
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page(['a'], { cursor: 'one' }));
    await listing;
    const pages = [cache.more(known, '/mnt/efs', never), cache.more(known, '/mnt/efs', never)];
    assert.equal(inspector.asked.length, 2);
    inspector.last().answer(page(['b']));
    assert.deepEqual((await Promise.all(pages)).map(names), ['a b', 'a b']);
  });

  it('asks for as many entries as one wants, or for as many as fill a page', async () => {
    inspector.pageSize = 7;
    const listing = cache.list(known, '/mnt/efs', never);
    assert.equal(inspector.last().limit, 7);
    inspector.last().answer(page(['a', 'b', 'c', 'd', 'e', 'f', 'g'], { cursor: 'seven' }));
    await listing;
    const more = cache.more(known, '/mnt/efs', { ...never, limit: 2 });
    assert.equal(inspector.last().limit, 2);
    inspector.last().answer(page(['h', 'i'], { cursor: 'nine' }));
    assert.equal((await more).cursor, 'nine');
    assert.equal(inspector.asked.length, 2);
  });

  it('ends with an answer that brings nothing, though it says that more remains', async () => {
    inspector.pageSize = 5;
    const listing = cache.list(known, '/mnt/efs', never);
    inspector.last().answer(page([], { cursor: 'one' }));
    assert.equal((await listing).cursor, 'one');
    assert.equal(inspector.asked.length, 1);
  });

  it('tells whoever looks on that a directory is being read, what came of it, and that it was', async () => {
    const told: boolean[] = [];
    cache.onDidChange(({ path }) => told.push(cache.isReading(arn, path)));
    const listing = cache.list(known, '/mnt/efs', never);
    assert.deepEqual(told, [true]);
    inspector.last().answer(page(['a']));
    await listing;
    assert.deepEqual(told, [true, false]);
  });

  it('hands an error to whoever waits for rows, or to another where rows were there before', async () => {
    inspector.pageSize = 5;
    const late: unknown[] = [];
    const failed = cache.firstRows(known, '/mnt/efs', never, error => late.push(error));
    inspector.last().fail(new Error('at once'));
    await assert.rejects(failed, /at once/);
    assert.equal(late.length, 0);
    const shown = cache.firstRows(known, '/mnt/efs', never, error => late.push(error));
    inspector.last().answer(page(['a'], { cursor: 'one' }));
    assert.equal(names(await shown), 'a');
    await until(() => inspector.asked.length === 3);
    const error = new Error('later');
    inspector.last().fail(error);
    await until(() => late.length > 0);
    assert.deepEqual(late, [error]);
  });

  it('knows the directories of each function by themselves', async () => {
    const other = { ...known, target: { ...target, arn: `${arn}2` } };
    cache.replaceAll(arn, [listed(toColumns(page(['a'])))]);
    const listing = cache.list(other, '/mnt/efs', never);
    assert.equal(cache.isReading(arn, '/mnt/efs'), false);
    inspector.last().answer(page(['b']));
    assert.equal(names(await listing), 'b');
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'a');
  });

  it('takes over each new report of a store, once, until its end', () => {
    const stores = new Emitter<string>();
    const reports = new Map<string, Report>();
    const report = (...directories: readonly ListedDirectory[]) => ({ directories }) as unknown as Report;
    cache.follow({ onDidChange: stores.event, get: of => ({ report: reports.get(of) }) as Inspection });
    stores.fire(arn);
    assert.equal(cache.get(arn, '/mnt/efs'), undefined);
    const first = report(listed(toColumns(page(['a']))));
    reports.set(arn, first);
    stores.fire(arn);
    const taken = cache.get(arn, '/mnt/efs');
    assert.equal(names(taken), 'a');
    stores.fire(arn);
    assert.equal(cache.get(arn, '/mnt/efs'), taken);
    reports.set(arn, report(listed(toColumns(page(['b'])))));
    stores.fire(arn);
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'b');
    cache.dispose();
    reports.set(arn, first);
    stores.fire(arn);
    assert.equal(names(cache.get(arn, '/mnt/efs')), 'b');
  });

  it('forgets all that was read, says how much, and tells of each', () => {
    const other = listed(toColumns(page(['b'], { path: '/mnt/efs/b' })));
    cache.replaceAll(arn, [listed(toColumns(page(['a']))), other]);
    const told: string[] = [];
    cache.onDidChange(({ path }) => told.push(path));
    assert.equal(cache.deleteAll(), 2);
    assert.deepEqual(told, ['/mnt/efs', '/mnt/efs/b']);
    assert.equal(cache.get(arn, '/mnt/efs/b'), undefined);
    assert.equal(cache.deleteAll(), 0);
  });

  describe('of more than is kept', () => {
    const directory = (path: string, entries: number) =>
      page(
        Array.from({ length: entries }, (_, index) => `n${index}`),
        { path },
      );
    const read = async (path: string, entries: number) => {
      const reading = cache.reload(known, path, never);
      inspector.last().answer(directory(path, entries));
      await reading;
    };
    const kept = (...paths: readonly string[]) =>
      paths.filter(path => cache.get(arn, path) !== undefined).join(' ');

    it('forgets what was read longest ago, by entries, but not what was just read', async () => {
      cache = new DirectoryCache(inspector, 6);
      inspector.pageSize = 10;
      await read('/a', 2);
      await read('/b', 2);
      await read('/c', 2);
      assert.equal(kept('/a', '/b', '/c'), '/a /b /c');
      await read('/a', 2);
      const told: string[] = [];
      cache.onDidChange(({ path }) => told.push(path));
      await read('/d', 1);
      assert.equal(kept('/a', '/b', '/c', '/d'), '/a /c /d');
      assert.ok(told.includes('/b'));
      await read('/e', 9);
      assert.equal(kept('/a', '/c', '/d', '/e'), '/e');
    });

    it('forgets nothing that is being read', async () => {
      cache = new DirectoryCache(inspector, 2);
      inspector.pageSize = 10;
      await read('/a', 2);
      const reading = cache.reload(known, '/a', never);
      const again = inspector.last();
      await read('/b', 2);
      assert.equal(kept('/a', '/b'), '/a /b');
      again.answer(directory('/a', 1));
      await reading;
      assert.equal(kept('/a', '/b'), '/a');
    });

    it('keeps twenty thousand directories', async () => {
      const many = Array.from({ length: 20_000 }, (_, index) => listed(toColumns(directory(`/${index}`, 0))));
      cache.replaceAll(arn, many.slice(1));
      await read('/0', 0);
      assert.equal(kept('/1', '/2', '/0'), '/1 /2 /0');
      await read('/new', 0);
      assert.equal(kept('/1', '/2', '/0', '/new'), '/2 /0 /new');
    });
  });

  describe('in its time', () => {
    let time: TestTime;
    beforeEach(() => (time = new TestTime()));
    afterEach(restoreAll);

    it('ends a page after 15 s, and asks for answers within longer and longer times', async () => {
      inspector.pageSize = 100;
      const listing = cache.list(known, '/mnt/efs', never);
      for (const [at, ms] of [2500, 2500, 2500, 7499].entries()) {
        await time.pass(ms);
        inspector.last().answer(page([`n${at}`], { cursor: `${at}` }));
        await time.pass(0);
      }
      assert.deepEqual(
        inspector.asked.map(({ withinMs }) => withinMs),
        [100, 400, 1600, 4000, 4000],
      );
      await time.pass(1);
      inspector.last().answer(page(['last'], { cursor: 'end' }));
      assert.equal((await listing).cursor, 'end');
      assert.equal(inspector.asked.length, 5);
    });
  });
});
