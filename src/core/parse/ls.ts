import { fields, isBlank, splitLines } from './lines';
import type { Parsed, TextInput, UnparsedLine } from './lines';
import { readLsLine } from './lsLine';
import type { LsLine } from './lsLine';
import { layOutLsLines, usualIdentities } from './lsLayout';
import type { LsLayout } from './lsLayout';
import { readLsRow, sizeText, stripQuoteAlignment } from './lsRow';
import type { LsRow } from './lsRow';
import { readUsualRow } from './lsUsualRow';
import { countsInThousands, isSize } from './sizes';

export type { LsRow } from './lsRow';

/** A directory's part of the output; `ls -lR` prints several. */
export interface LsListing {
  /** The heading `path:`, where there is one. */
  readonly path?: string;
  /** Blocks after `total`, where printed. */
  readonly total?: string;
  readonly rows: readonly LsRow[];
}

/**
 * Reads the output of GNU, busybox, toybox, uutils and macOS `ls -l`, with any of
 * `-a -A -d -g -h -i -n -o -s -G -R -Z --author --full-time --time-style`, in any language. Headings and totals are
 * parts of their listing. A name with a line break cannot be told from several lines: what follows the break is
 * unparsed, or a row if it looks like one.
 */
export function parseLs(input: TextInput): Parsed<LsListing> {
  const lines = splitLines(input);
  const rows = readRows(lines);
  const listings: Draft[] = [];
  const unparsed: UnparsedLine[] = [];
  /** The listing whose rows may follow; none after a blank line. */
  let open: Draft | undefined;
  const startListing = (path?: string) => {
    open = { path, rows: [] };
    listings.push(open);
    return open;
  };
  lines.forEach((text, index) => {
    const row = rows[index];
    if (row) {
      (open ?? startListing()).rows.push(row);
    } else if (isBlank(text)) {
      open = undefined;
    } else if (!open && isHeading(lines, rows, index)) {
      startListing(text.slice(0, -1));
    } else if (!open?.total && !open?.rows.length && isTotal(text, open, rows[index + 1])) {
      (open ?? startListing()).total = fields(text).at(-1)?.text ?? '';
    } else {
      unparsed.push({ line: index + 1, text });
    }
  });
  const entries = listings.map(({ rows: read, ...listing }) => ({
    ...listing,
    rows: stripQuoteAlignment(read),
  }));
  return { entries, unparsed };
}

interface Draft {
  readonly path?: string;
  total?: string;
  readonly rows: LsRow[];
}

/** The row of each line that is one. */
function readRows(lines: readonly string[]): (LsRow | undefined)[] {
  const usual = lines.map(readUsualRow);
  const others = lines.map((line, index) => (usual[index] ? undefined : readLsLine(line)));
  const hasUsual = usual.some(row => row !== undefined);
  if (hasUsual && others.every(line => !line || hasUsualReading(line))) {
    return readLayouts(layOutLsLines(others, hasUsual)).map((row, index) => usual[index] ?? row);
  }
  return readLayouts(layOutLsLines(lines.map(readLsLine), false));
}

function hasUsualReading({ readings }: LsLine): boolean {
  return readings.some(({ identities }) => identities === usualIdentities);
}

function readLayouts(layouts: readonly (LsLayout | undefined)[]): (LsRow | undefined)[] {
  const base = layouts.some(layout => layout && countsInThousands(sizeText(layout))) ? 1000n : 1024n;
  return layouts.map(layout => layout && readLsRow(layout, base));
}

/** `path:` before a listing, or between blank lines, as for an empty directory. */
function isHeading(lines: readonly string[], rows: readonly (LsRow | undefined)[], index: number): boolean {
  const text = lines[index] ?? '';
  const next = lines[index + 1] ?? '';
  const isBeforeListing = rows[index + 1] !== undefined || totalOf(next) !== undefined;
  const isBetweenBlanks = index > 0 && isBlank(lines[index - 1] ?? '') && isBlank(next);
  return text.length > 1 && text.endsWith(':') && (isBeforeListing || isBetweenBlanks);
}

/** `total 34` in any language: alone in English, below a heading or above a row in others. */
function isTotal(text: string, open: Draft | undefined, nextRow: LsRow | undefined): boolean {
  const words = totalOf(text);
  return words !== undefined && (words === 'total' || open !== undefined || nextRow !== undefined);
}

/** The words before the number of a line that can be a total. */
function totalOf(text: string): string | undefined {
  const words = fields(text, 0, 5).map(field => field.text);
  const size = words.pop() ?? '';
  return words.length >= 1 && words.length <= 3 && words.every(word => /^[^\d/]+$/.test(word)) && isSize(size)
    ? words.join(' ')
    : undefined;
}
