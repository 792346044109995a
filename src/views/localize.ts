import * as vscode from 'vscode';
import { createTranslate } from '../core/localize';

/** Words in VS Code's display language, for every surface of the window. */
export const t = createTranslate(vscode.l10n.bundle);
