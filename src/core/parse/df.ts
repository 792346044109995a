import {
  endColumn,
  isDamagedRow,
  isDfHeader,
  isContinuation,
  readDfLine,
  readPercent,
  startColumn,
} from './dfLine';
import type { DfLine, DfReading } from './dfLine';
import { isFileSystemType } from './fileSystemTypes';
import { fields, isBlank, skipBlanks, splitLines, trimBlanksEnd } from './lines';
import type { Field, Parsed, TextInput, UnparsedLine } from './lines';
import { decodeOctalEscapes } from './octalEscapes';
import { countsInThousands, parseSize } from './sizes';

/** A row of `df` in any of its usual spellings. */
export interface DfRow {
  readonly source: string;
  /** Only with `df -T`. */
  readonly fsType?: string;
  /** Bytes, or inodes with `df -i`; absent where df prints `-`. */
  readonly total?: bigint;
  readonly used?: bigint;
  readonly available?: bigint;
  /** As printed: reserved blocks and sparse file systems make it negative or more than 100. */
  readonly usedPercent?: number;
  readonly mountPoint: string;
  /** Whether df rounded the sizes (`-h`, `-H`). */
  readonly rounded: boolean;
  /** The sizes exactly as printed: total, used, available. */
  readonly printed: readonly [string, string, string];
}

/**
 * Reads the output of GNU, busybox, toybox, uutils and macOS `df` with any of `-h -H -k -m -T -P -i -a -B`, in any
 * language: columns are told by their shape, from the right. Header lines are neither entries nor unparsed.
 */
export function parseDf(input: TextInput): Parsed<DfRow> {
  const tables: Table[] = [{ rows: [] }];
  const unparsed: UnparsedLine[][] = [];
  let pending: UnparsedLine[] = [];
  splitLines(input).forEach((text, index) => {
    const row = readDfLine(text);
    if (!row) {
      if (!isBlank(text)) {
        pending.push({ line: index + 1, text });
      }
      return;
    }
    const hasHeader = tables.length > 1;
    const source = isContinuation(row)
      ? takeLine(pending, index, before => hasHeader || !isDfHeader(before))
      : undefined;
    const header = takeHeader(pending, source === undefined ? index : index - 1);
    if (header !== undefined) {
      tables.push({ header, rows: [] });
    }
    tables.at(-1)?.rows.push({ line: row, wrappedSource: source });
    unparsed.push(pending);
    pending = [];
  });
  unparsed.push(pending);
  return { entries: tables.flatMap(readTable), unparsed: unparsed.flat() };
}

/** Takes the last line from `lines` if it is the line of that number and satisfies the condition. */
function takeLine(
  lines: UnparsedLine[],
  line: number,
  condition: (text: string) => boolean,
): string | undefined {
  const last = lines.at(-1);
  return last?.line === line && condition(last.text) ? lines.pop()?.text : undefined;
}

/** Takes the heading out of `lines`: the line of that number, or what only damaged rows are between. */
function takeHeader(lines: UnparsedLine[], line: number): string | undefined {
  let at = lines.length - 1;
  const isAbove = () => lines[at]?.line === line - (lines.length - 1 - at);
  while (isAbove() && isDamagedRow(lines[at]?.text ?? '')) {
    at--;
  }
  return isAbove() && isDfHeader(lines[at]?.text ?? '') ? lines.splice(at, 1)[0]?.text : undefined;
}

interface Table {
  readonly header?: string;
  readonly rows: Row[];
}

interface Row {
  readonly line: DfLine;
  /** busybox and old GNU tools print a long source on a line of its own. */
  readonly wrappedSource: string | undefined;
}

/** What holds for all rows of a table. */
interface Layout {
  readonly hasType: boolean;
  readonly indentation: number;
  /** Whether blanks at the ends of lines are not df's. */
  readonly isPadded: boolean;
  /** Bytes of a number without a unit. */
  readonly unit: bigint;
  readonly base: 1000n | 1024n;
  readonly rounded: boolean;
}

function readTable({ header, rows: lines }: Table): DfRow[] {
  const rows = chooseReadings(lines);
  const sizes = rows.flatMap(row => row.printed);
  const layout: Layout = {
    hasType: hasTypeColumn(header, rows),
    indentation: [header ?? rows[0]?.line.text ?? '', ...rows.map(row => row.wrappedSource ?? row.line.text)]
      .map(text => skipBlanks(text, 0))
      .reduce((least, blanks) => Math.min(least, blanks)),
    isPadded: header !== undefined && trimBlanksEnd(header) !== header,
    unit: header === undefined ? 1024n : headerUnit(header),
    base: sizes.some(countsInThousands) ? 1000n : 1024n,
    rounded: sizes.some(size => /[A-Za-z]$/.test(size)),
  };
  return decodeSources(rows.map(row => readRow(row, layout)));
}

