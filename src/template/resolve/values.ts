import type { MapNode, Node } from '../read/nodes';
import { spell } from './spelling';
import type { Resource } from '../read/template';

/**
 * What an expression of a template is worth in one world. `node` is where it is written: of an `Fn::If` the branch that
 * counts.
 */
export type Value = Absent | Unknown | Text | Reference | Pattern | ListValue | MapValue;

/** Not given, or `AWS::NoValue`. */
export interface Absent {
  readonly kind: 'absent';
}

/** Decided elsewhere: a parameter, an import, a macro, an attribute that nothing is known of. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly node: Node | undefined;
  /** Two unknown values with the same identity are equal. A node stands for its spelling. */
  readonly identity?: string | Node;
  /** A text of the same form, where at least that is known. */
  readonly example?: string;
}

export interface Text {
  readonly kind: 'text';
  readonly text: string;
  readonly node: Node;
}

/** What `Ref` (no attribute) or `Fn::GetAtt` gives for a resource of this template. */
export interface Reference {
  readonly kind: 'reference';
  readonly resource: Resource;
  readonly attribute: string | undefined;
  readonly node: Node;
}

/** A text of which parts are known. */
export interface Pattern {
  readonly kind: 'pattern';
  readonly parts: readonly PatternPart[];
  readonly node: Node;
}

export type PatternPart = string | Reference | Unknown;

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Node[];
  readonly open: boolean;
  readonly node: Node;
}

export interface MapValue {
  readonly kind: 'map';
  readonly node: MapNode;
}

export function unknown(node?: Node, identity?: string): Unknown {
  return identity === undefined ? { kind: 'unknown', node } : { kind: 'unknown', node, identity };
}

/** An expression whose value is decided elsewhere, and is the same wherever it is spelled the same. */
export function undecided(node: Node): Unknown {
  return { kind: 'unknown', node, identity: node };
}

export function nodeOf(value: Value): Node | undefined {
  return value.kind === 'absent' ? undefined : value.node;
}

/** The text of a value that is known wholly. */
export function known(value: Value): string | undefined {
  return value.kind === 'text' ? value.text : undefined;
}

export function knownNumber(value: Value): number | undefined {
  const text = known(value);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** Characters and unknown parts of a joined text; what comes after them is not known. */
const MAX_LENGTH = 10_000;

/** Joins known and unknown parts to a text, a reference, or a pattern. */
export function concatenate(parts: readonly PatternPart[], node: Node): Value {
  const joined: PatternPart[] = [];
  let left = MAX_LENGTH;
  for (const part of parts) {
    const last = joined.at(-1);
    const kept = typeof part === 'string' ? part.slice(0, left) : part;
    if (typeof kept === 'string' && typeof last === 'string') {
      joined[joined.length - 1] = last + kept;
    } else if (kept !== '') {
      joined.push(kept);
    }
    left -= typeof part === 'string' ? part.length : 1;
    if (left < 0) {
      joined.push(unknown(node));
      break;
    }
  }
  const [only] = joined;
  if (joined.length > 1) {
    return { kind: 'pattern', parts: joined, node };
  }
  return only === undefined || typeof only === 'string'
    ? { kind: 'text', text: only ?? '', node }
    : { ...only, node };
}

/** The parts of a value that is some text. */
export function partsOf(value: Value): readonly PatternPart[] | undefined {
  switch (value.kind) {
    case 'text':
      return [value.text];
    case 'pattern':
      return value.parts;
    case 'reference':
    case 'unknown':
      return [value];
    default:
      return undefined;
  }
}

/** Equal identities are equal values. Values without one are equal to nothing that can be told. */
export function identityOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'text':
      return `text ${value.text}`;
    case 'reference':
      return `resource ${value.resource.id} ${value.attribute ?? ''}`;
    case 'unknown':
      return typeof value.identity === 'object' ? spell(value.identity) : value.identity;
    case 'pattern': {
      const parts = value.parts.map(part => (typeof part === 'string' ? `text ${part}` : identityOf(part)));
      return parts.includes(undefined) ? undefined : parts.join(' + ');
    }
    default:
      return undefined;
  }
}

/**
 * Whether two values name the same thing, be it by `Ref` or by an attribute that holds its id. Undefined where that
 * cannot be told.
 */
export function sameThing(a: Value, b: Value): boolean | undefined {
  const one = resourceNamed(a);
  const other = resourceNamed(b);
  if (one && other) {
    return one === other;
  }
  const identity = identityOf(a);
  if (identity !== undefined && identity === identityOf(b)) {
    return true;
  }
  return a.kind === 'text' && b.kind === 'text' ? false : undefined;
}

/** The resource that a reference names, unless its attribute stands for something else, as a nested stack's output does. */
export function resourceNamed(value: Value): Resource | undefined {
  return value.kind === 'reference' && /^AWS::(?:EC2|EFS|S3Files|IAM)::/.test(value.resource.type ?? '')
    ? value.resource
    : undefined;
}
