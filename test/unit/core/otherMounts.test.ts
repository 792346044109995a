import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FileSystemKind } from '../../../src/core/lambdaFunction';
import { parseDf } from '../../../src/core/parse/df';
import { buildReport } from '../../../src/core/report';
import { mountCapture, ok, probeCapture } from './captures';

const transfer = 'rsize=1048576,wsize=1048576,namlen=255,hard';
const timing = 'timeo=600,retrans=2,sec=sys,clientaddr=127.0.0.1,local_lock=none,addr=127.0.0.1';

/** Mounts made other than Lambda makes them, as the kernel prints them. */
const mounts: readonly {
  readonly made: string;
  readonly options: string;
  readonly finds: readonly string[];
  readonly kind?: FileSystemKind;
}[] = [
  {
    made: 'EFS by its mount helper through stunnel',
    options: `rw,relatime,vers=4.1,${transfer},noresvport,proto=tcp,port=20449,${timing}`,
    finds: [],
  },
  {
    made: 'EFS by its mount helper through efs-proxy, on a new kernel',
    options: `rw,relatime,vers=4.1,${transfer},noresvport,fatal_neterrors=none,proto=tcp,port=20181,${timing}`,
    finds: [],
  },
  {
    made: 'EFS by hand with noresvport',
    options: `rw,relatime,vers=4.1,${transfer},noresvport,proto=tcp,${timing}`,
    finds: [],
  },
  {
    made: 'EFS by hand without noresvport',
    options: `rw,relatime,vers=4.1,${transfer},proto=tcp,${timing}`,
    finds: ['missing-noresvport'],
  },
  {
    made: 'S3 Files by its mount helper',
    options: `rw,relatime,vers=4.2,${transfer},noresvport,proto=tcp,port=20345,${timing}`,
    finds: [],
    kind: 's3files',
  },
  {
    made: 'another NFS server from a container of its own network',
    options: `rw,relatime,vers=4.2,rsize=262144,wsize=262144,namlen=255,hard,fatal_neterrors=ENETDOWN:ENETUNREACH,proto=tcp,${timing}`,
    finds: ['missing-noresvport', 'network-errors-fatal', 'small-transfer', 'unexpected-nfs-version'],
  },
];

describe('mounts that others make', () => {
  for (const { made, options, finds, kind = 'efs' } of mounts) {
    it(`${made}: ${finds.join(', ') || 'nothing'}`, () => {
      const found: readonly string[] = buildReport(mountCapture(options, kind)).findings.map(
        ({ code }) => code,
      );
      assert.deepEqual(found.toSorted(), finds);
    });
  }

  const df: Readonly<Record<string, string>> = {
    'of Lambda in 2022': readFileSync('src/local/demo/recorded/df-h.txt', 'utf8'),
    'in 1K blocks, with types': [
      'Filesystem     Type     1K-blocks             Used        Available Use% Mounted on',
      '/dev/root      ext4      20134592          8123456         11994752  41% /',
      '127.0.0.1:/    nfs4 9007199254739968      1048576 9007199253691392   1% /mnt/efs',
    ].join('\n'),
    'of a sub-directory, and of an older kernel': [
      'Filesystem                                       1K-blocks  Used        Available Use% Mounted on',
      'fs-0123.efs.eu-central-1.amazonaws.com:/team 9007199254740992     0 9007199254740992   0% /data',
    ].join('\n'),
  };
  for (const [which, text] of Object.entries(df)) {
    it(`shows EFS, and nothing else, as elastic in df ${which}`, () => {
      const { storage, findings } = buildReport(
        probeCapture({}, { commands: [{ command: 'df -h', output: ok(text) }] }),
      );
      assert.equal(storage.length, parseDf(text).entries.length);
      assert.deepEqual(
        storage.filter(({ elastic }) => elastic).map(({ mountPoint }) => mountPoint),
        storage.map(({ mountPoint }) => mountPoint).filter(mountPoint => /^\/(mnt|data)/.test(mountPoint)),
      );
      assert.deepEqual(findings, []);
    });
  }
});
