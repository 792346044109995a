import * as vscode from 'vscode';
import { copyablePath } from '../../core/text/copyablePath';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { chooseConnection } from '../connection/chooseConnection';
import { pickProfile, pickRegions } from '../connection/connectionPickers';
import { SignIns } from '../connection/signIn';
import { signInArgument, type SignIn } from '../connection/signInArgument';
import { openFile } from '../files/openFile';
import { saveFileCopy } from '../files/saveFileCopy';
import { findFunction } from '../knownFunction';
import { t } from '../localize';
import type { ExportFormat } from '../../core/export/exportFormat';
import type { RefusedCommand, RemedySetting } from '../report/messages';
import type { Surfaces } from '../surfaces';
import { Attempts, type Attempt } from './attempts';
import { cancelInspection } from './cancelInspection';
import { checkNetwork } from './checkNetwork';
import { copyIamPolicy } from './copyIamPolicy';
import { copyProbeTemplate } from './copyProbeTemplate';
import { countTotals, countTotalsQuietly } from './countTotals';
import { deleteLeftoverProbes } from './deleteLeftoverProbes';
import { filterFunctions } from './filterFunctions';
import { forgetEverythingKept } from './forgetEverythingKept';
import { pickGrouping } from './groupFunctions';
import { copyReport, exportReport } from './exportReport';
import { inspectMount } from './inspectMount';
import { copyText } from '../copyText';
import { raiseTimeoutCommand } from './raiseTimeoutCommand';
import { measureWithProgress, pickMeasuredFile } from './measureWithProgress';
import { openInConsole } from './openInConsole';
import type { CommandName } from './names';
import { readMetrics } from './readMetrics';
import { refusedProblem } from './refusedProblem';
import { markAsShellProbe, unmarkAsShellProbe } from './shellProbe';
import { tryDemo } from './tryDemo';
import { pickOne, showInformation } from '../window';

/** What commands get: a node of the tree, or whatever else names a function. Nothing from the palette. */
interface FunctionArgument {
  readonly arn?: string;
}

interface ExportArgument extends FunctionArgument {
  readonly format?: ExportFormat;
}

/** A directory or a file. */
interface PathArgument {
  readonly arn: string;
  readonly path: string;
}

export { checkedArguments } from './commandArguments';

/** What each command does, by its name. A chunk: loaded when the first command is run. */
export type Commands = Record<CommandName, (...args: never[]) => unknown>;

