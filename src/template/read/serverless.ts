import { listNode, mapNode } from './collections';
import { mergeParts } from './mergeParts';
import { Budget } from './budget';
import {
  mapEntries,
  entryOf,
  isNull,
  mayHoldMore,
  textOf,
  entryValue,
  type Entry,
  type MapNode,
  type Node,
  type Range,
} from './nodes';
import { opened } from './opened';

/** Maps and entries that merging all parts may take. A large service has some thousand. */
const MAX_MERGED = 200_000;

/**
 * The CloudFormation template that the Serverless Framework makes of a `serverless.yml`, as far as mounts are concerned.
 * All ranges are those of the original text.
 * https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
 */
export function templateOfServerless(documents: readonly Node[]): MapNode | undefined {
  const service = documents.find(isService);
  if (!service) {
    return undefined;
  }
  const parts = partsOf(entryValue(service, 'resources'));
  const budget = new Budget(MAX_MERGED);
  const sections = ['Parameters', 'Conditions', 'Mappings', 'Outputs', 'Transform'].flatMap(name => {
    const [first, ...more] = parts.flatMap(part => entryOf(part, name) ?? []);
    return first
      ? [
          {
            ...first,
            value: mergeAll(
              first.value,
              more.map(({ value }) => value),
              budget,
            ),
          },
        ]
      : [];
  });
  const resources: Entry = {
    key: 'Resources',
    keyRange: service.range,
    value: {
      ...emptyMap(service.range),
      entries: resourcesOf(service, parts, budget),
      open: parts.some(hidesResources),
    },
  };
  return { ...service, entries: [resources, ...sections] };
}

function isService(node: Node): node is MapNode {
  return (
    node.kind === 'map' &&
    entryOf(node, 'service') !== undefined &&
    entryOf(node, 'provider') !== undefined &&
    (entryOf(node, 'functions') ?? entryOf(node, 'resources')) !== undefined
  );
}

/** One part, or a list of them, of which the Framework makes one. */
function partsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === 'list' ? node.items : node && !isNull(node) ? [node] : [];
}

/** Whether a part of `resources`, or what it has of them, is elsewhere. */
function hidesResources(part: Node): boolean {
  return mayHoldMore(part) || mayHoldMore(entryValue(part, 'Resources'));
}

function idsOf(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(entries.map(({ key }) => key));
}

function mergeAll(first: Node, more: readonly Node[], budget: Budget): Node {
  return more.reduce((before, after) => mergeParts(before, after, budget), first);
}

/** What the Framework makes of functions, with the parts of `resources` merged over it, and then extended. */
function resourcesOf(service: MapNode, parts: readonly Node[], budget: Budget): readonly Entry[] {
  const written = parts
    .flatMap(part => entryValue(part, 'Resources') ?? [])
    .filter(({ kind }) => kind === 'map');
  const ids = idsOf(written.flatMap(mapEntries));
  const made = functionsOf(service, ids, parts.some(hidesResources), budget);
  const madeIds = idsOf(made);
  const all = mergeAll({ ...emptyMap(service.range), entries: made }, written, budget);
  const extensions = mergeAll(
    emptyMap(service.range),
    parts.flatMap(part => entryValue(part, 'extensions') ?? []),
    budget,
  );
  return mapEntries(all).map(entry => {
    // Nobody extends from elsewhere what is written here.
    const mayBeExtended = mayHoldMore(extensions) && madeIds.has(entry.key);
    return extended(entry, mayBeExtended ? unseen(service.range) : entryValue(extensions, entry.key));
  });
}

/**
 * @param ids of what `resources` has: where functions are elsewhere, it may be meant to be merged over them
 * @param mayGetMore see {@link ServerlessFunction}
 */
function functionsOf(
  service: MapNode,
  ids: ReadonlySet<string>,
  mayGetMore: boolean,
  budget: Budget,
): readonly Entry[] {
  const parts = partsOf(entryValue(service, 'functions'));
  const written = parts.filter(({ kind }) => kind === 'map');
  const isHidden = parts.some(mayHoldMore);
  const functions = mapEntries(mergeAll(emptyMap(service.range), written, budget));
  const seen = functions.map((entry): Entry => {
    const { key, keyRange, value } = entry;
    const id = logicalId(key);
    // A part that is elsewhere may be merged with any function that another one has, at any depth.
    const isElsewhereToo = parts.some(part => mayHoldMore(part) && !entryOf(part, key));
    const own = isElsewhereToo ? opened(value) : value;
    return own.kind === 'map'
      ? new ServerlessFunction(service, { ...entry, value: own }, ids, mayGetMore).resource(id)
      : { key: id, keyRange, value: unseen(value.range) };
  });
  const seenIds = idsOf(seen);
  const hidden = isHidden ? [...ids].filter(id => id.endsWith(SUFFIX) && !seenIds.has(id)) : [];
  return [...seen, ...hidden.map(key => ({ key, keyRange: service.range, value: unseen(service.range) }))];
}

