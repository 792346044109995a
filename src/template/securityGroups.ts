import { isKnownElsewhere } from './escape';
import type { Mount } from './graph';
import { functionSecurityGroups, mountTargetSecurityGroups } from './network';
import type { Resolver } from './resolve';
import { resourcesOfType, type Resource } from './template';
import { known, knownNumber, resourceNamed, sameThing, type Value } from './values';

const NFS_PORT = 2049;

/** Names and numbers of protocols that do not carry NFS. */
const otherProtocols = /^(?:udp|icmp|icmpv6|(?!6$)\d+)$/i;

type Direction = 'Ingress' | 'Egress';

/** The security groups of a mount target, where none of them lets NFS in from the function. */
export function closedInbound(
  mount: Mount,
  mountTarget: Resource,
  from = functionSecurityGroups(mount.function),
): readonly Resource[] | undefined {
  const groups = from?.length === 0 ? undefined : mountTargetSecurityGroups(mount, mountTarget);
  return groups && closed(mount, groups, 'Ingress', from);
}

/** The function's security groups, where none of them lets NFS out to the mount targets. */
export function closedOutbound(
  mount: Mount,
  groups = functionSecurityGroups(mount.function),
): readonly Resource[] | undefined {
  const targets = mount.mountTargets.map(mountTarget => mountTargetSecurityGroups(mount, mountTarget));
  const peers =
    targets.length === 0 || targets.includes(undefined) ? undefined : targets.flatMap(all => all ?? []);
  return groups && closed(mount, groups, 'Egress', peers);
}

function closed(
  mount: Mount,
  groups: readonly Value[],
  direction: Direction,
  peers: readonly Value[] | undefined,
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
  for (const rule of resourcesOfType(template, `AWS::EC2::SecurityGroup${direction}`)) {
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

/** Whether a rule may let NFS through to or from one of the peers; any peer where those are undefined. */
export function mayAllowNfs(
  resolver: Resolver,
  rule: Value,
  direction: Direction,
  peers: readonly Value[] | undefined,
): boolean {
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
    const address = known(resolver.get(rule, 'CidrIp'));
    return direction === 'Ingress' || !address || !/^(?:127\.|255\.255\.255\.255)/.test(address);
  }
  return !peers || peers.some(other => sameThing(other, peer) !== false);
}
