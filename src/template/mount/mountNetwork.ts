import type { Mount, MountingFunction } from './graph';
import type { Resolver } from '../resolve/resolve';
import type { Resource } from '../read/template';
import { identityOf, known, resourceNamed, sameThing, type Value } from '../resolve/values';

/** The function's subnets; undefined where they are not a list that can be seen whole. */
export function functionSubnets(mounting: MountingFunction): readonly Value[] | undefined {
  return closedItems(mounting, 'SubnetIds');
}

export function functionSecurityGroups(mounting: MountingFunction): readonly Value[] | undefined {
  return closedItems(mounting, 'SecurityGroupIds');
}

/** Which of its lists keeps a function out of a VPC: no `VpcConfig` at all, or one without a part. */
export function missingOfVpcConfig(
  mounting: MountingFunction,
): 'VpcConfig' | 'SubnetIds' | 'SecurityGroupIds' | undefined {
  const { resolver } = mounting;
  const vpcConfig = mounting.property('VpcConfig');
  if (vpcConfig.kind === 'absent') {
    return 'VpcConfig';
  }
  const lacks = (name: string) => {
    const list = resolver.get(vpcConfig, name);
    return (
      list.kind === 'absent' || (list.kind === 'list' && !list.open && resolver.items(list)?.length === 0)
    );
  };
  return lacks('SubnetIds') ? 'SubnetIds' : lacks('SecurityGroupIds') ? 'SecurityGroupIds' : undefined;
}

function closedItems(mounting: MountingFunction, name: string): readonly Value[] | undefined {
  const list = mounting.resolver.get(mounting.property('VpcConfig'), name);
  return list.kind === 'list' && !list.open ? mounting.resolver.items(list) : undefined;
}

/**
 * The mount targets of this template that a function is certain to need. A file system that is made elsewhere may have
 * others: of its added ones, those in the function's own subnets.
 */
export function neededTargets(mount: Mount): readonly Resource[] {
  if (mount.fileSystem) {
    return mount.mountTargets;
  }
  const subnets = functionSubnets(mount.function) ?? [];
  return mount.mountTargets.filter(mountTarget =>
    subnets.some(subnet => sameThing(mount.propertyOf(mountTarget, 'SubnetId'), subnet) === true),
  );
}

/** The security groups of a mount target; undefined where they cannot be seen whole, or are the VPC's default one. */
export function mountTargetSecurityGroups(mount: Mount, mountTarget: Resource): readonly Value[] | undefined {
  const list = mount.propertyOf(mountTarget, 'SecurityGroups');
  return list.kind === 'list' && !list.open ? mount.function.resolver.items(list) : undefined;
}

/** Whether two subnets of this template are certainly in different Availability Zones. */
export function inDifferentZones(resolver: Resolver, a: Value, b: Value): boolean {
  const [one, other] = [a, b].map(subnet => zoneOf(resolver, subnet));
  return one !== undefined && other !== undefined && differ(one, other);
}

/** Whether two subnets are certainly in the same Availability Zone: they are one, or name the same zone. */
export function inSameZone(resolver: Resolver, a: Value, b: Value): boolean {
  if (sameThing(a, b) === true) {
    return true;
  }
  const [one, other] = [a, b].map(subnet => zoneOf(resolver, subnet));
  const identity = one && identityOf(one);
  return identity !== undefined && other !== undefined && identity === identityOf(other);
}

function zoneOf(resolver: Resolver, subnet: Value): Value | undefined {
  const resource = resourceNamed(subnet);
  if (resource?.type !== 'AWS::EC2::Subnet') {
    return undefined;
  }
  const properties = resolver.resolve(resource.properties);
  const zone = resolver.get(properties, 'AvailabilityZone');
  return zone.kind === 'absent' ? resolver.get(properties, 'AvailabilityZoneId') : zone;
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