/** busybox leaves `\043` in a source as the kernel printed it, uutils all escapes, so that no source has a blank. */
function decodeSources(rows: DraftRow[]): DfRow[] {
  const isEscaped = !rows.some(({ source }) => source.includes(' '));
  for (const row of rows) {
    row.source = isEscaped ? decodeOctalEscapes(row.source) : row.source.replaceAll('\\043', '#');
  }
  return rows;
}

interface ReadRow extends Row {
  readonly reading: DfReading;
  readonly printed: DfRow['printed'];
}

/** A table has many rows: one object each, and no more. */
type DraftRow = { -readonly [Key in keyof DfRow]: DfRow[Key] };

/** Where a name looks like numbers, the reading counts whose percentage stands in the column of the other rows. */
function chooseReadings(rows: readonly Row[]): ReadRow[] {
  const columns = new Map<number, number>();
  for (const { text, readings } of rows.map(row => row.line)) {
    const [only, second] = readings;
    if (only && !second) {
      const column = endColumn(text, only.percent);
      columns.set(column, (columns.get(column) ?? 0) + 1);
    }
  }
  const [usual] = [...columns].sort(([, a], [, b]) => b - a)[0] ?? [];
  return rows.flatMap(({ line, wrappedSource }) => {
    const { readings, text } = line;
    const aligned = readings.length > 1 && readings.find(({ percent }) => endColumn(text, percent) === usual);
    const reading = aligned || readings[0];
    return reading ? { line, wrappedSource, reading, printed: printedSizes(line, reading) } : [];
  });
}

function printedSizes({ fields: found }: DfLine, { totalAt }: DfReading): DfRow['printed'] {
  const textAt = (index: number) => found[index]?.text ?? '';
  return [textAt(totalAt), textAt(totalAt + 1), textAt(totalAt + 2)];
}

/**
 * The type is one word in every row, and it starts in the column of a word of the header (which is in any language),
 * or that word is `Type`, or without a header all are types that are known.
 */
function hasTypeColumn(header: string | undefined, rows: readonly ReadRow[]): boolean {
  const types = rows.map(typeField);
  if (!types.every(type => type !== undefined)) {
    return false;
  }
  if (header === undefined) {
    return types.every(type => isFileSystemType(type.text));
  }
  const words = fields(header).slice(1);
  const columns = types.map((type, index) => startColumn(rows[index]?.line.text ?? '', type));
  // A name in another encoding than the terminal's is out of line.
  const isColumn = (column: number) => columns.filter(other => other === column).length * 2 > columns.length;
  return words.some(word => word.text === 'Type' || isColumn(startColumn(header, word)));
}

/** The word before the sizes, unless it can only be the source. */
function typeField({ line, reading, wrappedSource }: ReadRow): Field | undefined {
  const { fields: found, text } = line;
  const type = found[reading.totalAt - 1];
  const hasSource = reading.totalAt >= 2 || wrappedSource !== undefined || skipBlanks(text, 0) > 0;
  return hasSource ? type : undefined;
}

/** The first number of a header is the block size (`1K-blocks`, `bloques de 1K`); without one, sizes are as printed. */
function headerUnit(header: string): bigint {
  const size = /\d+(?:[kKMGTPEZYRQ]i?)?B?/.exec(header)?.[0];
  return (size && parseSize(size, 1n, size.includes('k') ? 1000n : 1024n)?.bytes) || 1n;
}

function readRow({ line, printed, reading, wrappedSource }: ReadRow, layout: Layout): DraftRow {
  const { fields: found, text } = line;
  const type = layout.hasType ? found[reading.totalAt - 1] : undefined;
  const sourceEnd = (type ?? found[reading.totalAt])?.start;
  const mountPoint = text.slice(reading.mountPoint.start);
  const row: DraftRow = {
    source: trimBlanksEnd((wrappedSource ?? text.slice(0, sourceEnd)).slice(layout.indentation)),
    mountPoint: layout.isPadded ? trimBlanksEnd(mountPoint) : mountPoint,
    rounded: layout.rounded,
    printed,
  };
  if (type) {
    row.fsType = type.text;
  }
  const [total, used, available] = printed;
  setSize(row, 'total', total, layout);
  setSize(row, 'used', used, layout);
  setSize(row, 'available', available, layout);
  const percent = readPercent(reading.percent.text);
  if (percent !== undefined) {
    row.usedPercent = percent;
  }
  return row;
}

function setSize(
  row: DraftRow,
  key: 'total' | 'used' | 'available',
  printed: string,
  { base, unit }: Layout,
): void {
  const size = parseSize(printed, unit, base);
  if (size) {
    row[key] = size.bytes;
  }
}
