import { Budget, TooComplexError } from './budget';
import type { Template } from './template';

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
export function withinBudget<Result>(template: Template, use: () => Result, instead: () => Result): Result {
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
