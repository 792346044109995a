import { randomUUID } from 'node:crypto';
import { own } from '../../core/guards';
import type { NetworkAcl, RouteTable, SecurityGroup, Subnet } from '../../core/mount/network';
import { DEMO_ACCOUNT } from '../functionName';
import { inRegion } from '../inRegion';
import type { NetworkSeed } from '../options';
import type { Reply } from '../reply';
import { ServiceError } from '../serviceError';
import { xmlElement, type XmlContent, type XmlElements } from '../xml';
import type { Operation, OperationRequest, Service } from './operation';

// EC2's Query API (2016-11-15), as far as it reads what is around a mount. Everything fits one page.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/Query-Requests.html

/** Names of filters, with what of a thing has to be among their values. */
type Filters<T> = Readonly<Record<string, (thing: T) => readonly string[]>>;

/**
 * An operation that lists things by filters, or by ids.
 * @param idName of the parameter that lists ids, e.g. `SubnetId`
 */
function describe<T extends { readonly id: string }>(
  {
    holder,
    idName,
    unknownId,
  }: { readonly holder: string; readonly idName?: string; readonly unknownId?: string },
  thingsOf: (network: NetworkSeed) => readonly T[],
  filters: Filters<T>,
  write: (thing: T, network: NetworkSeed) => XmlElements,
): Operation {
  return (request, service) => {
    const { query } = request.route;
    const wanted = idName === undefined ? [] : listIn(query, idName);
    const all = networksOf(request, service).flatMap(network =>
      thingsOf(network).map(thing => ({ network, thing })),
    );
    const missing = wanted.find(id => all.every(({ thing }) => thing.id !== id));
    if (missing !== undefined) {
      throw new ServiceError(unknownId ?? 'InvalidParameterValue', `The ID '${missing}' does not exist`);
    }
    const asked = filtersIn(query);
    const found = all
      .filter(({ thing }) => wanted.length === 0 || wanted.includes(thing.id))
      .filter(({ thing }) =>
        asked.every(({ name, values }) => {
          const valuesOf = own(filters, name);
          if (!valuesOf) {
            throw new ServiceError('InvalidParameterValue', `The filter '${name}' is invalid`);
          }
          return valuesOf(thing).some(value => values.includes(value));
        }),
      );
    return answer(request, { [holder]: found.map(({ network, thing }) => write(thing, network)) });
  };
}

export const describeSubnets = describe<Subnet>(
  { holder: 'subnetSet', idName: 'SubnetId', unknownId: 'InvalidSubnetID.NotFound' },
  ({ subnets }) => subnets,
  { 'subnet-id': ({ id }) => [id], 'vpc-id': ({ vpcId }) => [vpcId ?? ''] },
  ({ cidrs, id, vpcId, zone, zoneId }, network) => ({
    subnetId: id,
    state: 'available',
    ownerId: DEMO_ACCOUNT,
    vpcId: vpcId ?? network.vpcId,
    cidrBlock: cidrs.find(cidr => !cidr.includes(':')),
    ipv6CidrBlockAssociationSet: cidrs
      .filter(cidr => cidr.includes(':'))
      .map(ipv6CidrBlock => ({ ipv6CidrBlock, ipv6CidrBlockState: { state: 'associated' } })),
    availabilityZone: zone,
    availabilityZoneId: zoneId,
  }),
);

/** A rule with the group that has it. */
type GroupRule = SecurityGroup['rules'][number] & { readonly group: string };

export const describeSecurityGroupRules = describe<GroupRule>(
  { holder: 'securityGroupRuleSet', idName: 'SecurityGroupRuleId' },
  ({ securityGroups }) =>
    securityGroups.flatMap(({ id: group, rules }) => rules.map(rule => ({ ...rule, group }))),
  { 'group-id': ({ group }) => [group], 'security-group-rule-id': ({ id }) => [id] },
  ({ cidr, direction, fromPort = -1, group, groupId, id, prefixListId, protocol, toPort = -1 }) => ({
    securityGroupRuleId: id,
    groupId: group,
    groupOwnerId: DEMO_ACCOUNT,
    isEgress: direction === 'outbound',
    ipProtocol: protocol,
    fromPort,
    toPort,
    [cidr?.includes(':') ? 'cidrIpv6' : 'cidrIpv4']: cidr,
    prefixListId,
    referencedGroupInfo: groupId && { groupId, userId: DEMO_ACCOUNT },
  }),
);

export const describeSecurityGroups = describe<SecurityGroup>(
  { holder: 'securityGroupInfo', idName: 'GroupId', unknownId: 'InvalidGroup.NotFound' },
  ({ securityGroups }) => securityGroups,
  { 'group-id': ({ id }) => [id] },
  ({ id }, { vpcId }) => ({ ownerId: DEMO_ACCOUNT, groupId: id, groupName: id, groupDescription: id, vpcId }),
);