/**
 * A resource as its extension leaves it: each property and condition that the extension has is put in place of the
 * resource's, and what it depends on is added. Of one that is elsewhere, nothing is known but that the Framework takes
 * the file system.
 * https://www.serverless.com/framework/docs/providers/aws/guide/resources#override-aws-cloudformation-resource
 */
function extended(resource: Entry, extension: Node | undefined): Entry {
  const { keyRange, value } = resource;
  if (value.kind !== 'map' || !extension || isNull(extension)) {
    return resource;
  }
  const isHidden = mayHoldMore(extension) || mayHoldMore(entryValue(extension, 'Properties'));
  const condition = mayHoldMore(extension)
    ? { key: 'Condition', keyRange, value: unseen(keyRange) }
    : entryOf(extension, 'Condition');
  return {
    ...resource,
    value: {
      ...assigned(value, [
        ...extendedProperties(resource, extension, isHidden),
        ...extendedDependsOn(resource, extension, isHidden),
        ...(condition ? [condition] : []),
      ]),
      open: value.open || isHidden,
    },
  };
}

function extendedProperties(
  { keyRange, value }: Entry,
  extension: Node,
  isHidden: boolean,
): readonly Entry[] {
  const entry = entryOf(value, 'Properties') ?? { key: 'Properties', keyRange, value: emptyMap(keyRange) };
  if (entry.value.kind !== 'map') {
    return [];
  }
  const all = assigned(entry.value, mapEntries(entryValue(extension, 'Properties')));
  const certain = all.entries.filter(({ key }) => key === 'FileSystemConfigs');
  return [{ ...entry, value: isHidden ? { ...all, entries: certain, open: true } : all }];
}

function extendedDependsOn({ keyRange, value }: Entry, extension: Node, isHidden: boolean): readonly Entry[] {
  const more = entryOf(extension, 'DependsOn');
  const entries = [
    entryOf(value, 'DependsOn'),
    more,
    ...(isHidden ? [unseenDependsOn(keyRange)] : []),
  ].filter(entry => entry !== undefined);
  return more || isHidden ? dependsOnAll(entries) : [];
}

function unseenDependsOn(keyRange: Range): Entry {
  return { key: 'DependsOn', keyRange, value: unseen(keyRange) };
}

/** Several entries as one, which lists what they list, at the first. */
function dependsOnAll(entries: readonly Entry[]): readonly Entry[] {
  const [first] = entries;
  if (!first) {
    return [];
  }
  const values = entries.map(({ value }) => value);
  const list = listNode(
    values.flatMap(value => (value.kind === 'list' ? value.items : [value])),
    {
      flow: false,
      open: values.some(value => value.kind === 'list' && value.open),
      broken: values.some(value => value.kind === 'list' && value.broken),
      range: first.value.range,
    },
  );
  return [{ ...first, value: list }];
}

/** A map with entries that replace those of the same names, whatever these hold. */
function assigned(map: MapNode, entries: readonly Entry[]): MapNode {
  const keys = idsOf(entries);
  return { ...map, entries: [...map.entries.filter(({ key }) => !keys.has(key)), ...entries] };
}

const SUFFIX = 'LambdaFunction';

