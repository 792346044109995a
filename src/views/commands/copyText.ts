import * as vscode from 'vscode';
import { showInformation } from '../window';

/** Puts a text on the clipboard and says so: VS Code shows the sentence, and reads it to a screen reader. */
export async function copyText(text: string, said: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  void showInformation(said);
}
