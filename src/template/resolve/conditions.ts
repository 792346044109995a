import { textOf, entryValue, type Node } from '../read/nodes';
import { spell } from './spelling';
import type { Template } from '../read/template';
import { spend } from '../read/work';
import { identityOf, known, type Value } from './values';
import { OTHER, type Choice, type World } from './world';

/** What conditions are evaluated with. */
export interface Scope {
  readonly template: Template;
  readonly world: World;
  resolve(node: Node | undefined): Value;
}

const MAX_DEPTH = 32;

/** The condition of this name in this world; undefined where it cannot be told. */
export function conditionHolds(name: string, scope: Scope, depth = 0): boolean | undefined {
  const node = scope.template.conditions.get(name);
  return node && depth < MAX_DEPTH ? evaluate(node, scope, depth + 1) : undefined;
}

function evaluate(node: Node, scope: Scope, depth: number): boolean | undefined {
  spend(scope.template);
  return scope.world.remember<boolean | undefined>('condition', node, undefined, () =>
    evaluateOnce(node, scope, depth),
  );
}

function evaluateOnce(node: Node, scope: Scope, depth: number): boolean | undefined {
  if (depth >= MAX_DEPTH) {
    return undefined;
  }
  const named = textOf(entryValue(node, 'Condition'));
  if (named !== undefined) {
    return conditionHolds(named, scope, depth);
  }
  if (node.kind !== 'intrinsic') {
    return undefined;
  }
  const operands = node.argument.kind === 'list' ? node.argument.items : [node.argument];
  const holds = () => operands.map(operand => evaluate(operand, scope, depth + 1));
  switch (node.name) {
    case 'Condition':
      return conditionHolds(textOf(node.argument) ?? '', scope, depth);
    case 'Fn::Not': {
      const [holding] = holds();
      return negate(holding);
    }
    case 'Fn::And':
      return holds().reduce(both, true);
    case 'Fn::Or': {
      const none = holds().reduce<boolean | undefined>((all, one) => both(all, negate(one)), true);
      return negate(none);
    }
    case 'Fn::Equals':
      return operands.length === 2 ? equal(operands[0], operands[1], scope) : undefined;
    default:
      return undefined;
  }
}

function negate(holding: boolean | undefined): boolean | undefined {
  return holding === undefined ? undefined : !holding;
}

function both(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
}

function equal(a: Node | undefined, b: Node | undefined, scope: Scope): boolean | undefined {
  const one = scope.resolve(a);
  const other = scope.resolve(b);
  const text = known(one);
  if (text !== undefined && known(other) !== undefined) {
    return text === known(other);
  }
  if (identityOf(one) !== undefined && identityOf(one) === identityOf(other)) {
    return true;
  }
  return compareVariable(a, b, scope) ?? compareVariable(b, a, scope) ?? decide(a, b, scope);
}

/** A variable that has a value which nothing is compared with is not equal to any literal. */
function compareVariable(
  variable: Node | undefined,
  literal: Node | undefined,
  scope: Scope,
): boolean | undefined {
  const name = referredName(variable);
  if (name === undefined || textOf(literal) === undefined) {
    return undefined;
  }
  return chosen(name, scope) === OTHER ? false : undefined;
}

/** A comparison that nothing is known of is a decision of its own, the same wherever it is spelled. */
function decide(a: Node | undefined, b: Node | undefined, scope: Scope): boolean | undefined {
  const spelling = [a, b].map(node => node && spell(node));
  const variables = [a, b].map(referredName).filter(name => name !== undefined);
  if (spelling.includes(undefined) || variables.some(name => isUndecided(name, scope))) {
    return undefined;
  }
  const choice = scope.world.choose(`equals ${spelling.sort().join(' ')}`, ['true', 'false']);
  return choice === undefined ? undefined : choice === 'true';
}

/** A variable with choices that this world has not made yet: its own branches will tell. */
function isUndecided(name: string, scope: Scope): boolean {
  return choicesOf(name, scope.template) !== undefined && chosen(name, scope) === undefined;
}

/** The value of a parameter or pseudo parameter in this world, where the template says which it can have. */
export function chosen(name: string, scope: Pick<Scope, 'template' | 'world'>): Choice | undefined {
  const passed = scope.template.parameters.get(name)?.passed?.text;
  const choices = passed === undefined ? choicesOf(name, scope.template) : undefined;
  return passed ?? (choices && scope.world.choose(name, choices));
}

/** Whether a parameter can have its default in this world: not where it is decided to be something else. */
export function isDefaultPossible(
  name: string,
  text: string,
  scope: Pick<Scope, 'template' | 'world'>,
): boolean {
  const choice = chosen(name, scope);
  return choice === OTHER
    ? choicesOf(name, scope.template)?.includes(text) === false
    : choice === undefined || choice === text;
}

function referredName(node: Node | undefined): string | undefined {
  return node?.kind === 'intrinsic' && node.name === 'Ref' ? textOf(node.argument) : undefined;
}

/**
 * The values that make a difference: all that are allowed, or those that a condition compares with and one that stands
 * for all others. A default is none: a deployment may give another.
 */
function choicesOf(name: string, template: Template): readonly Choice[] | undefined {
  const parameter = template.parameters.get(name);
  if (!parameter && !name.startsWith('AWS::')) {
    return undefined;
  }
  if (parameter && /^AWS::SSM::|^List<|^CommaDelimitedList$/.test(parameter.type)) {
    return undefined;
  }
  if (parameter?.allowedValues) {
    return parameter.allowedValues;
  }
  const literals = comparedLiterals(template).get(name);
  return literals && [...literals, OTHER];
}

const literalsByTemplate = new WeakMap<Template, ReadonlyMap<string, ReadonlySet<string>>>();

/** The literals that the template's conditions compare each parameter with. */
function comparedLiterals(template: Template): ReadonlyMap<string, ReadonlySet<string>> {
  const cached = literalsByTemplate.get(template);
  if (cached) {
    return cached;
  }
  const literals = new Map<string, Set<string>>();
  const visited = new Set<Node>();
  const visit = (node: Node) => {
    if (visited.has(node)) {
      return;
    }
    visited.add(node);
    if (node.kind === 'list') {
      node.items.forEach(visit);
    }
    if (node.kind !== 'intrinsic') {
      return;
    }
    visit(node.argument);
    const [a, b] = node.argument.kind === 'list' ? node.argument.items : [];
    for (const [variable, literal] of [
      [a, b],
      [b, a],
    ]) {
      const name = referredName(variable);
      const text = textOf(literal);
      if (node.name === 'Fn::Equals' && name !== undefined && text !== undefined) {
        literals.set(name, (literals.get(name) ?? new Set()).add(text));
      }
    }
  };
  template.conditions.forEach(visit);
  literalsByTemplate.set(template, literals);
  return literals;
}
