import { declaredFunctions } from './graph';
import { Resolver } from './resolve';
import type { Range } from './nodes';
import type { Template } from './template';
import { known } from './values';
import { bounded } from './work';
import { World } from './world';

/** A function of the template that a deployed function can be found for. */
export interface TemplateFunction {
  readonly logicalId: string;
  /** `FunctionName`, where the template says it; CloudFormation makes one up otherwise. */
  readonly functionName?: string;
  /** The logical id. */
  readonly range: Range;
}

/** Every function that mounts a file system. */
export function functionsOf(template: Template): readonly TemplateFunction[] {
  return bounded(
    template,
    () => functionsIn(template),
    () => [],
  );
}

function functionsIn(template: Template): readonly TemplateFunction[] {
  const resolver = new Resolver(template, new World());
  return declaredFunctions(template).map(({ resource, properties }) => {
    const functionName = known(resolver.get(resolver.resolve(properties), 'FunctionName'));
    return {
      logicalId: resource.id,
      functionName,
      range: resource.idRange,
    };
  });
}
