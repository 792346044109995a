import type { HumanError } from '../../core/humanError';
import type { ConnectionState } from '../../inspect/functionCatalog';
import { describeError } from '../../inspect/inspectProblems';
import { t } from '../localize';
import { hasWelcome, isWelcome } from './viewState';

/**
 * Why functions could not be listed, in whole sentences: a row would be cut. Those that the view's welcome is about are
 * left to it.
 */
export function listingErrors(
  states: readonly ConnectionState[],
  problem: HumanError | undefined,
): readonly string[] {
  const failed = isWelcome(states)
    ? []
    : states.flatMap(({ connection, error }) => (error ? [{ region: connection.region, error }] : []));
  const errors = [
    ...(problem && !hasWelcome(problem) ? [{ region: undefined, error: problem }] : []),
    ...failed,
  ];
  const sentences = new Map<string, string[]>();
  for (const { error, region } of errors) {
    const words = describeError(error, t);
    sentences.set(words, [...(sentences.get(words) ?? []), ...(region === undefined ? [] : [region])]);
  }
  return [...sentences].map(([words, regions]) =>
    states.length > 1 && regions.length > 0 ? `${regions.join(', ')}: ${words}` : words,
  );
}
