import assert from 'node:assert/strict';

import { demoConnection } from '../../../src/aws/connection';
import { TotalsCounter } from '../../../src/inspect/totalsCounter';
import type { CountedPart } from '../../../src/inspect/ways/probeRunner';
import { inspectError } from '../../../src/inspect/inspectProblems';
import type { TotalsPart, TotalsRequest } from '../../../src/protocol';
import { lambdaFunction } from '../aws/fakeLambda';
import { totalsPart } from './totalsPart';

const target = lambdaFunction();
const { arn } = target;
const known = { target, connection: demoConnection('http://127.0.0.1:1') };

const part = (more: Partial<TotalsPart> = {}) => totalsPart({ path: '/mnt/efs/real', ...more });

describe('TotalsCounter', () => {
  const asked: { request: TotalsRequest; signal: AbortSignal }[] = [];
  let answers: ((signal: AbortSignal) => Promise<CountedPart>)[];
  let counter: TotalsCounter;
  beforeEach(() => {
    asked.length = 0;
    answers = [];
    const countPart = (_: unknown, request: TotalsRequest, { signal }: { signal: AbortSignal }) => {
      asked.push({ request, signal });
      return (answers.shift() ?? assert.fail('nobody expected another question'))(signal);
    };
    counter = new TotalsCounter({ countPart }, () => 1_000_000);
  });
  afterEach(() => counter.dispose());
  const answer = (...parts: readonly Partial<TotalsPart>[]) => {
    answers.push(...parts.map(each => () => Promise.resolve({ part: part(each) })));
  };

  it('adds parts up, each inode with several names once', async () => {
    const large = (name: string, inode: string, size: string) => ({
      path: name,
      inode,
      size,
      allocated: '0',
    });
    answer(
      {
        files: 3,
        bytes: '10',
        allocated: '512',
        linkedInodes: ['7', '8'],
        linkedSizes: ['100', '1'],
        linkedAllocated: ['512', '512'],
        largest: [large('/a', '7', '100'), large('/b', '9', '10')],
        pending: [{ path: '/next' }],
      },
      {
        files: 1,
        linkedInodes: ['7'],
        linkedSizes: ['100'],
        linkedAllocated: ['512'],
        largest: [large('/again', '7', '100'), large('/c', '10', '99999999999999999999')],
        unreadable: [{ path: '/d', code: 'EACCES' }],
        unreadableCount: 1,
      },
    );
    const totals = await counter.count(known, '/mnt/efs/link');
    assert.equal(totals.status, 'done');
    assert.deepEqual([totals.files, totals.bytes, totals.allocated], [4, 111n, 1536n]);
    assert.deepEqual(
      totals.largest.map(({ path: file }) => file),
      ['/c', '/a', '/b'],
    );
    assert.deepEqual([totals.unreadableCount, totals.invocations, totals.operations], [1, 2, undefined]);
    assert.deepEqual(counter.get(arn, '/mnt/efs/link'), totals);
    assert.deepEqual(
      asked.map(({ request }) => [request.path, request.pending]),
      [
        ['/mnt/efs/link', undefined],
        ['/mnt/efs/real', [{ path: '/next' }]],
      ],
    );
  });

  it('begins with nothing of anything', async () => {
    answers.push(
      signal => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error()))),
    );
    const counting = counter.count(known, '/mnt/efs');
    const nothing = {
      arn,
      path: '/mnt/efs',
      status: 'counting',
      files: 0,
      directories: 0,
      links: 0,
      special: 0,
      bytes: 0n,
      allocated: 0n,
      largest: [],
      unreadable: [],
      unreadableCount: 0,
      otherFileSystems: 0,
      changed: false,
      pending: 0,
      invocations: 0,
      elapsedMs: 0,
    } as const;
    assert.deepEqual(counter.get(arn, '/mnt/efs'), nothing);
    assert.deepEqual(counter.all(arn), [nothing]);
    assert.equal(counter.deleteAll(), 0);
    counter.cancel(arn, '/mnt/efs');
    const { elapsedMs, ...totals } = await counting;
    assert.deepEqual({ ...totals, elapsedMs: 0 }, { ...nothing, status: 'cancelled' });
    assert.ok(elapsedMs >= 0 && elapsedMs < 60_000);
    assert.equal(counter.deleteAll(), 1);
    assert.deepEqual(counter.all(arn), []);
  });

  it('adds up what is of each kind, and keeps the first that cannot be read and the largest', async () => {
    const unreadable = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({ path: `/${from + at}`, code: 'EACCES' }));
    const large = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) => ({
        path: `/${from + at}`,
        inode: `${from + at}`,
        size: `${from + at}`,
        allocated: '0',
      }));
    const counts = (by: number) => ({
      files: by,
      directories: 2 * by,
      links: 3 * by,
      special: 4 * by,
      bytes: String(5 * by),
      allocated: String(6 * by),
      otherFileSystems: 7 * by,
      unreadableCount: 60 * by,
    });
    answer(
      {
        ...counts(1),
        changed: true,
        unreadable: unreadable(0, 60),
        largest: large(0, 15),
        pending: [{ path: '/a' }],
      },
      { ...counts(10), unreadable: unreadable(60, 60), largest: large(15, 15) },
    );
    const totals = await counter.count(known, '/mnt/efs');
    assert.deepEqual(
      [totals.files, totals.directories, totals.links, totals.special, totals.bytes, totals.allocated],
      [11, 22, 33, 44, 55n, 66n],
    );
    assert.deepEqual([totals.otherFileSystems, totals.unreadableCount, totals.changed], [77, 660, true]);
    assert.deepEqual(totals.unreadable, unreadable(0, 100));
    assert.deepEqual(totals.largest, large(10, 20).reverse());
    assert.deepEqual([totals.pending, totals.invocations], [0, 2]);
  });

  it('asks on with what remains, the next first, and no more than a request may hold', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({ path: `/${index}` }));
    answer({ pending: many }, { pending: [{ path: '/1000-again', cursor: 'c' }] }, {});
    await counter.count(known, '/mnt/efs');
    assert.deepEqual(asked[1]?.request.pending, many.slice(0, 1000));
    assert.deepEqual(asked[2]?.request.pending, [{ path: '/1000-again', cursor: 'c' }, ...many.slice(1000)]);
  });

  it('sends back no more text than 256 KiB, and one directory at least', async () => {
    const named = (name: string, length: number) => ({ path: `/${name.padEnd(length - 1, name)}` });
    const half = 128 * 1024;
    const pending = [
      named('a', half),
      { ...named('b', half - 4), cursor: 'next' },
      named('c', 3 * half),
      named('d', half),
      named('e', half + 1),
    ];
    answer({ pending }, {}, {}, {}, {});
    await counter.count(known, '/mnt/efs');
    assert.deepEqual(
      asked.map(({ request }) => request.pending?.map(({ path: name }) => name.charAt(1)).join('')),
      [undefined, 'ab', 'c', 'd', 'e'],
    );
  });

  it('counts a directory once at a time, and again when asked to later', async () => {
    answer({ files: 1 }, { files: 2 });
    const [first, second] = [counter.count(known, '/mnt/efs'), counter.count(known, '/mnt/efs')];
    assert.equal((await first).files, 1);
    assert.equal(await second, await first);
    assert.equal((await counter.count(known, '/mnt/efs')).files, 2);
  });

  it('waits until the average is what the rate allows, and can be cancelled meanwhile', async () => {
    counter = new TotalsCounter(
      {
        countPart: (_, request, { signal }) => {
          asked.push({ request, signal });
          return Promise.resolve({
            part: part({ files: 5, pending: [{ path: '/next' }] }),
            operations: 250n,
          });
        },
      },
      () => 0.001,
    );
    const counted = new Promise<void>(resolve => {
      counter.onDidChange(() => {
        if (counter.get(arn, '/mnt/efs')?.invocations === 1) {
          resolve();
        }
      });
    });
    const counting = counter.count(known, '/mnt/efs');
    await counted;
    await new Promise(resolve => setTimeout(resolve, 50));
    assert.equal(asked.length, 1);
    assert.equal(counter.get(arn, '/mnt/efs')?.operations, 250n);
    counter.cancel(arn, '/mnt/efs');
    const totals = await counting;
    assert.deepEqual([totals.status, totals.files], ['cancelled', 5]);
  });

  it('opens as many directories at a time as ten seconds of the rate pay for', async () => {
    counter = new TotalsCounter(
      {
        countPart: (_, request, { signal }) => {
          asked.push({ request, signal });
          return Promise.resolve({ part: part() });
        },
      },
      () => 100,
    );
    await counter.count(known, '/mnt/efs');
    assert.equal(asked[0]?.request.maxDirectories, 250);
  });

  it('keeps what was counted when it fails, with why', async () => {
    answer({ files: 5, pending: [{ path: '/next' }] });
    answers.push(() => Promise.reject(inspectError('probe-too-old', { function: 'f' })));
    const totals = await counter.count(known, '/mnt/efs');
    assert.deepEqual(
      [totals.status, totals.files, totals.error?.problem?.code],
      ['failed', 5, 'probe-too-old'],
    );
  });
});
