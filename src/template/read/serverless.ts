import { listNode, mapNode } from './collections';
import {
  entryOf,
  isNull,
  textOf,
  entryValue,
  type Entry,
  type MapNode,
  type Node,
  type Range,
} from './nodes';

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
  const sections = ['Parameters', 'Conditions', 'Mappings', 'Outputs', 'Transform'].flatMap(name =>
    parts.flatMap(part => entryOf(part, name) ?? []).slice(0, 1),
  );
  const resources: Entry = {
    key: 'Resources',
    keyRange: service.range,
    value: {
      ...emptyMap(service.range),
      entries: [
        ...functionsOf(service, parts),
        ...parts.flatMap(part => entriesOf(entryValue(part, 'Resources'))),
      ],
      open: parts.some(part => part.kind !== 'map' || part.open || isOpen(entryValue(part, 'Resources'))),
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

function entriesOf(node: Node | undefined): readonly Entry[] {
  return node?.kind === 'map' ? node.entries : [];
}

function isOpen(node: Node | undefined): boolean {
  return node !== undefined && !isNull(node) && (node.kind !== 'map' || node.open);
}

function functionsOf(service: MapNode, parts: readonly Node[]): readonly Entry[] {
  const extensions = parts.flatMap(part => entriesOf(entryValue(part, 'extensions')));
  const ids = new Set(parts.flatMap(part => entriesOf(entryValue(part, 'Resources')).map(({ key }) => key)));
  const isHidden = parts.some(part => isOpen(entryValue(part, 'extensions')));
  const extensionsOf = (id: string) => [
    ...extensions.filter(({ key }) => key === id).map(({ value }) => value),
    ...(isHidden ? [unseen(service.range)] : []),
  ];
  return partsOf(entryValue(service, 'functions'))
    .flatMap(entriesOf)
    .flatMap(entry => {
      const { value } = entry;
      const id = logicalId(entry.key);
      return value.kind === 'map'
        ? [new ServerlessFunction(service, { ...entry, value }, ids).resource(id, extensionsOf(id))]
        : [];
    });
}

/**
 * Properties as extensions of the resource leave them: what they name counts more than what the function has. Maps and
 * lists of both are merged, which is not seen here.
 * https://www.serverless.com/framework/docs/providers/aws/guide/resources#override-aws-cloudformation-resource
 */
function extended(properties: readonly Entry[], extensions: readonly Node[]): readonly Entry[] {
  const more = extensions.flatMap(extension => entriesOf(entryValue(extension, 'Properties')));
  const isMerged = ({ kind }: Node) => kind === 'map' || kind === 'list';
  return more.reduce<readonly Entry[]>((all, entry) => {
    const before = all.find(({ key }) => key === entry.key);
    const value =
      before && isMerged(before.value) && isMerged(entry.value) ? unseen(entry.keyRange) : entry.value;
    return [...all.filter(other => other !== before), { ...entry, value }];
  }, properties);
}

/** https://www.serverless.com/framework/docs/providers/aws/guide/resources#aws-cloudformation-resource-reference */
function logicalId(name: string): string {
  const normal = name.replaceAll('-', 'Dash').replaceAll('_', 'Underscore');
  return `${normal.charAt(0).toUpperCase()}${normal.slice(1)}LambdaFunction`;
}

/** Seconds and megabytes that the Framework gives a function which names none. */
const DEFAULT_TIMEOUT = '6';
const DEFAULT_MEMORY = '1024';

class ServerlessFunction {
  readonly #service: MapNode;
  readonly #provider: Node | undefined;
  readonly #entry: Entry & { readonly value: MapNode };
  readonly #ids: ReadonlySet<string>;

  constructor(service: MapNode, entry: Entry & { readonly value: MapNode }, ids: ReadonlySet<string>) {
    this.#service = service;
    this.#provider = entryValue(service, 'provider');
    this.#entry = entry;
    this.#ids = ids;
  }

  resource(id: string, extensions: readonly Node[]): Entry {
    const { keyRange, value } = this.#entry;
    const isHidden = extensions.some(one => isOpen(one) || isOpen(entryValue(one, 'Properties')));
    const properties: MapNode = {
      ...value,
      entries: extended(
        [
          ...this.#fileSystems(),
          ...this.#vpcConfig(),
          this.#orDefault('timeout', 'Timeout', isHidden ? undefined : DEFAULT_TIMEOUT),
          this.#orDefault('memorySize', 'MemorySize', isHidden ? undefined : DEFAULT_MEMORY),
          { key: 'Role', keyRange, value: this.#role() },
          ...this.#own('name', 'FunctionName'),
        ],
        extensions,
      ),
      open: value.open || extensions.length > 0,
    };
    const resource: MapNode = {
      ...value,
      entries: [
        { key: 'Type', keyRange, value: scalar('AWS::Lambda::Function', keyRange) },
        { key: 'Properties', keyRange, value: properties },
        ...this.#dependsOn(extensions),
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

  /** What extensions depend on is added to what the function does. */
  #dependsOn(extensions: readonly Node[]): readonly Entry[] {
    const own = this.#own('dependsOn', 'DependsOn');
    const more = extensions.flatMap(extension => entryOf(extension, 'DependsOn') ?? []);
    const [first] = [...own, ...more];
    if (!first || more.length === 0) {
      return own;
    }
    const values = [...own, ...more].map(({ value }) => value);
    const list = listNode(
      values.flatMap(value => (value.kind === 'list' ? value.items : [value])),
      {
        flow: false,
        open: values.some(value => value.kind === 'list' && value.open),
        broken: false,
        range: first.value.range,
      },
    );
    return [{ ...first, value: list }];
  }

  /** @param otherwise undefined where the default is not known */
  #orDefault(name: string, key: string, otherwise: string | undefined): Entry {
    const entry = entryOf(this.#entry.value, name) ?? entryOf(this.#provider, name);
    const { keyRange } = this.#entry;
    const value =
      otherwise === undefined || isOpen(this.#provider) ? unseen(keyRange) : scalar(otherwise, keyRange);
    return entry ? { ...entry, key } : { key, keyRange, value };
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
    const common = entryOf(this.#provider, 'vpc');
    const entry = own ?? common;
    const { keyRange } = this.#entry;
    if (this.#mayBePutIntoVpc() || [own, common].some(one => one && one.value.kind !== 'map')) {
      return [{ key: 'VpcConfig', keyRange: entry?.keyRange ?? keyRange, value: unseen(keyRange) }];
    }
    if (!entry) {
      return [];
    }
    const keys = [...entriesOf(common?.value), ...entriesOf(own?.value)].map(each => ({
      ...each,
      key: inCloudFormation(each.key),
    }));
    const { flow, open, broken, range } = entry.value as MapNode;
    return [{ ...entry, key: 'VpcConfig', value: mapNode(keys, { flow, open, broken, range }) }];
  }

  /** The provider is somewhere else, or a plugin finds subnets and security groups. */
  #mayBePutIntoVpc(): boolean {
    const plugins = entryValue(this.#service, 'plugins');
    const names = plugins?.kind === 'list' ? plugins.items : plugins ? [plugins] : [];
    return isOpen(this.#provider) || names.some(plugin => /vpc|[${]/i.test(textOf(plugin) ?? '$'));
  }

  /** The role that the Framework makes has the permissions that a mount takes; others are told where they are seen. */
  #role(): Node {
    const { keyRange } = this.#entry;
    const role =
      entryValue(this.#entry.value, 'role') ??
      entryValue(entryValue(this.#provider, 'iam'), 'role') ??
      entryValue(this.#provider, 'role');
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
