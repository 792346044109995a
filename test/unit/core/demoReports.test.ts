import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { FileSystemKind } from '../../../src/core/lambdaFunction';
import { buildReport } from '../../../src/core/report';
import { lambdaFunction, ok, probeCapture } from './captures';

const folder = 'src/local/demo';

describe('the mounts of the demo’s constructed examples', () => {
  const expected: readonly (readonly [string, FileSystemKind, string, readonly string[]])[] = [
    ['soft-mount', 'efs', '/mnt/efs', ['soft-mount']],
    ['small-transfer', 'efs', '/mnt/efs', ['small-transfer']],
    ['reserved-port', 'efs', '/mnt/efs', ['missing-noresvport']],
    ['s3-files', 's3files', '/mnt/s3', []],
    ['unresponsive', 'efs', '/mnt/efs', ['mount-unresponsive']],
  ];
  for (const [name, kind, localMountPath, codes] of expected) {
    it(`${name}: ${codes.join(', ') || 'nothing'}`, () => {
      const read = (file: string) =>
        readFileSync(`${folder}/constructed/sandbox/${file.replace(/-(before|after)/, '')}`, 'utf8') +
        readFileSync(
          `${folder}/${name === 's3-files' ? 'constructed' : 'recordedMounts'}/${name}/${file}`,
          'utf8',
        );
      const lambda = lambdaFunction(kind);
      const report = buildReport(
        probeCapture(
          {
            mounts: ok(read('mounts.txt')),
            mountinfo: ok(read('mountinfo.txt')),
            mountstats: ok({ before: read('mountstats-before.txt'), after: read('mountstats-after.txt') }),
          },
          {
            target: { ...lambda, fileSystem: { ...lambda.fileSystem, localMountPath } },
            unresponsive: name === 'unresponsive' ? [localMountPath] : [],
          },
        ),
      );
      assert.deepEqual(
        report.findings.map(({ code }) => code),
        codes,
      );
      assert.equal(report.verdict.recovery, name === 'soft-mount' ? 'soft' : 'hard');
      assert.ok((report.statistics?.totalOperations ?? 0n) > 0n);
    });
  }
});
