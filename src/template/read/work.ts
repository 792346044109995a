import type { Template } from './template';

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

const budgets = new WeakMap<Template, Budget>();

/** What is done on the template from now on is paid from this budget. */
export function workWith(template: Template, budget: Budget): void {
  budgets.set(template, budget);
}

/**
 * Pays for steps whose number a template decides.
 * @throws {TooComplexError} when the budget is used up
 */
export function spend(template: Template, steps = 1): void {
  budgets.get(template)?.spend(steps);
}

/** Runs a short use of a template with a budget of its own; `instead` where that is used up. */
export function bounded<Result>(template: Template, use: () => Result, instead: () => Result): Result {
  if (template.isTooComplex) {
    return instead();
  }
  workWith(template, new Budget());
  try {
    return use();
  } catch (error) {
    if (error instanceof TooComplexError) {
      return instead();
    }
    throw error;
  }
}

/** Does work at once that could be done in slices. */
export function atOnce<Result>(steps: Generator<void, Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) {
      return step.value;
    }
  }
}
