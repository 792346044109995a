import type { LambdaFunction } from '../core/lambdaFunction';
import type { MountTarget } from '../core/mount/fileSystemSetup';
import type {
  Network,
  NetworkAcl,
  Route,
  RouteTable,
  SecurityGroupRule,
  Subnet,
  VpcDns,
} from '../core/mount/network';
import type { Reading } from '../core/mount/reading';
import { readingValue } from '../core/mount/reading';
import type { Connection } from './connection';
import type {
  Ec2Client,
  NetworkAclDescription,
  RouteTableDescription,
  RuleDescription,
  SubnetDescription,
} from './sdk/ec2Sdk';
import type { AwsOperation } from './operations';
import { Readings, type ReadingsOptions } from './readings';

/** EC2 as one connection sees it: the network around a mount. Only reads; the SDK is loaded on first use. */
export class Ec2Api {
  readonly #readings: Readings<Ec2Client>;

  constructor(connection: Connection, options: ReadingsOptions) {
    this.#readings = new Readings(connection, options, (sdk, ...asked) => sdk.connectEc2(...asked));
  }

  /**
   * Reads what is between a function in a VPC and mount targets, all at once. What is refused or fails is in its own part.
   * @throws the signal's reason
   */
  async network(
    { securityGroupIds, subnetIds, vpcId = '' }: LambdaFunction,
    mountTargets: readonly MountTarget[],
    signal: AbortSignal,
  ): Promise<Network> {
    const subnets = unique([...subnetIds, ...mountTargets.map(({ subnetId }) => subnetId)]);
    const groups = unique([
      ...securityGroupIds,
      ...mountTargets.flatMap(target => readingValue(target.securityGroups) ?? []),
    ]);
    const vpcs = unique([vpcId, ...mountTargets.map(target => target.vpcId ?? vpcId)]);
    const [known, groupRules, networkAcls, vpcDns, nameServers, routeTables] = await Promise.all([
      this.#find('DescribeSubnets', 'subnet-id', subnets, signal, toSubnet),
      this.#securityGroups(groups, signal),
      this.#find('DescribeNetworkAcls', 'association.subnet-id', subnets, signal, toNetworkAcl),
      this.#vpcDns(vpcId, signal),
      this.#nameServers(vpcId, signal),
      vpcs.length > 1
        ? this.#find('DescribeRouteTables', 'vpc-id', vpcs, signal, toRouteTable)
        : Promise.resolve(undefined),
    ]);
    return {
      readAt: new Date().toISOString(),
      subnets: known,
      ...groupRules,
      networkAcls,
      vpcDns,
      nameServers,
      routeTables,
    };
  }

  async #find<Name extends 'DescribeSubnets' | 'DescribeNetworkAcls' | 'DescribeRouteTables', T>(
    name: Name,
    filter: string,
    values: readonly string[],
    signal: AbortSignal,
    make: (from: never) => T,
  ): Promise<Reading<readonly T[]>> {
    return this.#read(name, signal, async client =>
      (await client.find(name, filter, values, signal)).map(from => make(from as never)),
    );
  }

  /** A group without a rule is in no list of rules: whether it exists is asked then. */
  async #securityGroups(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<Pick<Network, 'securityGroups' | 'groupsWithoutRules'>> {
    const rules = await this.#read('DescribeSecurityGroupRules', signal, client =>
      client.find('DescribeSecurityGroupRules', 'group-id', ids, signal),
    );
    if (!rules.ok) {
      return { securityGroups: rules };
    }
    const groups = new Map<string, SecurityGroupRule[]>();
    for (const rule of rules.value) {
      const id = rule.groupId ?? '';
      groups.set(id, [...(groups.get(id) ?? []), toRule(rule)]);
    }
    const securityGroups = { ok: true, value: [...groups].map(([id, all]) => ({ id, rules: all })) } as const;
    const others = ids.filter(id => !groups.has(id));
    if (others.length === 0) {
      return { securityGroups };
    }
    const groupsWithoutRules = await this.#read('DescribeSecurityGroups', signal, async client => {
      const found = await client.find('DescribeSecurityGroups', 'group-id', others, signal);
      return found.flatMap(({ groupId }) => groupId ?? []);
    });
    return { securityGroups, groupsWithoutRules };
  }

  /** Undefined where an answer leaves out its value: what is not told is not off. */
  async #vpcDns(vpcId: string, signal: AbortSignal): Promise<Reading<VpcDns> | undefined> {
    const read = await this.#read('DescribeVpcAttribute', signal, client =>
      Promise.all([
        client.vpcAttribute(vpcId, 'enableDnsSupport', signal),
        client.vpcAttribute(vpcId, 'enableDnsHostnames', signal),
      ]),
    );
    if (!read.ok) {
      return read;
    }
    const [support, hostnames] = read.value;
    return support === undefined || hostnames === undefined
      ? undefined
      : { ok: true, value: { vpcId, support, hostnames } };
  }

  /** Undefined where the VPC is not shown. */
  async #nameServers(vpcId: string, signal: AbortSignal): Promise<Reading<readonly string[]> | undefined> {
    const vpcs = await this.#read('DescribeVpcs', signal, client =>
      client.find('DescribeVpcs', 'vpc-id', [vpcId], signal),
    );
    const options = readingValue(vpcs)?.[0]?.dhcpOptionsId;
    if (!vpcs.ok || options === undefined) {
      return vpcs.ok ? undefined : vpcs;
    }
    return this.#read('DescribeDhcpOptions', signal, async client => {
      const sets = await client.find('DescribeDhcpOptions', 'dhcp-options-id', [options], signal);
      return sets
        .flatMap(({ dhcpConfigurationSet = [] }) => dhcpConfigurationSet)
        .filter(({ key }) => key === 'domain-name-servers')
        .flatMap(({ valueSet = [] }) => valueSet.flatMap(({ value }) => value ?? []));
    });
  }

  /** Of these operations none says that there is nothing by an error. */
  #read<T>(
    name: AwsOperation,
    signal: AbortSignal,
    read: (client: Ec2Client) => Promise<T>,
  ): Promise<Reading<T>> {
    return this.#readings.read(name, signal, undefined, read) as Promise<Reading<T>>;
  }

  dispose(): void {
    this.#readings.dispose();
  }
}

