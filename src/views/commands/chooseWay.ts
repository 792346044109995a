import * as vscode from 'vscode';
import { whyUndecided } from '../../core/judgeProbe';
import { bounded, visible } from '../../core/text/visibleText';
import { formatTimestamp } from '../../core/text/display';
import type { KnownFunction } from '../../inspect/functionCatalog';
import type { InspectionStore } from '../../inspect/inspectionStore';
import type { TemporaryProbes } from '../../inspect/temporary/temporaryProbes';
import { locale, t } from '../localize';
import { pickOne } from '../window';
import { confirmTemporaryProbe } from './confirmTemporaryProbe';

interface WayItem extends vscode.QuickPickItem {
  readonly way: 'temporary' | 'installed' | 'shell';
}

/**
 * Asks how a function is to be inspected that is not known to be a probe. Nothing is done by a choice alone: what would
 * create or invoke something asks once more.
 * @param was whether it was a probe when it was seen before
 * @returns whether a temporary probe was allowed, so that the inspection can go on
 */
export async function chooseWay(
  known: KnownFunction,
  was: boolean,
  probes: TemporaryProbes,
  store: Pick<InspectionStore, 'readNetwork'>,
): Promise<boolean> {
  const { arn, name, role } = known.target;
  const picked = await pickOne(ways(role !== undefined), {
    title: was
      ? t(
          '{0} is not a probe any more. How should it be inspected? It is not invoked. Only a shell probe is, once you mark it.',
          name,
        )
      : t(
          'How should {0} be inspected? Your function itself is not invoked. Only a shell probe is, once you mark it.',
          name,
        ),
    placeHolder: was ? describeNow(known) : whatIsOpen(known),
    ignoreFocusOut: true,
  });
  switch (picked?.way) {
    case 'temporary':
      if (await confirmTemporaryProbe(known, store)) {
        probes.allow(arn);
        return true;
      }
      return false;
    case 'installed':
      await vscode.commands.executeCommand('efsMountInspector.copyProbeTemplate', { arn });
      return false;
    case 'shell':
      await vscode.commands.executeCommand('efsMountInspector.markAsShellProbe', { arn });
      return false;
    case undefined:
      return false;
  }
}

/**
 * Without a role of the function, there is none to give to a temporary probe. A narrow window cuts what is longer than
 * some 30 letters.
 */
function ways(hasRole: boolean): readonly WayItem[] {
  const temporary: WayItem = {
    way: 'temporary',
    iconPath: new vscode.ThemeIcon('beaker'),
    label: t('Temporary probe…'),
    detail: t('A probe beside it, then deleted'),
  };
  return [
    ...(hasRole ? [temporary] : []),
    {
      way: 'installed',
      iconPath: new vscode.ThemeIcon('file-code'),
      label: t('Installed probe: template'),
      detail: t('You deploy it yourself, once'),
    },
    {
      way: 'shell',
      iconPath: new vscode.ThemeIcon('terminal'),
      label: t('Mark as shell probe…'),
      detail: t('Runs {"Cmd": "…"}; is invoked'),
    },
  ];
}

/** That nothing happens yet; and why a probe may not be known as one. */
function whatIsOpen({ target }: KnownFunction): string {
  const reason = whyUndecided(target);
  return reason === ''
    ? t('Nothing is done unasked')
    : t(
        'Whether it is a probe is not known: AWS did not give its environment variables ({0}).',
        visible(bounded(reason, 200)),
      );
}

/** What it is now, by what tells it from our probe. */
function describeNow({ target }: KnownFunction): string {
  const { handler, lastModified, packageType, runtime } = target;
  return t(
    'It was changed since it was inspected, last at {0}. Its handler is now {1} on {2}.',
    formatTimestamp(Date.parse(lastModified ?? ''), locale) || '–',
    handler ?? '–',
    runtime ?? packageType,
  );
}
