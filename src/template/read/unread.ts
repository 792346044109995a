import { syntaxProblemOf, type SyntaxProblem } from './parseYaml';
import type { Template } from './template';

/**
 * Where a text breaks the rules of its language, so that not all of it, or nothing, was read.
 *
 * @param template what was read of it; undefined where nothing was
 */
export function unreadProblemOf(text: string, template: Template | undefined): SyntaxProblem | undefined {
  return template && (template.isWhole || template.isTooComplex) ? undefined : syntaxProblemOf(text);
}
