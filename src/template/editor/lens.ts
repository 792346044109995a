import { declaredFunctions } from '../mount/graph';
import { Resolver } from '../resolve/resolve';
import type { Range } from '../read/nodes';
import type { Template } from '../read/template';
import { known } from '../resolve/values';
import { withinBudget } from '../read/work';
import { World } from '../resolve/world';

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
  return withinBudget(
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
