import { isPutIn } from '../read/globals';
import { textOf, entryValue, type Node, type ScalarNode } from '../read/nodes';
import { isLiteral } from '../read/placeholders';
import { substitute } from '../read/substitute';
import type { Resource, Template } from '../read/template';
import { spend } from '../read/work';

/**
 * Everything that CloudFormation creates before a resource: what it names in `DependsOn` or refers to, and what those
 * depend on in turn.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html
 */
export function createdBefore(template: Template, resource: Resource): ReadonlySet<string> {
  const cached = createdBeforeResource.get(resource);
  if (cached) {
    return cached;
  }
  const found = new Set<string>();
  const waiting = [resource];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const names = namedBy(template, next);
    spend(template, 1 + names.size);
    for (const id of names) {
      const named = template.resources.get(id);
      if (named && !found.has(id)) {
        found.add(id);
        waiting.push(named);
      }
    }
  }
  createdBeforeResource.set(resource, found);
  return found;
}

const createdBeforeResource = new WeakMap<Resource, ReadonlySet<string>>();

/** The logical ids that the text of `DependsOn` names. */
export function dependsOn(resource: Resource): readonly string[] {
  return dependsOnNodes(resource).map(({ text }) => text);
}

/** The texts in `DependsOn` where they are written. */
export function dependsOnNodes(resource: Resource): readonly ScalarNode[] {
  const node = entryValue(resource.node, 'DependsOn');
  return (node?.kind === 'list' ? node.items : [node]).filter(
    (item): item is ScalarNode => textOf(item) !== undefined,
  );
}

/**
 * Whether all that a function depends on can be seen: `DependsOn` whole, and where it may refer to more.
 * @param properties with SAM's globals in them
 */
export function areDependenciesKnown(resource: Resource, properties: Node | undefined): boolean {
  const environment = entryValue(properties, 'Environment');
  const places = [properties, environment, entryValue(environment, 'Variables')];
  return isDependsOnKnown(resource) && !places.some(hidesEntries);
}

/** No syntax error is in it, and no template engine fills in a part. */
function isDependsOnKnown(resource: Resource): boolean {
  const node = entryValue(resource.node, 'DependsOn');
  return (
    (node ? isLiteral(node) || (node.kind === 'list' && !node.open && node.items.every(isLiteral)) : true) &&
    !(resource.node.open && !node)
  );
}

function hidesEntries(node: Node | undefined): boolean {
  return node !== undefined && (node.kind === 'map' ? node.open : isPutIn(node));
}

/** The resources whose text names this one. */
export function namedIn(template: Template, id: string): readonly Resource[] {
  return [...(namers(template).get(id) ?? [])].filter(other => other.id !== id);
}

const namersByTemplate = new WeakMap<Template, ReadonlyMap<string, ReadonlySet<Resource>>>();

function namers(template: Template): ReadonlyMap<string, ReadonlySet<Resource>> {
  const cached = namersByTemplate.get(template);
  if (cached) {
    return cached;
  }
  const byName = new Map<string, Set<Resource>>();
  for (const resource of template.resources.values()) {
    for (const name of namedBy(template, resource)) {
      const others = byName.get(name);
      if (others) {
        others.add(resource);
      } else {
        byName.set(name, new Set([resource]));
      }
    }
  }
  namersByTemplate.set(template, byName);
  return byName;
}

/** How a resource leaves the stack: for every stack to import, or for the parent stack to hand on. */
export type Output = 'exported' | 'plain';

/** The strongest output whose value names a resource. */
export function outputOf(template: Template, id: string): Output | undefined {
  const cached = outputsByTemplate.get(template);
  if (cached) {
    return cached.get(id);
  }
  const outputs = new Map<string, Output>();
  for (const { value } of template.outputs?.kind === 'map' ? template.outputs.entries : []) {
    const isExported = entryValue(value, 'Export') !== undefined;
    for (const name of mentions(entryValue(value, 'Value'))) {
      outputs.set(name, isExported ? 'exported' : (outputs.get(name) ?? 'plain'));
    }
  }
  outputsByTemplate.set(template, outputs);
  return outputs.get(id);
}

const outputsByTemplate = new WeakMap<Template, ReadonlyMap<string, Output>>();

const namesByResource = new WeakMap<Resource, ReadonlySet<string>>();

function namedBy(template: Template, resource: Resource): ReadonlySet<string> {
  const cached = namesByResource.get(resource);
  if (cached) {
    return cached;
  }
  const names = new Set([...mentions(resource.node), ...dependsOn(resource)]);
  if (resource.type === 'AWS::Serverless::Function') {
    mentions(template.functionGlobals).forEach(name => names.add(name));
  }
  namesByResource.set(resource, names);
  return names;
}

/** Logical ids (and parameters) that expressions in a node refer to. */
function mentions(root: Node | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const visited = new Set<Node>();
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (visited.has(node)) {
      continue;
    }
    visited.add(node);
    if (node.kind === 'map') {
      waiting.push(...node.entries.map(entry => entry.value));
    } else if (node.kind === 'list') {
      waiting.push(...node.items);
    } else if (node.kind === 'intrinsic') {
      waiting.push(node.argument);
      directMentions(node.name, node.argument).forEach(name => names.add(name));
    }
  }
  return names;
}

function directMentions(name: string, argument: Node): readonly string[] {
  const first = textOf(argument.kind === 'list' ? argument.items[0] : argument);
  if (first === undefined) {
    return [];
  }
  switch (name) {
    case 'Ref':
      return [first];
    case 'Fn::GetAtt':
      return [beforeDot(first)];
    case 'Fn::Sub':
      return substitute(first).flatMap(part => ('name' in part ? beforeDot(part.name) : []));
    default:
      return [];
  }
}

function beforeDot(path: string): string {
  return path.split('.', 1)[0] ?? path;
}
