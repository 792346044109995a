// An extension of the tests' own in a web worker: evaluates functions that a test sends, with the vscode API. It has to
// ask for them, because nobody can connect to a browser.
import * as vscode from 'vscode';
import { evaluate, type EvaluationRequest, type EvaluationResponse } from './evaluation';

export function activate({ extensionUri }: vscode.ExtensionContext): void {
  void answerAll(extensionUri.toString());
}

async function answerAll(address: string): Promise<never> {
  for (;;) {
    const response = await fetch(`${address}/question`);
    const answer = await answerTo((await response.json()) as EvaluationRequest);
    await fetch(`${address}/answer`, { method: 'POST', body: JSON.stringify(answer) });
  }
}

async function answerTo(question: EvaluationRequest): Promise<EvaluationResponse> {
  try {
    return { hostPid: 0, value: await evaluate(vscode, question) };
  } catch (error) {
    return { hostPid: 0, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
