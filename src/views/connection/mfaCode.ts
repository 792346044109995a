import * as vscode from 'vscode';
import type { Translate } from '../../core/localize';

/** Asks for the code of a multi-factor device. @throws CancellationError when the user gives up */
export async function askMfaCode(serial: string, profile: string, t: Translate): Promise<string> {
  const code = await vscode.window.showInputBox({
    title: t('Multi-factor authentication for {0}', profile),
    prompt: t('Code of the device {0}', serial),
    ignoreFocusOut: true,
    validateInput: text => (/^\d{6}$/.test(text.trim()) ? undefined : t('The code has six digits.')),
  });
  if (code === undefined) {
    throw new vscode.CancellationError();
  }
  return code.trim();
}
