import { neededTargets } from '../mount/mountNetwork';
import { templateSources } from '../templateSources';
import { closedInbound } from '../mount/securityGroupRules';
import { entryOf } from '../read/nodes';
import { related, type Check } from './check';

/** No security group of a mount target lets TCP 2049 in from the function. */
export const nfsInboundClosed: Check = {
  code: 'nfs-inbound-closed',
  severity: 'warning',
  sources: [templateSources.lambdaFileSystems, templateSources.lambdaInvokeTroubleshooting],
  *judge({ mount, resource }) {
    for (const mountTarget of mount ? neededTargets(mount) : []) {
      const range = entryOf(mountTarget.properties, 'SecurityGroups')?.keyRange ?? mountTarget.idRange;
      const groups = mount && closedInbound(mount, mountTarget);
      yield groups
        ? {
            range,
            subject: mountTarget.id,
            actual: groups.map(({ id }) => id).join(', '),
            related: [
              ...groups.flatMap(group => related('security-group', group)),
              ...related('function', resource),
            ],
          }
        : { fine: range };
    }
  },
};
