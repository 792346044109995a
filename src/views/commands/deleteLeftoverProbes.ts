import * as vscode from 'vscode';
import type { Connection } from '../../aws/connection';
import { formatAge } from '../../core/text/display';
import { describeError } from '../../inspect/inspectProblems';
import type { FoundProbe } from '../../inspect/temporary/leftoverProbes';
import type { FoundLeftovers, Leftovers } from '../../inspect/temporary/leftovers';
import { locale, t } from '../localize';
import { pickSome, showInformation, showWarning, withProgress } from '../window';

/**
 * Deletes the temporary probes of this machine that nobody uses any more. Others are deleted only if they are chosen.
 * What fails is said by `registerLeftoverMessages`.
 */
export async function deleteLeftoverProbes(
  leftovers: Leftovers,
  connections: readonly Connection[],
): Promise<void> {
  const found = await find(leftovers, connections);
  if (!found) {
    return;
  }
  const { inUse, unknown, unsearched, unused } = found;
  const [first] = unsearched;
  if (first) {
    void showWarning(
      t('Not every region could be searched for leftover probes. {0}', describeError(first, t)),
    );
  }
  const chosen = unknown.length > 0 ? await choose(unknown) : [];
  const { deleted, left } = await leftovers.delete([...unused, ...chosen]);
  if (deleted.length > 0) {
    void showInformation(t('Deleted temporary probes: {0}', deleted.join(', ')));
  } else if (left.length === 0 && inUse > 0) {
    void showInformation(
      t('There are no leftover probes but those that an inspection or another window is using: {0}.', inUse),
    );
  } else if (left.length === 0 && unknown.length === 0 && !first) {
    void showInformation(t('There are no leftover probes.'));
  }
}

/** Undefined where the user has cancelled the search. */
async function find(
  leftovers: Leftovers,
  connections: readonly Connection[],
): Promise<FoundLeftovers | undefined> {
  const title = t('Looking for leftover probes…');
  return withProgress(
    { location: vscode.ProgressLocation.Notification, title, cancellable: true },
    async (_, cancelled) => {
      const abort = new AbortController();
      cancelled.onCancellationRequested(() => abort.abort());
      try {
        return await leftovers.find(connections, abort.signal);
      } catch (error) {
        if (!abort.signal.aborted) {
          throw error;
        }
        return undefined;
      }
    },
  );
}

/** Nothing is marked beforehand: a colleague may be using them right now. */
async function choose(unknown: readonly FoundProbe[]): Promise<readonly FoundProbe[]> {
  const now = Date.now();
  const items = unknown.map(probe => {
    const { arn, createdAt, description = '', name } = probe;
    const [, , , region = '', account = ''] = arn.split(':');
    const age =
      createdAt === undefined
        ? t('time of creation unknown')
        : t('created {0}', formatAge(now - createdAt, locale));
    return {
      label: name,
      description: `${age} · ${region} · ${account}`,
      detail: description,
      probe,
    };
  });
  const picked = await pickSome(items, {
    ignoreFocusOut: true,
    title: t('Delete which temporary probes? This machine did not create them.'),
    placeHolder: t('Somebody else may be using them now: choose only those that are old enough.'),
  });
  return picked?.map(({ probe }) => probe) ?? [];
}
