import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { FileSystemKind } from '../../../src/core/lambdaFunction';
import { parseDf } from '../../../src/core/parse/df';
import { buildReport } from '../../../src/core/report';
import { mountCapture, ok, probeCapture } from './captures';

const samples = '../shared/samples';

/** Option lists of the NFS mounts in a captured text, from `mount`, /proc/mounts or findmnt. */
function nfsOptions(file: string): readonly string[] {
  return readFileSync(`${samples}/${file}`, 'utf8')
    .split('\n')
    .flatMap(line => / nfs4 +\(?(\S+?)\)?(?: 0 0)?$/.exec(line)?.[1] ?? []);
}

describe('mounts captured elsewhere', () => {
  before(function () {
    if (!existsSync(samples)) {
      console.log(`    ${samples} is not here.`);
      this.skip();
    }
  });

  // EFS mounted as its mount helper does, and by hand with and without noresvport.
  const expected: Readonly<Record<string, readonly string[]>> = {
    'datalad-issue-7677-2024__mount-two-efs.txt': [],
    'ec2-al2023-efsproxy-2026-10__mount-grep-efs.txt': [],
    'ec2-direct-NO-noresvport-48076889539__mount-line.txt': ['missing-noresvport'],
    'ec2-direct-noresvport-14001016554__mount-line.txt': [],
    'ec2-ip-peering-15185574782__mount-line.txt': ['missing-noresvport'],
    'ec2-stunnel-14465605684__mount-line.txt': [],
    'ec2-stunnel-37851555284__mount-line.txt': [],
    'efs-csi-driver-e2e__mount-line.txt': [],
    'efsproxy-kernel6.15plus__proc-mounts-line.txt': [],
    // Not EFS, judged as if the configured access point were one.
    'generic-nfs42-fatal_neterrors-container-ltp__proc-mounts.txt': [
      'small-rsize',
      'small-wsize',
      'missing-noresvport',
      'network-errors-fatal',
      'unexpected-nfs-version',
    ],
    'generic-nfs42-fatal_neterrors-none-56408993519__line.txt': [
      'small-rsize',
      'small-wsize',
      'missing-noresvport',
      'unexpected-nfs-version',
    ],
    's3files-ec2-56890160989__mount-line-abbreviated-by-author.txt': [],
  };
  for (const [file, codes] of Object.entries(expected)) {
    it(`${file}: ${codes.join(', ') || 'nothing'}`, () => {
      const kind: FileSystemKind = file.startsWith('s3files') ? 's3files' : 'efs';
      const mounts = nfsOptions(file);
      assert.ok(mounts.length > 0);
      for (const options of mounts) {
        const found: readonly string[] = buildReport(mountCapture(options, kind)).findings.map(
          ({ code }) => code,
        );
        assert.deepEqual(found.toSorted(), codes.toSorted());
      }
    });
  }

  it('shows EFS as elastic in every df, old and new', () => {
    for (const file of readdirSync(samples).filter(name => /__df-/.test(name))) {
      const text = readFileSync(`${samples}/${file}`, 'utf8');
      const { storage, findings } = buildReport(
        probeCapture({}, { commands: [{ command: 'df -h', output: ok(text) }] }),
      );
      assert.equal(storage.length, parseDf(text).entries.length, file);
      for (const row of storage) {
        assert.equal(row.elastic, (row.total ?? 0n) > 2n ** 60n, `${file} ${row.mountPoint}`);
      }
      assert.deepEqual(findings, [], file);
    }
  });
});
