import { defaultOf, type DefaultValue } from '../resolve/defaults';
import { replaceText } from '../edits/replace';
import type { TemplateFix } from '../templateFinding';
import { templateSources } from '../templateSources';
import type { Template } from '../read/template';
import { nodeOf, partsOf, type Value } from '../resolve/values';
import { configKey, type Check, type Judgement } from './check';

const PREFIX = '/mnt/';
const MAX_LENGTH = 160;
const EXPECTED = '/mnt/[a-zA-Z0-9-_.]+';

/** Lambda takes one segment below `/mnt`, of letters, digits, `-`, `_` and `.`, and 160 characters in all. */
export const invalidLocalMountPath: Check = {
  code: 'invalid-local-mount-path',
  severity: 'error',
  sources: [templateSources.lambdaFileSystemApi, templateSources.cloudFormationFileSystemConfig],
  *judge({ mounts, template, resolver }) {
    for (const mount of mounts) {
      const path = mount.localMountPath;
      const range = nodeOf(path)?.range ?? configKey(mount);
      const actual = invalidPath(path);
      yield actual === undefined
        ? { fine: range }
        : { range, actual, expected: EXPECTED, fixes: () => correct(template, path) };
      const given = defaultOf(resolver, path);
      if (given) {
        yield judgeDefault(template, given);
      }
    }
  },
};

/** A default that a person would replace by a path has no slash. */
function judgeDefault(template: Template, { value, parameter, range }: DefaultValue): Judgement {
  return value.text.includes('/') && invalidPath(value) !== undefined
    ? {
        range,
        severity: 'warning',
        actual: value.text,
        expected: EXPECTED,
        params: { parameter },
        fixes: () =>
          value.node.kind === 'scalar' && value.node.text === value.text ? correct(template, value) : [],
      }
    : { fine: range };
}

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
function correct(template: Template, path: Value): readonly TemplateFix[] {
  if (path.kind !== 'text' || path.node.kind !== 'scalar') {
    return [];
  }
  const name = path.text
    .slice(0, 2 * MAX_LENGTH)
    .replace(/^\/?mnt(?=\/|$)/, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, MAX_LENGTH - PREFIX.length);
  const corrected = PREFIX + (name || 'efs');
  const edit = replaceText(template, path.node, corrected);
  return edit ? [{ kind: 'replace-path', path: corrected, edits: [edit] }] : [];
}
