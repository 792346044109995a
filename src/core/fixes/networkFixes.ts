import { mountPath } from '../failure/mountPath';
import type { Fix } from './fix';
import {
  fileSystemId,
  functionGroup,
  isS3Files,
  splitList,
  mountTargetGroups,
  mountTargets,
  type FixContext,
} from './fixContext';
import { shorthandOf } from './shorthand';

const NFS = { protocol: 'tcp', port: 2049 } as const;

/** A rule in a group of each mount target that lets a group of the function in. */
export function allowInbound(context: FixContext): Fix {
  const source = functionGroup(context);
  const groups = mountTargetGroups(context);
  return {
    code: 'allow-inbound',
    commands: groups.map(group => [
      ...['ec2', 'authorize-security-group-ingress', '--group-id', group],
      ...['--protocol', NFS.protocol, '--port', String(NFS.port), '--source-group', source],
    ]),
    cloudFormation: numbered('NfsFromFunction', groups, group => ({
      Type: 'AWS::EC2::SecurityGroupIngress',
      Properties: {
        GroupId: group,
        IpProtocol: NFS.protocol,
        FromPort: NFS.port,
        ToPort: NFS.port,
        SourceSecurityGroupId: source,
      },
    })),
    terraform: groups.map((group, at) => ({
      type: 'aws_vpc_security_group_ingress_rule',
      name: nameOf('nfs_from_function', at),
      body: {
        security_group_id: group,
        referenced_security_group_id: source,
        ip_protocol: NFS.protocol,
        from_port: NFS.port,
        to_port: NFS.port,
      },
    })),
    notes: [],
  };
}

/** A rule in a group of the function that lets it out to a group of each mount target. */
export function allowOutbound(context: FixContext): Fix {
  const group = functionGroup(context);
  const destinations = mountTargetGroups(context);
  return {
    code: 'allow-outbound',
    commands: destinations.map(destination => [
      ...['ec2', 'authorize-security-group-egress', '--group-id', group, '--ip-permissions'],
      shorthandOf({
        IpProtocol: NFS.protocol,
        FromPort: NFS.port,
        ToPort: NFS.port,
        UserIdGroupPairs: [{ GroupId: destination }],
      }),
    ]),
    cloudFormation: numbered('NfsToMountTarget', destinations, destination => ({
      Type: 'AWS::EC2::SecurityGroupEgress',
      Properties: {
        GroupId: group,
        IpProtocol: NFS.protocol,
        FromPort: NFS.port,
        ToPort: NFS.port,
        DestinationSecurityGroupId: destination,
      },
    })),
    terraform: destinations.map((destination, at) => ({
      type: 'aws_vpc_security_group_egress_rule',
      name: nameOf('nfs_to_mount_target', at),
      body: {
        security_group_id: group,
        referenced_security_group_id: destination,
        ip_protocol: NFS.protocol,
        from_port: NFS.port,
        to_port: NFS.port,
      },
    })),
    notes: [],
  };
}

/** A mount target in each subnet of the function that has none: in one subnet of a zone, as far as that is known. */
export function createMountTargets(context: FixContext): Fix {
  const { params, target } = context;
  const pinned = context.isPinned ? withoutTarget(context) : [];
  const without = pinned.length > 0 ? pinned : splitList(params['without']);
  const taken = new Set(mountTargets(context).map(({ subnetId }) => subnetId));
  const missing = without.length > 0 ? without : target.subnetIds.filter(subnet => !taken.has(subnet));
  const subnets = missing.length > 0 ? missing : ['SUBNET_ID_IN_THAT_ZONE'];
  const [group = ''] = mountTargetGroups(context);
  const id = fileSystemId(context);
  const [service, type, resource] = isS3Files(context)
    ? ['s3files', 'AWS::S3Files::MountTarget', 'aws_s3files_mount_target']
    : ['efs', 'AWS::EFS::MountTarget', 'aws_efs_mount_target'];
  return {
    code: 'create-mount-targets',
    commands: subnets.map(subnet => [
      ...[service, 'create-mount-target', '--file-system-id', id],
      ...['--subnet-id', subnet, '--security-groups', group],
    ]),
    cloudFormation: numbered('MountTarget', subnets, subnet => ({
      Type: type,
      Properties: { FileSystemId: id, SubnetId: subnet, SecurityGroups: [group] },
    })),
    terraform: subnets.map((subnet, at) => ({
      type: resource,
      name: nameOf('lambda', at),
      body: { file_system_id: id, subnet_id: subnet, security_groups: [group] },
    })),
    notes: pinned.length === 0 && (subnets.length > 1 || without.length > 0) ? ['one-in-zone'] : [],
  };
}

