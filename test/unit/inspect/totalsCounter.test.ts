import assert from 'node:assert/strict';

import { demoConnection } from '../../../src/aws/connection';
import { TotalsCounter } from '../../../src/inspect/totalsCounter';
import type { CountedPart } from '../../../src/inspect/ways/probeRunner';
import { inspectError } from '../../../src/inspect/inspectProblems';
import type { TotalsPart, TotalsRequest } from '../../../src/protocol';
import { lambdaFunction } from '../aws/fakeLambda';

const target = lambdaFunction();
const { arn } = target;
const known = { target, connection: demoConnection('http://127.0.0.1:1') };

function part(more: Partial<TotalsPart> = {}): TotalsPart {
  return {
    path: '/mnt/efs/real',
    files: 0,
    directories: 0,
    links: 0,
    special: 0,
    bytes: '0',
    allocated: '0',
    linkedInodes: [],
    linkedSizes: [],
    linkedAllocated: [],
    largest: [],
    unreadable: [],
    unreadableCount: 0,
    otherFileSystems: 0,
    changed: false,
    pending: [],
    ...more,
  };
}

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

  it('asks on with what remains, the next first, and no more than a request may hold', async () => {
    const many = Array.from({ length: 1500 }, (_, index) => ({ path: `/${index}` }));
    answer({ pending: many }, { pending: [{ path: '/1000-again', cursor: 'c' }] }, {});
    await counter.count(known, '/mnt/efs');
    assert.deepEqual(asked[1]?.request.pending, many.slice(0, 1000));
    assert.deepEqual(asked[2]?.request.pending, [{ path: '/1000-again', cursor: 'c' }, ...many.slice(1000)]);
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
