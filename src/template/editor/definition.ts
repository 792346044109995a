import { declaredFunctions, MountingFunction } from '../mount/graph';
import { contains, entryOf, type Node, type Range } from '../read/nodes';
import type { Template } from '../read/template';
import { nodeOf } from '../resolve/values';
import { withinBudget } from '../read/work';
import { inEveryWorld } from '../resolve/world';

export interface Definition {
  /** The expression in the text: the value of `Arn`. */
  readonly origin: Range;
  /** Logical id of the access point. */
  readonly target: Range;
}

/** The access points that the value of `Arn` at an offset can stand for. */
export function definitionsAt(template: Template, offset: number): readonly Definition[] {
  return withinBudget(
    template,
    () => accessPointsAt(template, offset),
    () => [],
  );
}

function accessPointsAt(template: Template, offset: number): readonly Definition[] {
  const found = new Map<number, Definition>();
  const around = declaredFunctions(template).filter(({ properties }) => {
    const configs = entryOf(properties, 'FileSystemConfigs')?.value;
    return configs !== undefined && mayHold(configs, offset);
  });
  for (const declared of around) {
    const mounts = inEveryWorld(world => new MountingFunction(template, declared, world).mounts).flat();
    for (const { arn, accessPoint } of mounts) {
      const origin = nodeOf(arn)?.range;
      if (accessPoint && origin && contains(origin, offset)) {
        found.set(accessPoint.idRange.start, { origin, target: accessPoint.idRange });
      }
    }
  }
  return [...found.values()];
}

/** What SAM merges into one list stands at several places. */
function mayHold(configs: Node, offset: number): boolean {
  return (
    contains(configs.range, offset) ||
    (configs.kind === 'list' && configs.items.some(item => contains(item.range, offset)))
  );
}
