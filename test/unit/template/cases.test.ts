import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { at, check, severities } from './templates';

const folder = 'test/fixtures/templates/cases';

/** What each template of the folder gives; its first comment says why. Those that are not named are right as they are. */
const expected: Readonly<Record<string, readonly string[]>> = {
  // No policy grants s3:GetObject, which direct reads need.
  'fp1-direct-s3-read-enabled.yaml': ['info missing-direct-read-permission'],
  'noise1-one-warning-for-each-pair.yaml': ['warning nfs-inbound-closed', 'warning nfs-inbound-closed'],
  'noise2-s3-files-config-on-efs-twice.yaml': ['error s3-files-config-on-efs'],
  'noise3-vpc-config-without-subnets.yaml': ['error missing-subnet-ids'],
  'noise4-creation-info-on-s3-files.yaml': ['error wrong-creation-key'],
};

describe('templates that were judged wrongly once', () => {
  for (const name of readdirSync(folder)) {
    it(name, () => {
      assert.deepEqual(severities(text(name)), expected[name] ?? []);
    });
  }

  it('name all functions that a cause concerns, at each mount target once', () => {
    const template = text('noise1-one-warning-for-each-pair.yaml');
    const findings = check(template);
    assert.deepEqual(
      findings.map(({ subject }) => subject),
      ['TargetA', 'TargetB'],
    );
    for (const finding of findings) {
      assert.deepEqual(finding.functions, ['One', 'Two', 'Three']);
      assert.deepEqual(
        finding.related.map(({ id }) => id),
        ['StoreGroup', 'One', 'Two', 'Three'],
      );
      assert.equal(at(template, finding), 'SecurityGroups');
    }
  });
});

function text(name: string): string {
  return readFileSync(`${folder}/${name}`, 'utf8');
}
