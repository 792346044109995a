import assert from 'node:assert/strict';

import { mountPath, throughLane, type Lane } from '../../../../src/core/failure/mountPath';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import type { MountTarget } from '../../../../src/core/mount/fileSystemSetup';
import type { Network, SecurityGroupRule } from '../../../../src/core/mount/network';
import { createTranslate } from '../../../../src/core/translate';
import { describePathFact } from '../../../../src/core/words/pathFactWords';
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
  subnet,
  target,
} from './networkWorld';

const t = createTranslate();
/** With one subnet. */
const narrow: LambdaFunction = { ...target, subnetIds: ['subnet-a'] };

interface World {
  readonly of?: LambdaFunction;
  readonly between?: Partial<Network>;
  readonly targets?: readonly MountTarget[];
}

function laneIn({ of = narrow, between = {}, targets = [mountTarget('a', 'a')] }: World): Lane {
  const [lane] = mountPath(of, setupWith(network(between), reading(targets))).lanes;
  assert.ok(lane);
  return lane;
}

function outboundBy(...rules: SecurityGroupRule[]): Partial<Network> {
  return { securityGroups: reading([{ id: 'sg-function', rules }, openGroups[1]].filter(group => !!group)) };
}

function inboundBy(...rules: SecurityGroupRule[]): Partial<Network> {
  return { securityGroups: reading([openGroups[0], { id: 'sg-target', rules }].filter(group => !!group)) };
}

describe('the way out of the function’s security groups', () => {
  const cases: readonly (readonly [string, 'open' | 'closed' | 'unknown', readonly SecurityGroupRule[]])[] = [
    ['no rule', 'closed', []],
    ['all, to everywhere', 'open', [rule('outbound', { protocol: '-1', cidr: '0.0.0.0/0' })]],
    ['TCP of all ports', 'open', [rule('outbound', { fromPort: -1, toPort: -1, cidr: '0.0.0.0/0' })]],
    ['TCP by its number', 'open', [rule('outbound', { protocol: '6', cidr: '10.0.0.0/8' })]],
    [
      'a range of ports that holds it',
      'open',
      [rule('outbound', { fromPort: 2000, toPort: 3000, cidr: '10.0.0.0/8' })],
    ],
    [
      'a range that ends before it',
      'closed',
      [rule('outbound', { fromPort: 1, toPort: 2048, cidr: '0.0.0.0/0' })],
    ],
    ['UDP', 'closed', [rule('outbound', { protocol: 'udp', cidr: '0.0.0.0/0' })]],
    ['HTTPS', 'closed', [rule('outbound', { fromPort: 443, toPort: 443, cidr: '0.0.0.0/0' })]],
    ['the mount target’s own address', 'open', [rule('outbound', { cidr: '10.0.10.5/32' })]],
    ['its neighbour’s address', 'closed', [rule('outbound', { cidr: '10.0.10.6/32' })]],
    ['only IPv6', 'closed', [rule('outbound', { cidr: '::/0' })]],
    ['the mount target’s group', 'open', [rule('outbound', { groupId: 'sg-target' })]],
    ['another group', 'closed', [rule('outbound', { groupId: 'sg-other' })]],
    ['a prefix list', 'unknown', [rule('outbound', { prefixListId: 'pl-1' })]],
    [
      'a prefix list, and all',
      'open',
      [rule('outbound', { prefixListId: 'pl-1' }), rule('outbound', { cidr: '0.0.0.0/0' })],
    ],
    ['a rule of the other direction', 'closed', [rule('inbound', { protocol: '-1', cidr: '0.0.0.0/0' })]],
  ];
  for (const [name, state, rules] of cases) {
    it(`is ${state} by ${name}`, () => {
      assert.equal(laneIn({ between: outboundBy(...rules) }).outbound?.state, state);
    });
  }

  it('is open by any one of several groups, and not known where one is not shown and none opens it', () => {
    const of = { ...narrow, securityGroupIds: ['sg-function', 'sg-second'] };
    const second = { id: 'sg-second', rules: [rule('outbound', { cidr: '10.0.0.0/8' })] };
    const with2 = reading([{ id: 'sg-function', rules: [] }, second, ...openGroups.slice(1)]);
    assert.equal(laneIn({ of, between: { securityGroups: with2 } }).outbound?.state, 'open');
    const without = laneIn({ of, between: outboundBy() });
    assert.equal(without.outbound?.state, 'unknown');
    assert.match(describePathFact(without.outbound.fact, t), /EC2 does not show sg-second/);
  });

  it('names the rule that opens it, and the groups that have none', () => {
    const open = laneIn({}).outbound;
    assert.equal(
      open && describePathFact(open.fact, t),
      'sgr-outbound of sg-function lets TCP 2049 through, for 0.0.0.0/0.',
    );
    const closed = laneIn({ between: outboundBy() }).outbound;
    assert.equal(
      closed && describePathFact(closed.fact, t),
      'No outbound rule of sg-function lets TCP 2049 out to the mount target.',
    );
  });

  it('is not known to another VPC by group, nor where the rules were denied', () => {
    const targets = [mountTarget('a', 'a', { vpcId: 'vpc-2' })];
    const byGroup = outboundBy(rule('outbound', { groupId: 'sg-target' }));
    assert.equal(laneIn({ between: byGroup, targets }).outbound?.state, 'unknown');
    const lane = laneIn({ between: { securityGroups: denied('ec2:DescribeSecurityGroupRules') } });
    assert.equal(lane.outbound?.state, 'unknown');
    assert.equal(
      describePathFact(lane.outbound.fact, t),
      'AWS did not allow ec2:DescribeSecurityGroupRules, so this is not known.',
    );
  });
});

