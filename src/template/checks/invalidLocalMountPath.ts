import type { Fix } from '../finding';
import type { Node } from '../nodes';
import { sources } from '../sources';
import type { Template } from '../template';
import { nodeOf, partsOf, type Value } from '../values';
import { configKey, type Check } from './check';

const PREFIX = '/mnt/';
const MAX_LENGTH = 160;

/** Lambda takes one segment below `/mnt`, of letters, digits, `-`, `_` and `.`, and 160 characters in all. */
export const invalidLocalMountPath: Check = {
  code: 'invalid-local-mount-path',
  severity: 'error',
  sources: [sources.lambdaFileSystemApi, sources.cloudFormationFileSystemConfig],
  *judge({ mounts, template }) {
    for (const mount of mounts) {
      const path = mount.localMountPath;
      const range = nodeOf(path)?.range ?? configKey(mount);
      const actual = invalidPath(path);
      yield actual === undefined
        ? { fine: range }
        : { range, actual, expected: '/mnt/[a-zA-Z0-9-_.]+', fixes: () => correct(template, path) };
    }
  },
};

/** The path as far as it is known, where it cannot be a valid one. */
function invalidPath(path: Value): string | undefined {
  const parts = path.kind === 'unknown' ? undefined : partsOf(path);
  if (!parts) {
    return undefined;
  }
  const [first] = parts;
  const start = typeof first === 'string' ? first : '';
  const complete = parts.length === 1;
  const rest = parts
    .map(part => (typeof part === 'string' ? part : ''))
    .join('')
    .slice(PREFIX.length);
  const valid =
    typeof first !== 'string' ||
    (complete
      ? /^\/mnt\/[\w.-]+$/.test(start) && start.length <= MAX_LENGTH
      : PREFIX.startsWith(start.slice(0, PREFIX.length)) &&
        (start.length < PREFIX.length || /^[\w.-]*$/.test(rest)));
  return valid ? undefined : parts.map(part => (typeof part === 'string' ? part : '…')).join('');
}

/** The nearest valid path, where the path is a literal that stands in the configuration itself. */
function correct(template: Template, path: Value): readonly Fix[] {
  if (path.kind !== 'text' || path.node.kind !== 'scalar') {
    return [];
  }
  const name = path.text
    .replace(/^\/?mnt(?=\/|$)/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_LENGTH - PREFIX.length);
  const corrected = PREFIX + (name || 'efs');
  const { start, end } = path.node.range;
  const text = quotedAs(path.node, template.text.slice(start, end), corrected);
  return text ? [{ kind: 'replace-path', path: corrected, edits: [{ range: { start, end }, text }] }] : [];
}

/** A path needs no escapes in any of the three ways to write it on one line. */
function quotedAs(node: Node, written: string, text: string): string | undefined {
  const quote = written.charAt(0);
  if (quote === '"' || quote === "'") {
    return quote + text + quote;
  }
  return node.kind === 'scalar' && node.plain ? text : undefined;
}
