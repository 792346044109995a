import type { FileSystemService } from '../resolve/arn';
import { accessPointSettings } from '../mount/accessPoint';
import { areDependenciesKnown, createdBefore } from '../resolve/dependencies';
import { declaredFunctions, MountingFunction, type DeclaredFunction, type Mount } from '../mount/graph';
import { functionSecurityGroups, functionSubnets, mountTargetSecurityGroups } from '../mount/mountNetwork';
import { DEFAULT_TIMEOUT } from '../mount/functionDefaults';
import { contains, entryOf, entryRange, type Entry, type Node, type Range } from '../read/nodes';
import type { Resource, Template } from '../read/template';
import { identityOf, known, knownNumber, nodeOf, resourceNamed, type Value } from '../resolve/values';
import { withinBudget } from '../read/work';
import { inEveryWorld } from '../resolve/world';

/** What can be told of a place in `FileSystemConfigs`. All texts are untrusted. */
export interface Hover {
  readonly topic: 'FileSystemConfigs' | 'Arn' | 'LocalMountPath';
  /** The key or the entry that the pointer is on. */
  readonly range: Range;
  /** Logical ids of the functions that it is of: several where it stands in SAM's globals. */
  readonly functions: readonly string[];
  /** Paths of the CDK's constructs that these functions were made of. */
  readonly constructs: readonly string[];
  /** What can be mounted there: several where conditions decide. */
  readonly mounts: readonly HoverMount[];
  /** Nothing is known of the mounts: that would take more work than any template is worth. */
  readonly isTooComplex: boolean;
}

/** The chain from a function to its mount targets, as far as the template shows it. */
export interface HoverMount {
  readonly service: FileSystemService | undefined;
  readonly localMountPath: string | undefined;
  /** Only where it is written out. */
  readonly arn: string | undefined;
  readonly accessPoint: HoverAccessPoint | undefined;
  readonly fileSystem: HoverFileSystem | undefined;
  readonly mountTargets: readonly HoverMountTarget[];
  readonly subnets: readonly Named[];
  readonly securityGroups: readonly Named[];
  /** Seconds; Lambda's default where the template names none. */
  readonly timeout: { readonly seconds: number; readonly isDefault: boolean } | undefined;
  /** Megabytes. */
  readonly memory: number | undefined;
}

/** A resource with the range of its logical id, or a value that the template only passes on. */
export interface Named {
  readonly name: string;
  readonly range?: Range;
}

export interface HoverAccessPoint extends Named {
  readonly path: string | undefined;
  readonly uid: string | undefined;
  readonly gid: string | undefined;
}

export interface HoverFileSystem extends Named {
  /** `bursting` is what CloudFormation makes where none is named. */
  readonly throughputMode: string | undefined;
}

export interface HoverMountTarget extends Named {
  readonly subnet: Named | undefined;
  readonly securityGroups: readonly Named[];
  /** Whether CloudFormation creates it before the function, or may: not all that the function depends on is seen. */
  readonly isCreatedBefore: boolean;
}

const MAX_MOUNTS = 4;

/** What a pointer at an offset rests on: a key or value of `FileSystemConfigs`, `Arn` or `LocalMountPath`. */
export function hoverAt(template: Template, offset: number): Hover | undefined {
  if (template.isTooComplex) {
    return overWord(template, offset);
  }
  const functions = declaredFunctions(template);
  const at = placeAt(template, functions, offset);
  if (!at) {
    return undefined;
  }
  const concerned = functions.filter(({ resource, properties }) =>
    at.owner ? resource === at.owner : takesGlobal(properties, at.configs),
  );
  const mounts = withinBudget(
    template,
    () => mountsAt(template, concerned, at, offset),
    () => undefined,
  );
  return {
    topic: at.topic,
    range: at.range,
    functions: concerned.map(({ resource }) => resource.id),
    constructs: concerned.flatMap(({ resource }) => resource.construct ?? []),
    mounts: mounts ?? [],
    isTooComplex: mounts === undefined,
  };
}

function mountsAt(
  template: Template,
  concerned: readonly DeclaredFunction[],
  at: Place,
  offset: number,
): readonly HoverMount[] {
  const isMeant = (mount: Mount) => {
    const range = nodeOf(mount.config)?.range;
    return at.topic === 'FileSystemConfigs' || (range !== undefined && contains(range, offset));
  };
  const mounts = concerned
    .slice(0, MAX_MOUNTS)
    .flatMap(declared =>
      inEveryWorld(world =>
        new MountingFunction(template, declared, world).mounts.filter(isMeant).map(factsOf),
      ),
    )
    .flat();
  return different(mounts).slice(0, MAX_MOUNTS);
}

/** The word at an offset of a template that was not read. */
function overWord({ text }: Template, offset: number): Hover | undefined {
  const start = Math.max(0, offset - 'FileSystemConfigs'.length);
  for (const { 0: topic, index } of text.slice(start, start + 50).matchAll(topics)) {
    const range = { start: start + index, end: start + index + topic.length };
    if (contains(range, offset)) {
      return {
        topic: topic as Hover['topic'],
        range,
        functions: [],
        constructs: [],
        mounts: [],
        isTooComplex: true,
      };
    }
  }
  return undefined;
}

