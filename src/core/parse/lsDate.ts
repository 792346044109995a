import type { Field } from './lines';

/** Where the date of a row ends, and what may follow it. */
export interface DateReading {
  /** Index of the field after the date. */
  readonly next: number;
  /** How many fields from `next` on can be AM or PM and a time zone; a name can begin like that, too. */
  readonly zoneFields: number;
  /** Whether the date has seconds: only then can a zone follow. */
  readonly hasSeconds: boolean;
  /** Whether blanks may follow that make the date as wide as those of other rows. */
  readonly canBePadded: boolean;
  /** How many blanks that usually are. */
  readonly usualPadding: number;
}

/** A size or an id looks like an unusual year, so those are tried where nothing else fits. */
export type Era = 'usual' | 'any';

const longestDate = 9;

/**
 * Reads the date that begins at a field: a day, a month and a year or time in any order, language and spelling that
 * `ls` has (`Nov 19 13:03`, `1. Jan 2005`, `2005年11月 1日`, `13:03 19 Thg 11`, ISO). A month may be any word: the date
 * is told by its shape and not interpreted.
 *
 * @param era which years and seconds since 1970 count: those that files usually have, or all that ls can print
 */
export function readDate(
  line: string,
  fields: readonly Field[],
  at: number,
  era: Era = 'usual',
): DateReading | undefined {
  const epoch = isEpoch(fields, at, era)
    ? { next: at + 1, zoneFields: 0, hasSeconds: false, canBePadded: false, usualPadding: 0 }
    : undefined;
  return era === 'usual'
    ? (epoch ?? readCalendarDate(line, fields, at, era))
    : (readCalendarDate(line, fields, at, era) ?? epoch);
}

function readCalendarDate(
  line: string,
  fields: readonly Field[],
  at: number,
  era: Era,
): DateReading | undefined {
  const date = new PartialDate(era);
  let next = at;
  while (!date.isComplete) {
    const field = next < at + longestDate ? fields[next] : undefined;
    if (!field || !date.add(field.text)) {
      return undefined;
    }
    next++;
  }
  // A field that a name still follows belongs to the date if it completes it.
  const follows = (condition: (text: string) => boolean, index = next) => {
    const field = fields[index];
    const isNext = field?.start === (fields[index - 1]?.end ?? 0) + 1;
    return field !== undefined && isNext && line.length > field.end + 1 && condition(field.text);
  };
  if (follows(text => date.addLate(text))) {
    next++;
  }
  const marks = date.hasSeconds && follows(text => /^[AP]M$/.test(text)) ? 1 : 0;
  const zones = date.hasSeconds && follows(isZone, next + marks) ? 1 : 0;
  const canBePadded = !time.test(fields[next - 1]?.text ?? '');
  const isPadded = canBePadded && isUsuallyPadded(fields.slice(at, next));
  return {
    next,
    zoneFields: marks + zones,
    hasSeconds: date.hasSeconds,
    canBePadded,
    usualPadding: isPadded ? 1 : 0,
  };
}

/** Seconds since 1970: with `--time-style=+%s`, and, as wide as a date, where no calendar has the year. */
function isEpoch(fields: readonly Field[], at: number, era: Era): boolean {
  const { text, start } = fields[at] ?? { text: '', start: 0 };
  const isNextToSize = start === (fields[at - 1]?.end ?? 0) + 1;
  if (era === 'usual') {
    return isNextToSize && /^\d{9,11}(\.\d{1,9})?$/.test(text);
  }
  return isNextToSize ? /^-?\d{1,20}(\.\d{1,9})?$/.test(text) : /^-?\d{12,20}$/.test(text);
}

function isZone(text: string): boolean {
  return /^([+-]\d{4}|UTC|GMT|[A-Z]{1,3}[SD]?T)$/.test(text);
}

/** ISO style and German pad the date of an old file, Vietnamese the months of one digit. */
function isUsuallyPadded(fields: readonly Field[]): boolean {
  const date = fields.map(({ text }) => text).join(' ');
  return /^(-?\d{4,10}-\d{2}-\d{2}|\d{1,2}\. [^\d ]+ -?\d{4,10}|\d{1,2}:\d{2} \d{1,2} Thg \d)$/.test(date);
}

const time = /^(?:[01]?\d|2[0-4])[:.][0-5]\d([:.][0-6]\d(?:[.,]\d{1,9})?)?,?$/;

/** Bits, of which a date has several. */
const parts = { year: 1, month: 2, day: 4, time: 8, seconds: 16 } as const;

/** A date as far as it is read. */
class PartialDate {
  readonly #era: Era;
  #parts = 0;
  #words = 0;
  /** After `Thg`, the Vietnamese word for month. */
  #awaitsMonthNumber = false;
  #isCalendarDate = false;

  constructor(era: Era) {
    this.#era = era;
  }

  get isComplete(): boolean {
    return this.#has(parts.day) && this.#has(parts.month) && this.#has(parts.year | parts.time);
  }

