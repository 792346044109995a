import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { isHumanError } from '../../core/humanError';
import { formatBytes } from '../../core/text/display';
import { fileNameFor } from '../../core/text/fileName';
import { plain, visible } from '../../core/text/visibleText';
import { FileContent, type FileLocation } from '../../inspect/fileContent';
import { describeError } from '../../inspect/inspectProblems';
import { withFileProgress } from './fileProgress';
import type { FileServices } from './fileServices';
import { describeCost, nameOf } from './fileWords';
import { createCopy, type PlacedCopy } from './placedCopy';
import { locale, t } from '../localize';
import { showInformation, showWarning } from '../window';

/** Copied without asking. */
const ASK_ABOVE = 256n * 1024n * 1024n;

/** Asks where to, and copies a file of a mount there. @throws HumanError */
export async function saveFileCopy(location: FileLocation, services: FileServices): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = visible(nameOf(location.path));
  const place = await vscode.window.showSaveDialog({
    title: plain(t('Save a Copy of {0}', name)),
    defaultUri: vscode.Uri.joinPath(folder ?? vscode.Uri.file(homedir()), fileNameFor(name)),
  });
  if (!place) {
    return;
  }
  let again = true;
  while (again) {
    again = await copyOnce(location, place, services);
  }
}

/** @returns whether it is to be done again */
async function copyOnce(
  location: FileLocation,
  place: vscode.Uri,
  { inspector }: FileServices,
): Promise<boolean> {
  const name = visible(nameOf(location.path));
  const content = new FileContent(inspector, location);
  const copy = await createCopy(place);
  try {
    const title = t('Copying {0}', name);
    const first = await withFileProgress(title, content, signal => content.next(signal));
    if (!first || !(await mayCopy(name, location, content.size))) {
      return false;
    }
    await copy.append(first);
    const complete = await withFileProgress(title, content, async (signal, advanced) => {
      while (!content.done) {
        await copy.append(await content.next(signal));
        advanced();
      }
      return true;
    });
    if (!complete) {
      return false;
    }
    const choice = content.changed ? await askAboutChange(name) : 'keep';
    if (choice === 'keep' && (await keepCopy(copy))) {
      void showInformation(
        t(
          '{0} was saved to {1} ({2}).',
          name,
          visible(place.scheme === 'file' ? place.fsPath : place.toString(true)),
          formatBytes(content.position, locale),
        ),
      );
    }
    return choice === 'again';
  } finally {
    // After it was kept there is nothing left to remove.
    await copy.discard();
  }
}

/** What was read is not read again where only the last step fails. @returns whether the copy is in its place */
async function keepCopy(copy: PlacedCopy): Promise<boolean> {
  for (;;) {
    try {
      await copy.keep();
      return true;
    } catch (error) {
      const again = t('Try Again');
      if (!isHumanError(error)) {
        throw error;
      }
      if ((await showWarning(describeError(error, t), { modal: true }, again)) !== again) {
        return false;
      }
    }
  }
}

async function mayCopy(name: string, { known }: FileLocation, size: bigint): Promise<boolean> {
  if (size <= ASK_ABOVE) {
    return true;
  }
  const button = t('Copy All of It');
  const choice = await showWarning(
    t('{0} has {1}.', name, formatBytes(size, locale)),
    {
      modal: true,
      detail: describeCost(size, known.target),
    },
    button,
  );
  return choice === button;
}

async function askAboutChange(name: string): Promise<'again' | 'keep' | undefined> {
  const again = t('Try Again');
  const keep = t('Keep the Copy');
  const choice = await showWarning(
    t('{0} changed while it was copied. The copy may hold parts of both.', name),
    { modal: true },
    again,
    keep,
  );
  return choice === again ? 'again' : choice === keep ? 'keep' : undefined;
}