/** https://www.serverless.com/framework/docs/providers/aws/guide/resources#aws-cloudformation-resource-reference */
function logicalId(name: string): string {
  const normal = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${normal.charAt(0).toUpperCase()}${normal.slice(1)}${SUFFIX}`;
}

/** Seconds and megabytes that the Framework gives a function which names none. */
const DEFAULT_TIMEOUT = '6';
const DEFAULT_MEMORY = '1024';

class ServerlessFunction {
  readonly #service: MapNode;
  readonly #provider: Node | undefined;
  readonly #entry: Entry & { readonly value: MapNode };
  readonly #ids: ReadonlySet<string>;
  readonly #mayGetMore: boolean;

  /**
   * @param ids of what `resources` has
   * @param mayGetMore resources or extensions that are elsewhere may add to what the function depends on, and say what
   * it leaves to the Framework. What it says is meant, and its VPC is asked for before them: the Framework takes no
   * `fileSystemConfig` of a function that has none of its own or of the provider.
   */
  constructor(
    service: MapNode,
    entry: Entry & { readonly value: MapNode },
    ids: ReadonlySet<string>,
    mayGetMore: boolean,
  ) {
    this.#service = service;
    this.#provider = entryValue(service, 'provider');
    this.#entry = entry;
    this.#ids = ids;
    this.#mayGetMore = mayGetMore || entry.value.open;
  }

  resource(id: string): Entry {
    const { keyRange, value } = this.#entry;
    const properties: MapNode = {
      ...value,
      entries: [
        ...this.#fileSystems(),
        ...this.#vpcConfig(),
        this.#orDefault('timeout', 'Timeout', DEFAULT_TIMEOUT),
        this.#orDefault('memorySize', 'MemorySize', DEFAULT_MEMORY),
        { key: 'Role', keyRange, value: this.#role() },
        ...this.#own('name', 'FunctionName'),
      ],
    };
    const resource: MapNode = {
      ...value,
      entries: [
        { key: 'Type', keyRange, value: scalar('AWS::Lambda::Function', keyRange) },
        { key: 'Properties', keyRange, value: properties },
        ...this.#dependsOn(),
        ...this.#own('condition', 'Condition'),
      ],
    };
    return { key: id, keyRange, value: resource };
  }

  /** An entry of the function under the name that CloudFormation has for it. */
  #own(name: string, key: string): readonly Entry[] {
    const entry = entryOf(this.#entry.value, name);
    return entry ? [{ ...entry, key }] : [];
  }

  #dependsOn(): readonly Entry[] {
    const own = this.#own('dependsOn', 'DependsOn');
    return this.#mayGetMore ? dependsOnAll([...own, unseenDependsOn(this.#entry.keyRange)]) : own;
  }

  #orDefault(name: string, key: string, otherwise: string): Entry {
    const entry = entryOf(this.#entry.value, name) ?? this.#ofProvider(name);
    const { keyRange } = this.#entry;
    const isElsewhere = this.#mayGetMore || mayHoldMore(this.#provider);
    const value = isElsewhere ? unseen(keyRange) : scalar(otherwise, keyRange);
    return entry ? { ...entry, key } : { key, keyRange, value };
  }

  /** What the provider says for a function that says nothing, unless that may be said where it is not seen. */
  #ofProvider(name: string): Entry | undefined {
    return this.#entry.value.open ? undefined : entryOf(this.#provider, name);
  }

  /** One map; a list is taken too. */
  #fileSystems(): readonly Entry[] {
    const entry = entryOf(this.#entry.value, 'fileSystemConfig');
    if (!entry) {
      return [];
    }
    const { value } = entry;
    const items = value.kind === 'list' ? value.items : [value];
    const list = listNode(
      items.map(item =>
        item.kind === 'map'
          ? { ...item, entries: item.entries.map(each => ({ ...each, key: inCloudFormation(each.key) })) }
          : item,
      ),
      { flow: false, open: value.kind !== 'map', broken: false, range: value.range },
    );
    return [{ ...entry, key: 'FileSystemConfigs', value: list }];
  }

  /** Of the function's and the provider's `vpc`, key by key, the function's first. */
  #vpcConfig(): readonly Entry[] {
    const own = entryOf(this.#entry.value, 'vpc');
    const common = mayHoldMore(own?.value) ? undefined : this.#ofProvider('vpc');
    const entry = own ?? common;
    const { keyRange } = this.#entry;
    const mayBeElsewhere = (!entry && this.#entry.value.open) || this.#mayBePutIntoVpc();
    if (mayBeElsewhere || [own, common].some(one => one && one.value.kind !== 'map')) {
      return [{ key: 'VpcConfig', keyRange: entry?.keyRange ?? keyRange, value: unseen(keyRange) }];
    }
    if (!entry) {
      return [];
    }
    const keys = [...mapEntries(common?.value), ...mapEntries(own?.value)].map(each => ({
      ...each,
      key: inCloudFormation(each.key),
    }));
    const { flow, open, broken, range } = entry.value as MapNode;
    const isOpen = open || this.#entry.value.open;
    return [{ ...entry, key: 'VpcConfig', value: mapNode(keys, { flow, open: isOpen, broken, range }) }];
  }

  /** The provider is somewhere else, or a plugin finds subnets and security groups. */
  #mayBePutIntoVpc(): boolean {
    const plugins = entryValue(this.#service, 'plugins');
    const names = plugins?.kind === 'list' ? plugins.items : plugins ? [plugins] : [];
    return mayHoldMore(this.#provider) || names.some(plugin => /vpc|[${]/i.test(textOf(plugin) ?? '$'));
  }

  /** The role that the Framework makes has the permissions that a mount takes; others are told where they are seen. */
  #role(): Node {
    const { keyRange } = this.#entry;
    const own = entryValue(this.#entry.value, 'role');
    if (!own && this.#entry.value.open) {
      return unseen(keyRange);
    }
    const role =
      own ?? entryValue(entryValue(this.#provider, 'iam'), 'role') ?? entryValue(this.#provider, 'role');
    const id = textOf(role);
    if (role && id !== undefined && this.#ids.has(id)) {
      return {
        kind: 'intrinsic',
        name: 'Fn::GetAtt',
        argument: scalar(`${id}.Arn`, role.range),
        range: role.range,
      };
    }
    return role?.kind === 'intrinsic' ? role : unseen(role?.range ?? keyRange);
  }
}

const names = new Map([
  ['arn', 'Arn'],
  ['localMountPath', 'LocalMountPath'],
  ['securityGroupIds', 'SecurityGroupIds'],
  ['subnetIds', 'SubnetIds'],
]);

function inCloudFormation(key: string): string {
  return names.get(key) ?? key;
}

function scalar(text: string, range: Range): Node {
  return { kind: 'scalar', text, plain: false, range };
}

function unseen(range: Range): Node {
  return { kind: 'opaque', range };
}

function emptyMap(range: Range): MapNode {
  return { kind: 'map', entries: [], flow: false, open: false, broken: false, range };
}
