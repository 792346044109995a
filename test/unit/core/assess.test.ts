import assert from 'node:assert/strict';
import type { Capture } from '../../../src/core/capture/capture';
import { buildReport } from '../../../src/core/report';
import type { ProbeAnswers, StatFs } from '../../../src/protocol';
import { failed, healthyOptions, lambdaFunction, ok, probeCapture } from './captures';
import { mountstats } from './mountstatsText';

const efsLine = `127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`;

function codes(probe: ProbeAnswers, change: Partial<Capture> = {}): readonly string[] {
  return buildReport(probeCapture({ mounts: ok(efsLine), ...probe }, change)).findings.map(
    ({ code }) => code,
  );
}

function stats(after: string): ProbeAnswers {
  return { mountstats: ok({ before: '', after }) };
}

function usage(mountPoint: string, blocks: bigint, free: bigint): ProbeAnswers {
  const value: StatFs = {
    blockSize: '4096',
    blocks: String(blocks),
    blocksFree: String(free),
    blocksAvailable: String(free),
    inodes: '100',
    inodesFree: '50',
  };
  return { usage: ok([{ mountPoint, result: ok(value) }]) };
}

describe('assess', () => {
  it('finds nothing on a healthy mount with everything read', () => {
    assert.deepEqual(
      codes({
        ...stats(mountstats({})),
        ...usage('/tmp', 1000n, 900n),
        list: failed('EACCES'),
      }),
      [],
    );
  });

  it('finds a mount that is missing, but only where the mounts could be read', () => {
    assert.deepEqual(codes({ mounts: ok('proc /proc proc rw 0 0\n') }), ['not-mounted']);
    assert.deepEqual(codes({ mounts: failed('EACCES') }), []);
    assert.deepEqual(codes({ mounts: ok('') }), []);
  });

  it('finds something else than NFS on the path, and says no more of it', () => {
    assert.deepEqual(codes({ mounts: ok('/dev/vdb /mnt/efs ext4 ro,relatime 0 0\n') }), ['not-nfs']);
  });

  it('does not ask for NFS where the kind of the file system is not known', () => {
    const mounts = ok('/dev/vdb /mnt/efs ext4 rw 0 0\n');
    assert.deepEqual(codes({ mounts }, { target: lambdaFunction('unknown') }), []);
    assert.deepEqual(codes({ mounts }, { target: lambdaFunction('s3files') }), ['not-nfs']);
  });

  it('judges what is mounted last, which covers what was there before', () => {
    assert.deepEqual(codes({ mounts: ok(`/dev/vdb /mnt/efs ext4 rw 0 0\n${efsLine}`) }), []);
    assert.deepEqual(codes({ mounts: ok(`${efsLine}/dev/vdb /mnt/efs ext4 rw 0 0\n`) }), ['not-nfs']);
  });

  it('finds a mount that does not answer, once, and only on the function’s own path', () => {
    assert.deepEqual(codes({}, { unresponsive: ['/mnt/efs'] }), ['mount-unresponsive']);
    assert.deepEqual(codes({}, { unresponsive: ['/mnt/other'] }), []);
  });

  it('puts the most severe first', () => {
    const mounts = ok(efsLine.replace('retrans=2', 'retrans=3').replace('rsize=1048576', 'rsize=4096'));
    assert.deepEqual(codes({ mounts }, { unresponsive: ['/mnt/efs'] }), [
      'mount-unresponsive',
      'small-rsize',
      'changed-retrans',
    ]);
  });

  it('never calls EFS full', () => {
    assert.deepEqual(codes(usage('/mnt/efs', 2n ** 51n, 0n)), []);
  });

  it('finds /tmp nearly full from 90 % on, and no other file system', () => {
    assert.deepEqual(codes(usage('/tmp', 1000n, 100n)), ['tmp-nearly-full']);
    assert.deepEqual(codes(usage('/tmp', 1000n, 110n)), []);
    assert.deepEqual(codes(usage('/var/task', 1000n, 0n)), []);
  });

  describe('from the statistics', () => {
    it('finds any major timeout', () => {
      assert.deepEqual(codes(stats(mountstats({ operations: { READ: '1000 1000 1 1 1 1 1 1 0' } }))), [
        'major-timeouts',
      ]);
    });

    it('finds retransmissions from 5 % of operations and ten on', () => {
      const read = (operations: number, transmissions: number) =>
        codes(stats(mountstats({ operations: { READ: `${operations} ${transmissions} 0 1 1 1 1 1 0` } })));
      assert.deepEqual(read(200, 210), ['many-retransmissions']);
      assert.deepEqual(read(1000, 1040), []);
      assert.deepEqual(read(20, 29), []);
    });

    it('finds reconnects that idling cannot explain', () => {
      const connects = (count: number, age: number) =>
        codes(stats(mountstats({ age, transports: [`tcp 0 1 ${count} 0 5 400 400 0 9 4 2 0 0`] })));
      assert.deepEqual(connects(8, 600), ['frequent-reconnects']);
      assert.deepEqual(connects(8, 900), []);
      // A fresh mount, and one that has just reconnected.
      assert.deepEqual(connects(2, 1), []);
      assert.deepEqual(connects(4, 10), []);
    });

    it('finds a reserved source port behind noresvport, and does not say the same twice', () => {
      const reserved = stats(mountstats({ transports: ['tcp 832 1 1 0 5 400 400 0 9 4 2 0 0'] }));
      assert.deepEqual(codes(reserved), ['reserved-source-port']);
      assert.deepEqual(codes({ ...reserved, mounts: ok(efsLine.replace(',noresvport', '')) }), [
        'missing-noresvport',
      ]);
    });
  });

  it('cites pages for every finding, and S3 Files’ own where there are some', () => {
    const report = buildReport(
      probeCapture({ mounts: ok('proc /proc proc rw 0 0\n') }, { target: lambdaFunction('s3files') }),
    );
    assert.match(report.findings[0]?.sources[0] ?? '', /s3files/);
  });
});
