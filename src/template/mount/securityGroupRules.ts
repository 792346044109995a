import { addressBlock, addressesOf, overlap, type AddressBlock } from './addresses';
import { isKnownElsewhere } from '../resolve/escape';
import type { Mount } from './graph';
import { candidatesFor } from '../resolve/linked';
import {
  functionSecurityGroups,
  functionSubnets,
  mountTargetSecurityGroups,
  neededTargets,
} from './mountNetwork';
import type { Resolver } from '../resolve/resolve';
import type { Resource } from '../read/template';
import { identityOf, known, knownNumber, resourceNamed, sameThing, type Value } from '../resolve/values';

const NFS_PORT = 2049;

/** Names and numbers of protocols that do not carry NFS. */
const otherProtocols = /^(?:udp|icmp|icmpv6|(?!6$)\d+)$/i;

type Direction = 'Ingress' | 'Egress';

/** Who is at the other end, as far as it is known; anyone may be where something is undefined. */
interface Peers {
  readonly groups: readonly Value[] | undefined;
  readonly addresses: readonly AddressBlock[] | undefined;
  /** Whether only IPv4 is spoken. */
  readonly isIpv4: boolean;
}

export const anyone: Peers = { groups: undefined, addresses: undefined, isIpv4: false };

/** The security groups of a mount target, where none of them lets NFS in from the function. */
export function closedInbound(
  mount: Mount,
  mountTarget: Resource,
  from = functionSecurityGroups(mount.function),
): readonly Resource[] | undefined {
  const groups = from?.length === 0 ? undefined : mountTargetSecurityGroups(mount, mountTarget);
  const addresses = addressesOf(mount.function, functionSubnets(mount.function));
  return (
    groups &&
    closed(mount, groups, 'Ingress', { groups: from, addresses, isIpv4: isIpv4(mount, mountTarget) })
  );
}

/** The function's security groups, where none of them lets NFS out to the mount targets. */
export function closedOutbound(
  mount: Mount,
  groups = functionSecurityGroups(mount.function),
): readonly Resource[] | undefined {
  const needed = neededTargets(mount);
  const targets = needed.map(mountTarget => mountTargetSecurityGroups(mount, mountTarget));
  const peers =
    targets.length === 0 || targets.includes(undefined) ? undefined : targets.flatMap(all => all ?? []);
  const subnets = needed.map(mountTarget => mount.propertyOf(mountTarget, 'SubnetId'));
  const addresses = addressesOf(mount.function, subnets);
  const isAllIpv4 = needed.every(mountTarget => isIpv4(mount, mountTarget));
  return (
    groups &&
    closed(mount, groups, 'Egress', { groups: peers && distinct(peers), addresses, isIpv4: isAllIpv4 })
  );
}

/** Mount targets have IPv4 addresses alone unless `IpAddressType` says more. */
function isIpv4(mount: Mount, mountTarget: Resource): boolean {
  const type = mount.propertyOf(mountTarget, 'IpAddressType');
  return type.kind === 'absent' || known(type) === 'IPV4_ONLY';
}

function distinct(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map(value => [identityOf(value) ?? value, value])).values()];
}

/** As for {@link closedOnce}; many mount targets have the same groups. */
function closed(
  mount: Mount,
  groups: readonly Value[],
  direction: Direction,
  peers: Peers,
): readonly Resource[] | undefined {
  const identities = [groups, peers.groups ?? []].map(values => values.map(identityOf));
  const look = () => closedOnce(mount, groups, direction, peers);
  return identities.some(all => all.includes(undefined))
    ? look()
    : mount.function.resolver.world.remember(
        direction,
        JSON.stringify([identities, { ...peers, groups: peers.groups === undefined }]),
        undefined,
        look,
      );
}

function closedOnce(
  mount: Mount,
  groups: readonly Value[],
  direction: Direction,
  peers: Peers,
): readonly Resource[] | undefined {
  const resources: Resource[] = [];
  for (const group of groups) {
    const resource = resourceNamed(group);
    if (resource?.type !== 'AWS::EC2::SecurityGroup') {
      return undefined;
    }
    const rules = rulesOf(mount, group, resource, direction);
    if (!rules || rules.some(rule => mayAllowNfs(mount.function.resolver, rule, direction, peers))) {
      return undefined;
    }
    resources.push(resource);
  }
  return resources.length ? resources : undefined;
}

/** All rules of a group; undefined where there may be others. */
export function rulesOf(
  mount: Mount,
  group: Value,
  resource: Resource,
  direction: Direction,
): readonly Value[] | undefined {
  const { template, resolver } = mount.function;
  const own = mount.propertyOf(resource, `SecurityGroup${direction}`);
  const isEmpty = own.kind === 'absent' || (own.kind === 'list' && own.items.length === 0);
  // A group without egress rules lets everything out.
  if ((isEmpty && direction === 'Egress') || isKnownElsewhere(template, resource.id)) {
    return undefined;
  }
  if (own.kind !== 'absent' && (own.kind !== 'list' || own.open)) {
    return undefined;
  }
  const rules = [...(resolver.items(own) ?? [])];
  for (const rule of candidatesFor(template, `AWS::EC2::SecurityGroup${direction}`, 'GroupId', resource)) {
    const ofGroup = sameThing(mount.propertyOf(rule, 'GroupId'), group);
    if (ofGroup === undefined) {
      return undefined;
    }
    if (ofGroup && resolver.exists(rule) !== false) {
      rules.push(resolver.resolve(rule.properties));
    }
  }
  return rules;
}

/** Whether a rule may let NFS through to or from one of the peers. */
export function mayAllowNfs(resolver: Resolver, rule: Value, direction: Direction, peers: Peers): boolean {
  const protocol = known(resolver.get(rule, 'IpProtocol')) ?? '';
  if (otherProtocols.test(protocol)) {
    return false;
  }
  const from = knownNumber(resolver.get(rule, 'FromPort'));
  const to = knownNumber(resolver.get(rule, 'ToPort'));
  // Of all protocols, and of one that is not known, the ports do not count.
  if (/^(?:tcp|6)$/i.test(protocol) && ((from ?? 0) > NFS_PORT || (to ?? NFS_PORT) < NFS_PORT)) {
    return false;
  }
  const peer = resolver.get(
    rule,
    direction === 'Ingress' ? 'SourceSecurityGroupId' : 'DestinationSecurityGroupId',
  );
  if (peer.kind === 'absent') {
    return mayMatchAddress(resolver, rule, direction, peers);
  }
  return !peers.groups || peers.groups.some(other => sameThing(other, peer) !== false);
}

function mayMatchAddress(
  resolver: Resolver,
  rule: Value,
  direction: Direction,
  { addresses, isIpv4: areIpv4 }: Peers,
): boolean {
  const cidr = resolver.get(rule, 'CidrIp');
  if (cidr.kind === 'absent') {
    return !areIpv4 || resolver.get(rule, 'CidrIpv6').kind === 'absent';
  }
  const text = known(cidr) ?? '';
  const block = addressBlock(text);
  if (direction === 'Egress' && /^(?:127\.|255\.255\.255\.255)/.test(text)) {
    return false;
  }
  return !block || !addresses || addresses.some(other => overlap(block, other));
}
