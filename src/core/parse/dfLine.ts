import { displayWidth } from './displayWidth';
import { fields, skipBlanks } from './lines';
import type { Field } from './lines';
import { isSize } from './sizes';

/** One reading of a line as `… total used available percent mount-point`. */
export interface DfReading {
  /** Index of the field that holds the total; what precedes is the source and perhaps the type. */
  readonly totalAt: number;
  readonly percent: Field;
  readonly mountPoint: Field;
}

export interface DfLine {
  readonly text: string;
  readonly fields: readonly Field[];
  /** Never empty; the rightmost first. A name may look like numbers, so there can be several. */
  readonly readings: readonly DfReading[];
}

/** A longer name is damage, and comparing columns takes time. */
const mostReadings = 20;

/** Reads a line as a row; undefined where it has not the shape of one. */
export function readDfLine(text: string): DfLine | undefined {
  const found = fields(text);
  const likely: DfReading[] = [];
  let unlikely: DfReading | undefined;
  // A row without a source begins with blanks; one that begins with numbers was cut.
  const leastTotalAt = skipBlanks(text, 0) > 0 ? 0 : 1;
  for (let at = found.length - 5; at >= leastTotalAt && likely.length < mostReadings; at--) {
    const reading = readFrom(found, at);
    if (reading && isLikelyMountPoint(reading.mountPoint.text)) {
      likely.push(reading);
    } else if (reading && reading.percent.text !== '-') {
      unlikely ??= reading;
    }
  }
  const readings = likely.length === 0 && unlikely ? [unlikely] : likely;
  return readings.length > 0 ? { text, fields: found, readings } : undefined;
}

function readFrom(found: readonly Field[], at: number): DfReading | undefined {
  const percent = found[at + 3];
  if (!percent || !isPercent(percent.text) || !found.slice(at, at + 3).every(isSizeCell)) {
    return undefined;
  }
  const hasInodes = found.slice(at + 4, at + 6).every(isSizeCell) && isPercent(found[at + 6]?.text ?? '');
  const mountPoint = (hasInodes ? found[at + 7] : undefined) ?? found[at + 4];
  return mountPoint && { totalAt: at, percent, mountPoint };
}

function isSizeCell({ text }: Field): boolean {
  return text === '-' || isSize(text);
}

/** Tools that do not round up print a negative one where less than nothing is used, and `nan%` of nothing. */
function isPercent(text: string): boolean {
  return text === '-' || percent.test(text) || /^[-+]?(?:nan|inf)%$/i.test(text);
}

const percent = /^([-+]?\d{1,30}(?:[.,]\d{1,9})?)%$/;

/** The number of a percentage; undefined where df prints that there is none. */
export function readPercent(text: string): number | undefined {
  const number = percent.exec(text)?.[1];
  return number === undefined ? undefined : Number(number.replace(',', '.'));
}

/** `-` is what df prints for `--total`. */
function isLikelyMountPoint(text: string): boolean {
  return text.startsWith('/') || text === '-' || text.startsWith('~');
}

/** Whether a line that is no row can be the heading of one: words, among them `1K-blocks` or `Use%` in some language. */
export function isDfHeader(text: string): boolean {
  return fields(text).length >= 5 && /[\d%]/.test(text) && !isDamagedRow(text);
}

/** Whether a line that is no row has what headings do not have: numbers (one may be, as in `bloques de 1K`), or a path. */
export function isDamagedRow(text: string): boolean {
  const words = fields(text);
  const isOfRow = ({ text: word }: Field) => word.includes('/') || readPercent(word) !== undefined;
  return words.filter(isSizeCell).length > 1 || words.some(isOfRow);
}

/** How far tools indent what follows a source on a line of its own, at least. */
const continuationIndent = 8;

/** Whether the source of a row can be on the line before it. */
export function isContinuation({ text, readings: [reading] }: DfLine): boolean {
  return skipBlanks(text, 0) >= continuationIndent && (reading?.totalAt ?? 0) <= 1;
}

/** The column after a field. */
export function endColumn(text: string, field: Field): number {
  return displayWidth(text.slice(0, field.end));
}

export function startColumn(text: string, field: Field): number {
  return displayWidth(text.slice(0, field.start));
}
