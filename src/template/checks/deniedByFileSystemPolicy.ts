import { entryOf, type Node } from '../read/nodes';
import { templateSources } from '../templateSources';
import { nodeOf } from '../resolve/values';
import { related, type Check } from './check';
import { denials } from './clientPermissions';

/** The file system's own policy denies the mount to the function; what one policy denies no other can allow. */
export const deniedByFileSystemPolicy: Check = {
  code: 'denied-by-file-system-policy',
  severity: 'error',
  sources: [templateSources.efsPolicyExamples, templateSources.lambdaFileSystems],
  *judge({ mount, resource }) {
    if (!mount) {
      return;
    }
    const prefix = mount.service === 's3files' ? 's3files' : 'elasticfilesystem';
    const told = new Set<Node>();
    for (const action of [`${prefix}:ClientMount`, `${prefix}:ClientWrite`]) {
      for (const statement of denials(mount, action)) {
        const node = nodeOf(statement);
        const effect = entryOf(node, 'Effect');
        if (node && effect && !told.has(node)) {
          told.add(node);
          yield {
            range: effect.value.range,
            actual: action,
            related: [...related('file-system', mount.fileSystem), ...related('function', resource)],
          };
        }
      }
    }
  },
};
