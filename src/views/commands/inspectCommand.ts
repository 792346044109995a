import * as vscode from 'vscode';
import type { Translate } from '../../core/localize';
import { visible } from '../../core/text/visibleText';
import { nameKind } from '../../core/words/fileSystem';
import { describeOrigin } from '../../core/words/origin';
import type { FunctionCatalog, KnownFunction } from '../../inspect/catalog';
import type { Inspector } from '../../inspect/inspector';
import type { TemporaryProbes } from '../../inspect/temporary/temporaryProbes';
import type { Inspections } from '../inspections';
import type { ReportPanels } from '../report/panel';
import { explainUnknownProbe } from './unknownProbe';

export interface InspectServices {
  readonly catalog: FunctionCatalog;
  readonly inspections: Inspections;
  readonly inspector: Inspector;
  readonly panels: ReportPanels;
  /** Lists the functions, where that was not done yet. */
  readonly discover: () => Promise<void>;
  readonly t: Translate;
  readonly temporaryProbes: TemporaryProbes;
}

/** Inspects the function with this ARN, or else one that the user picks, and shows the report. */
export async function inspectMount(arn: string | undefined, services: InspectServices): Promise<void> {
  const { inspections, inspector, panels, t, temporaryProbes } = services;
  const known = arn === undefined ? await pickFunction(services) : inspections.find(arn);
  if (!known) {
    if (arn !== undefined) {
      void vscode.window.showWarningMessage(
        t('This function is not in the list of functions. Refresh the list, then inspect it again.'),
      );
    }
    return;
  }
  const mayAsk =
    inspector.wayFor(known.function, known.connection) !== undefined ||
    (await explainUnknownProbe(known, temporaryProbes, t));
  if (!mayAsk) {
    return;
  }
  panels.show({ arn: known.function.arn, functionName: known.function.name });
  await vscode.window.withProgress({ location: { viewId: 'efsMountInspector.mounts' } }, () =>
    inspections.run(known.function, known.connection),
  );
}

type FunctionItem = vscode.QuickPickItem & { readonly known?: KnownFunction };

/** A list that grows while functions are being found. */
async function pickFunction({ catalog, discover, t }: InspectServices): Promise<KnownFunction | undefined> {
  const quickPick = vscode.window.createQuickPick<FunctionItem>();
  quickPick.title = t('Inspect EFS Mount');
  quickPick.placeholder = t('Function whose mount to inspect');
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  // A report that opens takes the focus when it has loaded; the list must not vanish under the user's hands.
  quickPick.ignoreFocusOut = true;
  const update = () => {
    const states = catalog.states;
    quickPick.busy = states.some(({ status }) => status === 'loading');
    // Replacing the items moves the cursor to the top: keep what is marked.
    const active = quickPick.activeItems[0]?.known?.function.arn;
    const items = states.flatMap(({ connection, functions }) =>
      functions.map((found): FunctionItem => functionItem({ function: found, connection }, t)),
    );
    quickPick.items = items.length > 0 || quickPick.busy ? items : [noFunctions(t)];
    const again = items.find(({ known }) => known?.function.arn === active);
    if (again) {
      quickPick.activeItems = [again];
    }
  };
  const listener = catalog.onDidChange(update);
  try {
    const picked = new Promise<FunctionItem | undefined>(resolve => {
      quickPick.onDidAccept(() => resolve(quickPick.selectedItems[0]));
      quickPick.onDidHide(() => resolve(undefined));
    });
    update();
    quickPick.show();
    quickPick.busy = true;
    void discover().finally(update);
    const item = await picked;
    if (item && !item.known) {
      await vscode.commands.executeCommand('efsMountInspector.mounts.focus');
    }
    return item?.known;
  } finally {
    listener.dispose();
    quickPick.dispose();
  }
}

function functionItem(known: KnownFunction, t: Translate): FunctionItem {
  const { fileSystem, name, origin, region, runtime } = known.function;
  return {
    known,
    label: name,
    description: `${nameKind(fileSystem.kind, t)} ${visible(fileSystem.localMountPath)}`,
    detail: [
      known.connection.kind === 'demo' ? t('Demo') : region,
      runtime,
      origin.kind === 'live' ? undefined : describeOrigin(origin, t),
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

function noFunctions(t: Translate): FunctionItem {
  return {
    label: t('No function with a file system was found'),
    detail: t('Select to see the reason in the sidebar and what can be done.'),
    alwaysShow: true,
  };
}
