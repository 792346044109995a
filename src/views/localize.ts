import * as vscode from 'vscode';
import { createTranslate } from '../core/translate';

/** Words in VS Code's display language, for every surface of the window. */
export const t = createTranslate(vscode.l10n.bundle);

/** VS Code's display language, as which numbers and dates are written beside {@link t}. */
export const locale = vscode.env.language;
