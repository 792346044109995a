import fs from 'node:fs';
import { now } from './clock';
import type { DirectoryReader } from './directoryReader';
import { descriptorPath, standingIn, usePlace } from './inside';
import { fingerprintOf, type OpenDirectories } from './openDirectories';
import { PartBuilder } from './partBuilder';
import type { DirectoryPart, ListStep } from './steps';

/** A page ends when its names and link targets reach this, so that a function with 128 MB can hold it. */
const PAGE_BYTES = 4 * 1024 * 1024;

/** A page has so many entries before it ends for its time: what one looks at first. */
const FIRST_ENTRIES = 250;

/** Takes a part of a page, and the texts of its columns. */
export type SendPart = (part: DirectoryPart, texts: readonly string[]) => void;

/**
 * Gives the parts of a page of a directory of the mount, or of the sandbox, as they are read. Where more remains, the
 * directory stays open.
 *
 * @throws ProbeError `OUTSIDE`; errno exceptions; what was given before stays valid
 */
export function sendPage(step: ListStep, open: OpenDirectories, send: SendPart): void {
  if (step.mount) {
    usePlace(step.path, step.mount, ({ descriptor }) =>
      sendFrom(descriptorPath(descriptor), step, open, send),
    );
  } else {
    sendFrom(step.path, step, open, send);
  }
}

function sendFrom(directory: string, step: ListStep, open: OpenDirectories, send: SendPart): void {
  const stats = fs.statSync(directory, { bigint: true });
  const { reader, changed } = open.open(directory, stats, step);
  let more: boolean;
  try {
    const fingerprint = fingerprintOf(stats);
    more = standingIn(directory, beforeName =>
      sendParts(reader, step, beforeName, (part, texts) => send({ ...part, fingerprint, changed }, texts)),
    );
  } catch (error) {
    reader.close();
    throw error;
  }
  if (more) {
    open.keep(stats, reader);
  } else {
    reader.close();
  }
}

/**
 * Sends consecutive parts, the last one marked by `more: false` or by being the last. lstat follows each name at once:
 * over NFS, READDIR has just brought the attributes, and a moment later each lstat would cost a round trip.
 *
 * @returns whether entries remain
 */
function sendParts(
  reader: DirectoryReader,
  { limit, withinMs = Infinity, stopAt, leaveAlone }: ListStep,
  beforeName: string,
  send: (part: Omit<DirectoryPart, 'changed' | 'fingerprint'>, texts: readonly string[]) => void,
): boolean {
  const first = reader.taken;
  let count = 0;
  let bytes = 0;
  let part = new PartBuilder(0, beforeName, leaveAlone);
  const sendPart = (more: boolean) =>
    send({ first: first + count - part.count, count: part.count, last: part.last, more }, part.texts());
  let entry = reader.peek();
  const endAt = now() + withinMs;
  for (; entry; entry = reader.peek()) {
    const time = now();
    const isPageFull =
      count === limit ||
      bytes >= PAGE_BYTES ||
      (count > 0 && time >= stopAt) ||
      (count >= FIRST_ENTRIES && time >= endAt);
    if (isPageFull || part.isFull(time)) {
      sendPart(true);
      part = new PartBuilder(count, beforeName, leaveAlone);
    }
    if (isPageFull) {
      return true;
    }
    bytes += part.add(entry);
    count += 1;
    reader.take();
  }
  sendPart(false);
  return false;
}
