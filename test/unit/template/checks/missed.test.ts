import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { apply, at, check, codes, firstFix } from '../templates';

const directory = 'test/fixtures/templates/missed';
const read = (name: string) => readFileSync(`${directory}/${name}.yaml`, 'utf8');

/** What is said of each, as `severity code @ text`, in the order of the text. */
const right: Readonly<Record<string, readonly string[]>> = {
  'fn1-role-without-vpc-permission': ['error missing-network-interface-permission @ Role'],
  'fn12-no-vpc-in-one-branch': ['info missing-vpc-config @ FileSystemConfigs'],
  'fn13-default-timeout': ['warning invalid-local-mount-path @ /mnt/data/in', 'info short-timeout @ Worker'],
  'fn2-vpc-config-without-security-groups': ['error missing-security-group-ids @ VpcConfig'],
  'fn3-directory-not-writable': ['warning directory-not-writable @ "755"'],
  'fn4-access-point-that-efs-refuses': [
    'error incomplete-posix-user @ PosixUser',
    'error invalid-access-point-path @ w',
    'error incomplete-creation-info @ CreationInfo',
    'error invalid-directory-permissions @ rwxr-xr-x',
  ],
  'fn5-ref-of-s3-files-access-point': ['error not-an-access-point @ !Ref Door'],
  'fn6-entry-without-dash': [
    'error file-system-configs-not-a-list @ FileSystemConfigs',
    'error missing-vpc-config @ FileSystemConfigs',
    'error invalid-local-mount-path @ /data',
  ],
  'fn7-no-such-resource': ['error no-such-resource @ WorksDoor'],
  'fn8-bucket-without-versioning': ['error bucket-without-versioning @ Data'],
};

/** What the first fixes of all findings leave. */
const left: Readonly<Record<string, readonly string[]>> = {
  // Which VPC, groups or subnets are meant is not in the template.
  'fn12-no-vpc-in-one-branch': ['missing-vpc-config'],
  'fn2-vpc-config-without-security-groups': ['missing-security-group-ids'],
  // Nor which group is.
  'fn4-access-point-that-efs-refuses': ['incomplete-posix-user', 'incomplete-creation-info'],
  'fn6-entry-without-dash': ['missing-vpc-config'],
};

describe('failures that are certain', () => {
  it('are all in this list', () => {
    const names = readdirSync(directory).map(name => name.replace(/\.yaml$/, ''));
    assert.deepEqual(names.sort(), Object.keys(right).sort());
  });

  for (const [name, expected] of Object.entries(right)) {
    it(`are told of ${name}`, () => {
      const text = read(name);
      assert.deepEqual(
        check(text).map(finding => `${finding.severity} ${finding.code} @ ${at(text, finding)}`),
        expected,
      );
    });

    it(`are mended in ${name}`, () => {
      let text = read(name);
      for (let round = 0; round < expected.length; round++) {
        const mendable = check(text).find(({ fixes }) => fixes.length > 0);
        text = mendable ? apply(text, firstFix(mendable).edits) : text;
      }
      assert.deepEqual(codes(text), left[name] ?? []);
    });
  }
});
