import { fixText, formatsOf } from '../../../src/core/export/fixText';
import { fixFormats, type FixFormat } from '../../../src/core/fixes/fix';
import { fixesForCause } from '../../../src/core/fixes/fixesFor';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import type {
  AccessPoint,
  FileSystem,
  FileSystemSetup,
  MountTarget,
} from '../../../src/core/mount/fileSystemSetup';
import type { Network, SecurityGroupRule } from '../../../src/core/mount/network';
import { createTranslate } from '../../../src/core/translate';
import { describeFileSystemSetup } from '../../../src/core/words/fileSystemSetupWords';
import { describeFailure, describeStanding } from '../../../src/core/words/mountFailureWords';
import { describeOpenness, describePath, summarizePath } from '../../../src/core/words/mountPathWords';
import { assertKept } from '../../harness/golden';
import { failures } from './failure/failures';
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
} from './failure/networkWorld';
import { metricsOf, until } from './mount/metricsOf';

const t = createTranslate();

interface World {
  readonly failure?: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly of?: Partial<LambdaFunction>;
  /** Undefined: nothing was read. */
  readonly setup?: FileSystemSetup;
}

function causesOf(world: World, formats: readonly FixFormat[] = ['aws-cli']): readonly string[] {
  const { failure = 'efs-mount-connectivity', params = {}, of = {}, setup } = world;
  const about: LambdaFunction = { ...target, role: 'arn:aws:iam::123456789012:role/app/reports', ...of };
  const made = explainFailure({ code: failure, params }, about, setup);
  if (!made) {
    return ['no explanation'];
  }
  const words = describeFailure(made, t, 'en');
  const terminal = { shell: 'posix', region: about.region } as const;
  return [
    `${words.label}: ${words.headline}`,
    ...(made.reason === undefined ? [] : [`reason: ${made.reason}`]),
    ...made.causes.flatMap((cause, index) => {
      const { title = '', check = '' } = words.causes[index] ?? {};
      const fixes = fixesForCause(cause, about, setup);
      return [
        `${cause.code}: ${describeStanding(cause.standing, t) ?? 'likely'} ${JSON.stringify(cause.params ?? {})}`,
        `  ${title} ${check}`,
        ...fixes.flatMap(fix =>
          formatsOf(fix)
            .filter(format => formats.includes(format))
            .flatMap(format =>
              fixText(fix, format, terminal, t)
                .trimEnd()
                .split('\n')
                .map(line => `    ${format}: ${line}`.trimEnd()),
            ),
        ),
      ];
    }),
    ...words.facts.map(({ name, values }) => `${name}: ${values.join(', ')}`),
    ...made.sources,
  ];
}

function pathOf({ of = {}, setup }: World): readonly string[] {
  const steps = describePath({ ...target, ...of }, setup, t);
  return [
    summarizePath(steps, t),
    ...steps.map(
      ({ id, title, names, state, fact }) =>
        `${id}: ${title}, ${names}, ${describeOpenness(state, t)}. ${fact}`,
    ),
  ];
}

function setupOf({ of = {}, setup }: World): readonly string[] {
  if (!setup) {
    return [];
  }
  const { facts, notRead } = describeFileSystemSetup(setup, { ...target, ...of }, t, 'en');
  return [...facts.map(({ name, values }) => `${name}: ${values.join(' | ')}`), ...notRead];
}

type Cases = readonly (readonly [name: string, world: World])[];

/** Of all but the first case, only what is said otherwise. */
function kept(name: string, said: (world: World) => readonly string[], cases: Cases): void {
  it(name, () => {
    const usual = said(cases[0]?.[1] ?? {});
    const texts = cases.map(([title, world], index) => {
      const lines = said(world);
      const different = [
        ...usual.filter(line => !lines.includes(line)).map(line => `- ${line}`),
        ...lines.filter(line => !usual.includes(line)).map(line => `+ ${line}`),
      ];
      return [`# ${title}`, ...(index === 0 ? lines : different), ''].join('\n');
    });
    assertKept(`test/fixtures/reports/${name}.txt`, texts.join('\n'));
  });
}

/** Each by itself. */
function whole(name: string, said: (world: World) => readonly string[], cases: Cases): void {
  it(name, () => {
    const texts = cases.map(([title, world]) => [`# ${title}`, ...said(world), ''].join('\n'));
    assertKept(`test/fixtures/reports/${name}.txt`, texts.join('\n'));
  });
}

const point: AccessPoint = {
  id: 'fsap-1',
  fileSystemId: 'fs-1',
  lifeCycleState: 'available',
  posixUser: { uid: 1000, gid: 1000, secondaryGids: [] },
  rootDirectory: { path: '/data', creationInfo: { uid: 1000, gid: 1000, permissions: '0755' } },
};
const system: FileSystem = { id: 'fs-1', lifeCycleState: 'available', throughputMode: 'elastic' };
const s3Arn =
  'arn:aws:s3files:eu-west-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';
