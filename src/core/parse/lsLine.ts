import { readDate } from './lsDate';
import type { DateReading, Era } from './lsDate';
import { fields } from './lines';
import type { Field } from './lines';
import { isSize } from './sizes';

/** One reading of a line as a row. */
export interface LsReading {
  /** Number of fields between links and size: owner, group, security context, author. */
  readonly identities: number;
  /** Index of the size, or of a device's major number. */
  readonly sizeAt: number;
  readonly dateAt: number;
  readonly date: DateReading;
}

/** A line that begins as a row of `ls -l`. */
export interface LsLine {
  readonly text: string;
  readonly fields: readonly Field[];
  readonly modeAt: number;
  /** Every reading that has a date and a name. */
  readonly readings: readonly LsReading[];
  /** Whether ls could not stat the file and printed `?` for everything. */
  readonly isUnknown: boolean;
}

const mode = /^[-dlpsbcDCMnPwf?](?:[r-][w-][xsSl-][r-][w-][xsSl-][r-][w-][xtTl-]|\?{9})[.+@?]?$/;

/** More words than a row has before its name, even if a group's name has several. */
const mostFields = 32;
const mostIdentities = 16;
/** Any number can be seconds since 1970: the words of a broken row are no identities then. */
const mostOfAnyYear = 3;

export function readLsLine(text: string): LsLine | undefined {
  const found = fields(text, 0, mostFields);
  const modeAt = found.slice(0, 3).findIndex(field => mode.test(field.text));
  const links = found[modeAt + 1];
  // Inode and blocks come first, with -i and -s.
  const isRow =
    modeAt >= 0 && links && /^(\d+|\?)$/.test(links.text) && found.slice(0, modeAt).every(isCount);
  if (!isRow) {
    return undefined;
  }
  const isUnknown = found[modeAt]?.text.slice(1, 10) === '?????????';
  return { text, fields: found, modeAt, readings: readingsOf(text, found, modeAt, 'usual'), isUnknown };
}

/** The readings with a date of any year, as `Jan  1  0001` and `Jun  5 36812`. */
export function readAnyYear({ text, fields: found, modeAt }: LsLine): readonly LsReading[] {
  return readingsOf(text, found, modeAt, 'any');
}

function readingsOf(text: string, found: readonly Field[], modeAt: number, era: Era): LsReading[] {
  const readings: LsReading[] = [];
  const likely = era === 'usual' ? mostIdentities : mostOfAnyYear;
  const most = Math.min(likely, found.length - modeAt - 4);
  for (let identities = 0; identities <= most; identities++) {
    const reading = readFrom(text, found, modeAt + 2, identities, era);
    if (reading) {
      readings.push(reading);
    }
  }
  return readings;
}

function isCount({ text }: Field): boolean {
  return text === '?' || isUnsignedSize(text);
}

function isUnsignedSize(text: string): boolean {
  return isSize(text) && !text.startsWith('-');
}

function readFrom(
  text: string,
  found: readonly Field[],
  identitiesAt: number,
  identities: number,
  era: Era,
): LsReading | undefined {
  const sizeAt = identitiesAt + identities;
  const size = found[sizeAt]?.text ?? '';
  if (!/^\d/.test(size) || isMajor(found[sizeAt - 1])) {
    return undefined;
  }
  const isDevice = isMajor(found[sizeAt]) && /^\d{1,10}$/.test(found[sizeAt + 1]?.text ?? '');
  if (!isDevice && !isUnsignedSize(size) && !/^\d{1,10},\d{1,10}$/.test(size)) {
    return undefined;
  }
  const dateAt = sizeAt + (isDevice ? 2 : 1);
  const date = readDate(text, found, dateAt, era);
  return date && nameFollows(text, found[date.next - 1]) ? { identities, sizeAt, dateAt, date } : undefined;
}

function isMajor(field: Field | undefined): boolean {
  return field !== undefined && /^\d{1,10},$/.test(field.text);
}

function nameFollows(text: string, before: Field | undefined): boolean {
  return before !== undefined && text.length > before.end + 1 && text[before.end] === ' ';
}

const noDate = { zoneFields: 0, hasSeconds: false, canBePadded: false, usualPadding: 0 };

/** Reads a row of question marks: links, identities, size and date, then the name. */
export function readUnknown(
  { text, fields: found, modeAt }: LsLine,
  identities: number,
): LsReading | undefined {
  const sizeAt = modeAt + 2 + identities;
  const next = sizeAt + 2;
  const marks = found.slice(modeAt + 1, next);
  const isWhole = marks.length === identities + 3 && marks.every(field => field.text === '?');
  return isWhole && nameFollows(text, found[next - 1])
    ? { identities, sizeAt, dateAt: sizeAt + 1, date: { ...noDate, next } }
    : undefined;
}
