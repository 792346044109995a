import { redact } from './text/redact';
import { bounded, visible } from './text/visibleText';

/** What went wrong, as data: its words are made at the edge from `code` and `params`, like a finding's. */
export interface Problem<Code extends string = string> {
  /** Stable, kebab case, e.g. `endpoint-down`. */
  readonly code: Code;
  /** Values that the words need. Untrusted text. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** Longest value in a sentence: what comes after it has to be read, too. */
const MOST_SHOWN = 500;

/** A value of a problem as its words show it. */
export function shownParam(value: string | number | undefined): string | number {
  return typeof value === 'string' ? visible(bounded(value, MOST_SHOWN)) : (value ?? '');
}

/** Most characters of a value: more than any path has, and not so many that a message fills the screen or the memory. */
const PARAM_LENGTH = 5000;

/**
 * A problem that is fit to be shown, kept, copied and logged. Values come from outside too: they have no secrets in
 * them, and are cut where they are longer than anybody reads.
 */
export function makeProblem<Code extends string>(
  code: Code,
  params: Readonly<Record<string, string | number>>,
): Problem<Code> {
  const kept = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? bounded(redact(value), PARAM_LENGTH) : value,
  ]);
  return { code, params: Object.fromEntries(kept) as Problem['params'] };
}

/**
 * An error that a person can do something about. Everything else that is thrown is a bug and goes to the log.
 * Recognise it by {@link isHumanError}: the chunks are separate bundles, each with a class of its own.
 */
export class HumanError extends Error {
  readonly isHumanError = true;
  /** Present where the words can be made again in another language, or after a reload. */
  readonly problem?: Problem;

  /** @param message a whole English sentence that says what to do */
  constructor(message: string, options: { readonly problem?: Problem; readonly cause?: unknown } = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined);
    this.name = 'HumanError';
    this.problem = options.problem;
  }
}

export function isHumanError(error: unknown): error is HumanError {
  return error instanceof Error && 'isHumanError' in error && error.isHumanError === true;
}

/** The code of what is known to have gone wrong; empty of a bug. */
export function problemCodeOf(error: unknown): string {
  return isHumanError(error) ? (error.problem?.code ?? '') : '';
}
