import { displayWidth } from './displayWidth';
import { readAnyYear, readUnknown } from './lsLine';
import type { LsLine, LsReading } from './lsLine';

interface Row {
  readonly line: LsLine;
  readonly reading: LsReading;
}

/** A row with the reading that fits the other rows, and the place where its name begins. */
export interface LsLayout extends Row {
  readonly nameAt: number;
}

/** Fields between links and size of the rows that `readUsualRow` reads: owner and group. */
export const usualIdentities = 2;
/** Columns of the date of such a row, with the blank before it. */
const usualDateWidth = 13;

/** Where several readings fit, the likelier number of fields between links and size. */
const likelyIdentities = [2, 1, 3, 0, 4];

/**
 * Chooses one reading for each line. The options of ls are the same for all rows, so the number of identities is too;
 * a row that cannot have it, as one with a blank in a name of a group, has its own.
 *
 * @param areAmongUsual whether the text has rows that `readUsualRow` reads, and each line has that reading too
 */
export function layOutLsLines(
  lines: readonly (LsLine | undefined)[],
  areAmongUsual: boolean,
): (LsLayout | undefined)[] {
  const identities = areAmongUsual ? usualIdentities : commonIdentities(lines);
  const rows = lines.map(line => {
    const reading = line && chooseReading(line, identities);
    return reading && { line, reading };
  });
  const zoned = addZones(rows);
  const dates = zoned.map(row => row && measureDate(row));
  const padding = findPadding(
    dates.filter(date => date !== undefined),
    areAmongUsual,
  );
  return zoned.map((row, index) => {
    const date = dates[index];
    return (
      row &&
      date && {
        line: row.line,
        reading: row.reading,
        nameAt: Math.min(date.end + 1 + padding(date), row.line.text.length - 1),
      }
    );
  });
}

function chooseReading(line: LsLine, identities: number): LsReading | undefined {
  const isUsual = (reading: LsReading) => reading.identities === identities;
  const usual = line.readings.find(isUsual);
  if (usual) {
    return usual;
  }
  const ofAnyYear = readAnyYear(line);
  return (
    ofAnyYear.find(isUsual) ??
    likeliest(line.readings) ??
    likeliest(ofAnyYear) ??
    (line.isUnknown ? readUnknown(line, identities) : undefined)
  );
}

/** A zone is part of the date only if every row has one. */
function addZones(rows: readonly (Row | undefined)[]): readonly (Row | undefined)[] {
  const dates = rows.flatMap(row => (row?.reading.date.hasSeconds ? row.reading.date : []));
  if (dates.length === 0) {
    return rows;
  }
  const zoneFields = dates.reduce((least, date) => Math.min(least, date.zoneFields), 2);
  return rows.map(row => {
    if (!row?.reading.date.hasSeconds) {
      return row;
    }
    const { line, reading } = row;
    return { line, reading: { ...reading, date: { ...reading.date, next: reading.date.next + zoneFields } } };
  });
}

function commonIdentities(lines: readonly (LsLine | undefined)[]): number {
  const votes = new Map<number, number>(likelyIdentities.map(identities => [identities, 0]));
  const hasUsualDates = lines.some(line => line && line.readings.length > 0);
  for (const line of lines) {
    const readings = !line || hasUsualDates ? line?.readings : readAnyYear(line);
    for (const { identities } of readings ?? []) {
      votes.set(identities, (votes.get(identities) ?? 0) + 1);
    }
  }
  // Map keeps the likelier ones in front, and sort is stable.
  return [...votes].sort(([, a], [, b]) => b - a)[0]?.[0] ?? 2;
}

function likeliest(readings: readonly LsReading[]): LsReading | undefined {
  const likely = likelyIdentities.flatMap(
    likelier => readings.find(({ identities }) => identities === likelier) ?? [],
  );
  return likely[0] ?? readings[0];
}

/** A date as a column: how wide it is with the blanks before it, where it ends, and how many blanks follow. */
interface DateColumn {
  readonly width: number;
  readonly end: number;
  readonly gap: number;
  readonly canBePadded: boolean;
  readonly usualPadding: number;
}

function measureDate({ line: { text, fields }, reading: { dateAt, date } }: Row): DateColumn {
  const start = fields[dateAt - 1]?.end ?? 0;
  const end = fields[date.next - 1]?.end ?? 0;
  let gap = 0;
  while (text[end + gap] === ' ') {
    gap++;
  }
  return {
    width: displayWidth(text.slice(start, end)),
    end,
    gap,
    canBePadded: date.canBePadded,
    usualPadding: date.usualPadding,
  };
}

/**
 * Some languages pad a date at its end, and a name may begin with blanks. Rows whose date is as wide as another's and
 * is followed by one blank show that there is no padding; rows with other widths show the column of the names.
 */
function findPadding(rows: readonly DateColumn[], areAmongUsual: boolean): (row: DateColumn) => number {
  const gaps = new Map<number, { least: number; count: number }>(
    areAmongUsual ? [[usualDateWidth, { least: 1, count: 1 }]] : [],
  );
  for (const { width, gap } of rows) {
    const { least, count } = gaps.get(width) ?? { least: gap, count: 0 };
    gaps.set(width, { least: Math.min(least, gap), count: count + 1 });
  }
  const nameColumns = [...gaps]
    .flatMap(([width, { least }]) => (least === 1 ? width + 1 : []))
    .sort((a, b) => a - b);
  return ({ width, gap, canBePadded, usualPadding }) => {
    const { least, count } = gaps.get(width) ?? { least: gap, count: 1 };
    if (!canBePadded) {
      return 0;
    }
    if (nameColumns.length === 0) {
      return usualPadding;
    }
    const column = nameColumns.find(candidate => candidate > width && candidate <= width + least);
    // One row whose name begins with blanks proves nothing about a language that is not known to pad.
    return column === undefined || (usualPadding === 0 && count === 1) ? 0 : column - width - 1;
  };
}
