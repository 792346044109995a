/** Any value that the template compares nothing with. */
export const OTHER = Symbol('other');
export type Choice = string | typeof OTHER;

/**
 * Runs of one judgement: a template whose conditions make more combinations than this is judged with the rest of them
 * unknown.
 */
const MAX_RUNS = 48;

/**
 * One combination of what a deployment decides: the values of parameters that conditions look at. A variable that is
 * asked for and not decided yet is unknown, and remembered, so that {@link inEveryWorld} can try its choices.
 */
export class World {
  readonly #choices: ReadonlyMap<string, Choice>;
  #undecided: { variable: string; choices: readonly Choice[] } | undefined;

  constructor(choices: ReadonlyMap<string, Choice> = new Map()) {
    this.#choices = choices;
  }

  choose(variable: string, choices: readonly Choice[]): Choice | undefined {
    const choice = this.#choices.get(variable);
    if (choice === undefined) {
      this.#undecided ??= { variable, choices };
    }
    return choice;
  }

  /** The worlds that decide the first variable that was asked for in vain; none when nothing was. */
  branches(): readonly World[] {
    const undecided = this.#undecided;
    return (undecided?.choices ?? []).map(
      choice => new World(new Map(this.#choices).set(undecided?.variable ?? '', choice)),
    );
  }
}

/** Calls `judge` for every combination of the choices that it asks for, and gives the answers. */
export function inEveryWorld<Answer>(judge: (world: World) => Answer): readonly Answer[] {
  const waiting = [new World()];
  const answers: Answer[] = [];
  let runs = 0;
  for (let world = waiting.pop(); world; world = waiting.pop()) {
    runs++;
    const answer = judge(world);
    const branches = world.branches();
    if (branches.length === 0 || runs + waiting.length + branches.length > MAX_RUNS) {
      answers.push(answer);
    } else {
      waiting.push(...branches);
    }
  }
  return answers;
}
