import * as vscode from 'vscode';
import type { ProbeWay } from '../../core/capture/capture';
import type { LambdaFunction, Origin } from '../../core/lambdaFunction';
import type { Severity } from '../../core/findings/finding';
import type { Report } from '../../core/report';
import { counted } from '../../core/text/display';
import { visible } from '../../core/text/visibleText';
import { nameKind } from '../../core/words/fileSystemKindWords';
import { describeOrigin } from '../../core/words/originWords';
import { describeResult } from '../../core/words/resultWords';
import type { ConnectionState } from '../../inspect/functionCatalog';
import { describeError } from '../../inspect/inspectProblems';
import type { Inspection } from '../../inspect/inspection';
import { contextValue, type FunctionSubject } from './contextValue';
import { verdictUri } from './verdictDecorations';
import type { FunctionNode, GroupNode, MountNode, RegionNode } from './treeNodes';
import { locale, t } from '../localize';
import { failureWords, nameStanding, summariseInspection } from '../words/inspectionWords';

export function regionItem({ id }: RegionNode, state: ConnectionState | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem('', vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.contextValue = 'region';
  if (!state) {
    return item;
  }
  const { connection, stale, status } = state;
  const demo = connection.kind === 'demo';
  item.label = demo ? t('Demo') : connection.region;
  item.iconPath = new vscode.ThemeIcon(demo ? 'beaker' : 'globe');
  item.description = [
    status === 'loading' ? t('looking for functions…') : describeCount(state),
    stale && status !== 'loading' ? t('from an earlier time') : undefined,
    demo ? t('local endpoint, no AWS account') : connection.profile,
    demo ? undefined : connection.endpoint,
  ]
    .filter(Boolean)
    .join(' · ');
  return item;
}

/** That there are none is said only where a listing has come to its end. */
function describeCount({ functions, status }: ConnectionState): string | undefined {
  const { length } = functions;
  return length === 0 && status !== 'ready' ? undefined : countFunctions(length);
}

function countFunctions(count: number): string {
  return counted(count, locale, { one: t('1 function'), other: t('{0} functions', count) });
}

/** A file system or an account. An access point stands in for its file system until that is known. */
export function groupItem({ id, by, key }: GroupNode, functions: readonly LambdaFunction[]): vscode.TreeItem {
  const [first] = functions;
  const label = by === 'origin' && first ? nameOrigin(first.origin) : visible(key);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.contextValue = 'group';
  item.iconPath = new vscode.ThemeIcon(groupIcons[by]);
  item.description = [
    by === 'fileSystem' && first && nameKind(first.fileSystem.kind, t),
    countFunctions(functions.length),
  ]
    .filter(Boolean)
    .join(' · ');
  item.tooltip = key.startsWith('fsap-')
    ? t('The file system behind the access point {0} is read with the first inspection.', visible(key))
    : label;
  item.accessibilityInformation = { label: `${label}, ${item.description}` };
  return item;
}

const groupIcons: Readonly<Record<GroupNode['by'], string>> = {
  fileSystem: 'server-environment',
  account: 'account',
  origin: 'folder',
};

export function functionItem({ id, arn, prefix }: FunctionNode, subject: FunctionSubject): vscode.TreeItem {
  const { known, inspection, way } = subject;
  const name = known?.target.name ?? arn;
  const label = prefix === '' ? name : `…${name.slice(prefix.length)}`;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.contextValue = contextValue('function', subject);
  item.command = { command: 'efsMountInspector.openReport', title: t('Open Report'), arguments: [{ arn }] };
  if (!known) {
    return item;
  }
  const target = known.target;
  item.resourceUri = verdictUri(arn);
  item.iconPath = functionIcon(inspection);
  // In a narrow view the rest is cut.
  const parts = [
    summariseInspection(inspection),
    subject.hasTemporaryProbe && t('temporary probe exists'),
    `${nameKind(target.fileSystem.kind, t)} ${visible(target.fileSystem.localMountPath)}`,
  ].filter(part => part !== undefined && part !== false);
  item.description = [...parts, prefix === '' ? undefined : `${prefix}…`].filter(Boolean).join(' · ');
  item.tooltip = functionTooltip(target, inspection, way);
  const origin = target.origin.kind === 'live' ? [] : [describeOrigin(target.origin, t)];
  item.accessibilityInformation = { label: [target.name, ...parts, ...origin].join(', ') };
  return item;
}

export function mountItem({ id, arn, path }: MountNode, subject: FunctionSubject): vscode.TreeItem {
  const { inspection, known, way } = subject;
  const browsable = way !== undefined && inspection?.report !== undefined;
  const item = new vscode.TreeItem(
    visible(path),
    browsable ? vscode.TreeItemCollapsibleState.Collapsed : vscode.TreeItemCollapsibleState.None,
  );
  item.id = id;
  item.contextValue = contextValue('mount', subject);
  item.iconPath = new vscode.ThemeIcon(
    inspection?.report?.mount?.unresponsive ? 'debug-disconnect' : 'server-environment',
  );
  item.command = { command: 'efsMountInspector.openReport', title: t('Open Report'), arguments: [{ arn }] };
  item.description = (inspection && failureWords(inspection)?.label) ?? describeMount(inspection?.report);
  item.tooltip = known?.target.fileSystem.arn;
  item.accessibilityInformation = { label: `${visible(path)}, ${item.description}` };
  return item;
}

/** What of the demo is real. */
function nameOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'live':
      return t('This machine');
    case 'recorded':
      return describeOrigin(origin, t);
    case 'constructed':
      return t('Constructed examples');
  }
}

