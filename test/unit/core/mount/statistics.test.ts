import assert from 'node:assert/strict';
import { parseMountStats } from '../../../../src/core/parse/mountstats';
import { nfsStatistics } from '../../../../src/core/mount/statistics';
import { mountstats } from '../mountstatsText';

const statisticsOf = (after: string, before = '') =>
  nfsStatistics('/mnt/efs', parseMountStats(after).entries, parseMountStats(before).entries);

describe('nfsStatistics', () => {
  it('sums counters and derives averages as mountstats(8) does', () => {
    const statistics = statisticsOf(
      mountstats({
        operations: {
          READ: '100 110 2 15000 1048576 50 400 500 3',
          GETATTR: '300 300 0 60000 72000 3 150 180 0',
          NULL: '0 0 0 0 0 0 0 0 0',
        },
        transports: ['tcp 0 1 3 0 5 420 420 7 9 4 2 0 0'],
      }),
    );
    assert.deepEqual(
      statistics?.operations.map(({ name }) => name),
      ['GETATTR', 'READ'],
    );
    const read = statistics?.operations[1];
    assert.equal(read?.retransmissions, 10n);
    assert.equal(read?.share, 0.25);
    assert.equal(read?.averageRoundTripMs, 4);
    assert.equal(read?.averageExecuteMs, 5);
    assert.equal(read?.averageQueueMs, 0.5);
    assert.equal(read?.averageBytesSent, 150);
    assert.equal(statistics?.totalOperations, 400n);
    assert.equal(statistics?.retransmissions, 10n);
    assert.equal(statistics?.majorTimeouts, 2n);
    assert.equal(statistics?.errors, 3n);
    assert.equal(statistics?.reconnects, 1n);
    assert.equal(statistics?.lateReplies, 7n);
    assert.equal(statistics?.ageSeconds, 3600n);
  });

  it('does not call the first connection a reconnect, however the kernel counts', () => {
    const reconnects = (...counts: readonly number[]) =>
      statisticsOf(mountstats({ transports: counts.map(count => `tcp 0 0 ${count} 0 1 17 17 0 17 0 2 0 0`) }))
        ?.reconnects;
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5].map(count => reconnects(count)),
      [0n, 0n, 0n, 1n, 1n, 2n],
    );
    assert.equal(reconnects(4, 4), 2n);
  });

  it('has no errors column where the kernel prints none', () => {
    const statistics = statisticsOf(mountstats({ operations: { READ: '1 1 0 1 1 1 1 1' } }));
    assert.equal(statistics?.errors, undefined);
    assert.equal(statistics?.operations[0]?.errors, undefined);
  });

  it('does not show counters that have wrapped below zero', () => {
    const statistics = statisticsOf(mountstats({ operations: { READ: '10 9 0 1 1 1 1 1 0' } }));
    assert.equal(statistics?.retransmissions, 0n);
  });

  it('counts the reads that the page cache answered', () => {
    const statistics = statisticsOf(mountstats({ bytes: '1000 0 100 0 350 0 0 0' }));
    assert.equal(statistics?.cacheHitShare, 0.75);
    assert.equal(statisticsOf(mountstats({ bytes: '0 0 0 0 0 0 0 0' }))?.cacheHitShare, undefined);
  });

  describe('what the probe’s own calls added', () => {
    const before = mountstats({ age: 3600, operations: { READ: '10 10 0 1 1 1 1 1 0' } });
    it('is the difference of two texts of one mount', () => {
      const after = mountstats({
        age: 3601,
        operations: { READ: '15 16 1 1 1 1 1 1 0', READDIR: '3 3 0 1 1 1 1 1 0' },
      });
      const statistics = statisticsOf(after, before);
      assert.deepEqual(statistics?.duringProbe, {
        operations: 8n,
        retransmissions: 1n,
        majorTimeouts: 1n,
      });
      assert.deepEqual(
        statistics?.operations.map(({ name, duringProbe }) => [name, duringProbe]),
        [
          ['READ', 5n],
          ['READDIR', 3n],
        ],
      );
    });
    it('is unknown for a younger mount, another source, and counters that shrank', () => {
      const operations = { READ: '15 15 0 1 1 1 1 1 0' };
      for (const after of [
        mountstats({ age: 5, operations }),
        mountstats({ age: 3601, operations, source: '127.0.0.2:/' }),
        mountstats({ age: 3601, operations: { READ: '9 9 0 1 1 1 1 1 0' } }),
      ]) {
        const statistics = statisticsOf(after, before);
        assert.equal(statistics?.duringProbe, undefined);
        assert.equal(statistics?.operations[0]?.duringProbe, undefined);
      }
    });
  });

  it('is absent without NFS at the path', () => {
    assert.equal(nfsStatistics('/mnt/other', parseMountStats(mountstats({})).entries), undefined);
    assert.equal(statisticsOf('device rootfs mounted on /mnt/efs with fstype rootfs\n'), undefined);
    assert.equal(statisticsOf(''), undefined);
  });
});
