import { attachManagedPolicy } from '../edits/managedPolicy';
import { seenRoleOf } from '../mount/policies';
import { templateSources } from '../templateSources';
import { propertyKey, related, type Check } from './check';

/** Lambda tries these with the role of a function in a VPC before it creates or updates it. */
const needed = ['ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface'];

/** The function's role may not make the network interfaces that a function in a VPC has. */
export const missingNetworkInterfacePermission: Check = {
  code: 'missing-network-interface-permission',
  severity: 'error',
  sources: [templateSources.lambdaVpc],
  *judge(mounting) {
    // Where SAM makes the role it adds the policy itself.
    const role = mounting.mounts.length ? seenRoleOf(mounting) : undefined;
    if (role?.resource && mounting.property('VpcConfig').kind === 'map') {
      const range = propertyKey(mounting, 'Role');
      const { resource } = role;
      const missing = needed.filter(action => role.grants(action) === false);
      yield missing.length
        ? {
            range,
            cause: role.id,
            actual: resource.id,
            expected: missing.join(', '),
            params: { role: resource.id },
            related: related('role', resource),
            fixes: () =>
              attachManagedPolicy(
                mounting.template,
                resource,
                'service-role/AWSLambdaVPCAccessExecutionRole',
              ),
          }
        : { fine: range };
    }
  },
};
