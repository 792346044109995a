/** Steps that one use of a template may take: a check of it all, a hover. 400 mounting functions take 40 000. */
const MAX_STEPS = 1_000_000;

/** A text that would take more work than it is worth: no deployment has such a one. */
export class TooComplexError extends Error {
  constructor() {
    super('The template is too complex to check.');
    this.name = 'TooComplexError';
  }
}

/** Work that is left for one use of a template, in counted steps, so that it is the same on every machine. */
export class Budget {
  #left: number;

  constructor(steps = MAX_STEPS) {
    this.#left = steps;
  }

  /** @throws {TooComplexError} when nothing is left */
  spend(steps: number): void {
    this.#left -= steps;
    if (this.#left < 0) {
      throw new TooComplexError();
    }
  }
}