const s3: Partial<LambdaFunction> = { fileSystem: { ...target.fileSystem, kind: 's3files', arn: s3Arn } };
const elsewhere: Partial<LambdaFunction> = { accountId: '999999999999' };
const here: Partial<LambdaFunction> = { accountId: '123456789012' };

function setupFrom(more: Partial<FileSystemSetup> = {}): FileSystemSetup {
  return {
    ...setupWith(),
    network: undefined,
    accessPoint: reading(point),
    fileSystem: reading(system),
    ...more,
  };
}
const withPoint = (more: Partial<AccessPoint>) => setupFrom({ accessPoint: reading({ ...point, ...more }) });
const withSystem = (more: Partial<FileSystem>) => setupFrom({ fileSystem: reading({ ...system, ...more }) });
const withTargets = (...targets: readonly MountTarget[]) => setupFrom({ mountTargets: reading(targets) });
const withMetrics = (metrics: Parameters<typeof metricsOf>[0], more: Partial<FileSystem> = {}) =>
  setupFrom({
    fileSystem: reading({ ...system, ...more }),
    metrics: reading(metricsOf(metrics)),
  });
const both = [mountTarget('a', 'a'), mountTarget('b', 'b')];
const own = (id: string, more: Partial<MountTarget> = {}): MountTarget => ({
  ...mountTarget(id, id),
  subnetId: `subnet-${id}`,
  ...more,
});
const worldOf = (between: Partial<Network>, targets: readonly MountTarget[] = both) =>
  setupWith(network(between), reading(targets));
const groupsBy = (outbound: readonly SecurityGroupRule[], inbound: readonly SecurityGroupRule[]) =>
  ({
    securityGroups: reading([
      { id: 'sg-function', rules: outbound },
      { id: 'sg-target', rules: inbound },
    ]),
  }) as const;
const openOut = openGroups[0]?.rules ?? [];
const openIn = openGroups[1]?.rules ?? [];
const creating = { lifeCycleState: 'creating' };

