import type { Mount, MountingFunction } from './graph';
import type { Resolver } from './resolve';
import type { Resource } from './template';
import { identityOf, known, resourceNamed, type Value } from './values';

/** The function's subnets; undefined where they are not a list that can be seen whole. */
export function functionSubnets(mounting: MountingFunction): readonly Value[] | undefined {
  return closedItems(mounting, 'SubnetIds');
}

export function functionSecurityGroups(mounting: MountingFunction): readonly Value[] | undefined {
  return closedItems(mounting, 'SecurityGroupIds');
}

function closedItems(mounting: MountingFunction, name: string): readonly Value[] | undefined {
  const list = mounting.resolver.get(mounting.property('VpcConfig'), name);
  return list.kind === 'list' && !list.open ? mounting.resolver.items(list) : undefined;
}

/** The security groups of a mount target; undefined where they cannot be seen whole, or are the VPC's default one. */
export function mountTargetSecurityGroups(mount: Mount, mountTarget: Resource): readonly Value[] | undefined {
  const list = mount.propertyOf(mountTarget, 'SecurityGroups');
  return list.kind === 'list' && !list.open ? mount.function.resolver.items(list) : undefined;
}

/** Whether two subnets of this template are certainly in different Availability Zones. */
export function inDifferentZones(resolver: Resolver, a: Value, b: Value): boolean {
  const zones = [a, b].map(subnet => {
    const resource = resourceNamed(subnet);
    return resource?.type === 'AWS::EC2::Subnet'
      ? resolver.get(resolver.resolve(resource.properties), 'AvailabilityZone')
      : undefined;
  });
  const [one, other] = zones;
  return one !== undefined && other !== undefined && differ(one, other);
}

function differ(one: Value, other: Value): boolean {
  if (known(one) !== undefined && known(other) !== undefined) {
    return known(one) !== known(other);
  }
  const [first, second] = [selection(one), selection(other)];
  if (first && second) {
    return first.list === second.list && first.index !== second.index;
  }
  // `!Sub ${AWS::Region}a` and `!Sub ${AWS::Region}b`.
  if (one.kind === 'pattern' && other.kind === 'pattern') {
    const [[start, letter], [otherStart, otherLetter]] = [one.parts, other.parts];
    return (
      one.parts.length === 2 &&
      other.parts.length === 2 &&
      typeof start === 'object' &&
      typeof otherStart === 'object' &&
      identityOf(start) === identityOf(otherStart) &&
      typeof letter === 'string' &&
      typeof otherLetter === 'string' &&
      letter !== otherLetter
    );
  }
  return false;
}

/** `!Select [n, !GetAZs …]`, whose zones are all different. */
function selection(zone: Value): { index: string; list: string } | undefined {
  const match = /^Fn::Select\(\["(\d+)",(Fn::GetAZs\(.*\)),\]\)$/.exec(identityOf(zone) ?? '');
  const [, index, list] = match ?? [];
  return index !== undefined && list !== undefined ? { index, list } : undefined;
}
