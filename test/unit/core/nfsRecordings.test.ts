import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodeBytes } from '../../../src/core/text/byteText';
import { parseMountInfo } from '../../../src/core/parse/mountinfo';
import { parseMounts } from '../../../src/core/parse/mounts';
import { parseMountStats } from '../../../src/core/parse/mountstats';
import { buildReport, type Report } from '../../../src/core/report';
import type { FileSystemUsage } from '../../../src/protocol';
import { ok, probeCapture } from './captures';

/** Recorded by `npm run record:nfs`; their README says where. */
const folder = 'test/fixtures/nfs';

function read(name: string, file: string): string {
  return decodeBytes(readFileSync(`${folder}/${name}/${file}`));
}

function reportOf(name: string): Report {
  const usage = JSON.parse(read(name, 'usage.json')) as FileSystemUsage[];
  const unresponsive = usage.filter(({ result }) => !result.ok).map(({ mountPoint }) => mountPoint);
  return buildReport(
    probeCapture(
      {
        mounts: ok(read(name, 'mounts.txt')),
        mountinfo: ok(read(name, 'mountinfo.txt')),
        mountstats: ok({
          before: read(name, 'mountstats-before.txt'),
          after: read(name, 'mountstats-after.txt'),
        }),
        usage: ok(usage),
      },
      { unresponsive },
    ),
  );
}

describe('mounts recorded from a real NFS client', () => {
  const expected: Readonly<Record<string, readonly string[]>> = {
    healthy: [],
    'soft-mount': ['soft-mount'],
    'small-transfer': ['small-transfer'],
    'reserved-port': ['missing-noresvport'],
    unresponsive: ['mount-unresponsive'],
  };

  for (const [name, codes] of Object.entries(expected)) {
    it(`${name}: ${codes.join(', ') || 'nothing found'}`, () => {
      const report = reportOf(name);
      assert.deepEqual(
        report.findings.map(({ code }) => code),
        codes,
      );
      assert.equal(report.verdict.recovery, name === 'soft-mount' ? 'soft' : 'hard');
      assert.ok((report.statistics?.totalOperations ?? 0n) > 0n);
    });

    it(`${name}: no line is passed over, and the three texts agree`, () => {
      const mounts = parseMounts(read(name, 'mounts.txt'));
      const mountinfo = parseMountInfo(read(name, 'mountinfo.txt'));
      const mountstats = parseMountStats(read(name, 'mountstats-after.txt'));
      const points = (entries: readonly { readonly mountPoint: string }[]) =>
        entries.map(({ mountPoint }) => mountPoint);
      assert.equal(mounts.entries.length, read(name, 'mounts.txt').trimEnd().split('\n').length);
      assert.deepEqual(points(mountinfo.entries), points(mounts.entries));
      assert.deepEqual(points(mountstats.entries), points(mounts.entries));
      for (const { unparsed } of [mounts, mountinfo, mountstats]) {
        assert.deepEqual(unparsed, []);
      }
    });
  }

  it('count what was written and read, and what the probe asked', () => {
    const { statistics } = reportOf('healthy');
    assert.equal(statistics?.bytes?.serverWrite, 3n * 1_048_576n);
    assert.equal(statistics.bytes.serverRead, 3n * 1_048_576n);
    const statfs = statistics.operations.find(({ name }) => name === 'STATFS');
    assert.equal(statfs?.duringProbe, 1n);
    assert.equal(statistics.lateReplies, 0n);
  });
});
