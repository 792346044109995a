import * as vscode from 'vscode';
import type { KnownFunction } from '../../inspect/catalog';
import type { TemporaryProbes } from '../../inspect/temporary/temporaryProbes';
import { confirmTemporaryProbe } from './temporaryProbe';
import { t } from '../localize';
import { showInformation } from '../window';

/**
 * Says why a function is not invoked, and offers what makes it possible.
 * @returns whether a temporary probe was allowed, so that the inspection can go on
 */
export async function explainUnknownProbe(known: KnownFunction, probes: TemporaryProbes): Promise<boolean> {
  const target = known.function;
  const temporary = t('Use a Temporary Probe…');
  const copyTemplate = t('Copy Probe Template');
  const mark = t('Mark as Shell Probe…');
  const choice = await showInformation(
    t('{0} is not known to be a probe, so it is not invoked.', target.name),
    {
      modal: true,
      detail: t(
        'An unknown payload to a function in use can do anything. A temporary probe is created beside it with the same role, network and mount, and deleted afterwards. Or deploy the probe for good with the probe template, or mark the function if its handler runs shell commands as {"Cmd": "…"}.',
      ),
    },
    ...(target.role === undefined ? [] : [temporary]),
    copyTemplate,
    mark,
  );
  if (choice === temporary && (await confirmTemporaryProbe(known))) {
    probes.allow(target.arn);
    return true;
  }
  if (choice === copyTemplate) {
    await vscode.commands.executeCommand('efsMountInspector.copyProbeTemplate', { arn: target.arn });
  } else if (choice === mark) {
    await vscode.commands.executeCommand('efsMountInspector.markAsShellProbe', { arn: target.arn });
  }
  return false;
}