describe('the way into the mount target’s security groups', () => {
  const cases: readonly (readonly [string, 'open' | 'closed' | 'unknown', readonly SecurityGroupRule[]])[] = [
    ['no rule', 'closed', []],
    ['the function’s group', 'open', [rule('inbound', { groupId: 'sg-function' })]],
    ['itself, where the function is not in it', 'closed', [rule('inbound', { groupId: 'sg-target' })]],
    ['all of the function’s subnet', 'open', [rule('inbound', { cidr: '10.0.0.0/16' })]],
    ['half of the function’s subnet', 'unknown', [rule('inbound', { cidr: '10.0.0.0/25' })]],
    ['another subnet', 'closed', [rule('inbound', { cidr: '10.0.7.0/24' })]],
    ['text that is no CIDR block', 'closed', [rule('inbound', { cidr: 'everywhere' })]],
    ['an outbound rule', 'closed', [rule('outbound', { cidr: '0.0.0.0/0', protocol: '-1' })]],
  ];
  for (const [name, state, rules] of cases) {
    it(`is ${state} by ${name}`, () => {
      assert.equal(laneIn({ between: inboundBy(...rules) }).inbound?.state, state);
    });
  }

  it('is open by a rule for itself where both ends are in the group', () => {
    const of = { ...narrow, securityGroupIds: ['sg-both'] };
    const targets = [mountTarget('a', 'a', { securityGroups: reading(['sg-both']) })];
    const rules = [rule('inbound', { groupId: 'sg-both' }), rule('outbound', { groupId: 'sg-both' })];
    const lane = laneIn({ of, targets, between: { securityGroups: reading([{ id: 'sg-both', rules }]) } });
    assert.deepEqual([lane.outbound?.state, lane.inbound?.state], ['open', 'open']);
  });

  it('is not known where the mount target’s groups were denied, or the function’s subnet', () => {
    const targets = [mountTarget('a', 'a', { securityGroups: denied('x:Y') })];
    assert.equal(laneIn({ targets }).inbound?.state, 'unknown');
    const between = { ...inboundBy(rule('inbound', { cidr: '10.0.0.0/16' })), subnets: denied('x:Y') };
    assert.equal(laneIn({ between }).inbound?.state, 'unknown');
    const everywhere = { ...inboundBy(rule('inbound', { cidr: '0.0.0.0/0' })), subnets: denied('x:Y') };
    assert.equal(laneIn({ between: everywhere }).inbound?.state, 'open');
  });

  it('is judged for IPv6, too, where both ends have it and the function may use it', () => {
    const of = { ...narrow, ipv6AllowedForDualStack: true };
    const subnets = reading([
      subnet('subnet-a', 'a', '10.0.0.0/24', { cidrs: ['10.0.0.0/24', '2001:db8::/64'] }),
    ]);
    const targets = [mountTarget('a', 'a', { addresses: ['10.0.10.5', '2001:db8:0:1::5'] })];
    const ipv4 = rule('inbound', { cidr: '10.0.0.0/8' });
    const ipv6 = rule('inbound', { cidr: '2001:db8::/32' });
    const stateBy = (...rules: SecurityGroupRule[]) =>
      laneIn({ of, targets, between: { ...inboundBy(...rules), subnets } }).inbound?.state;
    assert.equal(stateBy(ipv4, ipv6), 'open');
    assert.equal(stateBy(ipv4), 'unknown');
    assert.equal(stateBy(), 'closed');
    const without = laneIn({ targets, between: { ...inboundBy(ipv4), subnets } });
    assert.equal(without.inbound?.state, 'open');
  });
});

