import { fileSystemIdIn, serviceOf, targetOf, type ArnTarget, type FileSystemService } from '../resolve/arn';
import { globalsFor, mergeGlobals } from '../read/globals';
import { candidatesFor } from '../resolve/linked';
import { entryOf, entryValue, type Entry, type Node } from '../read/nodes';
import { Resolver } from '../resolve/resolve';
import { resourcesOfType, type Resource, type Template } from '../read/template';
import { resourceNamed, sameThing, unknown, type Value } from '../resolve/values';
import type { World } from '../resolve/world';

const functionTypes = ['AWS::Serverless::Function', 'AWS::Lambda::Function'];

/** A function as the template declares it, with SAM's globals merged in; nothing is resolved. */
export interface DeclaredFunction {
  readonly resource: Resource;
  readonly properties: Node | undefined;
}

/** Every Lambda function that has `FileSystemConfigs`, of its own or from SAM's globals. */
export function declaredFunctions(template: Template): readonly DeclaredFunction[] {
  return resourcesOfType(template, ...functionTypes)
    .map(resource => ({ resource, properties: functionProperties(template, resource) }))
    .filter(({ properties }) => entryOf(properties, 'FileSystemConfigs'));
}

function functionProperties(template: Template, resource: Resource): Node | undefined {
  return resource.type === 'AWS::Serverless::Function'
    ? mergeGlobals(
        globalsFor(template.functionGlobals, entryValue(resource.node, 'IgnoreGlobals')),
        resource.properties,
      )
    : resource.properties;
}

/** Whether the value of `FileSystemConfigs` is an entry that lacks the dash or the brackets of its list. */
export function isEntryWithoutList(configs: Value): boolean {
  return (
    configs.kind === 'map' &&
    (entryOf(configs.node, 'Arn') ?? entryOf(configs.node, 'LocalMountPath')) !== undefined
  );
}

/** A function in one world, and what it mounts. */
export class MountingFunction {
  readonly template: Template;
  readonly resource: Resource;
  readonly resolver: Resolver;
  readonly properties: Value;
  #mounts: readonly Mount[] | undefined;

  constructor(template: Template, declared: DeclaredFunction, world: World) {
    this.template = template;
    this.resource = declared.resource;
    this.resolver = new Resolver(template, world);
    this.properties = declared.resource.node.broken
      ? unknown(declared.properties)
      : this.resolver.resolve(declared.properties);
  }

  property(name: string): Value {
    return this.resolver.get(this.properties, name);
  }

  /** A property that stands in the function itself rather than in SAM's globals. */
  ownEntry(name: string): Entry | undefined {
    return entryOf(this.resource.properties, name);
  }

  /** What the function mounts: Lambda takes one entry, and a second is an error of its own. */
  get mount(): Mount | undefined {
    return this.mounts[0];
  }

  /** The entries of `FileSystemConfigs` that are certain to be there, in order. */
  get mounts(): readonly Mount[] {
    this.#mounts ??= this.#configs()
      .filter(config => config.kind === 'map')
      .map(config => new Mount(this, config));
    return this.#mounts;
  }

  #configs(): readonly Value[] {
    const configs = this.property('FileSystemConfigs');
    return isEntryWithoutList(configs) ? [configs] : (this.resolver.items(configs) ?? []);
  }
}

/** One entry of `FileSystemConfigs` and the chain that it begins: access point, file system, mount targets. */
export class Mount {
  readonly function: MountingFunction;
  readonly config: Value;
  readonly arn: Value;
  readonly target: ArnTarget;
  #mountTargets: readonly Resource[] | undefined;

  constructor(mounting: MountingFunction, config: Value) {
    this.function = mounting;
    this.config = config;
    this.arn = mounting.resolver.get(config, 'Arn');
    this.target = targetOf(this.arn);
  }

  get localMountPath(): Value {
    return this.function.resolver.get(this.config, 'LocalMountPath');
  }

  get service(): FileSystemService | undefined {
    return this.target.service;
  }

  /** The access point, where it is a resource of this template, be it named by ARN or by id. */
  get accessPoint(): Resource | undefined {
    const { resource } = this.target;
    return resource?.type?.endsWith('::AccessPoint') ? resource : undefined;
  }

  /** A property of the access point; unknown where that is not in the template. */
  accessPointProperty(name: string): Value {
    return this.accessPoint ? this.propertyOf(this.accessPoint, name) : { kind: 'unknown', node: undefined };
  }

  /** What names the file system: the access point's `FileSystemId`, or the id in its ARN. */
  get fileSystemId(): Value {
    return fileSystemIdIn(this.arn) ?? this.accessPointProperty('FileSystemId');
  }

  /** The file system, where it is a resource of this template. */
  get fileSystem(): Resource | undefined {
    const resource = resourceNamed(this.fileSystemId);
    return resource?.type?.endsWith('::FileSystem') ? resource : undefined;
  }

  /** The mount targets of the file system that are created in this world. */
  get mountTargets(): readonly Resource[] {
    this.#mountTargets ??= this.ofFileSystem('MountTarget').filter(
      mountTarget => this.function.resolver.exists(mountTarget) === true,
    );
    return this.#mountTargets;
  }

  /** Resources of the file system's service whose `FileSystemId` names it. */
  ofFileSystem(type: 'MountTarget' | 'AccessPoint' | 'FileSystemPolicy'): readonly Resource[] {
    const fileSystemId = this.fileSystemId;
    const service = serviceOf(this.accessPoint) ?? this.service;
    return candidatesFor(
      this.function.template,
      service === 's3files' ? `AWS::S3Files::${type}` : `AWS::EFS::${type}`,
      'FileSystemId',
      resourceNamed(fileSystemId),
    ).filter(resource => this.sameFileSystem(resource, fileSystemId) === true);
  }

  /** Whether a mount target, access point or policy is of this file system; undefined where that cannot be told. */
  sameFileSystem(resource: Resource, fileSystemId: Value = this.fileSystemId): boolean | undefined {
    return sameFileSystem(this.propertyOf(resource, 'FileSystemId'), fileSystemId);
  }

  /** Whether a value is the id or the ARN of the file system; undefined where that cannot be told. */
  isFileSystem(value: Value): boolean | undefined {
    return sameFileSystem(value, this.fileSystemId);
  }

  propertyOf(resource: Resource, name: string): Value {
    const { resolver } = this.function;
    return resource.node.broken ? unknown() : resolver.get(resolver.resolve(resource.properties), name);
  }
}

/** Ids and ARNs name the same file systems. */
function sameFileSystem(a: Value, b: Value): boolean | undefined {
  return sameThing(fileSystemIdIn(a) ?? a, fileSystemIdIn(b) ?? b);
}
