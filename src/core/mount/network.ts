import type { Reading } from './reading';

/**
 * The network between a function and the mount targets of its file system, as the EC2 API tells it. JSON-safe. Texts
 * are untrusted. What EC2 does not list is absent: it does not exist, or another account's is not shown.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/
 */
export interface Network {
  /** ISO 8601. */
  readonly readAt: string;
  /** Those of the function and of the mount targets. */
  readonly subnets: Reading<readonly Subnet[]>;
  /** Those of the function and of the mount targets that have a rule. */
  readonly securityGroups: Reading<readonly SecurityGroup[]>;
  /** Ids of those that exist without a rule; absent where each has one. */
  readonly groupsWithoutRules?: Reading<readonly string[]>;
  /** Those of the subnets. */
  readonly networkAcls: Reading<readonly NetworkAcl[]>;
  /** Whether the function's VPC resolves names. */
  readonly vpcDns?: Reading<VpcDns>;
  /** DNS servers that the function's VPC is told of by DHCP; `AmazonProvidedDNS` is the VPC's own. */
  readonly nameServers?: Reading<readonly string[]>;
  /** Those of the subnets, where function and mount targets are in different VPCs. */
  readonly routeTables?: Reading<readonly RouteTable[]>;
}

/** All that EC2 was asked for. */
export function networkReadings(network: Network | undefined): readonly (Reading<unknown> | undefined)[] {
  return network
    ? [
        network.subnets,
        network.securityGroups,
        network.groupsWithoutRules,
        network.networkAcls,
        network.vpcDns,
        network.nameServers,
        network.routeTables,
      ]
    : [];
}

export interface Subnet {
  readonly id: string;
  readonly vpcId?: string;
  /** E.g. `us-east-1a`: another zone in each account. */
  readonly zone?: string;
  /** E.g. `use1-az1`: the same zone in each account. */
  readonly zoneId?: string;
  /** IPv4 and IPv6. */
  readonly cidrs: readonly string[];
}

export interface SecurityGroup {
  readonly id: string;
  readonly rules: readonly SecurityGroupRule[];
}

/** What a security group lets pass. Its answers pass by themselves, and what no rule lets pass is kept out. */
export interface SecurityGroupRule {
  readonly id: string;
  readonly direction: 'inbound' | 'outbound';
  /** `tcp`, another name, a number, or `-1` for all. */
  readonly protocol: string;
  /** Absent, or -1: all. */
  readonly fromPort?: number;
  readonly toPort?: number;
  /** One of these three says to or from whom. */
  readonly cidr?: string;
  readonly groupId?: string;
  readonly prefixListId?: string;
}

/** What passes a subnet's border: of the rules of a direction, the lowest number that fits decides. */
export interface NetworkAcl {
  readonly id: string;
  readonly subnetIds: readonly string[];
  readonly entries: readonly NetworkAclEntry[];
}

export interface NetworkAclEntry {
  /** 32767 for the last one, which is shown as `*`. */
  readonly number: number;
  readonly direction: 'inbound' | 'outbound';
  readonly action: 'allow' | 'deny';
  /** A number, `6` for TCP, or `-1` for all. */
  readonly protocol: string;
  readonly cidr: string;
  /** Absent: all. */
  readonly fromPort?: number;
  readonly toPort?: number;
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
export interface VpcDns {
  readonly vpcId: string;
  readonly support: boolean;
  readonly hostnames: boolean;
}

export interface RouteTable {
  readonly id: string;
  readonly vpcId: string;
  /** Those that are given it; all others of the VPC have the main one. */
  readonly subnetIds: readonly string[];
  readonly isMain: boolean;
  readonly routes: readonly Route[];
}

export interface Route {
  /** A CIDR block, or the id of a prefix list, whose entries are not read. */
  readonly destination: string;
  /** `local`, or the id of what it leads to, e.g. `pcx-…` or `tgw-…`. */
  readonly target: string;
  /** Whether what it leads to exists. */
  readonly isActive: boolean;
}
