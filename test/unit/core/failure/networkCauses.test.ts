import assert from 'node:assert/strict';

import type { CauseCode, Standing } from '../../../../src/core/failure/mountCauses';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import type { FailureCode } from '../../../../src/core/failure/startFailures';
import type { FileSystemSetup, MountTarget } from '../../../../src/core/mount/fileSystemSetup';
import type { Network } from '../../../../src/core/mount/network';
import { readingValue } from '../../../../src/core/mount/reading';
import { createTranslate } from '../../../../src/core/translate';
import { describeFailure } from '../../../../src/core/words/mountFailureWords';
import {
  acl,
  allowAll,
  denied,
  entry,
  mountTarget,
  network,
  openGroups,
  reading,
  rule,
  setupWith,
  target,
} from './networkWorld';

const t = createTranslate();
const both = [mountTarget('a', 'a'), mountTarget('b', 'b')];
const worldOf = (between: Partial<Network>, targets: readonly MountTarget[] = both) =>
  setupWith(network(between), reading(targets));

function causeIn(setup: FileSystemSetup, code: CauseCode, failure: FailureCode = 'efs-mount-connectivity') {
  const made = explainFailure({ code: failure, params: {} }, target, setup);
  const cause = made?.causes.find(candidate => candidate.code === code);
  assert.ok(made && cause, code);
  const words = describeFailure(made, t, 'en').causes.find(candidate => candidate.code === code);
  return { ...cause, check: words?.check ?? '' };
}

const closedGroup = (id: string) =>
  ({
    securityGroups: reading(openGroups.map(group => (group.id === id ? { id, rules: [] } : group))),
  }) as const;
const noRules = (...ids: readonly string[]) => ids.map(id => ({ id, rules: [] }));
const closedAcl = {
  networkAcls: reading([
    acl('acl-ours', ['subnet-a', 'subnet-b'], entry(90, 'inbound', 'deny', { protocol: '6' }), ...allowAll),
    acl('acl-theirs', ['subnet-ta', 'subnet-tb'], ...allowAll),
  ]),
} as const;
const everything = {
  subnets: denied('ec2:DescribeSubnets'),
  securityGroups: denied('ec2:DescribeSecurityGroupRules'),
  networkAcls: denied('ec2:DescribeNetworkAcls'),
  vpcDns: denied('ec2:DescribeVpcAttribute'),
} as const;

/** A cause, a world in which it is at its most certain, what says so, and what says that it is none. */
const proofs: readonly (readonly [CauseCode, Standing, FileSystemSetup, RegExp, RegExp])[] = [
  [
    'function-outbound',
    'certain',
    worldOf(closedGroup('sg-function')),
    /^No outbound rule of sg-function .* sg-function needs an outbound rule for TCP 2049 to sg-target/,
    /^sgr-outbound of sg-function lets/,
  ],
  [
    'mount-target-inbound',
    'certain',
    worldOf(closedGroup('sg-target')),
    /^No inbound rule of sg-target .* sg-target needs an inbound rule for TCP 2049 from sg-function/,
    /^sgr-inbound of sg-target lets/,
  ],
  [
    'other-network',
    'certain',
    worldOf(closedAcl),
    /^Inbound rule 90 of acl-ours keeps out TCP/,
    /^acl-1 lets TCP 2049 and its answers pass/,
  ],
  [
    'mount-target-missing',
    'certain',
    worldOf({}, [mountTarget('a', 'a')]),
    /^subnet-b is in eu-west-1b, where the file system has no mount target/,
    /^fsmt-a is in the same zone, eu-west-1a/,
  ],
  [
    'mount-target-not-available',
    'certain',
    worldOf(
      {},
      both.map(one => ({ ...one, lifeCycleState: 'creating' })),
    ),
    /^fsmt-a is in the state “creating”/,
    /^fsmt-a takes connections/,
  ],
  [
    'vpc-dns',
    'indicated',
    worldOf({ vpcDns: reading({ vpcId: 'vpc-1', support: false, hostnames: true }) }),
    /^enableDnsSupport of vpc-1 is off/,
    /of vpc-1 are on/,
  ],
];