describe('the way through network ACLs', () => {
  const ours = (...entries: Parameters<typeof acl>[2][]) =>
    ({
      networkAcls: reading([
        acl('acl-ours', ['subnet-a'], ...entries),
        acl('acl-theirs', ['subnet-ta'], ...allowAll),
      ]),
    }) as const;
  const theirs = (...entries: Parameters<typeof acl>[2][]) =>
    ({
      networkAcls: reading([
        acl('acl-ours', ['subnet-a'], ...allowAll),
        acl('acl-theirs', ['subnet-ta'], ...entries),
      ]),
    }) as const;
  const tcp = { protocol: '6', fromPort: 2049, toPort: 2049 };
  const answers = { protocol: '6', fromPort: 1024, toPort: 65_535 };
  const cases: readonly (readonly [string, 'open' | 'closed' | 'unknown', Partial<Network>])[] = [
    ['all allowed', 'open', ours(...allowAll)],
    ['no entry at all', 'closed', ours()],
    [
      'requests out and answers in',
      'open',
      ours(entry(1, 'outbound', 'allow', tcp), entry(2, 'inbound', 'allow', answers)),
    ],
    ['requests out and no answers in', 'closed', ours(entry(1, 'outbound', 'allow', tcp))],
    [
      'answers to a part of the ports',
      'unknown',
      ours(
        entry(1, 'outbound', 'allow', tcp),
        entry(2, 'inbound', 'allow', { ...answers, fromPort: 32_768 }),
      ),
    ],
    [
      'answers to all ports in two entries',
      'open',
      ours(
        entry(1, 'outbound', 'allow', tcp),
        entry(2, 'inbound', 'allow', { ...answers, toPort: 30_000 }),
        entry(3, 'inbound', 'allow', { ...answers, fromPort: 30_001 }),
      ),
    ],
    ['a denial before what allows it', 'closed', ours(entry(90, 'outbound', 'deny', tcp), ...allowAll)],
    ['a denial after what allows it', 'open', ours(entry(110, 'outbound', 'deny', tcp), ...allowAll)],
    [
      'a denial for other addresses',
      'open',
      ours(entry(90, 'outbound', 'deny', { ...tcp, cidr: '10.0.77.0/24' }), ...allowAll),
    ],
    ['a denial of UDP', 'open', ours(entry(90, 'outbound', 'deny', { protocol: '17' }), ...allowAll)],
    [
      'a denial that is written later, with a lower number',
      'closed',
      ours(...allowAll, entry(5, 'outbound', 'deny', tcp)),
    ],
    ['the mount target’s side without the request', 'closed', theirs(entry(100, 'outbound', 'allow'))],
    ['the mount target’s side without answers', 'closed', theirs(entry(100, 'inbound', 'allow', tcp))],
    [
      'a half of the function’s subnet',
      'unknown',
      theirs(entry(1, 'inbound', 'allow', { cidr: '10.0.0.0/25' }), entry(2, 'outbound', 'allow')),
    ],
    [
      'both halves of the function’s subnet',
      'open',
      theirs(
        entry(1, 'inbound', 'allow', { cidr: '10.0.0.0/25' }),
        entry(3, 'inbound', 'allow', { cidr: '10.0.0.128/25' }),
        entry(2, 'outbound', 'allow'),
      ),
    ],
  ];
  for (const [name, state, between] of cases) {
    it(`is ${state} by ${name}`, () => assert.equal(laneIn({ between }).between?.state, state));
  }

  it('names the rule that closes it, and its direction', () => {
    const fact = laneIn({ between: ours(entry(90, 'outbound', 'deny', tcp), ...allowAll) }).between?.fact;
    assert.equal(
      fact && describePathFact(fact, t),
      'Outbound rule 90 of acl-ours keeps in TCP to port 2049.',
    );
    const last = laneIn({ between: theirs(entry(100, 'inbound', 'allow')) }).between?.fact;
    assert.equal(
      last && describePathFact(last, t),
      'Outbound rule * of acl-theirs keeps in TCP to port 1024–65535.',
    );
  });

  it('is open within one subnet, whatever its ACL says', () => {
    const targets = [mountTarget('a', 'a', { subnetId: 'subnet-a' })];
    const lane = laneIn({ targets, between: { networkAcls: reading([acl('acl-1', ['subnet-a'])]) } });
    assert.deepEqual([lane.between?.state, lane.between?.fact.code], ['open', 'one-subnet']);
  });

  it('is not known where an ACL is not shown, unless the other one closes it', () => {
    const shown = (...entries: Parameters<typeof acl>[2][]) =>
      laneIn({ between: { networkAcls: reading([acl('acl-1', ['subnet-ta'], ...entries)]) } }).between?.state;
    assert.equal(shown(...allowAll), 'unknown');
    assert.equal(shown(), 'closed');
  });
});