describe('what is said of a failure, kept word for word', () => {
  whole(
    'failures',
    world => causesOf(world, fixFormats),
    failures.flatMap(failure => {
      const of = failure.startsWith('s3files') ? s3 : {};
      return [[failure, { failure, of, params: { reason: `Lambda says: ${failure}` } }] as const];
    }),
  );

  kept('failures-of-connections', world => causesOf(world), [
    ['nothing is closed, by a setup without network', { setup: setupFrom() }],
    ['nothing was read', {}],
    [
      'nothing was read, of an unknown kind',
      { of: { fileSystem: { ...target.fileSystem, kind: 'unknown' } } },
    ],
    [
      'nothing was read, and the function has no role, VPC, subnets or groups',
      {
        of: { role: undefined, vpcId: undefined, subnetIds: [], securityGroupIds: [] },
      },
    ],
    ['no mount target', { setup: withTargets() }],
    [
      'no mount target, and the file system was not read',
      {
        setup: setupFrom({ mountTargets: reading([]), fileSystem: denied('x:Y') }),
      },
    ],
    ['a mount target in each subnet', { setup: withTargets(own('a'), own('b')) }],
    ['a mount target in one subnet', { setup: withTargets(own('a')) }],
    ['two mount targets of one zone', { setup: withTargets(own('a'), own('b', { zone: 'eu-west-1a' })) }],
    [
      'mount targets with ids of zones alone',
      {
        setup: withTargets(own('a', { zone: undefined }), own('b', { zone: undefined })),
      },
    ],
    [
      'mount targets of another VPC',
      {
        setup: withTargets(own('a', { vpcId: 'vpc-2' }), own('b', { vpcId: 'vpc-3' })),
      },
    ],
    [
      'mount targets of both VPCs',
      {
        setup: withTargets(own('a', { vpcId: 'vpc-2' }), own('b')),
      },
    ],
    [
      'mount targets whose VPC is not known',
      {
        setup: withTargets(own('a', { vpcId: undefined }), own('b', { vpcId: undefined })),
      },
    ],
    [
      'mount targets of several groups',
      {
        setup: withTargets(
          own('a', { securityGroups: reading(['sg-x', 'sg-y']) }),
          own('b', { securityGroups: reading(['sg-y']) }),
        ),
      },
    ],
    [
      'mount targets whose groups were denied',
      {
        setup: withTargets(
          own('a', { securityGroups: denied('x:Y') }),
          own('b', { securityGroups: denied('x:Y') }),
        ),
      },
    ],
    ['one of two mount targets is being created', { setup: withTargets(own('a', creating), own('b')) }],
    ['both mount targets are being created', { setup: withTargets(own('a', creating), own('b', creating)) }],
    [
      'both of the function are being created, a third is ready',
      {
        setup: withTargets(own('a', creating), own('b', creating), own('c')),
      },
    ],
    [
      'one of another subnet is being created',
      { setup: withTargets(own('a'), own('b'), own('c', creating)) },
    ],
    ['all of other subnets are being created', { setup: withTargets(own('c', creating)) }],
    [
      'a mount target is being updated',
      { setup: withTargets(own('a', { lifeCycleState: 'updating' }), own('b')) },
    ],
    ['the function is of another account', { of: elsewhere, setup: setupFrom() }],
    ['the function has no VPC', { of: { vpcId: undefined }, setup: setupFrom() }],
    ['S3 Files, healthy', { failure: 's3files-mount-connectivity', of: s3, setup: setupFrom() }],
    [
      'S3 Files of another account',
      {
        failure: 's3files-mount-connectivity',
        of: { ...s3, ...elsewhere },
        setup: setupFrom(),
      },
    ],
    ['S3 Files of this account', { failure: 's3files-mount-connectivity', of: { ...s3, ...here } }],
  ]);

  kept('failures-by-the-network', world => causesOf(world), [
    ['all is open', { setup: setupWith() }],
    ['the function has no subnet', { of: { subnetIds: [] }, setup: setupWith() }],
    [
      'EC2 was denied',
      {
        setup: worldOf({
          subnets: denied('ec2:DescribeSubnets'),
          securityGroups: denied('ec2:DescribeSecurityGroupRules'),
          networkAcls: denied('ec2:DescribeNetworkAcls'),
          vpcDns: denied('ec2:DescribeVpcAttribute'),
        }),
      },
    ],
    ['no rule lets out', { setup: worldOf(groupsBy([], openIn)) }],
    ['no rule lets in', { setup: worldOf(groupsBy(openOut, [])) }],
    ['no rule of any', { setup: worldOf(groupsBy([], [])) }],
    [
      'an ACL keeps out answers',
      {
        setup: worldOf({
          networkAcls: reading([
            acl(
              'acl-ours',
              ['subnet-a', 'subnet-b'],
              entry(90, 'inbound', 'deny', { protocol: '6' }),
              ...allowAll,
            ),
            acl('acl-theirs', ['subnet-ta', 'subnet-tb'], ...allowAll),
          ]),
        }),
      },
    ],
    [
      'an ACL keeps in requests of one subnet',
      {
        setup: worldOf({
          networkAcls: reading([
            acl('acl-ours', ['subnet-a'], entry(90, 'outbound', 'deny', { protocol: '6' }), ...allowAll),
            acl('acl-theirs', ['subnet-b', 'subnet-ta', 'subnet-tb'], ...allowAll),
          ]),
        }),
      },
    ],
    ['no mount target in the zone of one subnet', { setup: worldOf({}, [mountTarget('a', 'a')]) }],
    ['no mount target', { setup: worldOf({}, []) }],
    [
      'one mount target is being created',
      {
        setup: worldOf({}, [mountTarget('a', 'a', creating), mountTarget('b', 'b')]),
      },
    ],
    [
      'both mount targets are being deleted',
      {
        setup: worldOf(
          {},
          both.map(one => ({ ...one, lifeCycleState: 'deleting' })),
        ),
      },
    ],
    [
      'names are off',
      {
        setup: worldOf({ vpcDns: reading({ vpcId: 'vpc-1', support: false, hostnames: false }) }),
      },
    ],
    [
      'names by a server of their own',
      { setup: worldOf({ nameServers: reading(['10.0.0.2', 'AmazonProvidedDNS']) }) },
    ],
    [
      'the groups of one mount target were denied',
      {
        setup: worldOf({}, [mountTarget('a', 'a', { securityGroups: denied('x:Y') }), mountTarget('b', 'b')]),
      },
    ],
    [
      'the other VPC has no route',
      {
        setup: worldOf(
          {
            routeTables: reading([
              {
                id: 'rtb-1',
                vpcId: 'vpc-1',
                subnetIds: ['subnet-a', 'subnet-b'],
                isMain: false,
                routes: [{ destination: '10.0.0.0/16', target: 'local', isActive: true }],
              },
            ]),
          },
          both.map(one => ({ ...one, vpcId: 'vpc-2', addresses: ['10.9.0.5'] })),
        ),
      },
    ],
    ['a call hung, and all is open', { failure: 'efs-io', setup: setupWith() }],
    ['a call hung, and no rule lets in', { failure: 'efs-io', setup: worldOf(groupsBy(openOut, [])) }],
    [
      'a timeout, and a mount target is being created',
      {
        failure: 'efs-mount-timeout',
        setup: worldOf({}, [mountTarget('a', 'a', creating), mountTarget('b', 'b')]),
      },
    ],
  ]);

  const refused = (setup: FileSystemSetup | undefined, of: Partial<LambdaFunction> = {}): World => ({
    failure: of.fileSystem?.kind === 's3files' ? 's3files-mount-failure' : 'efs-mount-failure',
    setup,
    of,
  });
  const created = (permissions: string, uid: number, gid: number, more: Partial<AccessPoint> = {}) =>
    refused(
      withPoint({ rootDirectory: { path: '/data', creationInfo: { uid, gid, permissions } }, ...more }),
    );
  const denial = { sid: 'Nobody', principals: ['*'], resources: [], conditions: [] };
  kept('failures-of-mounts', world => causesOf(world), [
    ['a setup that allows it', refused(setupFrom())],
    ['nothing was read', refused(undefined)],
    ['a function without a role', refused(setupFrom(), { role: undefined })],
    ['a temporary probe', { ...refused(setupFrom()), params: { way: 'temporary-probe' } }],
    ['an access point that does not exist', refused(setupFrom({ accessPoint: reading(null) }))],
    ['a file system that does not exist', refused(setupFrom({ fileSystem: reading(null) }))],
    ['neither is of this account', refused(setupFrom({ accessPoint: reading(null) }), elsewhere)],
    ['the file system is not of this account', refused(setupFrom({ fileSystem: reading(null) }), elsewhere)],
    ['an access point that is being created', refused(withPoint(creating))],
    ['an access point that is being updated', refused(withPoint({ lifeCycleState: 'updating' }))],
    ['a file system that is being deleted', refused(withSystem({ lifeCycleState: 'deleting' }))],
    [
      'a file system in error, with a reason',
      refused(withSystem({ lifeCycleState: 'error', stateMessage: 'No bucket.' })),
    ],
    ['an access point whose state is not known', refused(withPoint({ lifeCycleState: undefined }))],
    ['the access point was denied', refused(setupFrom({ accessPoint: denied('x:Y') }))],
    ['a file system with a policy', refused(setupFrom({ policy: reading(true) }))],
    [
      'a policy that denies the mount to everybody',
      refused({ ...setupFrom({ policy: reading(true) }), mountDenials: [denial] }),
    ],
    ['the policy was denied', refused(setupFrom({ policy: denied('x:Y') }))],
    ['a root directory that nobody creates', refused(withPoint({ rootDirectory: { path: '/data' } }))],
    ['the root of the file system', refused(withPoint({ rootDirectory: { path: '/' } }))],
    ['a directory that its owner may not enter', created('0600', 1000, 1000)],
    ['a directory that its owner alone may not enter', created('0677', 1000, 0)],
    ['a directory that the group may not enter', created('0701', 0, 1000)],
    ['a directory that the group alone may enter', created('0010', 0, 1000)],
    ['a directory that others may not enter', created('0770', 0, 0)],
    ['a directory that others alone may enter', created('0001', 0, 0)],
    [
      'a directory of a group that is the user’s second one',
      created('0701', 0, 7, { posixUser: { uid: 1000, gid: 1000, secondaryGids: [6, 7] } }),
    ],
    [
      'a directory that root may enter',
      created('0000', 0, 0, { posixUser: { uid: 0, gid: 0, secondaryGids: [] } }),
    ],
    ['a directory of an access point without user', created('0000', 1, 1, { posixUser: undefined })],
    ['S3 Files, a setup that allows it', refused(setupFrom(), s3)],
    ['S3 Files, nothing was read', refused(undefined, s3)],
    ['S3 Files with a policy', refused(setupFrom({ policy: reading(true) }), s3)],
    [
      'S3 Files with a policy that denies the mount to everybody',
      refused({ ...setupFrom({ policy: reading(true) }), mountDenials: [denial] }, s3),
    ],
    ['S3 Files of another account', refused(setupFrom(), { ...s3, ...elsewhere })],
    [
      'S3 Files with a root directory that nobody creates',
      refused(withPoint({ rootDirectory: { path: '/data' } }), s3),
    ],
  ]);

  const hung = (setup: FileSystemSetup | undefined, failure = 'efs-io'): World => ({ failure, setup });
  const bursting = { throughputMode: 'bursting', sizeBytes: String(40n * 1024n ** 3n) };
  kept('failures-of-throughput', world => causesOf(world), [
    ['elastic', hung(setupFrom())],
    ['nothing was read', hung(undefined)],
    ['bursting', hung(withSystem(bursting))],
    ['bursting, of a size that is not known', hung(withSystem({ throughputMode: 'bursting' }))],
    ['provisioned', hung(withSystem({ throughputMode: 'provisioned', provisionedMibps: 12 }))],
    ['provisioned with nothing said', hung(withSystem({ throughputMode: 'provisioned' }))],
    ['of an unknown mode', hung(withSystem({ throughputMode: 'new' }))],
    ['metrics at rest', hung(withMetrics({}, bursting))],
    ['credits that are used up', hung(withMetrics({ BurstCreditBalance: 0 }, bursting))],
    ['credits that were used up', hung(withMetrics({ BurstCreditBalance: until(12, 0, 1e12) }, bursting))],
    ['the I/O limit', hung(withMetrics({ PercentIOLimit: 100 }, { performanceMode: 'generalPurpose' }))],
    ['connections: 599', hung(withMetrics({ ClientConnections: 599 }), 'efs-mount-timeout')],
    ['connections: 600', hung(withMetrics({ ClientConnections: 600 }), 'efs-mount-timeout')],
    ['connections: 24,999', hung(withMetrics({ ClientConnections: 24_999 }), 'efs-mount-timeout')],
    ['connections: 25,000', hung(withMetrics({ ClientConnections: 25_000 }), 'efs-mount-timeout')],
    [
      'connections: 25,000 hours ago',
      hung(withMetrics({ ClientConnections: until(12, 25_000, 3) }), 'efs-mount-timeout'),
    ],
    ['connections without metrics', hung(setupFrom(), 'efs-mount-timeout')],
    ['connections of S3 Files', hung(withMetrics({ ClientConnections: 25_000 }), 's3files-mount-timeout')],
  ]);
});

