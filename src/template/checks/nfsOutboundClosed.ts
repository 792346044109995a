import { templateSources } from '../templateSources';
import { closedOutbound } from '../mount/securityGroupRules';
import { entryOf } from '../read/nodes';
import { nodeOf } from '../resolve/values';
import { ownKey, related, type Check } from './check';

/** No security group of the function lets TCP 2049 out to the mount targets. */
export const nfsOutboundClosed: Check = {
  code: 'nfs-outbound-closed',
  severity: 'warning',
  sources: [templateSources.lambdaFileSystems, templateSources.lambdaInvokeTroubleshooting],
  *judge(mounting) {
    if (!mounting.mount) {
      return;
    }
    const vpcConfig = nodeOf(mounting.property('VpcConfig'));
    const judged = entryOf(vpcConfig, 'SecurityGroupIds')?.keyRange ?? ownKey(mounting, 'VpcConfig');
    const groups = closedOutbound(mounting.mount);
    // The rules are what has to change; of several groups, one is enough, and which one is a choice.
    const [group, ...others] = groups ?? [];
    const rules = others.length === 0 ? entryOf(group?.properties, 'SecurityGroupEgress') : undefined;
    yield groups
      ? {
          range: rules?.keyRange ?? judged,
          judged,
          cause: groups.map(({ id }) => id).join(),
          actual: groups.map(({ id }) => id).join(', '),
          related: groups.flatMap(group => related('security-group', group)),
        }
      : { fine: judged };
  },
};