describe('causes that the network proves or rules out', () => {
  for (const failure of ['efs-mount-connectivity', 's3files-mount-connectivity'] as const) {
    for (const [code, standing, closed, why, whyNot] of proofs) {
      it(`${code} of ${failure} is ${standing} by what is closed, and ruled out where all is open`, () => {
        const proved = causeIn(closed, code, failure);
        assert.equal(proved.standing, standing);
        assert.match(proved.check, why);
        const ruledOut = causeIn(setupWith(), code, failure);
        assert.equal(ruledOut.standing, 'ruled-out');
        assert.match(ruledOut.check, whyNot);
      });

      it(`${code} of ${failure} is neither where EC2 tells nothing`, () => {
        const { standing: unknown } = causeIn(setupWith(network(everything), denied('x:Y')), code, failure);
        assert.equal(unknown, 'likely');
      });
    }
  }

  it('has the ids that whoever mends it has to name', () => {
    const { params } = causeIn(worldOf(closedGroup('sg-target')), 'mount-target-inbound');
    assert.deepEqual(params, {
      fileSystem: 'fs-1',
      functionGroups: 'sg-function',
      targetGroups: 'sg-target',
      subnet: 'subnet-a',
      zone: 'eu-west-1a',
      vpc: 'vpc-1',
    });
    const others = both.map(one =>
      one.id === 'fsmt-b' ? { ...one, securityGroups: reading(['sg-shut', 'sg-target']) } : one,
    );
    const shut = {
      securityGroups: reading([openGroups[0] ?? assert.fail(), ...noRules('sg-target', 'sg-shut')]),
    };
    const everyLane = causeIn(worldOf(shut, others), 'mount-target-inbound');
    assert.equal(everyLane.params?.['targetGroups'], 'sg-target, sg-shut');
    // Where the zone of a subnet is not known, its mount target may be any of them.
    const seen = readingValue(network().subnets) ?? [];
    const inUnknownZone = { ...shut, subnets: reading(seen.filter(({ id }) => id !== 'subnet-b')) };
    const anyLane = causeIn(worldOf(inUnknownZone, others), 'mount-target-inbound');
    assert.equal(anyLane.params?.['targetGroups'], 'sg-target, sg-shut');
    const missing = causeIn(worldOf({}, [mountTarget('a', 'a')]), 'mount-target-missing');
    assert.deepEqual([missing.params?.['subnet'], missing.params?.['zone']], ['subnet-b', 'eu-west-1b']);
  });

  it('is certain of one lane only where all others are open from end to end', () => {
    const oneClosed = both.map(one =>
      one.id === 'fsmt-b' ? { ...one, securityGroups: reading(['sg-shut']) } : one,
    );
    const groups = reading([...openGroups, { id: 'sg-shut', rules: [] }]);
    const inbound = (more: Partial<Network> = {}) =>
      causeIn(worldOf({ securityGroups: groups, ...more }, oneClosed), 'mount-target-inbound').standing;
    assert.equal(inbound(), 'certain');
    assert.equal(inbound({ networkAcls: denied('ec2:DescribeNetworkAcls') }), 'indicated');
    const prefixList = rule('outbound', { prefixListId: 'pl-1' });
    const unsure = reading([
      { id: 'sg-function', rules: [prefixList] },
      ...groups.value.filter(({ id }) => id !== 'sg-function'),
    ]);
    assert.equal(inbound({ securityGroups: unsure }), 'indicated');
  });

  it('points to a network that was changed where all of the way is open', () => {
    assert.equal(causeIn(setupWith(), 'network-changed').standing, 'indicated');
    assert.equal(causeIn(worldOf(closedGroup('sg-target')), 'network-changed').standing, 'likely');
    const noNames = worldOf({ vpcDns: reading({ vpcId: 'vpc-1', support: true, hostnames: false }) });
    assert.equal(causeIn(noNames, 'network-changed').standing, 'indicated');
  });

  it('points to a closed way where a call hung, and rules out a mount target that is not ready for a timeout', () => {
    const hung = causeIn(worldOf(closedGroup('sg-target')), 'hung-call', 'efs-io');
    assert.equal(hung.standing, 'indicated');
    assert.match(hung.check, /^No inbound rule of sg-target/);
    assert.equal(causeIn(setupWith(), 'hung-call', 'efs-io').standing, 'likely');
    const cut = causeIn(worldOf({ ...closedGroup('sg-function'), ...closedAcl }), 'hung-call', 'efs-io');
    assert.equal(cut.standing, 'certain', 'what a security group does beside that is no matter');
    assert.match(cut.check, /^Inbound rule 90 of acl-ours/);
    const oneUnready = both.map(one => (one.id === 'fsmt-b' ? { ...one, lifeCycleState: 'deleting' } : one));
    for (const world of [worldOf({}, oneUnready), worldOf(closedGroup('sg-target'), oneUnready)]) {
      assert.equal(causeIn(world, 'hung-call', 'efs-io').standing, 'indicated');
    }
    const state = (setup: FileSystemSetup) =>
      causeIn(setup, 'mount-target-not-available', 'efs-mount-timeout').standing;
    assert.equal(state(setupWith()), 'ruled-out');
    assert.equal(
      state(
        worldOf(
          {},
          both.map(one => ({ ...one, lifeCycleState: 'creating' })),
        ),
      ),
      'indicated',
    );
  });
});
