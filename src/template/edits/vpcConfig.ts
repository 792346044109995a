import type { TemplateFix } from '../templateFinding';
import { declaredFunctions, MountingFunction, type Mount } from '../mount/graph';
import { mountTargetSecurityGroups } from '../mount/mountNetwork';
import { entryOf, entryValue, type Node } from '../read/nodes';
import { anyone, closedInbound, closedOutbound, mayAllowNfs, rulesOf } from '../mount/securityGroupRules';
import { nodeOf, resourceNamed, type Value } from '../resolve/values';
import { insertEntry, within } from './insert';
import { dataOf, inline, type Data } from './write';

/**
 * Puts a function into the subnets of its mount targets, with a security group that they let in, or into the VPC of
 * another function with the same file system. Not offered where the template does not name these.
 */
export function addVpcConfig(mount: Mount): readonly TemplateFix[] {
  const { template, resource } = mount.function;
  const properties = resource.properties;
  if (properties?.kind !== 'map') {
    return [];
  }
  const after = entryOf(properties, 'FileSystemConfigs') ?? properties.entries.at(-1);
  const value = ofAnotherFunction(mount) ?? ofMountTargets(mount);
  const edit =
    value &&
    after &&
    within(template, resource, insertEntry(template, properties, after, 'VpcConfig', value));
  return edit ? [{ kind: 'add-vpc-config', edits: [edit] }] : [];
}

/** Adds the list that `VpcConfig` lacks, where that stands in the function and the template names what belongs in it. */
export function completeVpcConfig(
  mount: Mount,
  key: 'SubnetIds' | 'SecurityGroupIds',
): readonly TemplateFix[] {
  const { template, resource } = mount.function;
  const map = entryValue(resource.properties, 'VpcConfig');
  const after = map?.kind === 'map' ? map.entries.at(-1) : undefined;
  const value = (ofAnotherFunction(mount) ?? ofMountTargets(mount)) as Record<string, Data> | undefined;
  const list = value?.[key];
  const edit =
    map?.kind === 'map' &&
    after &&
    list !== undefined &&
    within(template, resource, insertEntry(template, map, after, key, list));
  return edit ? [{ kind: 'complete-vpc-config', key, edits: [edit] }] : [];
}

function ofAnotherFunction(mount: Mount): Data | undefined {
  const { template, resource, resolver } = mount.function;
  for (const declared of declaredFunctions(template)) {
    const node = entryValue(declared.properties, 'VpcConfig');
    const other = new MountingFunction(template, declared, resolver.world);
    const sharesFileSystem = other.mounts.some(
      ({ accessPoint }) => accessPoint && mount.sameFileSystem(accessPoint),
    );
    if (declared.resource !== resource && node?.kind === 'map' && sharesFileSystem) {
      return dataOf(node);
    }
  }
  return undefined;
}

function ofMountTargets(mount: Mount): Data | undefined {
  const subnets = mount.mountTargets.map(mountTarget => nodeOf(mount.propertyOf(mountTarget, 'SubnetId')));
  const group = nodeOf(admittedGroup(mount) ?? { kind: 'absent' });
  const data = dataOfAll(subnets);
  const groupData = group && dataOf(group);
  return data?.length && groupData !== undefined
    ? { SubnetIds: data, SecurityGroupIds: [groupData] }
    : undefined;
}

function dataOfAll(nodes: readonly (Node | undefined)[]): readonly Data[] | undefined {
  const written = new Map<string, Data>();
  for (const node of nodes) {
    const data = node && dataOf(node);
    if (data === undefined) {
      return undefined;
    }
    written.set(inline(data, true), data);
  }
  return [...written.values()];
}

/** A security group that the mount targets let in: one that their rules name, or else their own. */
function admittedGroup(mount: Mount): Value | undefined {
  const { resolver } = mount.function;
  const own = mount.mountTargets.flatMap(mountTarget => mountTargetSecurityGroups(mount, mountTarget) ?? []);
  const named = own.flatMap(group => {
    const resource = resourceNamed(group);
    const rules = resource ? rulesOf(mount, group, resource, 'Ingress') : [];
    return (rules ?? [])
      .filter(rule => mayAllowNfs(resolver, rule, 'Ingress', anyone))
      .map(rule => resolver.get(rule, 'SourceSecurityGroupId'));
  });
  return [...named, ...own].find(group => resourceNamed(group) && isAdmitted(mount, group));
}

function isAdmitted(mount: Mount, group: Value): boolean {
  return (
    !closedOutbound(mount, [group]) &&
    mount.mountTargets.every(mountTarget => !closedInbound(mount, mountTarget, [group]))
  );
}
