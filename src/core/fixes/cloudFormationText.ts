import { visible } from '../text/visibleText';
import { isList, isRecord, type Scalar, type Tree } from './tree';

/** Resources by logical id as the part of a template that holds them. */
export function cloudFormationText(resources: Readonly<Record<string, Tree>>): string {
  return `Resources:\n${lines(resources, '  ').join('\n')}\n`;
}

function lines(record: Readonly<Record<string, Tree>>, indent: string): readonly string[] {
  return Object.entries(record).flatMap(([key, value]) => entry(`${indent}${key}:`, value, indent));
}

function entry(head: string, value: Tree, indent: string): readonly string[] {
  if (isList(value)) {
    return value.length === 0
      ? [`${head} []`]
      : [head, ...value.flatMap(item => listItem(item, `${indent}  `))];
  }
  return isRecord(value) ? [head, ...lines(value, `${indent}  `)] : [`${head} ${scalar(value)}`];
}

function listItem(item: Tree, indent: string): readonly string[] {
  if (!isRecord(item)) {
    return [`${indent}- ${isList(item) ? JSON.stringify(item) : scalar(item)}`];
  }
  const [first = '', ...others] = lines(item, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...others];
}

/** A text that is nothing else in YAML stands as it is; every other as in JSON, which YAML reads. */
function scalar(value: Scalar): string {
  if (typeof value !== 'string') {
    return String(value);
  }
  const shown = visible(value);
  return /^[A-Za-z][\w./-]*(?:::?[\w./-]+)*$/.test(shown) && !RESERVED.test(shown)
    ? shown
    : JSON.stringify(shown);
}

const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n)$/i;
