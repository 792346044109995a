import type { NetworkAclEntry, SecurityGroupRule } from '../../core/mount/network';
import type { NetworkSeed } from '../options';
import { demoVpc, mountTargetGroup, otherFunctionGroup } from './parts';

const [firstSubnet = '', secondSubnet = ''] = demoVpc.SubnetIds;
const [functionGroup = ''] = demoVpc.SecurityGroupIds;

/** The VPC of the demo's functions: open to those of the first group, and closed to those of the other. */
export function demoNetwork(): NetworkSeed {
  return {
    vpcId: demoVpc.VpcId,
    subnets: [
      { id: firstSubnet, zone: 'us-east-1a', zoneId: 'use1-az1', cidrs: ['10.0.1.0/24'] },
      { id: secondSubnet, zone: 'us-east-1b', zoneId: 'use1-az2', cidrs: ['10.0.2.0/24'] },
    ],
    securityGroups: [
      { id: functionGroup, rules: [toEverywhere('1')] },
      { id: otherFunctionGroup, rules: [toEverywhere('2')] },
      { id: mountTargetGroup, rules: [nfsFrom('3', functionGroup)] },
    ],
    networkAcls: [
      {
        id: 'acl-0ddddddddddddddd1',
        subnetIds: [firstSubnet, secondSubnet],
        entries: (['inbound', 'outbound'] as const).flatMap(direction => [
          entry(direction, 100, 'allow'),
          entry(direction, 32_767, 'deny'),
        ]),
      },
    ],
  };
}

function toEverywhere(digit: string): SecurityGroupRule {
  return { id: `sgr-0eeeeeeeeeeeeeee${digit}`, direction: 'outbound', protocol: '-1', cidr: '0.0.0.0/0' };
}

function nfsFrom(digit: string, groupId: string): SecurityGroupRule {
  return {
    id: `sgr-0eeeeeeeeeeeeeee${digit}`,
    direction: 'inbound',
    protocol: 'tcp',
    fromPort: 2049,
    toPort: 2049,
    groupId,
  };
}

function entry(
  direction: NetworkAclEntry['direction'],
  number: number,
  action: NetworkAclEntry['action'],
): NetworkAclEntry {
  return { number, direction, action, protocol: '-1', cidr: '0.0.0.0/0' };
}
