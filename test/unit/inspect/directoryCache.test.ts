import assert from 'node:assert/strict';

import { demoConnection } from '../../../src/aws/connection';
import { toColumns, type DirectoryColumns } from '../../../src/core/listing/directoryColumns';
import { listed, type ListedDirectory } from '../../../src/core/listing/listing';
import type { Directory } from '../../../src/core/listing/directory';
import { DirectoryCache } from '../../../src/inspect/directoryCache';
import { inspectError } from '../../../src/inspect/inspectProblems';
import { until } from '../../harness/until';
import { lambdaFunction } from '../aws/fakeLambda';

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
});
