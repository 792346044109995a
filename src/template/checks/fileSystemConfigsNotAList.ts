import { makeList } from '../edits/list';
import { isEntryWithoutList } from '../mount/graph';
import { templateSources } from '../templateSources';
import { nodeOf } from '../resolve/values';
import { propertyKey, type Check } from './check';

/** The entry of `FileSystemConfigs` lacks the dash or the brackets of its list. */
export const fileSystemConfigsNotAList: Check = {
  code: 'file-system-configs-not-a-list',
  severity: 'error',
  sources: [templateSources.cloudFormationFileSystemConfig],
  *judge(mounting) {
    if (mounting.mounts.length) {
      const range = propertyKey(mounting, 'FileSystemConfigs');
      const configs = mounting.property('FileSystemConfigs');
      yield isEntryWithoutList(configs)
        ? { range, fixes: () => makeList(mounting.template, nodeOf(configs)) }
        : { fine: range };
    }
  },
};
