import type * as vscode from 'vscode';
import { bounded } from '../../core/text/visibleText';

/** The beginning of an answer that is no longer than the model has room for. */
export async function fitting(
  text: string,
  options: vscode.LanguageModelToolTokenizationOptions | undefined,
  token: vscode.CancellationToken,
): Promise<string> {
  let shown = text;
  for (let tries = 0; options && tries < 10; tries++) {
    const count = await options.countTokens(shown, token);
    if (count <= options.tokenBudget) {
      break;
    }
    shown = bounded(shown, Math.max(1, Math.floor((shown.length * options.tokenBudget * 0.9) / count)));
  }
  return shown;
}
