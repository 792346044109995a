import assert from 'node:assert/strict';
import type { FailureCause } from '../../../../src/core/failure/mountCauses';
import { createTranslate } from '../../../../src/core/translate';
import { describeCause } from '../../../../src/core/words/mountCauseWords';
import { describeOption } from '../../../../src/core/words/optionWords';
import { lambdaFunction } from '../captures';

const t = createTranslate();

/** What to look at, for a cause of a failure of an EFS mount, or of another kind. */
function check(
  code: FailureCause['code'],
  params: Record<string, string> = {},
  standing: FailureCause['standing'] = 'likely',
  kind: 'efs' | 's3files' = 'efs',
  securityGroupIds: readonly string[] = [],
): string {
  const target = { ...lambdaFunction(), securityGroupIds };
  const of = { ...target, fileSystem: { ...target.fileSystem, kind } };
  return describeCause({ code, standing, params }, of, t, 'en')[1];
}

describe('what to look at for a cause', () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [
      check('other-network', { otherVpc: 'vpc-other' }),
      /^The mount targets are in vpc-other, the function is in/,
    ],
    [check('other-network', { sameVpc: 'vpc-same' }), /^Both are in vpc-same\. The network ACLs/],
    [check('other-network'), /^The network ACLs and route tables of/],
    [
      check('root-directory-missing', { path: '/a' }, 'ruled-out'),
      /^EFS creates \/a where it does not exist/,
    ],
    [check('root-directory-missing', { path: '/' }, 'ruled-out'), /^The access point leads to the root/],
    [check('root-directory-missing', { path: '/a' }, 'indicated'), /leads to \/a and has no CreationInfo/],
    [check('root-directory-missing'), /only if it has CreationInfo with owner/],
    [
      check('root-directory-missing', {}, 'likely', 's3files'),
      /only if it has CreationPermissions with owner/,
    ],
    [check('access-point-unavailable', {}, 'ruled-out'), /^Both exist and are in the state/],
    [check('access-point-unavailable', { missing: 'access-point' }), /does not exist\. Give the function/],
    [
      check('access-point-unavailable', { missing: 'file-system' }),
      /^The file system of .* does not exist any more/,
    ],
    [check('access-point-unavailable', { state: 'deleting' }), /is in the state “deleting”/],
    [check('access-point-unavailable'), /must exist in this region/],
    [check('role-denied', {}, 'ruled-out'), /^The file system has no policy/],
    [check('role-denied', {}, 'indicated'), /^The file system has a policy: it or the role must allow/],
    [
      check('role-denied', { policy: 'denies', statement: '' }, 'certain'),
      /^The policy of the file system denies elasticfilesystem:ClientMount to .* Take that statement out/,
    ],
    [
      check('role-denied', { policy: 'denies', statement: 'S1' }, 'certain', 's3files'),
      /^The statement “S1” in the policy of the file system denies s3files:ClientMount to /,
    ],
    [check('role-denied'), /^Only where the file system has a policy/],
    [check('role-denied', {}, 'likely', 's3files'), /needs s3files:ClientMount/],
    [
      check('throughput-exhausted', { mode: 'provisioned', mibps: '7' }),
      /is provisioned with 7 MiB a second/,
    ],
    [check('mount-target-inbound', { targetGroups: 'sg-a' }), /^sg-a needs an inbound rule/],
    [
      check('mount-target-inbound', { targetGroups: 'sg-a, sg-b' }),
      /^One security group of each mount target needs an inbound rule for TCP 2049 from .*: sg-a, sg-b\.$/,
    ],
    [
      check('mount-target-inbound', { targetGroups: 'sg-a, sg-b' }, 'certain'),
      /^One security group of each closed mount target needs an inbound rule for TCP 2049 from .*: sg-a, sg-b\.$/,
    ],
    [
      check('function-outbound', { targetGroups: 'sg-a, sg-b' }, 'likely', 'efs', ['sg-1']),
      /^sg-1 needs outbound rules for TCP 2049 to one security group of each mount target: sg-a, sg-b\.$/,
    ],
    [
      check('function-outbound', { targetGroups: 'sg-a, sg-b' }, 'certain', 'efs', ['sg-1']),
      /^sg-1 needs outbound rules for TCP 2049 to one security group of each closed mount target: sg-a, sg-b\.$/,
    ],
    [
      check('function-outbound', { targetGroups: 'sg-a, sg-b' }, 'indicated', 'efs', ['sg-1', 'sg-2']),
      /^One of sg-1, sg-2 needs outbound rules .* of each closed mount target: sg-a, sg-b\.$/,
    ],
    [
      check('function-outbound', { targetGroups: 'sg-a, sg-b' }, 'likely', 'efs', ['sg-1', 'sg-2']),
      /^One of sg-1, sg-2 needs outbound rules for TCP 2049 to one security group of each mount target: sg-a, sg-b\.$/,
    ],
    [
      check('function-outbound', {}, 'likely', 'efs', ['sg-1']),
      /^sg-1 needs an outbound rule for TCP 2049 to the/,
    ],
    [
      check('function-outbound', {}, 'likely', 'efs', ['sg-1', 'sg-2']),
      /^One of sg-1, sg-2 needs an outbound rule for TCP 2049 to the/,
    ],
    [
      check('function-outbound', { targetGroups: 'sg-t' }, 'likely', 'efs', ['sg-1', 'sg-2']),
      /^One of sg-1, sg-2 needs an outbound rule for TCP 2049 to sg-t/,
    ],
    [
      check('mount-target-not-available', { targets: 'fsmt-a, fsmt-b', state: 'creating, error' }),
      /^fsmt-a, fsmt-b are in the state “creating, error”/,
    ],
    [
      check('throughput-exhausted', { mode: 'provisioned', mibps: '' }),
      /^Its throughput is provisioned\. Look at PercentIOLimit/,
    ],
    [check('throughput-exhausted', { mode: 'bursting', size: '' }), /^Its throughput is bursting\. Look at/],
    [
      check('throughput-exhausted', { seen: 'burst-credits-used-up', size: '' }, 'certain'),
      /^CloudWatch: its burst credits are used up\. Elastic/,
    ],
    [
      check('many-connections', { most: '30000' }, 'likely'),
      /^CloudWatch counted at most 30,000 connections at a time within a day; a file system takes/,
    ],
    [
      check('throughput-exhausted', { mode: 'bursting', size: String(100n * 1024n ** 3n) }),
      /is bursting: with 100 GiB stored it gets 4\.9 MiB a second/,
    ],
    [check('throughput-exhausted'), /look in CloudWatch at BurstCreditBalance/],
  ];

  for (const [said, expected] of cases) {
    it(`says ${expected.source}`, () => assert.match(said, expected));
  }
});

describe('what an option means', () => {
  it('depends on its value where its two values mean the opposite', () => {
    assert.match(describeOption({ key: 'fatal_neterrors', value: 'none' }, t), /does not make calls fail/);
    assert.match(describeOption({ key: 'fatal_neterrors', value: 'ENETDOWN' }, t), /fail at once/);
  });
});
