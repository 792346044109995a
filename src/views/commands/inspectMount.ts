import * as vscode from 'vscode';
import { problemCodeOf } from '../../core/humanError';
import { visible } from '../../core/text/visibleText';
import { nameKind } from '../../core/words/fileSystemKindWords';
import { describeOrigin } from '../../core/words/originWords';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { explainError } from '../explainError';
import { findFunction } from '../knownFunction';
import type { Surfaces } from '../surfaces';
import { chooseWay } from './chooseWay';
import { confirmMark } from './confirmMark';
import { t } from '../localize';
import { createPicker, pickerItem, showError, showWarning, withProgress } from '../window';

type InspectServices = Pick<
  Surfaces,
  'catalog' | 'discovery' | 'inspector' | 'log' | 'marks' | 'panels' | 'store' | 'temporaryProbes'
>;

/** Inspects the function with this ARN, or else one that the user picks, and shows the report. */
export async function inspectMount(arn: string | undefined, services: InspectServices): Promise<void> {
  const known = arn === undefined ? await pickFunction(services) : findFunction(arn, services);
  if (!known) {
    if (arn !== undefined) {
      void showWarning(
        t('This function is not in the list of functions. Refresh the list, then inspect it again.'),
      );
    }
    return;
  }
  const askable = await whereAskable(known, services);
  if (!askable) {
    return;
  }
  await showInspection(askable, services);
  // It was looked at again, and is no probe any more.
  const { catalog, store } = services;
  const now = catalog.find(known.target.arn);
  const { failure, status } = store.get(known.target.arn) ?? {};
  if (now && status === 'failed' && hasChanged.has(failure?.error.problem?.code ?? '')) {
    const isAllowed = await allowed(now, true, services);
    await (isAllowed && showInspection(now, services));
  }
}

const hasChanged = new Set(['mark-not-confirmed', 'no-longer-a-probe']);

/** A function that may be asked: one that is known to be a probe, or one for which a temporary probe was allowed. */
async function whereAskable(
  known: KnownFunction,
  services: InspectServices,
): Promise<KnownFunction | undefined> {
  const { inspector, log, store } = services;
  if (inspector.wayFor(known) !== undefined) {
    return known;
  }
  const now = await lookedAt(known, { inspector, log });
  if (!now) {
    return undefined;
  }
  const isProbeNow = inspector.wayFor(now) !== undefined;
  const inspectedBy = store.get(known.target.arn)?.report?.capture.way ?? 'temporary-probe';
  const was = inspectedBy !== 'temporary-probe';
  return isProbeNow || (await allowed(now, was, services)) ? now : undefined;
}

/**
 * What a function is now, for dialogs about it: nothing is invoked on this word.
 * @returns what was known of it where AWS does not allow to look; undefined where it failed, which was said then
 */
export async function lookedAt(
  known: KnownFunction,
  { inspector, log }: Pick<InspectServices, 'inspector' | 'log'>,
): Promise<KnownFunction | undefined> {
  try {
    return await inMountView(() => inspector.look(known, { signal: new AbortController().signal }));
  } catch (error) {
    if (problemCodeOf(error) === 'not-looked-at') {
      return known;
    }
    void showError(explainError(error, log));
    return undefined;
  }
}

/**
 * Asks a person for a way to inspect a function that is not known to be a probe.
 * @param was whether it was a probe when it was seen before
 */
async function allowed(
  now: KnownFunction,
  was: boolean,
  { inspector, marks, store, temporaryProbes }: InspectServices,
): Promise<boolean> {
  const mark = inspector.markToConfirm(now);
  if (mark !== undefined) {
    const answer = await confirmMark(now, mark);
    if (answer === 'confirmed') {
      await marks.confirm(now.target, mark);
    }
    if (answer !== 'otherwise') {
      return answer === 'confirmed';
    }
  }
  return chooseWay(now, was, temporaryProbes, store);
}

async function showInspection(known: KnownFunction, services: InspectServices): Promise<void> {
  services.panels.show({ arn: known.target.arn, functionName: known.target.name });
  await inMountView(() => runInspection(known, services));
}

/** Shows in the view that something is going on. */
function inMountView<T>(work: () => Promise<T>): Thenable<T> {
  return withProgress({ location: { viewId: 'efsMountInspector.mounts' } }, work);
}

/** Its course and its failure show in the report and the tree; the store logs why. */
async function runInspection(known: KnownFunction, { log, store }: InspectServices): Promise<void> {
  const { target } = known;
  try {
    await store.inspect(known);
  } catch {
    if (store.get(target.arn)?.status !== 'failed') {
      log.info(`The inspection of ${target.name} was cancelled.`);
    }
  }
}

type FunctionItem = vscode.QuickPickItem & { readonly known?: KnownFunction };

/** A list that grows while functions are being found. */
async function pickFunction({ catalog, discovery }: InspectServices): Promise<KnownFunction | undefined> {
  const quickPick = createPicker<FunctionItem>(t('Inspect EFS Mount'), t('Function whose mount to inspect'));
  quickPick.matchOnDescription = true;
  quickPick.matchOnDetail = true;
  // A report that opens takes the focus when it has loaded; the list must not vanish under the user's hands.
  quickPick.ignoreFocusOut = true;
  const update = () => {
    quickPick.busy = catalog.isLoading;
    // Replacing the items moves the cursor to the top: keep what is marked.
    const active = quickPick.activeItems[0]?.known?.target.arn;
    const items = catalog.functions.map(functionItem);
    quickPick.items = items.length > 0 || quickPick.busy ? items : [noFunctions()];
    const again = items.find(({ known }) => known?.target.arn === active);
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
    void discovery.ensure().finally(update);
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

function functionItem(known: KnownFunction): FunctionItem {
  const { fileSystem, name, origin, region, runtime } = known.target;
  return pickerItem({
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
  });
}

function noFunctions(): FunctionItem {
  return {
    label: t('No function with a file system was found'),
    detail: t('Select to see the reason in the sidebar and what can be done.'),
    alwaysShow: true,
  };
}