describe('what is said of the way to a file system, kept word for word', () => {
  const narrow = { subnetIds: ['subnet-a'] };
  const oneOf = (between: Partial<Network>, ...targets: readonly MountTarget[]): World => ({
    of: narrow,
    setup: worldOf(between, targets.length > 0 ? targets : [mountTarget('a', 'a')]),
  });
  const out = (...rules: readonly SecurityGroupRule[]) => oneOf(groupsBy(rules, openIn));
  const into = (...rules: readonly SecurityGroupRule[]) => oneOf(groupsBy(openOut, rules));
  const ours = (...entries: Parameters<typeof acl>[2][]) =>
    oneOf({
      networkAcls: reading([
        acl('acl-ours', ['subnet-a'], ...entries),
        acl('acl-theirs', ['subnet-ta'], ...allowAll),
      ]),
    });
  const tcp = { protocol: '6', fromPort: 2049, toPort: 2049 };
  const cidr = '0.0.0.0/0';
  kept('paths', pathOf, [
    ['all is open', { of: narrow, setup: setupWith() }],
    ['nothing was read', { of: narrow }],
    ['two subnets', { setup: setupWith() }],
    ['only the setup was read', { of: narrow, setup: setupFrom() }],
    ['without an access point', { of: narrow, setup: { ...setupWith(), accessPoint: reading(null) } }],
    [
      'without an access point, of another account',
      {
        of: { ...narrow, ...elsewhere },
        setup: { ...setupWith(), accessPoint: reading(null), fileSystem: reading(null) },
      },
    ],
    [
      'an access point that is being created',
      {
        of: narrow,
        setup: { ...setupWith(), accessPoint: reading({ ...point, ...creating }) },
      },
    ],
    [
      'a file system whose state is not known',
      {
        of: narrow,
        setup: { ...setupWith(), fileSystem: reading({ id: 'fs-1' }), accessPoint: denied('x:Y') },
      },
    ],
    ['out: port 2049 to 2050', out(rule('outbound', { toPort: 2050, cidr }))],
    ['out: port 2048 to 2049', out(rule('outbound', { fromPort: 2048, cidr }))],
    ['out: port 2050', out(rule('outbound', { fromPort: 2050, toPort: 2050, cidr }))],
    ['out: port 2048', out(rule('outbound', { fromPort: 2048, toPort: 2048, cidr }))],
    ['out: TCP without ports', out(rule('outbound', { fromPort: undefined, toPort: undefined, cidr }))],
    ['out: TCP to port -1 alone', out(rule('outbound', { fromPort: -1, toPort: 10, cidr }))],
    ['out: protocol 17', out(rule('outbound', { protocol: '17', cidr }))],
    ['out: a prefix list', out(rule('outbound', { prefixListId: 'pl-1' }))],
    ['out: another group', out(rule('outbound', { groupId: 'sg-other' }))],
    ['out: a part of the address range', out(rule('outbound', { cidr: '10.0.10.5/32' }))],
    ['out: nothing of this kind', out(rule('outbound', {}))],
    ['in: the group', into(rule('inbound', { groupId: 'sg-function' }))],
    ['in: half of the subnet', into(rule('inbound', { cidr: '10.0.0.128/25' }))],
    ['in: none', into()],
    ['groups that are not shown', oneOf({ securityGroups: reading([]) })],
    [
      'groups without rules',
      oneOf({
        securityGroups: reading([]),
        groupsWithoutRules: reading(['sg-function', 'sg-target']),
      }),
    ],
    [
      'groups of which it was denied whether they exist',
      oneOf({
        securityGroups: reading([]),
        groupsWithoutRules: denied('ec2:DescribeSecurityGroups'),
      }),
    ],
    ['a mount target without groups', oneOf({}, mountTarget('a', 'a', { securityGroups: reading([]) }))],
    [
      'a mount target whose groups were denied, by group',
      {
        of: narrow,
        setup: worldOf(groupsBy([rule('outbound', { groupId: 'sg-target' })], openIn), [
          mountTarget('a', 'a', { securityGroups: denied('x:Y') }),
        ]),
      },
    ],
    [
      'an ACL of answers in two parts, the first of more addresses',
      ours(
        entry(1, 'outbound', 'allow'),
        entry(2, 'inbound', 'allow', { cidr: '10.0.0.0/8', toPort: 30_000 }),
        entry(3, 'inbound', 'allow', { cidr: '10.0.10.0/24', fromPort: 30_001 }),
      ),
    ],
    [
      'IPv6 of both ends, and IPv4 of neither',
      {
        of: { ...narrow, ipv6AllowedForDualStack: true },
        setup: worldOf(
          {
            subnets: reading([
              subnet('subnet-a', 'a', '2001:db8::/64'),
              subnet('subnet-ta', 'a', '2001:db8:0:1::/64'),
            ]),
            ...groupsBy([rule('outbound', { cidr: '::/0' })], [rule('inbound', { cidr: '2001:db8::/64' })]),
            networkAcls: reading([
              acl(
                'acl-6',
                ['subnet-a', 'subnet-ta'],
                entry(1, 'inbound', 'allow', { cidr: '::/0' }),
                entry(1, 'outbound', 'allow', { cidr: '::/0' }),
              ),
            ]),
          },
          [mountTarget('a', 'a', { addresses: ['2001:db8:0:1::5'] })],
        ),
      },
    ],
    [
      'IPv6 of both ends, which the function may not use',
      {
        of: narrow,
        setup: worldOf(
          {
            subnets: reading([
              subnet('subnet-a', 'a', '2001:db8::/64'),
              subnet('subnet-ta', 'a', '2001:db8:0:1::/64'),
            ]),
            ...groupsBy([rule('outbound', { cidr: '::/0' })], [rule('inbound', { cidr: '2001:db8::/64' })]),
          },
          [mountTarget('a', 'a', { addresses: ['2001:db8:0:1::5'] })],
        ),
      },
    ],
    [
      'an ACL that allows both halves of the other subnet, the second one first',
      oneOf(
        {
          networkAcls: reading([
            acl(
              'acl-ours',
              ['subnet-a'],
              entry(1, 'outbound', 'allow', { cidr: '10.0.10.128/25' }),
              entry(2, 'outbound', 'allow', { cidr: '10.0.10.0/25' }),
              entry(3, 'inbound', 'allow'),
            ),
            acl('acl-theirs', ['subnet-ta'], ...allowAll),
          ]),
        },
        mountTarget('a', 'a', { addresses: undefined }),
      ),
    ],
    [
      'an ACL that denies a half of the other subnet, and answers of it',
      oneOf(
        {
          networkAcls: reading([
            acl(
              'acl-ours',
              ['subnet-a'],
              entry(1, 'outbound', 'deny', { cidr: '10.0.10.0/25' }),
              ...allowAll,
            ),
            acl('acl-theirs', ['subnet-ta'], ...allowAll),
          ]),
        },
        mountTarget('a', 'a', { addresses: undefined }),
      ),
    ],
    [
      'groups that could not be read',
      oneOf({
        securityGroups: {
          ok: false,
          action: 'ec2:DescribeSecurityGroupRules',
          problem: { code: 'throttled', params: {} },
        },
      }),
    ],
    [
      'another VPC, by the most specific of three routes',
      {
        of: narrow,
        setup: worldOf(
          {
            routeTables: reading(
              [
                ['rtb-1', 'vpc-1', 'subnet-a', '10.9.0.0/16'] as const,
                ['rtb-2', 'vpc-2', 'subnet-ta', '10.0.0.0/16'] as const,
              ].map(([id, vpcId, subnetId, destination]) => ({
                id,
                vpcId,
                subnetIds: [subnetId],
                isMain: false,
                routes: [
                  { destination: '0.0.0.0/0', target: 'igw-1', isActive: true },
                  { destination, target: 'pcx-1', isActive: true },
                  { destination: '10.0.0.0/8', target: 'tgw-1', isActive: false },
                ],
              })),
            ),
          },
          [mountTarget('a', 'a', { vpcId: 'vpc-2', addresses: ['10.9.0.5'] })],
        ),
      },
    ],
    ['an ACL that is empty', ours()],
    ['an ACL of requests alone', ours(entry(1, 'outbound', 'allow', tcp))],
    [
      'an ACL of answers to all but one port',
      ours(entry(1, 'outbound', 'allow', tcp), entry(2, 'inbound', 'allow', { fromPort: 1025 })),
    ],
    [
      'an ACL of answers to all ports, to the last',
      ours(
        entry(1, 'outbound', 'allow', tcp),
        entry(2, 'inbound', 'allow', { fromPort: 1024, toPort: 65_535 }),
      ),
    ],
    [
      'an ACL of answers to all ports but the last',
      ours(
        entry(1, 'outbound', 'allow', tcp),
        entry(2, 'inbound', 'allow', { fromPort: 1024, toPort: 65_534 }),
      ),
    ],
    [
      'an ACL whose rule 32766 denies',
      ours(entry(32_766, 'outbound', 'deny'), entry(32_767, 'inbound', 'deny')),
    ],
    [
      'an ACL whose last rule denies',
      ours(entry(32_767, 'outbound', 'deny'), entry(32_767, 'inbound', 'deny')),
    ],
    [
      'an ACL that denies the port before',
      ours(entry(1, 'outbound', 'deny', { ...tcp, fromPort: 2048, toPort: 2048 }), ...allowAll),
    ],
    [
      'an ACL that denies the port after',
      ours(entry(1, 'outbound', 'deny', { ...tcp, fromPort: 2050, toPort: 2050 }), ...allowAll),
    ],
    [
      'an ACL that denies the first half of the other subnet',
      ours(entry(1, 'outbound', 'deny', { cidr: '10.0.10.0/30' }), ...allowAll),
    ],
    [
      'an ACL that denies the address',
      ours(entry(1, 'outbound', 'deny', { cidr: '10.0.10.5/32' }), ...allowAll),
    ],
    ['ACLs that are not shown', oneOf({ networkAcls: reading([]) })],
    ['ACLs that were denied', oneOf({ networkAcls: denied('ec2:DescribeNetworkAcls') })],
    ['in one subnet', oneOf({ networkAcls: reading([]) }, mountTarget('a', 'a', { subnetId: 'subnet-a' }))],
    ['a subnet that is not shown', oneOf({ subnets: reading([]) })],
    [
      'a subnet that is not shown, with its own mount target',
      oneOf({ subnets: reading([]) }, mountTarget('a', 'a', { subnetId: 'subnet-a' })),
    ],
    [
      'a subnet of an unknown zone',
      oneOf({
        subnets: reading([
          subnet('subnet-a', 'a', '10.0.0.0/24', { zone: undefined, zoneId: undefined }),
          subnet('subnet-ta', 'a', '10.0.10.0/24'),
        ]),
      }),
    ],
    [
      'a subnet with the id of its zone alone',
      oneOf({
        subnets: reading([subnet('subnet-a', 'a', '10.0.0.0/24', { zone: undefined })]),
      }),
    ],
    [
      'zones by name alone',
      oneOf(
        {
          subnets: reading([
            subnet('subnet-a', 'a', '10.0.0.0/24', { zoneId: undefined }),
            subnet('subnet-ta', 'a', '10.0.10.0/24', { zoneId: undefined }),
          ]),
        },
        mountTarget('a', 'a', { zoneId: undefined }),
      ),
    ],
    [
      'another zone by name alone',
      oneOf(
        {
          subnets: reading([
            subnet('subnet-a', 'a', '10.0.0.0/24', { zoneId: undefined }),
            subnet('subnet-tb', 'b', '10.0.11.0/24', { zoneId: undefined }),
          ]),
        },
        mountTarget('b', 'b', { zoneId: undefined }),
      ),
    ],
    [
      'of two mount targets one may be it, and one is closed',
      {
        of: narrow,
        setup: worldOf({ subnets: denied('ec2:DescribeSubnets') }, [
          mountTarget('a', 'a', creating),
          mountTarget('b', 'b'),
        ]),
      },
    ],
    ['no mount target', { of: narrow, setup: worldOf({}, []) }],
    ['mount targets were denied', { of: narrow, setup: setupWith(network(), denied('x:Y')) }],
    ['names: support alone', oneOf({ vpcDns: reading({ vpcId: 'vpc-1', support: true, hostnames: false }) })],
    [
      'names: hostnames alone',
      oneOf({ vpcDns: reading({ vpcId: 'vpc-1', support: false, hostnames: true }) }),
    ],
    ['names: denied', oneOf({ vpcDns: denied('ec2:DescribeVpcAttribute') })],
    ['names: servers denied', oneOf({ nameServers: denied('ec2:DescribeDhcpOptions') })],
    ['names: two servers of their own', oneOf({ nameServers: reading(['10.0.0.2', '10.0.0.3']) })],
    ['names: no server', oneOf({ nameServers: reading([]) })],
  ]);
});