/** A subnet of the function in each zone that is known to have no mount target: a zone cannot have two. */
function withoutTarget({ params, setup, target }: FixContext): readonly string[] {
  const byZone = new Map<string, string>();
  for (const { subnetId, targetThere, zone } of mountPath(target, setup).lanes) {
    if (targetThere.state === 'closed' && zone !== undefined && !byZone.has(zone)) {
      byZone.set(zone, subnetId);
    }
  }
  const { subnet, zone } = params;
  return byZone.size > 0 ? [...byZone.values()] : zone === undefined ? [] : splitList(subnet);
}

/** An entry before the one that denies: for NFS itself, or for the answers to it. */
export function allowInNetworkAcl({ fact }: FixContext): Fix | undefined {
  if (fact?.code !== 'acl-closes') {
    return undefined;
  }
  const { acl = '', direction = '', entry = '', ports = '' } = fact.params;
  const [from = '', to = from] = ports.split('–');
  const isOutbound = direction === 'outbound';
  const number = Math.max(1, /^\d+$/.test(entry) ? Number(entry) - 1 : usualEntry);
  return {
    code: 'allow-in-network-acl',
    commands: [
      [
        ...['ec2', 'create-network-acl-entry', '--network-acl-id', acl],
        ...['--rule-number', String(number), '--protocol', 'tcp'],
        ...['--port-range', shorthandOf({ From: Number(from), To: Number(to) })],
        ...['--cidr-block', 'CIDR_OF_THE_OTHER_SIDE', '--rule-action', 'allow'],
        isOutbound ? '--egress' : '--ingress',
      ],
    ],
    cloudFormation: {
      NfsEntry: {
        Type: 'AWS::EC2::NetworkAclEntry',
        Properties: {
          NetworkAclId: acl,
          RuleNumber: number,
          Protocol: 6,
          PortRange: { From: Number(from), To: Number(to) },
          CidrBlock: 'CIDR_OF_THE_OTHER_SIDE',
          RuleAction: 'allow',
          Egress: isOutbound,
        },
      },
    },
    terraform: [
      {
        type: 'aws_network_acl_rule',
        name: 'nfs',
        body: {
          network_acl_id: acl,
          rule_number: number,
          egress: isOutbound,
          protocol: 'tcp',
          rule_action: 'allow',
          cidr_block: 'CIDR_OF_THE_OTHER_SIDE',
          from_port: Number(from),
          to_port: Number(to),
        },
      },
    ],
    notes: ['choose-number'],
  };
}

/** Lower than 100, the first that AWS gives. */
const usualEntry = 90;

export function resolveNames({ target }: FixContext): Fix {
  const vpc = target.vpcId ?? 'VPC_ID';
  return {
    code: 'resolve-names',
    // EC2 takes one attribute at a time.
    commands: ['--enable-dns-support', '--enable-dns-hostnames'].map(attribute => [
      ...['ec2', 'modify-vpc-attribute', '--vpc-id', vpc, attribute],
    ]),
    cloudFormation: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { EnableDnsSupport: true, EnableDnsHostnames: true } },
    },
    terraform: [
      { type: 'aws_vpc', name: 'main', body: { enable_dns_support: true, enable_dns_hostnames: true } },
    ],
    existing: ['cloudformation', 'terraform'],
    notes: [],
  };
}

function numbered<T>(
  name: string,
  items: readonly string[],
  make: (item: string) => T,
): Readonly<Record<string, T>> {
  return Object.fromEntries(items.map((item, at) => [at === 0 ? name : `${name}${at + 1}`, make(item)]));
}

function nameOf(name: string, at: number): string {
  return at === 0 ? name : `${name}_${at + 1}`;
}