describe('the way to another VPC', () => {
  const targets = [mountTarget('a', 'a', { vpcId: 'vpc-2', addresses: ['10.9.0.5'] })];
  const subnets = reading([
    subnet('subnet-a', 'a', '10.0.0.0/24'),
    subnet('subnet-ta', 'a', '10.9.0.0/24', { vpcId: 'vpc-2' }),
  ]);
  const table = (id: string, vpcId: string, destination?: string, route = 'pcx-1', isActive = true) => ({
    id,
    vpcId,
    subnetIds: id === 'rtb-main' ? [] : [vpcId === 'vpc-1' ? 'subnet-a' : 'subnet-ta'],
    isMain: id === 'rtb-main',
    routes: [
      { destination: vpcId === 'vpc-1' ? '10.0.0.0/16' : '10.9.0.0/16', target: 'local', isActive: true },
      ...(destination === undefined ? [] : [{ destination, target: route, isActive }]),
    ],
  });
  const back = table('rtb-back', 'vpc-2', '10.0.0.0/16');
  const stateBy = (...tables: ReturnType<typeof table>[]) =>
    laneIn({ targets, between: { subnets, routeTables: reading(tables) } }).between?.state;

  it('is open by peering, with a route both ways', () => {
    assert.equal(stateBy(table('rtb-1', 'vpc-1', '10.9.0.0/16'), back), 'open');
    assert.equal(stateBy(table('rtb-main', 'vpc-1', '10.9.0.0/24'), back), 'open');
  });

  it('is closed without a route, by a dead one, and without one back', () => {
    assert.equal(stateBy(table('rtb-1', 'vpc-1'), back), 'closed');
    assert.equal(stateBy(table('rtb-1', 'vpc-1', '10.9.0.0/16', 'pcx-1', false), back), 'closed');
    assert.equal(stateBy(table('rtb-1', 'vpc-1', '10.9.0.0/16'), table('rtb-back', 'vpc-2')), 'closed');
    // Whatever network ACLs say that were not read.
    const between = {
      subnets,
      routeTables: reading([table('rtb-1', 'vpc-1'), back]),
      networkAcls: undefined,
    };
    assert.equal(laneIn({ targets, between }).between?.state, 'closed');
  });

  it('is not known where a route is for a part of the other end, or for a prefix list', () => {
    const there = table('rtb-1', 'vpc-1', '10.9.0.0/16');
    const backBy = (...routes: [destination: string, leadsTo?: string, isActive?: boolean][]) =>
      stateBy(there, {
        ...table('rtb-back', 'vpc-2'),
        routes: routes.map(([destination, leadsTo = 'pcx-1', isActive = true]) => ({
          destination,
          target: leadsTo,
          isActive,
        })),
      });
    assert.equal(backBy(['10.0.0.0/25'], ['10.0.0.128/25']), 'unknown');
    assert.equal(backBy(['pl-1']), 'unknown');
    assert.equal(backBy(['10.0.1.0/24']), 'closed');
    assert.equal(backBy(['pl-s3', 'vpce-1']), 'closed', 'a gateway endpoint is for S3 alone');
    // A more specific route that leads nowhere takes a part of what a shorter one opens.
    assert.equal(backBy(['10.0.0.0/16'], ['10.0.0.128/25', 'pcx-gone', false]), 'unknown');
    assert.equal(backBy(['10.0.0.0/16', 'pcx-gone', false], ['10.0.0.0/25']), 'unknown');
  });

  it('is not known to a mount target whose addresses are not known', () => {
    const bare = mountTarget('a', 'a', { vpcId: 'vpc-2', addresses: [] });
    const ours = reading([subnet('subnet-a', 'a', '10.0.0.0/24')]);
    const routeTables = reading([table('rtb-1', 'vpc-1', '10.9.0.0/16'), back]);
    const lane = laneIn({ targets: [bare], between: { subnets: ours, routeTables } });
    assert.deepEqual([lane.between?.state, lane.between?.fact.code], ['unknown', 'route-in-part']);
  });

  it('is not known through a transit gateway, nor where route tables were not read', () => {
    assert.equal(stateBy(table('rtb-1', 'vpc-1', '10.0.0.0/8', 'tgw-1'), back), 'unknown');
    assert.equal(laneIn({ targets, between: { subnets } }).between?.state, 'unknown');
  });
});

