import { templateSources } from '../templateSources';
import { known, nodeOf } from '../resolve/values';
import { related, type Check } from './check';

/** A file system whose throughput was chosen to depend on its size and on credits that run out. */
export const burstingThroughput: Check = {
  code: 'bursting-throughput',
  severity: 'info',
  sources: [templateSources.efsPerformance, templateSources.lambdaEfs],
  *judge({ mount, resource }) {
    const fileSystem = mount?.fileSystem;
    if (mount && fileSystem?.type === 'AWS::EFS::FileSystem') {
      const mode = mount.propertyOf(fileSystem, 'ThroughputMode');
      const range = nodeOf(mode)?.range ?? fileSystem.idRange;
      yield known(mode) === 'bursting'
        ? {
            range,
            subject: fileSystem.id,
            actual: 'bursting',
            expected: 'elastic',
            related: related('function', resource),
          }
        : { fine: range };
    }
  },
};
