import * as vscode from 'vscode';
import type { NoteNode } from './treeNodes';

const icons: Record<NoteNode['tone'], vscode.ThemeIcon> = {
  info: new vscode.ThemeIcon('info'),
  error: new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  loading: new vscode.ThemeIcon('loading~spin'),
  more: new vscode.ThemeIcon('ellipsis'),
};

export function noteItem({ id, tone, text, detail, isToldAbove, command }: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(text);
  item.id = id;
  item.iconPath = icons[tone];
  item.contextValue = 'note';
  item.tooltip = detail ?? text;
  item.description = isToldAbove ? undefined : detail;
  item.accessibilityInformation = { label: [text, detail].filter(Boolean).join(' ') };
  item.command = command;
  return item;
}