function describeMount(report: Report | undefined): string {
  if (!report) {
    return t('not inspected yet');
  }
  const standing = nameStanding(report);
  const version = report.mount?.nfsVersion;
  return version ? `${standing} · NFS ${version}` : standing;
}

function functionIcon(inspection: Inspection | undefined): vscode.ThemeIcon {
  if (inspection?.status === 'inspecting') {
    return new vscode.ThemeIcon('loading~spin');
  }
  if (inspection?.status === 'failed') {
    return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
  }
  switch (worst(inspection?.report)) {
    case 'error':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'warning':
      return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    default:
      return inspection?.report
        ? new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'))
        : new vscode.ThemeIcon('symbol-function');
  }
}

function worst(report: Report | undefined): Severity | undefined {
  return report?.findings[0]?.severity;
}

function functionTooltip(
  target: LambdaFunction,
  inspection: Inspection | undefined,
  way: ProbeWay | undefined,
): string {
  const report = inspection?.report;
  return [
    target.arn,
    target.origin.kind === 'live' ? undefined : describeOrigin(target.origin, t),
    target.description === undefined ? undefined : visible(target.description),
    `${target.runtime ?? target.packageType} · ${target.architecture} · ${target.memoryMb} MB · ${target.timeoutSeconds} s`,
    target.fileSystem.arn,
    way === undefined ? t('Not known to be a probe: it is not invoked.') : undefined,
    report && describeResult(report, t, locale)[0],
    ...failureLines(inspection),
  ]
    .filter(line => line !== undefined)
    .join('\n');
}

/** What failed and why: the causes that are certain, or else those that are possible, in order. */
function failureLines(inspection: Inspection | undefined): readonly string[] {
  if (!inspection?.failure) {
    return [];
  }
  const words = failureWords(inspection);
  if (!words) {
    return [describeError(inspection.failure.error, t)];
  }
  const certain = words.causes.filter(({ standing }) => standing === 'certain');
  const causes =
    certain.length > 0 ? certain : words.causes.filter(({ standing }) => standing !== 'ruled-out');
  return ['', words.headline, ...causes.map(({ title }, index) => `${index + 1}. ${title}`)];
}
