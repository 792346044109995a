import * as vscode from 'vscode';
import type { ConnectionResolver } from '../../aws/connection';
import type { LambdaApis } from '../../aws/lambdaApi';
import { copyablePath } from '../../core/text/copyablePath';
import type { Translate } from '../../core/localize';
import type { FunctionCatalog, KnownFunction } from '../../inspect/catalog';
import type { DirectoryCache } from '../../inspect/directories';
import type { Inspector } from '../../inspect/inspector';
import type { TotalsCounter } from '../../inspect/totals';
import type { TemporaryProbes } from '../../inspect/temporary/temporaryProbes';
import type { Configuration } from '../configuration';
import { pickProfile, pickRegions } from '../connection/connectionPickers';
import type { Connections } from '../connection/connections';
import type { Discovery } from '../discovery';
import type { Inspections } from '../inspections';
import { openFile } from '../files/openFile';
import type { OpenedFiles } from '../files/openedFiles';
import { saveFileCopy } from '../files/saveFileCopy';
import type { ExportFormat } from '../report/messages';
import type { ReportPanels } from '../report/panel';
import { signIn, type SignIn } from '../connection/signIn';
import type { FunctionFilter } from '../tree/filter';
import type { MountTree } from '../tree/mountTree';
import { inspectMount } from './inspectCommand';
import { copyIamPolicy } from './copyIamPolicy';
import { countTotals } from './countTotals';
import { copyProbeTemplate } from './copyProbeTemplate';
import { deleteLeftoverProbes } from './deleteLeftoverProbes';
import type { CommandName } from './register';
import { markAsShellProbe, unmarkAsShellProbe } from './shellProbe';

export interface CommandServices {
  readonly apis: LambdaApis;
  readonly catalog: FunctionCatalog;
  readonly configuration: Configuration;
  readonly connections: Connections;
  readonly directories: DirectoryCache;
  readonly discovery: Discovery;
  readonly extensionUri: vscode.Uri;
  readonly filter: FunctionFilter;
  readonly inspections: Inspections;
  readonly inspector: Inspector;
  readonly log: vscode.LogOutputChannel;
  readonly openedFiles: OpenedFiles;
  readonly panels: ReportPanels;
  readonly resolver: ConnectionResolver;
  readonly t: Translate;
  readonly temporaryProbes: TemporaryProbes;
  readonly totals: TotalsCounter;
  readonly tree: MountTree;
}

/** What commands get: a node of the tree, or whatever else names a function. Nothing from the palette. */
interface FunctionArgument {
  readonly arn?: string;
}

/** A directory or a file. */
interface PathArgument {
  readonly arn: string;
  readonly path: string;
}

/** What each command does, by its name. A chunk: loaded when the first command is run. */
export type Commands = Record<CommandName, (...args: never[]) => unknown>;

