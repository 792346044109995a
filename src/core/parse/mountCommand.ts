import { decodeBytes } from '../text/byteText';
import { displayWidth } from './displayWidth';
import { isFileSystemType } from './fileSystemTypes';
import { fields, isBlank, splitLines, trimBlanks, trimBlanksEnd } from './lines';
import type { Parsed, TextInput, UnparsedLine } from './lines';
import type { MountEntry } from './mounts';
import { parseOptionString } from './optionString';
import type { MountOption } from './optionString';

/**
 * Reads what `mount` prints on Linux, busybox and macOS, and what `findmnt` prints as tree or list with its usual
 * columns. The heading of findmnt is neither an entry nor unparsed. Dump frequency and pass are 0.
 */
export function parseMountCommand(input: TextInput): Parsed<MountEntry> {
  const entries: MountEntry[] = [];
  const unparsed: UnparsedLine[] = [];
  let columns: FindmntColumns | undefined;
  splitLines(input).forEach((text, index) => {
    const heading = readHeading(text);
    if (heading || isBlank(text)) {
      columns = heading ?? columns;
      return;
    }
    const entry = (columns && readFindmntRow(text, columns)) ?? readMountLine(text) ?? readPlainRow(text);
    if (entry) {
      entries.push(entry);
    } else {
      unparsed.push({ line: index + 1, text });
    }
  });
  return { entries, unparsed };
}

/** Dump frequency and pass are not printed. */
function entryOf(source: string, mountPoint: string, fsType: string, options: MountOption[]): MountEntry {
  return { source, mountPoint, fsType, options, dumpFrequency: 0, fsckPass: 0 };
}

/** `SOURCE on MOUNTPOINT type FSTYPE (OPTIONS) [LABEL]`, or on macOS `SOURCE on MOUNTPOINT (FSTYPE, OPTION, …)`. */
function readMountLine(line: string): MountEntry | undefined {
  const text = trimBlanksEnd(line);
  const place = text.indexOf(' on /');
  const opening = text.lastIndexOf(' (');
  const closing = text.indexOf(')', opening);
  if (place < 0 || opening < place || !/^\)( \[.*\])?$/.test(text.slice(closing))) {
    return undefined;
  }
  const source = text.slice(0, place);
  const rest = text.slice(place + ' on '.length, opening);
  const list = text.slice(opening + ' ('.length, closing);
  const type = rest.lastIndexOf(' type ');
  if (type > 0 && !rest.includes(' ', type + ' type '.length)) {
    const fsType = rest.slice(type + ' type '.length);
    return entryOf(source, rest.slice(0, type), fsType, parseOptionString(list));
  }
  const [fsType = '', ...options] = list.split(', ');
  return fsType.includes(',')
    ? undefined
    : entryOf(
        source,
        rest,
        fsType,
        options.map(key => ({ key })),
      );
}

/** Where the columns after TARGET begin. */
interface FindmntColumns {
  readonly source: number;
  readonly fsType: number;
  readonly options: number;
}

function readHeading(line: string): FindmntColumns | undefined {
  if (!line.includes('TARGET')) {
    return undefined;
  }
  const [target, source, fsType, options, ...more] = fields(line, 0, 5);
  return target?.text === 'TARGET' &&
    source?.text === 'SOURCE' &&
    fsType?.text === 'FSTYPE' &&
    options?.text === 'OPTIONS' &&
    more.length === 0
    ? { source: source.start, fsType: fsType.start, options: options.start }
    : undefined;
}

/** Source and type may be empty and names may have blanks, so that only the columns tell. */
function readFindmntRow(line: string, columns: FindmntColumns): MountEntry | undefined {
  const [sourceAt = 0, fsTypeAt = 0, optionsAt = 0] = indicesOf(line, [
    columns.source,
    columns.fsType,
    columns.options,
  ]);
  const target = /^[│├└─|`\- ]*(\/.*)$/s.exec(trimBlanksEnd(line.slice(0, sourceAt)))?.[1];
  const fsType = trimBlanks(line.slice(fsTypeAt, optionsAt));
  const options = trimBlanks(line.slice(optionsAt));
  return target && fsType && options
    ? entryOf(
        decodeHexEscapes(trimBlanks(line.slice(sourceAt, fsTypeAt))),
        decodeHexEscapes(target),
        fsType,
        parseOptionString(options),
      )
    : undefined;
}

/** The index of the character that begins at each display column. */
function indicesOf(line: string, columns: readonly number[]): number[] {
  const indices: number[] = [];
  let column = 0;
  let index = 0;
  for (const character of line) {
    while (column >= (columns[indices.length] ?? Infinity)) {
      indices.push(index);
    }
    column += displayWidth(character);
    index += character.length;
  }
  return indices;
}

/** A row of findmnt without its heading. */
function readPlainRow(line: string): MountEntry | undefined {
  const [target, source, fsType, options, ...more] = fields(line, 0, 5).map(field => field.text);
  return target?.startsWith('/') &&
    source &&
    fsType &&
    isFileSystemType(fsType) &&
    options &&
    more.length === 0
    ? entryOf(decodeHexEscapes(source), decodeHexEscapes(target), fsType, parseOptionString(options))
    : undefined;
}

/** findmnt prints bytes that a terminal could misread as `\x0a`. */
function decodeHexEscapes(text: string): string {
  return text.replace(/(?:\\x[0-9a-f]{2})+/g, run =>
    decodeBytes(Uint8Array.from(run.slice(2).split('\\x'), digits => Number.parseInt(digits, 16))),
  );
}
