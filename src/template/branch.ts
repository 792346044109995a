import type { CheckProblem } from './checks/check';
import type { Branch } from './templateFinding';
import type { Judged } from './judge';
import { OTHER, type Choice } from './resolve/world';

/** The judgements at one place, in the worlds where there are any. */
export interface Verdicts {
  readonly problems: readonly (Judged & { readonly judgement: CheckProblem })[];
  readonly fine: readonly Judged[];
}

/**
 * The values of one parameter with which something is wrong whatever else is decided, where it is right with others.
 * Undefined where it takes more than one parameter, or a comparison that has no name.
 */
export function branchOf({ problems, fine }: Verdicts): Branch | undefined {
  const names = new Set(problems.flatMap(({ world }) => [...world.choices.keys()]));
  for (const parameter of names) {
    const right = choicesIn(fine, parameter);
    const wrong = right && [...(choicesIn(problems, parameter) ?? [])].filter(choice => !right.has(choice));
    if (right?.size && wrong?.length && /^[\w:]+$/.test(parameter)) {
      return wrong.includes(OTHER)
        ? { parameter, is: 'not', values: texts([...right]) }
        : { parameter, is: 'one-of', values: texts(wrong) };
    }
  }
  return undefined;
}

/** Undefined where a world has not decided it and so stands for all. */
function choicesIn(judged: readonly Judged[], parameter: string): ReadonlySet<Choice> | undefined {
  const choices = judged.map(({ world }) => world.choices.get(parameter));
  return choices.includes(undefined) ? undefined : new Set(choices.filter(choice => choice !== undefined));
}

function texts(choices: readonly Choice[]): readonly string[] {
  return choices.filter(choice => typeof choice === 'string').sort();
}
