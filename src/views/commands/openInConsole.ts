import * as vscode from 'vscode';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { consoleUrl } from '../connection/consoleUrl';
import { t } from '../localize';
import { showInformation } from '../window';

export function openInConsole({ connection, target }: KnownFunction): void {
  const url = consoleUrl(target, connection);
  if (url) {
    void vscode.env.openExternal(vscode.Uri.parse(url, true));
  } else {
    void showInformation(
      t('This function is not in the AWS console: it belongs to the demo or to another endpoint.'),
    );
  }
}
