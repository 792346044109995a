import assert from 'node:assert/strict';
import fs from 'node:fs';
import {
  costBetween,
  kernelBetween,
  readCounters,
  requestsBetween,
  type Counters,
} from '../../../src/probe/latency/operationCounters';
import { Pacer, sample, type Pace, type Sampling } from '../../../src/probe/latency/series';
import { now } from '../../../src/probe/clock';
import { StoppedClock, replace, restoreAll } from './inProcess';
import { present } from '../../harness/present';

type Row = readonly [name: string, ...counters: number[]];

/** What the kernel says of a mount. */
function device(mountPoint: string, rows: readonly Row[], serverRead = 0, fstype = 'nfs4'): string {
  return [
    `device 127.0.0.1:/ mounted on ${mountPoint} with fstype ${fstype} statvers=1.1`,
    '\tage:\t30',
    `\tbytes:\t1 2 3 4 ${serverRead} 6 7 8 `,
    '\tper-op statistics',
    ...rows.map(([name, ...counters]) => `\t${`${name}:`.padStart(12)} ${counters.join(' ')} `),
  ].join('\n');
}

/** The kernel's own text until {@link restoreAll}. */
function mountstats(text: () => string): void {
  replace(
    fs,
    'readFileSync',
    original =>
      ((...args: Parameters<typeof original>) =>
        args[0] === '/proc/self/mountstats' ? text() : original(...args)) as never,
  );
}

const row = (name: string, count: number): Row => [name, count, count, 0, 0, 0, 0, 0, 0];

function countersOf(rows: readonly Row[]): Counters {
  mountstats(() => device('/mnt/efs', rows));
  const counters = readCounters('/mnt/efs');
  restoreAll();
  return counters ?? assert.fail('there are none');
}

describe('the counters of a mount', () => {
  afterEach(restoreAll);

  it('are those of its operations, and what all reads got from the server', () => {
    mountstats(() =>
      [
        'device rootfs mounted on / with fstype rootfs',
        device('/mnt/other', [row('READ', 99)], 99),
        device(
          '/mnt/efs',
          [
            ['NULL', 1, 2, 3, 4, 5, 6, 7, 8],
            ['READ', 10, 13, 2, 1000, 2000, 30, 40, 50, 60],
          ],
          4096,
          'nfs',
        ),
        device('/mnt/last', [row('READ', 98)], 98),
      ].join('\n'),
    );
    const { operations, serverRead } = readCounters('/mnt/efs') ?? assert.fail();
    assert.equal(serverRead, 4096n);
    assert.deepEqual(
      [...operations],
      [
        ['NULL', { count: 1n, retransmissions: 1n, queueMs: 6n, roundTripMs: 7n, executeMs: 8n }],
        ['READ', { count: 10n, retransmissions: 3n, queueMs: 30n, roundTripMs: 40n, executeMs: 50n }],
      ],
    );
    assert.equal(readCounters('/mnt/last')?.operations.get('READ')?.count, 98n);
  });

  it('are of the last mount at a path, and of no other that begins so', () => {
    mountstats(() =>
      [
        device('/mnt/efs', [row('READ', 1)]),
        device('/mnt/efs', [row('READ', 2)]),
        device('/mnt/efs2', [row('READ', 3)]),
      ].join('\n'),
    );
    assert.equal(readCounters('/mnt/efs')?.operations.get('READ')?.count, 2n);
    assert.equal(readCounters('/mnt'), undefined);
    assert.equal(readCounters('/mnt/none'), undefined);
  });

  it('are none of a file system that is no NFS, and zero bytes where none are told', () => {
    mountstats(() => 'device tmpfs mounted on /tmp with fstype tmpfs\n');
    assert.equal(readCounters('/tmp'), undefined);
    restoreAll();
    mountstats(() => 'device x mounted on /mnt/efs with fstype nfs4\n');
    assert.deepEqual(readCounters('/mnt/efs'), { operations: new Map(), serverRead: 0n });
  });

  it('tell what was asked in between: all of it, or without what nobody waits for', () => {
    const before = countersOf([row('READ', 5), row('GETATTR', 3), row('SEQUENCE', 1), row('LOOKUP', 2)]);
    const after = countersOf([
      row('READ', 7),
      row('GETATTR', 3),
      row('LOOKUP', 1),
      row('ACCESS', 4),
      ...['CLOSE', 'DELEGRETURN', 'FREE_STATEID', 'LAYOUTRETURN', 'RENEW', 'SEQUENCE', 'TEST_STATEID'].map(
        name => row(name, 2),
      ),
    ]);
    assert.deepEqual(
      [...requestsBetween(before, after)],
      [
        ['READ', 2],
        ['ACCESS', 4],
      ],
    );
    assert.equal(costBetween(before, after), 2 - 1 + 4 + 6 * 2 + 1);
  });

  it('tell how long an operation took in between, also where it was not there before, or is not now', () => {
    const before = countersOf([['READ', 10, 11, 0, 0, 0, 100, 200, 300]]);
    const after = countersOf([
      ['READ', 14, 18, 0, 0, 0, 101, 203, 306],
      ['LOOKUP', 2, 2, 0, 0, 0, 1, 2, 3],
    ]);
    assert.deepEqual(kernelBetween(before, after, 'READ'), {
      operations: 4,
      retransmissions: 3,
      queueMs: 1,
      roundTripMs: 3,
      executeMs: 6,
    });
    const lookup = { operations: 2, retransmissions: 0, queueMs: 1, roundTripMs: 2, executeMs: 3 };
    assert.deepEqual(kernelBetween(before, after, 'LOOKUP'), lookup);
    const none = { operations: 0, retransmissions: 0, queueMs: 0, roundTripMs: 0, executeMs: 0 };
    assert.deepEqual(kernelBetween(before, after, 'ACCESS'), none);
  });
});

