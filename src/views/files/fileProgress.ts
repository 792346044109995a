import * as vscode from 'vscode';
import { formatBytes } from '../../core/text/display';
import type { FileContent } from '../../inspect/fileContent';
import { locale, t } from '../localize';
import { withProgress } from '../window';

/** What is done sooner shows no progress. */
const QUIET_MS = 400;

/**
 * Shows a notification with the bytes read so far and a way to cancel, once it takes longer than a moment.
 * @returns what `work` does; undefined where the user cancelled
 */
export async function withFileProgress<T>(
  title: string,
  content: FileContent,
  work: (signal: AbortSignal, advanced: () => void) => Promise<T>,
): Promise<T | undefined> {
  const abort = new AbortController();
  let report = () => {};
  const working = work(abort.signal, () => report()).catch((error: unknown) => {
    if (abort.signal.aborted) {
      return undefined;
    }
    throw error;
  });
  const quiet = new Promise<'long'>(resolve => setTimeout(resolve, QUIET_MS, 'long'));
  if ((await Promise.race([working, quiet])) !== 'long') {
    return working;
  }
  const location = vscode.ProgressLocation.Notification;
  return withProgress({ location, title, cancellable: true }, (progress, token) => {
    token.onCancellationRequested(() => abort.abort());
    let shown = 0;
    report = () => {
      const { position, size } = content;
      if (size === 0n) {
        // The first range tells.
        return;
      }
      const share = Number((position * 1000n) / size) / 10;
      progress.report({
        message: t('{0} of {1}', formatBytes(position, locale), formatBytes(size, locale)),
        increment: share - shown,
      });
      shown = share;
    };
    report();
    return working;
  });
}
