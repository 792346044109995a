import { textOf, entryValue, type Node, type Range, type ScalarNode } from '../read/nodes';
import { substitute } from '../read/substitute';
import { resourcesOfType, type Resource, type Template } from '../read/template';
import { spend } from '../read/work';

/** A place where the template names something that it does not have. */
export interface BrokenReference {
  readonly id: string;
  /** Of the logical id in the text. */
  readonly range: Range;
}

/**
 * What expressions in a node refer to and the template does not declare. CloudFormation refuses such a template in any
 * branch of a condition. Nothing where there may be resources or parameters that are not seen.
 */
export function brokenReferences(template: Template, root: Node | undefined): readonly BrokenReference[] {
  if (template.resourcesOpen || template.parametersOpen || template.isServerless) {
    return [];
  }
  const cached = root && brokenIn(template).get(root);
  if (cached || !root) {
    return cached ?? [];
  }
  const found: BrokenReference[] = [];
  const visited = new Set<Node>();
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (visited.has(node)) {
      continue;
    }
    visited.add(node);
    spend(template);
    if (node.kind === 'map') {
      waiting.push(...node.entries.map(entry => entry.value));
    } else if (node.kind === 'list') {
      waiting.push(...node.items);
    } else if (node.kind === 'intrinsic') {
      waiting.push(node.argument);
      found.push(...brokenInCall(template, node.name, node.argument));
    }
  }
  brokenIn(template).set(root, found);
  return found;
}

const brokenByTemplate = new WeakMap<Template, WeakMap<Node, readonly BrokenReference[]>>();

/** What was found before, by the node that it is in: several functions have the same file system. */
function brokenIn(template: Template): WeakMap<Node, readonly BrokenReference[]> {
  const known = brokenByTemplate.get(template) ?? new WeakMap<Node, readonly BrokenReference[]>();
  brokenByTemplate.set(template, known);
  return known;
}

function brokenInCall(template: Template, name: string, argument: Node): readonly BrokenReference[] {
  const first = argument.kind === 'list' ? argument.items[0] : argument;
  if (first?.kind !== 'scalar') {
    return [];
  }
  const variables = argument.kind === 'list' ? argument.items[1] : undefined;
  return namesIn(name, first, variables)
    .filter(id => isMissing(template, id, name))
    .flatMap(id => brokenReference(template, first, id, name === 'Fn::Sub' ? '${' : ''));
}

function namesIn(name: string, first: ScalarNode, variables: Node | undefined): readonly string[] {
  const text = textOf(first);
  switch (text === undefined ? '' : name) {
    case 'Ref':
      return [first.text];
    case 'Fn::GetAtt':
      return [beforeDot(first.text)];
    case 'Fn::Sub':
      return substitute(first.text).flatMap(part =>
        'name' in part && !entryValue(variables, part.name) ? beforeDot(part.name) : [],
      );
    default:
      return [];
  }
}

function beforeDot(path: string): string {
  return path.split('.', 1)[0] ?? path;
}

/** The id as it stands in a scalar; nothing for one that is written with escapes. */
export function brokenReference(
  template: Template,
  { range }: Node,
  id: string,
  before = '',
): readonly BrokenReference[] {
  const written = template.text.slice(range.start, range.end);
  const match = new RegExp(`${before === '' ? '^["\']?' : '\\$\\{\\s*'}(?=${id}\\b)`).exec(written);
  const start = range.start + (match?.index ?? 0) + (match?.[0].length ?? 0);
  return match ? [{ id, range: { start, end: start + id.length } }] : [];
}

/** Names of what SAM makes besides those that begin with the id of the resource that it makes them for. */
const madeBySam = /^(?:Serverless|CodeDeployServiceRole$)/;

/** Whether a template certainly has nothing of this name: neither by itself, nor by SAM or a module. */
export function isMissing(template: Template, id: string, by: string): boolean {
  if (!/^[A-Za-z0-9]+$/.test(id) || template.resources.has(id)) {
    return false;
  }
  if (by !== 'Fn::GetAtt' && by !== 'DependsOn' && template.parameters.has(id)) {
    return false;
  }
  const makers = makersOf(template);
  spend(template, makers.length);
  return !makers.some(maker => mayMake(maker, id)) && !(makers.length > 0 && madeBySam.test(id));
}

/** What SAM or a module makes further resources for. */
interface Maker {
  readonly id: string;
  /** Beginnings of what their names have after the id; absent where they may be any. */
  readonly makes: readonly string[] | undefined;
}

/**
 * What SAM adds to the name of a function, besides the names of its events and connectors.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources-function.html
 */
const madeOfFunction = ['Role', 'Version', 'Alias', 'Url', 'DeploymentGroup', 'EventInvokeConfig', 'Policy'];

function mayMake({ id, makes }: Maker, name: string): boolean {
  return name.startsWith(id) && (makes?.some(beginning => name.startsWith(beginning, id.length)) ?? true);
}

function makerOf({ id, type, node, properties }: Resource): Maker {
  const own = [entryValue(properties, 'Events'), entryValue(node, 'Connectors')];
  const isSeen =
    type === 'AWS::Serverless::Function' &&
    own.every(one => one === undefined || (one.kind === 'map' && !one.open)) &&
    properties?.kind === 'map' &&
    !properties.open;
  const names = own.flatMap(one => (one?.kind === 'map' ? one.entries.map(({ key }) => key) : []));
  return { id, makes: isSeen ? [...madeOfFunction, ...names] : undefined };
}

const makersByTemplate = new WeakMap<Template, readonly Maker[]>();

function makersOf(template: Template): readonly Maker[] {
  const makers =
    makersByTemplate.get(template) ??
    [...template.resources.values()]
      .filter(({ type = '' }) => /^AWS::Serverless::|::MODULE$/.test(type))
      .map(makerOf);
  makersByTemplate.set(template, makers);
  return makers;
}

/** The name of this template that was most likely meant: the only one that few letters tell apart. */
export function nearestName(id: string, names: readonly string[]): string | undefined {
  const near = names
    .filter(name => Math.abs(name.length - id.length) <= lettersApart(name, id))
    .map(name => ({ name, distance: distance(id.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, distance: letters }) => letters <= lettersApart(name, id))
    .sort((a, b) => a.distance - b.distance);
  const [first, second] = near;
  return first && first.distance !== second?.distance ? first.name : undefined;
}

function lettersApart(name: string, other: string): number {
  return Math.max(2, Math.ceil(Math.max(name.length, other.length) / 4));
}

const MAX_NAME = 255;

/** Letters to add, drop or change. */
function distance(a: string, b: string): number {
  if (a.length > MAX_NAME || b.length > MAX_NAME) {
    return Infinity;
  }
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? Infinity;
}

/** All names that a reference could mean. */
export function namesOfTemplate(template: Template, by: 'access-point' | 'any'): readonly string[] {
  return by === 'access-point'
    ? resourcesOfType(template, 'AWS::EFS::AccessPoint', 'AWS::S3Files::AccessPoint').map(({ id }) => id)
    : [...template.resources.keys(), ...template.parameters.keys()];
}
