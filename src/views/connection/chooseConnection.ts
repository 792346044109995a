import * as vscode from 'vscode';
import { t } from '../localize';
import type { Services } from '../services';
import { pickOne } from '../window';
import { overriddenRegion } from './overriddenRegion';

/** What can be done about where functions are looked for; the status bar's item leads here. */
export async function chooseConnection({
  connections,
  resolver,
}: Pick<Services, 'connections' | 'resolver'>): Promise<void> {
  const { current, demo } = connections;
  const [first] = current;
  const regions = current.map(({ region }) => region).join(', ');
  const items = [
    {
      command: 'selectProfile',
      iconPath: new vscode.ThemeIcon('account'),
      label: t('Select AWS Profile…'),
      description: demo ? undefined : first?.profile,
    },
    {
      command: 'selectRegions',
      iconPath: new vscode.ThemeIcon('globe'),
      label: t('Select AWS Regions…'),
      description: demo ? undefined : regions,
      detail: await overriddenRegion(current, resolver),
    },
    demo
      ? { command: 'stopDemo', iconPath: new vscode.ThemeIcon('beaker-stop'), label: t('Stop the Demo') }
      : { command: 'tryDemo', iconPath: new vscode.ThemeIcon('beaker'), label: t('Try the Demo') },
    { command: 'showLog', iconPath: new vscode.ThemeIcon('output'), label: t('Show Log') },
  ];
  const picked = await pickOne(items, { title: t('Where to Look for Functions') });
  if (picked) {
    await vscode.commands.executeCommand(`efsMountInspector.${picked.command}`);
  }
}
