import { sources } from '../sources';
import { configKey, type Check } from './check';

/** Lambda takes one entry. SAM appends a function's entries to those of the globals. */
export const tooManyFileSystems: Check = {
  code: 'too-many-file-systems',
  severity: 'error',
  sources: [sources.lambdaFileSystems, sources.cloudFormationFileSystemConfig],
  *judge({ mounts }) {
    const [first, second] = mounts;
    const services = new Set(mounts.flatMap(({ service }) => service ?? []));
    if (first && second && services.size < 2) {
      yield {
        range: configKey(second),
        actual: String(mounts.length),
        expected: '1',
        related: [{ is: 'file-system-configs', id: 'FileSystemConfigs', range: configKey(first) }],
      };
    }
  },
};
