import { declaredFunctions, MountingFunction } from './graph';
import { contains, type Range } from './nodes';
import type { Template } from './template';
import { nodeOf } from './values';
import { inEveryWorld } from './world';

export interface Definition {
  /** The expression in the text: the value of `Arn`. */
  readonly origin: Range;
  /** Logical id of the access point. */
  readonly target: Range;
}

/** The access points that the value of `Arn` at an offset can stand for. */
export function definitionsAt(template: Template, offset: number): readonly Definition[] {
  const found = new Map<number, Definition>();
  for (const declared of declaredFunctions(template)) {
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