export function createCommands(services: Surfaces): Commands {
  const { apis, catalog, connections, directories, discovery, filter, log, panels } = services;
  const { latency, resolver, settings, temporaryProbes, totals, tree, walkthrough } = services;
  const find = (arn: string) => findFunction(arn, services);
  const signIns = new SignIns(async () => {
    apis.reset();
    await discovery.refresh();
  });
  const signedIn = (expired: SignIn) => signIns.signIn(expired);
  const attempts = new Attempts(log, signedIn);

  /** The function that a command is about: its argument, or the report in the active editor, or one that is picked. */
  const subject = async (
    argument: FunctionArgument | undefined,
    title: string,
  ): Promise<KnownFunction | undefined> => {
    const arn = argument?.arn ?? panels.activeArn;
    return arn === undefined ? pickKnown(catalog, title) : find(arn);
  };

  /** Each file once at a time: a double click is two clicks. */
  const beingRead = new Set<string>();
  const readFile = async ({ arn, path }: PathArgument, read: typeof openFile) => {
    const id = `${arn}\0${path}`;
    if (beingRead.has(id)) {
      return;
    }
    beingRead.add(id);
    try {
      const known = find(arn);
      await (known && read({ known, path }, services));
    } finally {
      beingRead.delete(id);
    }
  };

  /** Does what a person asked for, where the function is still known. */
  const attempt = (of: Attempt, work: (known: KnownFunction) => Promise<unknown>) =>
    attempts.run(of, async () => {
      const known = find(of.arn);
      await (known && work(known));
    });

  const listing = (command: 'loadMore' | 'reloadDirectory', { arn, path }: PathArgument) => {
    const list = command === 'loadMore' ? 'more' : 'reload';
    return attempt({ command, arn, path }, known =>
      directories[list](known, path, { signal: new AbortController().signal }),
    );
  };

  const measuring = (arn: string, file: string | undefined) =>
    attempt({ command: 'measureLatency', arn }, known => measureWithProgress(known, file, services));

  const readingMetrics = (arn: string) =>
    attempt({ command: 'readMetrics', arn }, known => readMetrics(known, services));

  const checkingNetwork = (arn: string) =>
    attempt({ command: 'checkNetwork', arn }, known => checkNetwork(known, services));

  /** What a person asked for and AWS refused. */
  const askAgain = async (arn: string, refused: RefusedCommand, file: string | undefined) => {
    switch (refused) {
      case 'measureLatency':
        return measuring(arn, file);
      case 'readMetrics':
        return readingMetrics(arn);
      case 'checkNetwork':
        return checkingNetwork(arn);
      case 'inspect':
        return inspectMount(arn, services);
    }
  };

  return {
    inspect: (argument?: FunctionArgument) => inspectMount(argument?.arn, services),
    cancelInspection: (argument?: FunctionArgument) =>
      cancelInspection(argument?.arn ?? panels.activeArn, services),
    openReport: ({ arn }: PathArgument) => {
      const known = find(arn);
      if (known) {
        panels.show({ arn, functionName: known.target.name });
      }
    },
    refresh: () => discovery.refresh(),
    cancelDiscovery: () => catalog.cancel(),
    resumeDiscovery: (connectionId: string) => catalog.resume(connectionId),
    filter: () => filterFunctions(filter),
    clearFilter: () => filter.set(''),
    groupFunctions: () => pickGrouping(services),
    tryDemo: () => tryDemo(services),
    stopDemo: () => connections.setDemo(false),
    chooseConnection: () => chooseConnection(services),
    selectProfile: () => pickProfile(resolver, settings),
    selectRegions: () => pickRegions(settings),
    showFirstSteps: () => walkthrough.open(),
    showLog: () => services.showLog(),
    exportReport: async (argument?: ExportArgument) => {
      const known = await subject(argument, t('Export Report'));
      if (known) {
        await exportReport(known, argument?.format, services);
      }
    },
    copyReport: ({ arn, format }: Required<ExportArgument>) => copyReport(arn, format, services),
    openInConsole: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Open in AWS Console'));
      if (known) {
        openInConsole(known);
      }
    },
    readMetrics: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Read CloudWatch Metrics'));
      if (known) {
        await readingMetrics(known.target.arn);
      }
    },
    checkNetwork: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Check Network Path'));
      if (known) {
        await checkingNetwork(known.target.arn);
      }
    },
    copyArn: ({ arn }: PathArgument) => copyText(arn, t('The ARN is on the clipboard.')),
    markAsShellProbe: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Mark as Shell Probe'));
      if (known) {
        await markAsShellProbe(known, services);
      }
    },
    unmarkAsShellProbe: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Unmark as Shell Probe'));
      if (known) {
        await unmarkAsShellProbe(known, services);
      }
    },
    copyProbeTemplate: async (argument?: FunctionArgument) =>
      copyProbeTemplate(argument?.arn === undefined ? undefined : find(argument.arn), services),
    signIn: (expired: SignIn) => signedIn(expired),
    signInAgain: async ({ arn, refused }: Required<FunctionArgument> & { refused: RefusedCommand }) => {
      const { file } = latency.failure(arn) ?? {};
      const expired = signInArgument(refusedProblem(arn, refused, services));
      if (expired) {
        await attempts.signInFor({ command: refused, arn }, expired, () => askAgain(arn, refused, file));
      }
    },
    signInToList: async () => {
      const expired = catalog.states.flatMap(({ error }) => signInArgument(error?.problem) ?? [])[0];
      if (expired) {
        await signedIn(expired);
      }
    },
    copyTimeoutCommand: async ({ arn }: Required<FunctionArgument>) => {
      const known = find(arn);
      if (known) {
        await copyText(
          raiseTimeoutCommand(known),
          t('The command is on the clipboard. Run it with credentials that may change the function.'),
        );
      }
    },
    openSetting: ({ setting }: { readonly setting: RemedySetting }) =>
      vscode.commands.executeCommand('workbench.action.openSettings', `@id:efsMountInspector.${setting}`),
    copyIamPolicy: async (argument?: FunctionArgument) => {
      const known = await subject(argument, t('Copy IAM Policy'));
      if (known) {
        await copyIamPolicy(known);
      }
    },
    // From the palette: those that this window keeps.
    deleteTemporaryProbe: async (argument?: FunctionArgument) => {
      const arns = argument?.arn === undefined ? temporaryProbes.kept : [argument.arn];
      await Promise.all(arns.map(arn => temporaryProbes.discard(arn)));
    },
    deleteLeftoverProbes: async () => {
      if (connections.current.length === 0) {
        await connections.resolve();
      }
      await deleteLeftoverProbes(temporaryProbes.leftovers, connections.current);
    },
    forgetEverythingKept: () => forgetEverythingKept(services),
    openFile: (file: PathArgument) =>
      attempts.run({ command: 'openFile', ...file }, () => readFile(file, openFile)),
    saveFileCopy: (file: PathArgument) =>
      attempts.run({ command: 'saveFileCopy', ...file }, () => readFile(file, saveFileCopy)),
    measureLatency: async (argument?: Partial<PathArgument>) => {
      const known = await subject(argument, t('Measure Latency'));
      if (known) {
        // The row of a mount names its directory, which is no file to read.
        const path = argument?.path;
        const isFile = path !== undefined && path !== known.target.fileSystem.localMountPath;
        const measured = isFile ? { path } : await pickMeasuredFile(known, services);
        await (measured && measuring(known.target.arn, measured.path));
      }
    },
    cancelLatency: ({ arn }: PathArgument) => latency.cancel(arn),
    countTotals: ({ arn, path }: PathArgument) =>
      attempts.run({ command: 'countTotals', arn, path }, () => countTotals(find(arn), path, services)),
    countTotalsQuietly: ({ arn, path }: PathArgument) => countTotalsQuietly(find(arn), path, services),
    cancelTotals: ({ arn, path }: PathArgument) => totals.cancel(arn, path),
    copyPath: ({ path }: PathArgument) => copyText(copyablePath(path), t('The path is on the clipboard.')),
    loadMore: (directory: PathArgument) => listing('loadMore', directory),
    showMoreEntries: ({ arn, path }: PathArgument) => tree.showMore(arn, path),
    reloadDirectory: (directory: PathArgument) => listing('reloadDirectory', directory),
  };
}

async function pickKnown(catalog: Surfaces['catalog'], title: string): Promise<KnownFunction | undefined> {
  const items = catalog.functions.map(known => ({
    label: known.target.name,
    description: known.connection.region,
    known,
  }));
  if (items.length === 0) {
    void showInformation(
      t('No function with a file system is known yet. Open the EFS Mounts view, or try the demo.'),
    );
    return undefined;
  }
  return (await pickOne(items, { title }))?.known;
}