export const describeNetworkAcls = describe<NetworkAcl>(
  { holder: 'networkAclSet', idName: 'NetworkAclId', unknownId: 'InvalidNetworkAclID.NotFound' },
  ({ networkAcls }) => networkAcls,
  { 'association.subnet-id': ({ subnetIds }) => subnetIds, 'network-acl-id': ({ id }) => [id] },
  ({ entries, id, subnetIds }, { vpcId }) => ({
    networkAclId: id,
    vpcId,
    default: true,
    associationSet: subnetIds.map(subnetId => ({
      networkAclAssociationId: `aclassoc-${subnetId}`,
      networkAclId: id,
      subnetId,
    })),
    entrySet: entries.map(({ action, cidr, direction, fromPort, number, protocol, toPort }) => ({
      ruleNumber: number,
      protocol,
      ruleAction: action,
      egress: direction === 'outbound',
      [cidr.includes(':') ? 'ipv6CidrBlock' : 'cidrBlock']: cidr,
      portRange: fromPort === undefined ? undefined : { from: fromPort, to: toPort },
    })),
  }),
);

export const describeRouteTables = describe<RouteTable>(
  { holder: 'routeTableSet', idName: 'RouteTableId', unknownId: 'InvalidRouteTableID.NotFound' },
  ({ routeTables = [] }) => routeTables,
  { 'vpc-id': ({ vpcId }) => [vpcId], 'association.subnet-id': ({ subnetIds }) => subnetIds },
  ({ id, isMain, routes, subnetIds, vpcId }) => ({
    routeTableId: id,
    vpcId,
    associationSet: [
      ...(isMain ? [{ routeTableId: id, main: true }] : []),
      ...subnetIds.map(subnetId => ({ routeTableId: id, subnetId, main: false })),
    ],
    routeSet: routes.map(({ destination, isActive, target }) => ({
      [destinationName(destination)]: destination,
      [targetName(target)]: target,
      state: isActive ? 'active' : 'blackhole',
    })),
  }),
);

function destinationName(destination: string): string {
  return destination.startsWith('pl-')
    ? 'destinationPrefixListId'
    : destination.includes(':')
      ? 'destinationIpv6CidrBlock'
      : 'destinationCidrBlock';
}

function targetName(target: string): string {
  return target.startsWith('pcx-')
    ? 'vpcPeeringConnectionId'
    : target.startsWith('tgw-')
      ? 'transitGatewayId'
      : 'gatewayId';
}

/** A VPC, or a set of DHCP options, of a network. */
interface Named {
  readonly id: string;
  readonly network: NetworkSeed;
}

const dhcpOptionsOf = ({ vpcId }: NetworkSeed) => vpcId.replace(/^vpc-/, 'dopt-');

export const describeVpcs = describe<Named>(
  { holder: 'vpcSet', idName: 'VpcId', unknownId: 'InvalidVpcID.NotFound' },
  network => [{ id: network.vpcId, network }],
  { 'vpc-id': ({ id }) => [id] },
  ({ id, network }) => ({
    vpcId: id,
    ownerId: DEMO_ACCOUNT,
    state: 'available',
    dhcpOptionsId: dhcpOptionsOf(network),
  }),
);

export const describeDhcpOptions = describe<Named>(
  { holder: 'dhcpOptionsSet', idName: 'DhcpOptionsId', unknownId: 'InvalidDhcpOptionID.NotFound' },
  network => [{ id: dhcpOptionsOf(network), network }],
  { 'dhcp-options-id': ({ id }) => [id] },
  ({ id, network: { nameServers = ['AmazonProvidedDNS'] } }) => ({
    dhcpOptionsId: id,
    ownerId: DEMO_ACCOUNT,
    dhcpConfigurationSet: [{ key: 'domain-name-servers', valueSet: nameServers.map(value => ({ value })) }],
  }),
);

export const describeVpcAttribute: Operation = (request, service) => {
  const { query } = request.route;
  const id = query.get('VpcId') ?? '';
  const attribute = query.get('Attribute') ?? '';
  const network = networksOf(request, service).find(({ vpcId }) => vpcId === id);
  if (!network) {
    throw new ServiceError('InvalidVpcID.NotFound', `The vpc ID '${id}' does not exist`);
  }
  const { dnsHostnames = true, dnsSupport = true } = network;
  const value = own({ enableDnsSupport: dnsSupport, enableDnsHostnames: dnsHostnames }, attribute);
  if (value === undefined) {
    throw new ServiceError(
      'InvalidParameterValue',
      `Value (${attribute}) for parameter attribute is invalid.`,
    );
  }
  return answer(request, { vpcId: id, [attribute]: { value } });
};

function networksOf({ region }: OperationRequest, { networks }: Service): readonly NetworkSeed[] {
  return inRegion(networks, region);
}

function answer({ route }: OperationRequest, content: Readonly<Record<string, XmlContent>>): Reply {
  return {
    status: 200,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: xmlElement(
      `${route.operation}Response`,
      { requestId: randomUUID(), ...content },
      ' xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"',
    ),
  };
}

/** Values of `NAME.1`, `NAME.2` … */
function listIn(query: URLSearchParams, name: string): readonly string[] {
  return [...query].filter(([key]) => key.startsWith(`${name}.`)).map(([, value]) => value);
}

function filtersIn(
  query: URLSearchParams,
): readonly { readonly name: string; readonly values: readonly string[] }[] {
  return [...query].flatMap(([key, name]) => {
    const place = /^Filter\.(\d+)\.Name$/.exec(key)?.[1];
    return place === undefined ? [] : [{ name, values: listIn(query, `Filter.${place}.Value`) }];
  });
}
