import { accessPointSettings } from '../mount/accessPoint';
import { replaceText } from '../edits/replace';
import type { TemplateFix } from '../templateFinding';
import { templateSources } from '../templateSources';
import type { Template } from '../read/template';
import { known, nodeOf, type Value } from '../resolve/values';
import { related, type Check } from './check';

const MAX_LENGTH = 100;
const MAX_LEVELS = 4;

type Fault = 'relative' | 'length' | 'levels' | 'dots' | 'characters';

/**
 * A root directory that EFS and S3 Files refuse. Both have the pattern `(/|(/(?!\.)+[^$#<>;`|&?{}^*\/\n]+){1,4})` and 100
 * characters at most.
 */
export const invalidAccessPointPath: Check = {
  code: 'invalid-access-point-path',
  severity: 'error',
  sources: [templateSources.efsRootDirectory, templateSources.s3FilesRootDirectory],
  *judge({ mount, resolver, template }) {
    const settings = mount && accessPointSettings(mount);
    if (settings) {
      const path = resolver.get(settings.rootDirectory, 'Path');
      const range = nodeOf(path)?.range ?? settings.resource.idRange;
      const text = known(path);
      const fault = text === undefined ? undefined : faultOf(text);
      yield text !== undefined && fault
        ? {
            range,
            subject: settings.resource.id,
            actual: text || "''",
            params: { is: fault },
            related: related('function', mount.function.resource),
            fixes: () => correct(template, path, text),
          }
        : { fine: range };
    }
  },
};

function faultOf(path: string): Fault | undefined {
  if (!path.startsWith('/')) {
    return 'relative';
  }
  if (path.length > MAX_LENGTH) {
    return 'length';
  }
  if (path === '/') {
    return undefined;
  }
  const levels = path.slice(1).split('/');
  if (levels.length > MAX_LEVELS && !levels.includes('')) {
    return 'levels';
  }
  if (levels.some(level => level.startsWith('.'))) {
    return 'dots';
  }
  return levels.every(level => /^[^$#<>;`|&?{}^*\n]+$/.test(level)) && levels.length <= MAX_LEVELS
    ? undefined
    : 'characters';
}

/** With one slash before each name, where that is all that was wrong. */
function correct(template: Template, path: Value, written: string): readonly TemplateFix[] {
  const corrected = `/${written.split('/').filter(Boolean).join('/')}`;
  const node = nodeOf(path);
  const edit = node && !faultOf(corrected) ? replaceText(template, node, corrected) : undefined;
  return edit ? [{ kind: 'replace-path', path: corrected, edits: [edit] }] : [];
}
