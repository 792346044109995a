import assert from 'node:assert/strict';
import type { FileSystemKind } from '../../../../src/core/lambdaFunction';
import type { Severity } from '../../../../src/core/findings/finding';
import type { MountFindingCode } from '../../../../src/core/findings/findingCodes';
import { recommendations } from '../../../../src/core/mount/recommendations';
import { buildReport } from '../../../../src/core/report';
import { healthyOptions, mountCapture } from '../captures';

const findingsOf = (options: string, kind: FileSystemKind = 'efs') =>
  buildReport(mountCapture(options, kind)).findings;

/** Replaces or adds an option; `-key` takes one away. */
function changed(...edits: readonly string[]): string {
  let options = healthyOptions.split(',');
  for (const edit of edits) {
    const key = edit.replace(/^-/, '').split('=')[0] ?? '';
    const at = options.findIndex(option => option.split('=')[0] === key);
    if (edit.startsWith('-')) {
      options = options.filter((_, index) => index !== at);
    } else if (at >= 0) {
      options[at] = edit;
    } else {
      options.push(edit);
    }
  }
  return options.join(',');
}

describe('recommendations', () => {
  // What deviates, and the one finding that it gives.
  const deviations: readonly (readonly [
    string,
    MountFindingCode,
    Severity,
    actual: string,
    expected?: string,
  ])[] = [
    [changed('-hard', 'soft'), 'soft-mount', 'warning', 'soft', 'hard'],
    [changed('-hard', 'softerr'), 'soft-mount', 'warning', 'softerr', 'hard'],
    [changed('-hard', 'softerr', 'softreval'), 'soft-mount', 'warning', 'softerr', 'hard'],
    [changed('-hard', 'soft', 'timeo=50'), 'soft-mount', 'error', 'soft,timeo=50', 'hard,timeo=600'],
    [changed('-hard', 'soft', 'timeo=300'), 'soft-mount', 'warning', 'soft,timeo=300', 'hard,timeo=600'],
    [changed('timeo=149'), 'short-timeo', 'warning', 'timeo=149', 'timeo=600'],
    [changed('timeo=150'), 'changed-timeo', 'info', 'timeo=150', 'timeo=600'],
    [changed('timeo=1200'), 'changed-timeo', 'info', 'timeo=1200', 'timeo=600'],
    [changed('retrans=5'), 'changed-retrans', 'info', 'retrans=5', 'retrans=2'],
    [changed('rsize=65536'), 'small-rsize', 'warning', 'rsize=65536', 'rsize=1048576'],
    [
      changed('rsize=65536', 'wsize=262144'),
      'small-transfer',
      'warning',
      'rsize=65536,wsize=262144',
      'rsize=1048576,wsize=1048576',
    ],
    [changed('wsize=262144'), 'small-wsize', 'warning', 'wsize=262144', 'wsize=1048576'],
    [changed('-noresvport'), 'missing-noresvport', 'warning', 'resvport', 'noresvport'],
    // The kernel prints all of these for noac.
    [
      changed('sync', 'acregmin=0', 'acregmax=0', 'acdirmin=0', 'acdirmax=0', 'noac'),
      'attribute-cache-off',
      'warning',
      'sync,noac,acregmin=0,acregmax=0,acdirmin=0,acdirmax=0',
      'async,ac,acregmin=3,acregmax=60,acdirmin=30,acdirmax=60',
    ],
    [changed('acregmin=0', 'acregmax=0'), 'attribute-cache-off', 'warning', 'acregmin=0,acregmax=0'],
    [changed('acdirmax=0', 'acdirmin=0'), 'attribute-cache-off', 'warning', 'acdirmin=0,acdirmax=0'],
    [changed('acregmin=1'), 'attribute-cache-changed', 'info', 'acregmin=1', 'acregmin=3'],
    [changed('acregmax=3600'), 'attribute-cache-changed', 'info', 'acregmax=3600', 'acregmax=60'],
    [changed('lookupcache=pos'), 'lookup-cache-limited', 'warning', 'lookupcache=pos', 'lookupcache=all'],
    [changed('lookupcache=none'), 'lookup-cache-limited', 'warning', 'lookupcache=none', 'lookupcache=all'],
    [changed('nocto'), 'no-close-to-open', 'warning', 'nocto', 'cto'],
    [changed('local_lock=all'), 'local-locks', 'warning', 'local_lock=all', 'local_lock=none'],
    [changed('local_lock=flock'), 'local-locks', 'warning', 'local_lock=flock', 'local_lock=none'],
    [changed('sync'), 'sync-mount', 'warning', 'sync', 'async'],
    [changed('fsc'), 'fsc-enabled', 'warning', 'fsc', 'nofsc'],
    [changed('fsc=tag'), 'fsc-enabled', 'warning', 'fsc=tag', 'nofsc'],
    [changed('nconnect=4'), 'nconnect-unsupported', 'warning', 'nconnect=4', 'nconnect=1'],
    [changed('vers=4.0'), 'old-nfs-version', 'warning', 'vers=4.0', 'vers=4.1'],
    [changed('vers=3'), 'old-nfs-version', 'warning', 'vers=3', 'vers=4.1'],
    [changed('vers=2'), 'old-nfs-version', 'warning', 'vers=2', 'vers=4.1'],
    [changed('vers=4.2'), 'unexpected-nfs-version', 'info', 'vers=4.2', 'vers=4.1'],
    [changed('sec=krb5p'), 'unsupported-security-flavor', 'warning', 'sec=krb5p', 'sec=sys'],
    [changed('nordirplus'), 'non-default-options', 'info', 'nordirplus'],
    [changed('softreval', 'write=eager'), 'non-default-options', 'info', 'softreval,write=eager'],
    [changed('-rw', 'ro'), 'read-only-mount', 'warning', 'ro', 'rw'],
    [
      changed('fatal_neterrors=ENETDOWN:ENETUNREACH'),
      'network-errors-fatal',
      'warning',
      'fatal_neterrors=ENETDOWN:ENETUNREACH',
      'fatal_neterrors=none',
    ],
  ];
  for (const [options, code, severity, actual, expected] of deviations) {
    it(`${actual}: ${code} (${severity}) and nothing else`, () => {
      const findings = findingsOf(options);
      assert.deepEqual(
        findings.map(finding => [finding.code, finding.severity]),
        [[code, severity]],
      );
      assert.equal(findings[0]?.actual, actual);
      if (expected !== undefined) {
        assert.equal(findings[0]?.expected, expected);
      }
      assert.equal(findings[0]?.subject, '/mnt/efs');
      assert.ok((findings[0]?.sources.length ?? 0) > 0);
    });
  }

  it('has a case above for every rule', () => {
    const tried = new Set(deviations.map(([, code]) => code));
    assert.deepEqual(
      recommendations.map(({ code }) => code).filter(code => !tried.has(code)),
      [],
    );
  });

  const healthy: readonly (readonly [string, FileSystemKind, string])[] = [
    ['the mount of 2022', 'efs', healthyOptions],
    ['an EFS mount under a newer kernel', 'efs', changed('fatal_neterrors=none')],
    ['S3 Files at NFS 4.2', 's3files', changed('vers=4.2')],
    ['S3 Files at NFS 4.1', 's3files', healthyOptions],
    ['an unknown kind at NFS 4.2', 'unknown', changed('vers=4.2')],
    ['a direct mount', 'efs', changed('-port', 'clientaddr=172.31.15.48', 'addr=172.31.13.33')],
    ['nconnect=1, which newer kernels print', 'efs', changed('nconnect=1')],
    ['access times, which NFS ignores', 'efs', changed('-relatime', 'noatime')],
    ['security flags of the mount', 'efs', `rw,nosuid,nodev,noexec,${healthyOptions}`],
    ['a list cut short by hand', 's3files', 'rw,vers=4.2'],
  ];
  for (const [name, kind, options] of healthy) {
    it(`says nothing about ${name}`, () => {
      assert.deepEqual(findingsOf(options, kind), []);
    });
  }

  it('gives each of several deviations its finding', () => {
    const codes = findingsOf(changed('-hard', 'soft', 'timeo=50', 'rsize=65536', '-noresvport')).map(
      ({ code }) => code,
    );
    assert.deepEqual(codes, ['soft-mount', 'small-rsize', 'missing-noresvport']);
  });

  it('judges S3 Files by what AWS’s mount helper uses, not by pages about EFS', () => {
    const findings = findingsOf(changed('vers=4.2', 'rsize=65536', 'fsc', 'nconnect=2'), 's3files');
    assert.deepEqual(
      findings.map(({ code }) => code),
      ['small-rsize'],
    );
    assert.deepEqual(findings[0]?.sources, ['https://github.com/aws/efs-utils']);
  });

  it('marks each option with what its rule says', () => {
    const report = buildReport(mountCapture(changed('timeo=50', '-noresvport', 'acregmin=1')));
    const status = (key: string) => report.mount?.options.find(option => option.key === key)?.status;
    assert.equal(status('timeo'), 'deviates');
    assert.equal(status('resvport'), 'deviates');
    assert.equal(status('acregmin'), 'deviates');
    assert.equal(status('acregmax'), 'as-recommended');
    assert.equal(status('hard'), 'as-recommended');
    assert.equal(status('relatime'), 'no-recommendation');
    assert.equal(status('clientaddr'), 'no-recommendation');
  });

  it('marks what a finding about another option covers', () => {
    const status = (options: string, key: string) =>
      buildReport(mountCapture(options)).mount?.options.find(option => option.key === key)?.status;
    assert.equal(status(changed('-hard', 'soft', 'timeo=50'), 'timeo'), 'deviates');
    assert.equal(status(changed('-hard', 'soft'), 'timeo'), 'as-recommended');
    assert.equal(status(changed('noac', 'sync', 'acregmax=0'), 'sync'), 'deviates');
    assert.equal(status(changed('-hard', 'softerr', 'softreval'), 'softreval'), 'no-recommendation');
  });
});