function unique(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].filter(id => id !== '');
}

function toSubnet(from: SubnetDescription): Subnet {
  const ipv6 = (from.ipv6CidrBlockAssociationSet ?? []).map(({ ipv6CidrBlock }) => ipv6CidrBlock);
  return {
    id: from.subnetId ?? '',
    vpcId: from.vpcId || undefined,
    zone: from.availabilityZone || undefined,
    zoneId: from.availabilityZoneId || undefined,
    cidrs: [from.cidrBlock, ...ipv6].flatMap(cidr => cidr || []),
  };
}

function toRule(from: RuleDescription): SecurityGroupRule {
  const cidr = from.cidrIpv4 || from.cidrIpv6;
  const groupId = from.referencedGroupInfo?.groupId;
  return {
    id: from.securityGroupRuleId ?? '',
    direction: from.isEgress === true ? 'outbound' : 'inbound',
    protocol: from.ipProtocol ?? '',
    ...ports(from.fromPort, from.toPort),
    cidr: cidr || undefined,
    groupId: groupId || undefined,
    prefixListId: from.prefixListId || undefined,
  };
}

function toNetworkAcl(from: NetworkAclDescription): NetworkAcl {
  return {
    id: from.networkAclId ?? '',
    subnetIds: (from.associationSet ?? []).flatMap(({ subnetId }) => subnetId ?? []),
    entries: (from.entrySet ?? []).map(entry => ({
      number: entry.ruleNumber ?? 0,
      direction: entry.egress === true ? 'outbound' : 'inbound',
      // What is neither is not said to let anything through.
      action: entry.ruleAction === 'allow' ? 'allow' : 'deny',
      protocol: entry.protocol ?? '',
      cidr: entry.cidrBlock || entry.ipv6CidrBlock || '',
      ...ports(entry.portRange?.from, entry.portRange?.to),
    })),
  };
}

function toRouteTable(from: RouteTableDescription): RouteTable {
  const associations = from.associationSet ?? [];
  return {
    id: from.routeTableId ?? '',
    vpcId: from.vpcId ?? '',
    subnetIds: associations.flatMap(({ subnetId }) => subnetId || []),
    isMain: associations.some(({ main }) => main === true),
    routes: (from.routeSet ?? []).flatMap(route => toRoute(route) ?? []),
  };
}

function toRoute(from: NonNullable<RouteTableDescription['routeSet']>[number]): Route | undefined {
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId, state, ...targets } = from;
  const destination = destinationCidrBlock || destinationIpv6CidrBlock || destinationPrefixListId;
  return destination
    ? { destination, target: Object.values(targets).find(id => id) ?? '', isActive: state === 'active' }
    : undefined;
}

function ports(from: number | undefined, to: number | undefined) {
  return from !== undefined && to !== undefined && Number.isFinite(from) && Number.isFinite(to)
    ? { fromPort: from, toPort: to }
    : {};
}
