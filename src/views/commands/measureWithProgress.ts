import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/display';
import { visible } from '../../core/text/visibleText';
import { summariseLatency } from '../../core/words/latencyWords';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { locale, t } from '../localize';
import type { Services } from '../services';
import { pickOne, showInformation, withProgress } from '../window';

/** Files that are offered: the largest of those that are known. */
const MOST_OFFERED = 50;
/** Entries of a directory among which they are sought. */
const MOST_SEARCHED = 20_000;

/**
 * Measures with a notification that ends it.
 * @param file on which READ is measured
 * @throws HumanError
 */
export async function measureWithProgress(
  known: KnownFunction,
  file: string | undefined,
  { latency }: Pick<Services, 'latency'>,
): Promise<void> {
  const { target } = known;
  const title = t('Measuring the latency of {0}', visible(target.name));
  const location = vscode.ProgressLocation.Notification;
  const measured = await withProgress({ location, title, cancellable: true }, (_progress, token) => {
    token.onCancellationRequested(() => latency.cancel(target.arn));
    return latency.measure(known, file);
  });
  if (!measured) {
    return;
  }
  const button = t('Open Report');
  const said = `${visible(target.name)}: ${summariseLatency(measured, t, locale)}`;
  if ((await showInformation(said, button)) === button) {
    await vscode.commands.executeCommand('efsMountInspector.openReport', { arn: target.arn });
  }
}

/** Asks a person for a file of the mount to measure READ on. Nothing where that was cancelled; no path for none. */
export async function pickMeasuredFile(
  { target }: KnownFunction,
  { store }: Pick<Services, 'store'>,
): Promise<{ readonly path?: string } | undefined> {
  const directories = store.get(target.arn)?.report?.directories ?? [];
  const files = directories
    .flatMap(({ path, entries }) =>
      entries
        .slice(0, MOST_SEARCHED)
        .flatMap(({ name, size = 0n, type }) =>
          type === '-' && size > 0n ? { path: `${path === '/' ? '' : path}/${name}`, size } : [],
        ),
    )
    .filter(({ path }) => path.startsWith(`${target.fileSystem.localMountPath}/`))
    .sort((a, b) => Number(b.size - a.size))
    .slice(0, MOST_OFFERED);
  const items: readonly (vscode.QuickPickItem & { readonly path?: string })[] = [
    ...files.map(({ path, size }) => ({
      label: visible(path),
      description: formatBytes(size, locale),
      path,
    })),
    { label: t('No file: measure GETATTR, LOOKUP, ACCESS and READDIR only') },
  ];
  return pickOne(items, {
    title: t('Measure Latency'),
    placeHolder: t('File on which READ is measured: some 90 MiB of it are read at most'),
  });
}
