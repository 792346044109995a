import { isExported, namedIn } from './dependencies';
import type { Template } from './template';

/**
 * Whether something that cannot be seen here is told of a resource and may add to it: another stack that imports it, a
 * nested stack, a custom resource, a macro. Then nothing can be said of what the resource lacks.
 */
export function isKnownElsewhere(template: Template, id: string): boolean {
  return (
    template.resourcesOpen ||
    isExported(template, id) ||
    namedIn(template, id).some(({ type = '' }) => !/^AWS::/.test(type) || tellers.test(type))
  );
}

const tellers =
  /^AWS::(?:CloudFormation|Serverless::Application|ServiceCatalog|SSM|RAM|AppConfig|CodeBuild|CodePipeline)\b/;
