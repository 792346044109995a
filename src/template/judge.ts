import type { Check, Judgement } from './checks/check';
import { MountingFunction, type DeclaredFunction } from './mount/graph';
import type { Template } from './read/template';
import { MAX_WORLDS, World, type Undecided } from './resolve/world';

interface Waiting {
  readonly world: World;
  readonly checks: readonly Check[];
}

/** A judgement, and the world that it is of. */
export interface Judged {
  readonly judgement: Judgement;
  readonly world: World;
}

/**
 * Judges a function in every world, each check only in those that make a difference to it. Yields after each world.
 * @throws {TooComplexError} when the template's budget is used up
 */
export function* judge(
  template: Template,
  declared: DeclaredFunction,
  checks: readonly Check[],
): Generator<void, ReadonlyMap<Check, readonly Judged[]>> {
  const judgements = new Map(checks.map((check): [Check, Judged[]] => [check, []]));
  const waiting: Waiting[] = [{ world: new World(), checks }];
  let seen = 0;

  /** Leaves checks to the worlds that decide a variable; false where those would be too many. */
  const leave = (world: World, { by, checks }: { by: Undecided; checks: readonly Check[] }) => {
    const fits = seen + waiting.length + by.choices.length <= MAX_WORLDS;
    waiting.push(...(fits ? world.deciding(by).map(decided => ({ world: decided, checks })) : []));
    return fits;
  };

  for (let next = waiting.pop(); next; next = waiting.pop()) {
    yield;
    seen++;
    const { world } = next;
    const mounting = new MountingFunction(template, declared, world);
    const mounts = mounting.resolver.exists(declared.resource) !== false && mounting.mounts.length > 0;
    const common = world.takeUndecided();
    if ((common && leave(world, { by: common, checks: next.checks })) || !mounts) {
      continue;
    }
    const asked = new Map<string, { by: Undecided; checks: Check[]; judged: [Check, Judged[]][] }>();
    for (const check of next.checks) {
      const judged = [...check.judge(mounting)].map(judgement => ({ judgement, world }));
      const by = world.takeUndecided();
      if (by) {
        const group = asked.get(by.variable) ?? { by, checks: [], judged: [] };
        group.checks.push(check);
        group.judged.push([check, judged]);
        asked.set(by.variable, group);
      } else {
        judgements.get(check)?.push(...judged);
      }
    }
    for (const group of asked.values()) {
      for (const [check, judged] of leave(world, group) ? [] : group.judged) {
        judgements.get(check)?.push(...judged);
      }
    }
  }
  return judgements;
}
