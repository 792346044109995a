import type { MountingFunction } from '../mount/graph';
import type { Range } from '../read/nodes';
import { templateSources } from '../templateSources';
import { nodeOf } from '../resolve/values';
import { configKey, ownKey, type Check } from './check';

/** Lambda takes one entry. */
export const tooManyFileSystems: Check = {
  code: 'too-many-file-systems',
  severity: 'error',
  sources: [templateSources.lambdaFileSystems, templateSources.cloudFormationFileSystemConfig],
  *judge(mounting) {
    const { mounts } = mounting;
    const [first, second] = mounts;
    const services = new Set(mounts.flatMap(({ service }) => service ?? []));
    const judged = ownKey(mounting, 'FileSystemConfigs');
    yield first && second && services.size < 2
      ? {
          range: configKey(second),
          judged,
          actual: String(mounts.length),
          expected: '1',
          params: { isMerged: isMerged(mounting) ? 1 : 0 },
          related: [{ is: 'file-system-configs', id: 'FileSystemConfigs', range: configKey(first) }],
        }
      : { fine: judged };
  },
};

/** Whether SAM appends the function's entries to those of the globals. */
function isMerged(mounting: MountingFunction): boolean {
  const own = mounting.ownEntry('FileSystemConfigs')?.value.range;
  const areOwn = mounting.mounts.map(({ config }) => own !== undefined && within(nodeOf(config)?.range, own));
  return areOwn.includes(true) && areOwn.includes(false);
}

function within(inner: Range | undefined, outer: Range): boolean {
  return inner !== undefined && outer.start <= inner.start && inner.end <= outer.end;
}
