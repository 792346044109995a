import * as vscode from 'vscode';
import { showInformation } from './window';

/**
 * Puts a text on the clipboard and says so: VS Code shows the sentence, and reads it to a screen reader. Where the
 * sentence has buttons, waits for the one that is chosen.
 */
export async function copyText(
  text: string,
  said: string,
  ...buttons: string[]
): Promise<string | undefined> {
  await vscode.env.clipboard.writeText(text);
  const choice = showInformation(said, ...buttons);
  return buttons.length > 0 ? choice : undefined;
}
