import * as vscode from 'vscode';
import { formatBytes, formatExactTime, formatInteger } from '../../core/text/display';
import { iconOfType, kindOfType } from '../../core/listing/fileTypes';
import { visible } from '../../core/text/visibleText';
import type { Totals } from '../../inspect/totalsCounter';
import { summariseTotals } from '../words/totalsWords';
import type { EntryNode } from './treeNodes';
import { locale, t } from '../localize';

export function entryItem({ id, arn, entry, path }: EntryNode, totals: Totals | undefined): vscode.TreeItem {
  const { type, name, size, owner, group, modeText, modifiedMs, modifiedText, target, error } = entry;
  const item = new vscode.TreeItem(visible(name));
  item.id = id;
  item.iconPath = new vscode.ThemeIcon(iconOfType(type));
  item.contextValue = kindOfType(type);
  if (type === '-' || type === 'l') {
    item.command = {
      command: 'efsMountInspector.openFile',
      title: t('Open File'),
      arguments: [{ arn, path }],
    };
  }
  item.collapsibleState =
    type === 'd' ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None;
  const ownership = [owner, group].filter(part => part !== undefined).join(':');
  const link = target === undefined ? undefined : `→ ${visible(target)}`;
  const bytes = type === '-' && size !== undefined ? formatBytes(size, locale) : undefined;
  const counted = totals && totals.files > 0 ? formatBytes(totals.bytes, locale) : undefined;
  item.description = error ?? [link, bytes ?? counted, ownership].filter(Boolean).join('  ');
  item.accessibilityInformation = { label: [visible(name), item.description].filter(Boolean).join(', ') };
  item.tooltip = [
    visible(path),
    link,
    modeText && `${type}${modeText}`,
    ownership,
    size === undefined ? undefined : t('{0} bytes', formatInteger(size, locale)),
    modifiedMs === undefined ? modifiedText : formatExactTime(modifiedMs),
    error && t('It could not be read: {0}.', error),
    totals && summariseTotals(totals),
  ]
    .filter(Boolean)
    .join('\n');
  return item;
}