  get hasSeconds(): boolean {
    return this.#has(parts.seconds);
  }

  /** Takes the next field in; false if it cannot belong to the date. Czech has no-break spaces inside. */
  add(field: string): boolean {
    return /[\u00a0\u202f]/.test(field)
      ? field.split(/[\u00a0\u202f]/).every(text => this.#addText(text))
      : this.#addText(field);
  }

  /** Takes in a time or year after a date that is complete without: `2026-11-19 13:03`, `Nov 19 13:03:05 2026`. */
  addLate(text: string): boolean {
    const clock = time.exec(text);
    if (clock) {
      return (
        !this.#has(parts.time) && (this.#isCalendarDate || clock[1] !== undefined) && this.#addText(text)
      );
    }
    return this.hasSeconds && !this.#has(parts.year) && /^\d{4}$/.test(text) && this.#addText(text);
  }

  #addText(text: string): boolean {
    const clock = time.exec(text);
    if (clock) {
      return this.#addParts(clock[1] === undefined ? parts.time : parts.time | parts.seconds);
    }
    const calendar = calendarDate(text);
    if (calendar) {
      this.#isCalendarDate = (calendar & parts.year) !== 0;
      return this.#addParts(calendar);
    }
    const number = /^(-?\d{1,10})[.,]?$/.exec(text)?.[1];
    if (number !== undefined) {
      return this.#addNumber(number);
    }
    const counted = /^-?(?:\d{1,10}[^\0-\x7f]{1,4})+$/u.test(text) && text.match(/\d+[年년]?/g);
    return counted ? counted.every(number => this.#addCounted(number)) : this.#addWord(text);
  }

  /** Whether it has one of these parts. */
  #has(some: number): boolean {
    return (this.#parts & some) !== 0;
  }

  #addParts(added: number): boolean {
    const isNew = !this.#has(added);
    this.#parts |= added;
    return isNew;
  }

  #addNumber(digits: string): boolean {
    const isDated = this.#has(parts.day) && this.#has(parts.month);
    if (digits.length > 2 || (isDated && this.#era === 'any')) {
      return this.#isYear(digits, isDated) && this.#addParts(parts.year);
    }
    if (this.#awaitsMonthNumber) {
      this.#awaitsMonthNumber = false;
      return isBetween(digits, 1, 12) && this.#addParts(parts.month);
    }
    return this.#has(parts.day)
      ? isBetween(digits, 1, 12) && this.#addParts(parts.month)
      : isBetween(digits, 1, 31) && this.#addParts(parts.day);
  }

  /** Years of fewer digits than four are last in every language. */
  #isYear(digits: string, isDated: boolean): boolean {
    return this.#era === 'any'
      ? isDated || /^-?\d{4,}$/.test(digits)
      : digits.length === 4 && isBetween(digits, 1600, 2999);
  }

  /** A number with a word of another script behind it, as in `2005年11月`: year, month and day, in that order. */
  #addCounted(number: string): boolean {
    const digits = number.replace(/\D/, '');
    if (digits.length > 2 || digits !== number) {
      return this.#addParts(parts.year);
    }
    return this.#has(parts.month)
      ? isBetween(digits, 1, 31) && this.#addParts(parts.day)
      : isBetween(digits, 1, 12) && this.#addParts(parts.month);
  }

  /** A month, weekday or particle. */
  #addWord(text: string): boolean {
    if (
      !/^(?:\d{1,2}-)?(?:[A-Za-z.,'/-]|[^\0-\x7f]){1,24}$/.test(text) ||
      !/[A-Za-z]|[^\0-\x7f]/.test(text)
    ) {
      return false;
    }
    this.#words++;
    if (/^(thg|tháng)$/i.test(text)) {
      this.#awaitsMonthNumber = true;
    } else {
      this.#parts |= parts.month;
    }
    return this.#words <= 3;
  }
}

/** What a date in one field holds: `2026-11-19`, `11-19`, `19.11.`, `19.11.2026`, `11/19/26`, `2026-11-19T13:03:05`. */
function calendarDate(text: string): number | undefined {
  if (
    /^-?\d{3,10}[-/.]\d{1,2}[-/.]\d{1,2}[.,]?$/.test(text) ||
    /^\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|-?\d{4,10})[.,]?$/.test(text) ||
    /^-?\d{1,2}-\d{2}-\d{2}$/.test(text)
  ) {
    return parts.year | parts.month | parts.day;
  }
  if (/^[+-]?\d{4,10}-\d{2}-\d{2}T\d{2}:\d{2}[\d:.,+Z-]{0,20}$/.test(text)) {
    return parts.year | parts.month | parts.day | parts.time;
  }
  return /^(\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.)$/.test(text) ? parts.month | parts.day : undefined;
}

function isBetween(digits: string, least: number, most: number): boolean {
  const value = Number(digits);
  return value >= least && value <= most;
}
