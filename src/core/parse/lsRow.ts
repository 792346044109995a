import { decodeBytes, encodeText } from '../text/byteText';
import type { Field } from './lines';
import type { LsLayout } from './lsLayout';
import { parseSize } from './sizes';

/** A row of `ls -l` in its usual spellings. */
export interface LsRow {
  /** As printed: quotes and escapes are kept. */
  readonly name: string;
  /** `-` `d` `l` `p` `s` `b` `c`, or `?`. */
  readonly type: string;
  /** Permission text as printed, with a trailing `+`, `.` or `@` if there is one. */
  readonly mode: string;
  readonly links?: number;
  readonly owner?: string;
  readonly group?: string;
  /** Bytes; absent for devices and where ls prints `?`. */
  readonly size?: bigint;
  /** Whether `-h` rounded the size. */
  readonly sizeRounded: boolean;
  /** `major, minor` of a device. */
  readonly device?: string;
  /** Exactly as printed, in the tool's language; not interpreted. */
  readonly modified: string;
  /** Of a symbolic link. */
  readonly target?: string;
}

export function sizeText({ line, reading }: LsLayout): string {
  return line.fields[reading.sizeAt]?.text ?? '';
}

/** @param base of a size with a unit: 1024, or 1000 with `--si` */
export function readLsRow(layout: LsLayout, base: 1000n | 1024n): LsRow {
  const { line, reading, nameAt } = layout;
  const { text, fields, modeAt } = line;
  const mode = fields[modeAt]?.text ?? '';
  const links = fields[modeAt + 1]?.text ?? '';
  const device = deviceOf(layout, mode);
  const size = device === undefined ? parseSize(sizeText(layout), 1n, base) : undefined;
  // A listing has many rows: one object each, and no more.
  const row: { -readonly [Key in keyof LsRow]: LsRow[Key] } = {
    name: text.slice(nameAt),
    type: mode.slice(0, 1),
    mode,
    sizeRounded: size?.rounded ?? false,
    modified: text.slice(fields[reading.dateAt]?.start, fields[reading.date.next - 1]?.end),
  };
  if (mode.startsWith('l')) {
    Object.assign(row, nameAndTarget(row.name, size?.bytes));
  }
  if (links !== '?') {
    row.links = Number(links);
  }
  if (size) {
    row.size = size.bytes;
  }
  if (device !== undefined) {
    row.device = device;
  }
  addIdentities(row, layout);
  return row;
}

function deviceOf({ line, reading }: LsLayout, mode: string): string | undefined {
  if (!/^[bc]/.test(mode)) {
    return undefined;
  }
  const [, major, minor] =
    /^(\d+), *(\d+)$/.exec(
      line.text.slice(line.fields[reading.sizeAt]?.start, line.fields[reading.dateAt - 1]?.end),
    ) ?? [];
  return major && minor ? `${major}, ${minor}` : undefined;
}

const arrow = ' -> ';

/**
 * The name of a symbolic link, and its target where one is printed. A name may hold ` -> ` too; the size of a link,
 * where it is exact, is the length of its target in bytes.
 */
export function nameAndTarget(
  text: string,
  size: bigint | undefined,
): { readonly name: string; readonly target?: string } {
  const first = text.indexOf(arrow);
  if (first < 0) {
    return { name: text };
  }
  const bytes = encodeText(text);
  const targetAt = bytes.length - Number(size ?? 0n);
  const name = decodeBytes(bytes.subarray(0, Math.max(targetAt, 0)));
  return name.endsWith(arrow) && name.length > arrow.length && size
    ? { name: name.slice(0, -arrow.length), target: decodeBytes(bytes.subarray(targetAt)) }
    : { name: text.slice(0, first), target: text.slice(first + arrow.length) };
}

/** Owner and group; a security context or an author that follows is not part of the model. */
function addIdentities(row: { owner?: string; group?: string }, { line, reading }: LsLayout): void {
  const all = line.fields.slice(reading.sizeAt - reading.identities, reading.sizeAt);
  const names = all.filter(({ text }, index) => {
    const isContext = index === all.length - 1 && index > 0 && /^(\?|[^:]+:[^:]+:[^:]+(:.*)?)$/.test(text);
    const isAuthor = index === 2 && text === all[0]?.text;
    return !isContext && !isAuthor;
  });
  if (line.isUnknown || names.length === 0) {
    return;
  }
  // A name may have blanks; columns are further apart than its words.
  const apart = names.findIndex(
    ({ start }, index) => index > 0 && start > (names[index - 1]?.end ?? start) + 1,
  );
  const groupAt = names.length > 2 && apart > 0 ? apart : 1;
  const textOf = (fields: readonly Field[]) => line.text.slice(fields[0]?.start, fields.at(-1)?.end);
  row.owner = textOf(names.slice(0, groupAt));
  if (names.length > groupAt) {
    row.group = textOf(names.slice(groupAt));
  }
}

/**
 * On a terminal GNU ls quotes names that need it and then prints a blank before those that do not. The blank goes; the
 * quotes stay.
 */
export function stripQuoteAlignment(rows: readonly LsRow[]): readonly LsRow[] {
  const isQuoted = ({ name }: LsRow) => /^(['"])[^]*['"]$/.test(name) && name.length > 1;
  const isAligned =
    rows.some(isQuoted) &&
    rows.some(row => !isQuoted(row)) &&
    rows.every(row => isQuoted(row) || /^ [^ ]/.test(row.name));
  return isAligned ? rows.map(row => (isQuoted(row) ? row : { ...row, name: row.name.slice(1) })) : rows;
}