describe('a series of calls', () => {
  let clock: StoppedClock;
  let counters: Map<string, number>;
  beforeEach(() => {
    clock = new StoppedClock();
    counters = new Map();
  });
  afterEach(restoreAll);

  const withCounters = () =>
    mountstats(() =>
      device(
        '/mnt/efs',
        [...counters].map(([name, count]) => row(name, count)),
      ),
    );
  const ask = (name: string, times = 1) => counters.set(name, (counters.get(name) ?? 0) + times);
  /** A call of so many milliseconds that asks for these. */
  const call =
    (ms: number, ...operations: readonly string[]) =>
    () => {
      clock.advance(ms);
      operations.forEach(name => ask(name));
    };
  const run = (
    calls: Iterable<(() => () => void) | undefined>,
    {
      gapMs = 0,
      pacer = new Pacer('/mnt/efs', gapMs),
      stopAt = Infinity,
    }: Partial<Pace & { gapMs: number }> = {},
    sampling: Partial<Sampling> = {},
  ) => sample({ operation: 'LOOKUP', ...sampling }, calls, { pacer, stopAt });

  it('has microseconds of each call, without its preparation', () => {
    mountstats(() => '');
    const prepared = () => {
      clock.advance(1000);
      return call(0.2504);
    };
    assert.deepEqual(present(run([prepared, () => call(3)])), {
      operation: 'LOOKUP',
      micros: [250, 3000],
      cached: 0,
      mixed: 0,
      failed: 0,
    });
  });

  it('counts what made just the one request, and says how many made none or others', () => {
    withCounters();
    const calls = [
      call(1, 'LOOKUP'),
      call(2),
      call(3, 'GETATTR'),
      call(4, 'LOOKUP', 'GETATTR'),
      call(5, 'LOOKUP', 'LOOKUP'),
      call(6, 'LOOKUP', 'SEQUENCE'),
      call(7, 'RENEW'),
    ].map(each => () => each);
    const { kernel, ...series } = run(calls);
    assert.deepEqual(present(series), {
      operation: 'LOOKUP',
      micros: [1000, 6000],
      cached: 2,
      mixed: 3,
      failed: 0,
    });
    assert.equal(kernel?.operations, 5);
  });

  it('takes several requests of a large read for one, and says its size', () => {
    withCounters();
    const calls = [call(1, 'READ', 'READ'), call(2, 'READ', 'GETATTR'), call(3, 'GETATTR'), call(4)];
    const series = run(
      calls.map(each => () => each),
      {},
      { operation: 'READ', bytes: 1024, severalRequests: true },
    );
    assert.deepEqual([series.bytes, series.micros, series.cached, series.mixed], [1024, [1000], 1, 2]);
  });

  it('goes on after a call that fails, with the first code', () => {
    withCounters();
    const failing = (code: string) => () => () => {
      throw Object.assign(new Error(code), { code });
    };
    const unprepared = () => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    };
    const series = run([failing('ESTALE'), unprepared, undefined, () => call(1, 'LOOKUP')]);
    assert.deepEqual([series.micros, series.failed, series.error], [[1000], 2, 'ESTALE']);
  });

  it('keeps the pause between two calls, and waits for nothing where a call took longer', () => {
    mountstats(() => '');
    const series = run([() => call(4), () => call(25), () => call(1)], { gapMs: 10 });
    assert.deepEqual([series.micros.length, clock.waits], [3, [6]]);
  });

  it('pauses for each request that a call made, also one that fails, or whose preparation does', () => {
    withCounters();
    const failed = (): never => {
      throw Object.assign(new Error('EIO'), { code: 'EIO' });
    };
    const failing = () => () => {
      call(1, 'LOOKUP', 'GETATTR', 'GETATTR')();
      failed();
    };
    const unprepared = () => {
      call(2, 'GETATTR', 'ACCESS')();
      return failed();
    };
    const prepared = () => {
      call(3, 'GETATTR')();
      return call(4, 'LOOKUP');
    };
    const series = run([failing, unprepared, prepared, undefined, () => call(5, 'LOOKUP')], { gapMs: 10 });
    assert.deepEqual([series.failed, series.micros], [2, [4000, 5000]]);
    assert.deepEqual(clock.waits, [29, 18, 13, 10]);
  });

  it('has the next series wait for what the last call of the one before it has cost', () => {
    withCounters();
    const pacer = new Pacer('/mnt/efs', 10);
    run([() => call(1, 'LOOKUP', 'GETATTR', 'GETATTR')], { pacer });
    run([() => call(1, 'LOOKUP')], { pacer });
    assert.deepEqual(clock.waits, [29]);
  });

  it('begins no call at its end, or whose pause would last that long', () => {
    mountstats(() => '');
    const calls = () => Array.from({ length: 10 }, () => () => call(1));
    const start = now();
    assert.equal(run(calls(), { gapMs: 10, stopAt: start + 30 }).micros.length, 3);
    assert.equal(now(), start + 21);
    assert.equal(run(calls(), { stopAt: now() }).micros.length, 0);
    assert.equal(run(calls(), { stopAt: now() + 2 }).micros.length, 2);
  });
});