const topics = /\b(?:FileSystemConfigs|Arn|LocalMountPath)\b(?=["']?\s*:)/g;

function different(mounts: readonly HoverMount[]): readonly HoverMount[] {
  return [...new Map(mounts.map(mount => [JSON.stringify(mount), mount])).values()];
}

/** Whether what SAM makes of a function holds the entries of the globals: one may ignore them. */
function takesGlobal(properties: Node | undefined, global: Node): boolean {
  const configs = entryOf(properties, 'FileSystemConfigs')?.value;
  return (
    configs === global ||
    (configs?.kind === 'list' &&
      global.kind === 'list' &&
      global.items.some(item => configs.items.includes(item)))
  );
}

interface Place {
  readonly topic: Hover['topic'];
  readonly range: Range;
  /** The value of the `FileSystemConfigs` that it is in. */
  readonly configs: Node;
  /** Undefined in SAM's globals. */
  readonly owner: Resource | undefined;
}

function placeAt(
  template: Template,
  functions: readonly DeclaredFunction[],
  offset: number,
): Place | undefined {
  const owner = functions.find(({ resource }) => contains(resource.range, offset))?.resource;
  const path = pathTo(owner ? owner.properties : template.functionGlobals, offset);
  const configs = path.findIndex(entry => entry.key === 'FileSystemConfigs');
  const [entry] = path.slice(configs, configs + 1);
  if (!entry) {
    return undefined;
  }
  const [inner] = path.slice(configs + 1);
  if (inner && (inner.key === 'Arn' || inner.key === 'LocalMountPath')) {
    return { topic: inner.key, range: entryRange(inner), configs: entry.value, owner };
  }
  return contains(entry.keyRange, offset)
    ? { topic: 'FileSystemConfigs', range: entry.keyRange, configs: entry.value, owner }
    : undefined;
}

/** The entries around an offset, from the outside in. */
function pathTo(node: Node | undefined, offset: number): readonly Entry[] {
  switch (node?.kind) {
    case 'map': {
      const entry = node.entries.find(one => contains(entryRange(one), offset));
      return entry ? [entry, ...pathTo(entry.value, offset)] : [];
    }
    case 'list':
      return pathTo(
        node.items.find(item => contains(item.range, offset)),
        offset,
      );
    case 'intrinsic':
      return pathTo(node.argument, offset);
    default:
      return [];
  }
}

function factsOf(mount: Mount): HoverMount {
  const mounting = mount.function;
  const before = createdBefore(mounting.template, mounting.resource);
  const areAllKnown = areDependenciesKnown(mounting.resource, nodeOf(mounting.properties));
  const timeout = mounting.property('Timeout');
  const seconds = timeout.kind === 'absent' ? DEFAULT_TIMEOUT : knownNumber(timeout);
  return {
    service: mount.service,
    localMountPath: known(mount.localMountPath),
    arn: known(mount.arn),
    accessPoint: accessPointOf(mount),
    fileSystem: fileSystemOf(mount),
    mountTargets: mount.mountTargets.map(mountTarget => ({
      name: mountTarget.id,
      range: mountTarget.idRange,
      subnet: namesOf([mount.propertyOf(mountTarget, 'SubnetId')])[0],
      securityGroups: namesOf(mountTargetSecurityGroups(mount, mountTarget) ?? []),
      isCreatedBefore: before.has(mountTarget.id) || !areAllKnown,
    })),
    subnets: namesOf(functionSubnets(mounting) ?? []),
    securityGroups: namesOf(functionSecurityGroups(mounting) ?? []),
    timeout: seconds === undefined ? undefined : { seconds, isDefault: timeout.kind === 'absent' },
    memory: knownNumber(mounting.property('MemorySize')),
  };
}

function accessPointOf(mount: Mount): HoverAccessPoint | undefined {
  const settings = accessPointSettings(mount);
  return (
    settings && {
      name: settings.resource.id,
      range: settings.resource.idRange,
      path: settings.path,
      uid: settings.uid,
      gid: known(mount.function.resolver.get(settings.posixUser, 'Gid')),
    }
  );
}

function fileSystemOf(mount: Mount): HoverFileSystem | undefined {
  const { fileSystem } = mount;
  const [named] = fileSystem ? [] : namesOf([mount.fileSystemId]);
  if (!fileSystem) {
    return named && { ...named, throughputMode: undefined };
  }
  const mode = mount.propertyOf(fileSystem, 'ThroughputMode');
  const isEfs = fileSystem.type === 'AWS::EFS::FileSystem';
  return {
    name: fileSystem.id,
    range: fileSystem.idRange,
    throughputMode: isEfs && mode.kind === 'absent' ? 'bursting' : known(mode),
  };
}

/** Logical ids, literals, and names of parameters; nothing for what has no name. */
function namesOf(values: readonly Value[]): readonly Named[] {
  return values.flatMap((value): Named | [] => {
    const resource = resourceNamed(value);
    if (resource) {
      return { name: resource.id, range: resource.idRange };
    }
    const parameter =
      value.kind === 'unknown' ? /^Ref\("(.+)"\)$/.exec(identityOf(value) ?? '')?.[1] : undefined;
    const name = known(value) ?? parameter;
    return name === undefined ? [] : { name };
  });
}