export function createCommands(services: CommandServices): Commands {
  const {
    apis,
    catalog,
    configuration,
    connections,
    directories,
    discovery,
    filter,
    inspections,
    log,
    panels,
    resolver,
    t,
    temporaryProbes,
    tree,
  } = services;

  /** The function that a command is about: its argument, or the report in the active editor, or one that is picked. */
  const subject = async (
    argument: FunctionArgument | undefined,
    title: string,
  ): Promise<KnownFunction | undefined> => {
    const arn = argument?.arn ?? panels.activeArn;
    return arn === undefined ? pickKnown(catalog, title, t) : inspections.find(arn);
  };

  /** Each file once at a time: a double click is two clicks. */
  const beingRead = new Set<string>();
  const reading = async ({ arn, path }: PathArgument, read: typeof openFile) => {
    const known = inspections.find(arn);
    const id = `${arn}\0${path}`;
    if (!known || beingRead.has(id)) {
      return;
    }
    beingRead.add(id);
    try {
      await read({ target: known.function, connection: known.connection, path }, services);
    } catch (error) {
      void vscode.window.showErrorMessage(inspections.describeError(error));
    } finally {
      beingRead.delete(id);
    }
  };

  const listing = async (arn: string, path: string, how: 'more' | 'reload') => {
    const known = inspections.find(arn);
    if (!known) {
      return;
    }
    try {
      await directories[how](known.function, known.connection, path, new AbortController().signal);
    } catch (error) {
      void vscode.window.showErrorMessage(inspections.describeError(error));
    }
  };

  return {
    inspect: (argument?: FunctionArgument) =>
      inspectMount(argument?.arn, { ...services, discover: () => discovery.ensure() }),
    cancelInspection: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Cancel Inspection'));
      if (known) {
        inspections.cancel(known.function.arn);
      }
    },
    openReport: ({ arn }: PathArgument) => {
      const known = inspections.find(arn);
      if (known) {
        panels.show({ arn, functionName: known.function.name });
      }
    },
    refresh: () => discovery.refresh(),
    cancelDiscovery: () => catalog.cancel(),
    resumeDiscovery: (connectionId: string) => catalog.resume(connectionId),
    filter: async () => {
      const text = await vscode.window.showInputBox({
        title: t('Filter Functions'),
        prompt: t('Words that the name, the mount path, an id or the description of a function holds'),
        value: filter.text,
      });
      if (text !== undefined) {
        await filter.set(text);
      }
    },
    clearFilter: () => filter.set(''),
    tryDemo: async () => {
      await vscode.commands.executeCommand('efsMountInspector.mounts.focus');
      await connections.setDemo(true);
    },
    stopDemo: () => connections.setDemo(false),
    selectProfile: () => pickProfile(resolver, configuration, t),
    selectRegions: () => pickRegions(configuration, t),
    showLog: () => log.show(),
    exportReport: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Export Report'));
      const format = known && (await pickFormat(known, inspections, t));
      if (known && format) {
        inspections.exportReport(known.function.arn, format);
      }
    },
    openInConsole: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Open in AWS Console'));
      if (known) {
        inspections.openConsole(known.function.arn);
      }
    },
    copyArn: ({ arn }: PathArgument) => vscode.env.clipboard.writeText(arn),
    markAsShellProbe: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Mark as Shell Probe'));
      if (known) {
        await markAsShellProbe(known, configuration, t);
      }
    },
    unmarkAsShellProbe: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Unmark as Shell Probe'));
      if (known) {
        await unmarkAsShellProbe(known, configuration);
      }
    },
    copyProbeTemplate: async (argument?: FunctionArgument) =>
      copyProbeTemplate(argument?.arn === undefined ? undefined : inspections.find(argument.arn), services),
    signIn: async (expired: SignIn, arn?: string) => {
      if (!(await signIn(expired))) {
        return;
      }
      apis.reset();
      await discovery.refresh();
      if (arn !== undefined) {
        await vscode.commands.executeCommand('efsMountInspector.inspect', { arn });
      }
    },
    copyIamPolicy: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Copy IAM Policy'));
      if (known) {
        await copyIamPolicy(known, t);
      }
    },
    deleteLeftoverProbes: async () => {
      if (connections.current.length === 0) {
        await connections.resolve();
      }
      await deleteLeftoverProbes(temporaryProbes, connections.current, t);
    },
    openFile: (argument: PathArgument) => reading(argument, openFile),
    saveFileCopy: (argument: PathArgument) => reading(argument, saveFileCopy),
    countTotals: ({ arn, path }: PathArgument) => countTotals(inspections.find(arn), path, services),
    copyPath: ({ path }: PathArgument) => vscode.env.clipboard.writeText(copyablePath(path)),
    loadMore: ({ arn, path }: PathArgument) => listing(arn, path, 'more'),
    showMoreEntries: ({ arn, path }: PathArgument) => tree.showMore(arn, path),
    reloadDirectory: ({ arn, path }: PathArgument) => listing(arn, path, 'reload'),
  };
}

async function pickKnown(
  catalog: FunctionCatalog,
  title: string,
  t: Translate,
): Promise<KnownFunction | undefined> {
  const items = catalog.states.flatMap(({ connection, functions }) =>
    functions.map(found => ({
      label: found.name,
      description: connection.region,
      known: { function: found, connection },
    })),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(
      t('No function with a file system is known yet. Open the EFS Mounts view, or try the demo.'),
    );
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title }))?.known;
}

async function pickFormat(
  { function: { arn, name } }: KnownFunction,
  inspections: Inspections,
  t: Translate,
): Promise<ExportFormat | undefined> {
  if (!inspections.report(arn)) {
    void vscode.window.showInformationMessage(t('{0} has no report yet. Inspect its mount first.', name));
    return undefined;
  }
  const items = [
    {
      label: 'Markdown',
      description: t('for people: an issue, a wiki, a chat'),
      format: 'markdown' as const,
    },
    { label: 'JSON', description: t('for programs: with a schema'), format: 'json' as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: t('Export Report') }))?.format;
}
