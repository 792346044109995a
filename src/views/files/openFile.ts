import { formatBytes } from '../../core/text/display';
import { visible } from '../../core/text/visibleText';
import { FileContent, type FileLocation } from '../../inspect/fileContent';
import { withFileProgress } from './fileProgress';
import type { FileServices } from './fileServices';
import { describeCost, nameOf } from './fileWords';
import type { ReadFile } from './openedFiles';
import { saveFileCopy } from './saveFileCopy';
import { locale, t } from '../localize';
import { showInformation, showWarning } from '../window';

/** Read without asking. */
const ASK_ABOVE = 1024 * 1024;

/** Larger files are not opened whole: all of it would lie in the extension's memory and in the editor's. */
const OPEN_AT_MOST = 64n * 1024n * 1024n;

/** Reads a file of a mount and opens it read-only. @throws HumanError */
export async function openFile(location: FileLocation, services: FileServices): Promise<void> {
  const { inspector, openedFiles } = services;
  const name = visible(nameOf(location.path));
  const content = new FileContent(inspector, location);
  const title = t('Reading {0}', name);
  const first = await withFileProgress(title, content, signal => content.next(signal, ASK_ABOVE));
  if (!first) {
    return;
  }
  const choice = content.done ? 'all' : await askHowMuch(name, location, content.size);
  if (choice === 'copy') {
    await saveFileCopy(location, services);
  }
  if (choice === undefined || choice === 'copy') {
    return;
  }
  const rest = choice === 'all' ? await readRest(title, content) : [];
  if (!rest) {
    return;
  }
  const read: ReadFile = { bytes: Buffer.concat([first, ...rest]), whole: content.done };
  await openedFiles.show(location, read);
  void tellOfChange(name, content, () => openFile(location, services));
  tellOfEncoding(name, read);
}

async function readRest(title: string, content: FileContent): Promise<readonly Uint8Array[] | undefined> {
  return withFileProgress(title, content, async (signal, advanced) => {
    const ranges: Uint8Array[] = [];
    while (!content.done) {
      ranges.push(await content.next(signal));
      advanced();
    }
    return ranges;
  });
}

async function askHowMuch(
  name: string,
  { known }: FileLocation,
  size: bigint,
): Promise<'all' | 'first' | 'copy' | undefined> {
  const all = t('Open All of It');
  const first = t('Open the First MiB');
  const copy = t('Save a Copy…');
  const tooLarge = size > OPEN_AT_MOST;
  const cost = describeCost(size, known.target);
  const choice = await showWarning(
    t('{0} has {1}.', name, formatBytes(size, locale)),
    {
      modal: true,
      detail: tooLarge ? t('That is too much for an editor: save a copy of it. {0}', cost) : cost,
    },
    ...(tooLarge ? [first, copy] : [first, all, copy]),
  );
  switch (choice) {
    case all:
      return 'all';
    case first:
      return 'first';
    case copy:
      return 'copy';
    default:
      return undefined;
  }
}

async function tellOfChange(
  name: string,
  { changed }: FileContent,
  again: () => Promise<void>,
): Promise<void> {
  if (!changed) {
    return;
  }
  const button = t('Read Again');
  const choice = await showWarning(
    t('{0} changed while it was read. What is shown may be parts of both.', name),
    button,
  );
  if (choice === button) {
    await again();
  }
}

/** Binary files are VS Code's to tell: its text editor refuses them and offers others. */
function tellOfEncoding(name: string, { bytes, whole }: ReadFile): void {
  if (bytes.includes(0)) {
    return;
  }
  try {
    // The first MiB may end within a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
  } catch {
    void showInformation(
      t(
        '{0} is not valid UTF-8: what could not be decoded shows as “�”. Click the encoding in the status bar to choose another.',
        name,
      ),
    );
  }
}