describe('what is said of the setup of a file system, kept word for word', () => {
  const policy = reading(true);
  kept('setups', setupOf, [
    ['a setup', { setup: setupFrom() }],
    ['with its network', { setup: setupWith() }],
    [
      'access point without states',
      { setup: withPoint({ lifeCycleState: undefined, posixUser: undefined }) },
    ],
    [
      'access point that is being created',
      { setup: withPoint({ ...creating, rootDirectory: { path: '/' } }) },
    ],
    [
      'a user with further groups',
      { setup: withPoint({ posixUser: { uid: 1, gid: 2, secondaryGids: [3, 4] } }) },
    ],
    ['neither exists', { setup: setupFrom({ accessPoint: reading(null), fileSystem: reading(null) }) }],
    [
      'neither is shown',
      {
        of: elsewhere,
        setup: setupFrom({ accessPoint: reading(null), fileSystem: reading(null) }),
      },
    ],
    [
      'a file system with everything',
      {
        setup: withSystem({
          name: 'shared\u202E',
          lifeCycleState: 'updating',
          throughputMode: 'provisioned',
          provisionedMibps: 12,
          performanceMode: 'maxIO',
          encrypted: true,
          sizeBytes: '1048576',
          zone: 'eu-west-1a',
          kmsKeyId: 'arn:aws:kms:eu-west-1:123456789012:key/1',
          stateMessage: 'Because.',
        }),
      },
    ],
    ['not encrypted', { setup: withSystem({ encrypted: false, performanceMode: 'generalPurpose' }) }],
    ['bursting with nothing stored', { setup: withSystem({ throughputMode: 'bursting', sizeBytes: '0' }) }],
    [
      'bursting with 20 GiB',
      { setup: withSystem({ throughputMode: 'bursting', sizeBytes: String(20n * 1024n ** 3n) }) },
    ],
    [
      'bursting with 21 GiB',
      { setup: withSystem({ throughputMode: 'bursting', sizeBytes: String(21n * 1024n ** 3n) }) },
    ],
    ['bursting of unknown size', { setup: withSystem({ throughputMode: 'bursting' }) }],
    ['provisioned with nothing said', { setup: withSystem({ throughputMode: 'provisioned' }) }],
    ['with a policy', { setup: setupFrom({ policy }) }],
    ['S3 Files without a policy', { of: s3, setup: setupFrom() }],
    [
      'S3 Files with everything',
      {
        of: s3,
        setup: {
          ...withSystem({
            throughputMode: undefined,
            bucket: { arn: 'arn:aws:s3:::data', prefix: 'in/', role: 'arn:aws:iam::123456789012:role/sync' },
          }),
          policy,
          synchronization: reading({
            importRules: [
              { prefix: '', trigger: 'ON_FILE_ACCESS', sizeLessThan: '1048576' },
              { prefix: 'hot/', trigger: 'ON_DIRECTORY_FIRST_ACCESS', sizeLessThan: '131072' },
              { prefix: 'x/', trigger: 'NEW', sizeLessThan: '1' },
            ],
            expirationDays: [1, 30],
          }),
        },
      },
    ],
    [
      'S3 Files of a whole bucket that copies nothing',
      {
        of: s3,
        setup: {
          ...withSystem({ bucket: { arn: 'arn:aws:s3:::data', prefix: '' } }),
          synchronization: reading({ importRules: [], expirationDays: [] }),
        },
      },
    ],
    ['S3 Files without synchronization', { of: s3, setup: setupFrom({ synchronization: reading(null) }) }],
    ['no mount target', { setup: withTargets() }],
    [
      'mount targets of all kinds',
      {
        setup: withTargets(
          own('a', { zone: undefined, vpcId: undefined, ...creating }),
          own('c', { zone: undefined, zoneId: undefined, securityGroups: denied('x:Y') }),
          own('d', { securityGroups: reading([]), stateMessage: 'Because.' }),
        ),
      },
    ],
    [
      'nothing was allowed',
      {
        setup: {
          readAt: '2026-11-28T12:00:00.000Z',
          accessPoint: denied('elasticfilesystem:DescribeAccessPoints'),
          fileSystem: denied('elasticfilesystem:DescribeFileSystems'),
          mountTargets: denied('elasticfilesystem:DescribeMountTargets'),
          policy: denied('elasticfilesystem:DescribeFileSystemPolicy'),
          synchronization: denied('s3files:GetSynchronization'),
          metrics: denied('cloudwatch:GetMetricData'),
          network: network({
            subnets: denied('ec2:DescribeSubnets'),
            securityGroups: denied('ec2:DescribeSecurityGroupRules'),
            groupsWithoutRules: denied('ec2:DescribeSecurityGroups'),
            networkAcls: denied('ec2:DescribeNetworkAcls'),
            vpcDns: denied('ec2:DescribeVpcAttribute'),
            nameServers: denied('ec2:DescribeDhcpOptions'),
            routeTables: denied('ec2:DescribeRouteTables'),
          }),
        },
      },
    ],
  ]);
});
