import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import type { FileSystemSetup, MountTarget } from '../../../../src/core/mount/fileSystemSetup';
import type {
  Network,
  NetworkAcl,
  NetworkAclEntry,
  SecurityGroup,
  SecurityGroupRule,
  Subnet,
} from '../../../../src/core/mount/network';
import type { Reading } from '../../../../src/core/mount/reading';
import { lambdaFunction } from '../captures';

const READ_AT = '2026-11-28T12:00:00.000Z';

export const reading = <T>(value: T) => ({ ok: true, value }) as const;
export const denied = (action: string): Reading<never> => ({
  ok: false,
  action,
  problem: { code: 'access-denied', params: { action } },
});

/** In subnets of two zones. */
export const target: LambdaFunction = {
  ...lambdaFunction(),
  vpcId: 'vpc-1',
  subnetIds: ['subnet-a', 'subnet-b'],
  securityGroupIds: ['sg-function'],
};

export function subnet(id: string, zone: string, cidr: string, more: Partial<Subnet> = {}): Subnet {
  return { id, vpcId: 'vpc-1', zone: `eu-west-1${zone}`, zoneId: `euw1-az-${zone}`, cidrs: [cidr], ...more };
}

export function rule(
  direction: SecurityGroupRule['direction'],
  more: Partial<SecurityGroupRule>,
): SecurityGroupRule {
  return { id: `sgr-${direction}`, direction, protocol: 'tcp', fromPort: 2049, toPort: 2049, ...more };
}

export function acl(id: string, subnetIds: readonly string[], ...entries: NetworkAclEntry[]): NetworkAcl {
  return { id, subnetIds, entries };
}

export function entry(
  number: number,
  direction: NetworkAclEntry['direction'],
  action: NetworkAclEntry['action'],
  more: Partial<NetworkAclEntry> = {},
): NetworkAclEntry {
  return { number, direction, action, protocol: '-1', cidr: '0.0.0.0/0', ...more };
}

/** As a VPC has it at first. */
export const allowAll = [entry(100, 'inbound', 'allow'), entry(100, 'outbound', 'allow')];

export function mountTarget(id: string, zone: string, more: Partial<MountTarget> = {}): MountTarget {
  return {
    id: `fsmt-${id}`,
    subnetId: `subnet-t${id}`,
    vpcId: 'vpc-1',
    zone: `eu-west-1${zone}`,
    zoneId: `euw1-az-${zone}`,
    addresses: [zone === 'a' ? '10.0.10.5' : '10.0.11.5'],
    lifeCycleState: 'available',
    securityGroups: reading(['sg-target']),
    ...more,
  };
}

export const openGroups: readonly SecurityGroup[] = [
  { id: 'sg-function', rules: [rule('outbound', { protocol: '-1', cidr: '0.0.0.0/0' })] },
  { id: 'sg-target', rules: [rule('inbound', { groupId: 'sg-function' })] },
];

/** A network in which all is open, but for what is given. */
export function network(more: Partial<Network> = {}): Network {
  const subnets = ['subnet-a', 'subnet-b', 'subnet-ta', 'subnet-tb'];
  return {
    readAt: READ_AT,
    subnets: reading([
      subnet('subnet-a', 'a', '10.0.0.0/24'),
      subnet('subnet-b', 'b', '10.0.1.0/24'),
      subnet('subnet-ta', 'a', '10.0.10.0/24'),
      subnet('subnet-tb', 'b', '10.0.11.0/24'),
    ]),
    securityGroups: reading(openGroups),
    networkAcls: reading([acl('acl-1', subnets, ...allowAll)]),
    vpcDns: reading({ vpcId: 'vpc-1', support: true, hostnames: true }),
    nameServers: reading(['AmazonProvidedDNS']),
    ...more,
  };
}

/** A file system with a mount target in the zone of each subnet. */
export function setupWith(
  between: Network | undefined = network(),
  mountTargets: FileSystemSetup['mountTargets'] = reading([mountTarget('a', 'a'), mountTarget('b', 'b')]),
): FileSystemSetup {
  return {
    readAt: READ_AT,
    accessPoint: reading({ id: 'fsap-1', lifeCycleState: 'available', rootDirectory: { path: '/' } }),
    fileSystem: reading({ id: 'fs-1', lifeCycleState: 'available' }),
    mountTargets,
    policy: reading(false),
    ...(between && { network: between }),
  };
}
