import { namedIn, outputOf } from './dependencies';
import type { Template } from '../read/template';

/**
 * Whether something that cannot be seen here is told of a resource and may add to it: another stack that imports it, a
 * nested stack, a custom resource, a macro. Then nothing can be said of what the resource lacks. `id` may also be that
 * of a role which SAM makes.
 */
export function isKnownElsewhere(template: Template, id: string): boolean {
  const output = outputOf(template, id);
  return (
    template.resourcesOpen ||
    output === 'exported' ||
    (output === 'plain' && isCompletedBySiblings(template, id)) ||
    namedIn(template, id).some(({ type = '' }) => !/^AWS::/.test(type) || tellers.test(type))
  );
}

const tellers =
  /^AWS::(?:CloudFormation|Serverless::Application|ServiceCatalog|SSM|RAM|AppConfig|CodeBuild|CodePipeline)\b/;

/** A parent stack hands roles and security groups on to stacks that add policies and rules; mount targets stay. */
function isCompletedBySiblings(template: Template, id: string): boolean {
  const resource = template.resources.get(id);
  return !resource || /^AWS::(?:IAM::Role|EC2::SecurityGroup)$/.test(resource.type ?? '');
}