describe('the mount target of a lane', () => {
  it('is that of the subnet’s zone, by the id of the zone', () => {
    const path = mountPath(target, setupWith());
    assert.deepEqual(
      path.lanes.map(lane => [lane.zone, lane.target?.id, throughLane(lane).state]),
      [
        ['eu-west-1a', 'fsmt-a', 'open'],
        ['eu-west-1b', 'fsmt-b', 'open'],
      ],
    );
    // Another account's eu-west-1a is not ours.
    const shared = mountTarget('x', 'a', { zone: 'eu-west-1b', zoneId: 'euw1-az-a' });
    assert.equal(laneIn({ targets: [shared] }).target?.id, 'fsmt-x');
  });

  it('is missing where the zone has none', () => {
    const lane = laneIn({ targets: [mountTarget('b', 'b')] });
    assert.deepEqual([lane.targetThere.state, lane.outbound], ['closed', undefined]);
    assert.equal(
      describePathFact(lane.targetThere.fact, t),
      'subnet-a is in eu-west-1a, where the file system has no mount target.',
    );
  });

  it('is not known without zones, while what all have in common is', () => {
    const between = { subnets: denied('ec2:DescribeSubnets'), ...outboundBy() };
    const targets = [mountTarget('a', 'a'), mountTarget('b', 'b')];
    const lane = laneIn({ between, targets });
    assert.equal(lane.targetThere.state, 'unknown');
    assert.equal(lane.outbound?.state, 'closed');
  });

  it('is not ready in any state but two', () => {
    for (const [state, expected] of [
      ['available', 'open'],
      ['updating', 'open'],
      ['creating', 'closed'],
      ['error', 'closed'],
    ] as const) {
      const lane = laneIn({ targets: [mountTarget('a', 'a', { lifeCycleState: state })] });
      assert.equal(lane.targetReady?.state, expected, state);
    }
  });
});

describe('a path without its network', () => {
  it('has a lane for each subnet, of which nothing is known but what EFS told', () => {
    const { lanes, names, accessPoint } = mountPath(target, { ...setupWith(), network: undefined });
    assert.equal(lanes.length, 2);
    assert.ok(lanes.every(lane => throughLane(lane).state === 'unknown'));
    assert.deepEqual([names.state, accessPoint.state], ['unknown', 'open']);
    assert.ok(mountPath(target, undefined).lanes.every(({ targetThere }) => targetThere.state === 'unknown'));
  });
});
