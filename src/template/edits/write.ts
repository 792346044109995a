import type { Node } from '../read/nodes';

/** A value of a template in CloudFormation's long spelling, as JSON has it. */
export type Data = string | number | readonly Data[] | { readonly [key: string]: Data };

export function getAtt(id: string, attribute: string): Data {
  return { 'Fn::GetAtt': [id, attribute] };
}

/** Nodes of a value that is written again; aliases can make of a short one more than fits anywhere. */
const MAX_NODES = 1000;

/** The same value as a node; undefined for what cannot be written again. */
export function dataOf(node: Node): Data | undefined {
  let left = MAX_NODES;
  const read = (part: Node): Data | undefined => (--left < 0 ? undefined : readPart(part));
  const readPart = (part: Node): Data | undefined => {
    switch (part.kind) {
      case 'scalar':
        return part.text;
      case 'list':
        return part.open ? undefined : all(part.items.map(read));
      case 'map': {
        const values = part.open ? undefined : all(part.entries.map(({ value }) => read(value)));
        return values && Object.fromEntries(part.entries.map(({ key }, index) => [key, values[index] ?? '']));
      }
      case 'intrinsic': {
        const argument = read(part.argument);
        return argument === undefined || part.name.startsWith('!') ? undefined : { [part.name]: argument };
      }
      case 'opaque':
        return undefined;
    }
  };
  return read(node);
}

function all(values: readonly (Data | undefined)[]): readonly Data[] | undefined {
  return values.every(value => value !== undefined) ? values : undefined;
}

/** One line: JSON, or YAML's flow style. */
export function inline(value: Data, json: boolean): string {
  if (json) {
    return JSON.stringify(value).replace(/"(?:[^"\\]|\\.)*"|[:,]/g, token =>
      token === ':' || token === ',' ? `${token} ` : token,
    );
  }
  return shortSpelling(value) ?? (typeof value === 'string' ? scalar(value) : inline(value, true));
}

/**
 * A YAML block below a key whose line is indented by `indent`, beginning right after the key's colon.
 */
export function yamlBlock(value: Data, indent: string, newline: string): string {
  const deeper = `${indent}  `;
  if (isList(value)) {
    return value.map(item => `${newline}${deeper}- ${inline(item, false)}`).join('');
  }
  if (typeof value !== 'object' || shortSpelling(value) !== undefined) {
    return ` ${inline(value, false)}`;
  }
  if (Object.keys(value).some(key => key.startsWith('Fn::'))) {
    return ` ${inline(value, true)}`;
  }
  return Object.entries(value)
    .map(([key, item]) => `${newline}${deeper}${key}:${yamlBlock(item, deeper, newline)}`)
    .join('');
}

/** Indented JSON whose first line continues a line that is indented by `indent`. */
export function indentedJson(value: Data, indent: string, newline: string): string {
  return JSON.stringify(value, undefined, 2)
    .split('\n')
    .join(newline + indent);
}

function isList(value: Data): value is readonly Data[] {
  return Array.isArray(value);
}

function shortSpelling(value: Data): string | undefined {
  if (typeof value !== 'object' || isList(value)) {
    return undefined;
  }
  const [[name, argument] = [], second] = Object.entries(value);
  if (second || argument === undefined) {
    return undefined;
  }
  if (name === 'Ref' && typeof argument === 'string') {
    return `!Ref ${scalar(argument)}`;
  }
  if (name === 'Fn::Sub' && typeof argument === 'string') {
    return `!Sub ${JSON.stringify(argument)}`;
  }
  if (name === 'Fn::GetAtt') {
    const words = typeof argument === 'string' ? [argument] : isList(argument) ? argument : [];
    return words.length && words.every(word => typeof word === 'string')
      ? `!GetAtt ${scalar(words.join('.'))}`
      : undefined;
  }
  return undefined;
}

/** Plain where YAML would read the same text, or else in double quotes. */
export function scalar(text: string): string {
  return /^[A-Za-z/][\w./-]*(?:::\w+)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
