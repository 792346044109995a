/** Any value that the template compares nothing with. */
export const OTHER = Symbol('other');
export type Choice = string | typeof OTHER;

/** A variable that was asked for and is not decided yet. */
export interface Undecided {
  readonly variable: string;
  readonly choices: readonly Choice[];
}

interface Memory {
  answer: unknown;
  undecided: Undecided | undefined;
}

/**
 * Worlds that are looked at for one function: a template whose conditions make more combinations is judged with the rest
 * of them unknown.
 */
export const MAX_WORLDS = 64;

/**
 * One combination of what a deployment decides: the values of parameters that conditions look at. A variable that is
 * asked for and not decided yet is unknown, and remembered, so that its choices can be tried.
 */
export class World {
  readonly #choices: ReadonlyMap<string, Choice>;
  readonly #memories = new Map<string, Map<unknown, Memory>>();
  #undecided: Undecided | undefined;

  constructor(choices: ReadonlyMap<string, Choice> = new Map()) {
    this.#choices = choices;
  }

  /** What is decided. */
  get choices(): ReadonlyMap<string, Choice> {
    return this.#choices;
  }

  choose(variable: string, choices: readonly Choice[]): Choice | undefined {
    const choice = this.#choices.get(variable);
    if (choice === undefined) {
      this.#undecided ??= { variable, choices };
    }
    return choice;
  }

  /**
   * What something is in this world, worked out once: `as` says which meaning of the key. A variable that it asked for in vain is asked
   * for again each time. `meanwhile` is what it is within itself.
   */
  remember<Answer>(as: string, key: unknown, meanwhile: Answer, look: () => Answer): Answer {
    const memories = this.#memories.get(as) ?? new Map<unknown, Memory>();
    this.#memories.set(as, memories);
    const known = memories.get(key);
    if (known) {
      this.#undecided ??= known.undecided;
      return known.answer as Answer;
    }
    const memory: Memory = { answer: meanwhile, undecided: undefined };
    memories.set(key, memory);
    const before = this.takeUndecided();
    memory.answer = look();
    memory.undecided = this.takeUndecided();
    this.#undecided = before ?? memory.undecided;
    return memory.answer as Answer;
  }

  /** The first variable that was asked for in vain since this was called last. */
  takeUndecided(): Undecided | undefined {
    const undecided = this.#undecided;
    this.#undecided = undefined;
    return undecided;
  }

  /** A world for each choice of a variable. */
  deciding({ variable, choices }: Undecided): readonly World[] {
    return choices.map(choice => new World(new Map(this.#choices).set(variable, choice)));
  }
}

/** Calls `look` for every combination of the choices that it asks for, and gives the answers. */
export function inEveryWorld<Answer>(look: (world: World) => Answer): readonly Answer[] {
  const waiting = [new World()];
  const answers: Answer[] = [];
  let seen = 0;
  for (let world = waiting.pop(); world; world = waiting.pop()) {
    seen++;
    const answer = look(world);
    const undecided = world.takeUndecided();
    if (undecided && seen + waiting.length + undecided.choices.length <= MAX_WORLDS) {
      waiting.push(...world.deciding(undecided));
    } else {
      answers.push(answer);
    }
  }
  return answers;
}
