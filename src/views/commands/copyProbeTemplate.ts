import * as vscode from 'vscode';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { probeTemplate } from '../../inspect/probeTemplate';
import { t } from '../localize';
import { copyText } from '../copyText';

/** Puts a SAM template that deploys the installed probe on the clipboard, with what is known of a function filled in. */
export async function copyProbeTemplate(
  known: KnownFunction | undefined,
  { extensionUri }: { readonly extensionUri: vscode.Uri },
): Promise<void> {
  const code = await vscode.workspace.fs.readFile(
    vscode.Uri.joinPath(extensionUri, 'dist', 'probe', 'index.js'),
  );
  const target = known?.target;
  const template = probeTemplate(new TextDecoder().decode(code), {
    accessPointArn: target?.fileSystem.arn,
    localMountPath: target?.fileSystem.localMountPath,
    subnetIds: target?.subnetIds,
    securityGroupIds: target?.securityGroupIds,
  });
  const open = t('Open in an Editor');
  const choice = await copyText(
    template,
    t(
      'The probe template is on the clipboard. Save it as template.yaml and deploy it with: sam deploy --guided',
    ),
    open,
  );
  if (choice === open) {
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ language: 'yaml', content: template }),
    );
  }
}
