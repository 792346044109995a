import { chosen, conditionHolds, type Scope } from './conditions';
import { entryOf, isNull, textOf, entryValue, type Node } from '../read/nodes';
import { isFilledIn, isFilledInPlain } from '../read/placeholders';
import { substitute } from '../read/substitute';
import type { Parameter, Resource, Template } from '../read/template';
import { concatenate, known, knownNumber, partsOf, undecided, unknown, type Value } from './values';
import { spend } from '../read/work';
import type { World } from './world';

/** Expressions within one another, of mappings and conditions too: what is further down is unknown. */
const MAX_DEPTH = 64;

/**
 * Evaluates expressions in one world, as CloudFormation does, with everything that is decided elsewhere unknown.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export class Resolver implements Scope {
  readonly template: Template;
  readonly world: World;
  #depth = 0;

  constructor(template: Template, world: World) {
    this.template = template;
    this.world = world;
  }

  resolve(node: Node | undefined): Value {
    if (!node) {
      return { kind: 'absent' };
    }
    spend(this.template);
    if (node.kind !== 'intrinsic') {
      return this.#resolve(node);
    }
    return this.#depth >= MAX_DEPTH
      ? unknown(node)
      : this.world.remember<Value>('value', node, unknown(node), () => this.#deeper(node));
  }

  #deeper(node: Node): Value {
    this.#depth++;
    const value = this.#resolve(node);
    this.#depth--;
    return value;
  }

  /** A property of a map. A key without a value is unknown: it is being typed. */
  get(value: Value, key: string): Value {
    if (value.kind === 'absent') {
      return value;
    }
    if (value.kind !== 'map') {
      return unknown(value.node);
    }
    const entry = entryOf(value.node, key);
    return entry || !value.node.open ? this.resolve(entry?.value) : unknown(value.node);
  }

  /** The items of a list without those that are `AWS::NoValue`; undefined for what is not a list. */
  items(value: Value): readonly Value[] | undefined {
    return value.kind === 'list'
      ? value.items.map(item => this.resolve(item)).filter(item => item.kind !== 'absent')
      : undefined;
  }

  /** Whether a resource is created in this world; undefined where that cannot be told. */
  exists(resource: Resource): boolean | undefined {
    return resource.condition === undefined ? true : conditionHolds(resource.condition, this);
  }

  #resolve(node: Node): Value {
    switch (node.kind) {
      case 'map':
        return node.broken ? unknown(node) : { kind: 'map', node };
      case 'list':
        if (node.broken) {
          return unknown(node);
        }
        return { kind: 'list', items: node.items, open: node.open, node };
      case 'scalar':
        return isNull(node)
          ? unknown(node)
          : isFilledInPlain(node.text)
            ? undecided(node)
            : { kind: 'text', text: node.text, node };
      case 'intrinsic':
        return this.#call(node.name, node.argument, node);
      case 'opaque':
        return unknown(node);
    }
  }

  #call(name: string, argument: Node, node: Node): Value {
    switch (name) {
      case 'Ref':
        return this.#ref(textOf(argument), node);
      case 'Fn::GetAtt':
        return this.#getAtt(argument, node);
      case 'Fn::If':
        return this.#if(argument, node);
      case 'Fn::Sub':
        return this.#sub(argument, node);
      case 'Fn::Join':
        return this.#join(argument, node);
      case 'Fn::Select':
        return this.#select(argument, node);
      case 'Fn::Split':
        return this.#split(argument, node);
      case 'Fn::FindInMap':
        return this.#findInMap(argument, node);
      default:
        return undecided(node);
    }
  }

  #ref(name: string | undefined, node: Node): Value {
    if (name === 'AWS::NoValue') {
      return { kind: 'absent' };
    }
    const resource = this.template.resources.get(name ?? '');
    if (resource) {
      return { kind: 'reference', resource, attribute: undefined, node };
    }
    const choice = chosen(name ?? '', this);
    const parameter = this.template.parameters.get(name ?? '');
    if (typeof choice === 'string') {
      return isList(parameter) ? listOf(choice.split(/\s*,\s*/), node) : { kind: 'text', text: choice, node };
    }
    const example = parameter?.passed?.example;
    return { ...unknown(node, `Ref("${name}")`), ...(example !== undefined && { example }) };
  }

  #getAtt(argument: Node, node: Node): Value {
    const words = argument.kind === 'list' ? argument.items.map(item => textOf(item)) : [textOf(argument)];
    if (words.includes(undefined)) {
      return undecided(node);
    }
    return this.#attribute(words.join('.'), node);
  }

  /** `Id.Attribute`; the attribute of a nested stack has dots itself. */
  #attribute(path: string, node: Node): Value {
    const dot = path.indexOf('.');
    const resource = this.template.resources.get(path.slice(0, Math.max(dot, 0)));
    return resource
      ? { kind: 'reference', resource, attribute: path.slice(dot + 1), node }
      : unknown(node, `Fn::GetAtt("${path}")`);
  }

  #if(argument: Node, node: Node): Value {
    const [condition, whenTrue, whenFalse] = argument.kind === 'list' ? argument.items : [];
    const holds = conditionHolds(textOf(condition) ?? '', this);
    return holds === undefined || !whenTrue || !whenFalse
      ? undecided(node)
      : this.resolve(holds ? whenTrue : whenFalse);
  }

  #sub(argument: Node, node: Node): Value {
    const [template, variables] = argument.kind === 'list' ? argument.items : [argument];
    const text = textOf(template);
    if (text === undefined || isFilledIn(text)) {
      return undecided(node);
    }
    const parts = substitute(text).flatMap(part => {
      if ('text' in part) {
        return part.text;
      }
      const variable = entryValue(variables, part.name);
      const value = variable
        ? this.resolve(variable)
        : part.name.includes('.')
          ? this.#attribute(part.name, node)
          : this.#ref(part.name, node);
      return partsOf(value) ?? unknown(node);
    });
    return concatenate(parts, node);
  }

  #join(argument: Node, node: Node): Value {
    const [delimiter, list] = argument.kind === 'list' ? argument.items : [];
    const between = delimiter?.kind === 'scalar' ? delimiter.text : undefined;
    const items = this.items(this.resolve(list));
    if (between === undefined || !items || (list?.kind === 'list' && list.open)) {
      return undecided(node);
    }
    const parts = items.flatMap((item, index) => [
      ...(index > 0 ? [between] : []),
      ...(partsOf(item) ?? [unknown(node)]),
    ]);
    return concatenate(parts, node);
  }

  #select(argument: Node, node: Node): Value {
    const [index, list] = argument.kind === 'list' ? argument.items : [];
    const position = knownNumber(this.resolve(index));
    const values = this.resolve(list);
    const item =
      position === undefined || values.kind !== 'list' ? undefined : this.items(values)?.[position];
    return item ?? undecided(node);
  }

  #split(argument: Node, node: Node): Value {
    const [delimiter, source] = argument.kind === 'list' ? argument.items : [];
    const between = textOf(delimiter);
    const text = known(this.resolve(source));
    if (!between || text === undefined) {
      return undecided(node);
    }
    return listOf(text.split(between), node);
  }

  #findInMap(argument: Node, node: Node): Value {
    const keys = argument.kind === 'list' ? argument.items : [];
    const path = keys.slice(0, 3).map(key => known(this.resolve(key)));
    const found = path.reduce<Node | undefined>(
      (map, key) => (key === undefined ? undefined : entryValue(map, key)),
      this.template.mappings,
    );
    if (path.length < 3 || !found) {
      return undecided(node);
    }
    const value = this.resolve(found);
    return value.kind === 'text' ? { ...value, node } : value;
  }
}

function isList(parameter: Parameter | undefined): boolean {
  return /^List<|^CommaDelimitedList$/.test(parameter?.type ?? '');
}

/** The parts of a text, each as if it were written where the whole is. */
function listOf(parts: readonly string[], node: Node): Value {
  const items = parts.map((text): Node => ({ kind: 'scalar', text, plain: false, range: node.range }));
  return { kind: 'list', items, open: false, node };
}
