import { isList, isRecord, type Tree } from './tree';

/** What the shorthand syntax takes as it is: nothing of its own punctuation, and no quotation marks. */
const PLAIN = /^[\w./:@+-]+$/;

/**
 * A structure as a value of the AWS CLI: in its shorthand syntax, which no shell needs quotation marks for, or as JSON
 * where a text holds punctuation. https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 */
export function shorthandOf(record: Readonly<Record<string, Tree>>): string {
  return isPlain(record) ? fields(record) : JSON.stringify(record);
}

/** The same of a parameter that is a list of structures, with this one in it. */
export function listOfOne(record: Readonly<Record<string, Tree>>): string {
  return isPlain(record) ? fields(record) : JSON.stringify([record]);
}

function isPlain(tree: Tree): boolean {
  return isRecord(tree)
    ? Object.values(tree).every(isPlain)
    : isList(tree)
      ? tree.every(isPlain)
      : PLAIN.test(String(tree));
}

function fields(record: Readonly<Record<string, Tree>>): string {
  return Object.entries(record)
    .map(([key, value]) => `${key}=${nested(value)}`)
    .join(',');
}

function nested(tree: Tree): string {
  if (isList(tree)) {
    return `[${tree.map(nested).join(',')}]`;
  }
  return isRecord(tree) ? `{${fields(tree)}}` : String(tree);
}
