/**
 * How values look to people. `locale` is the language of the words around them, never that of the operating system.
 * Digits, calendar and unit symbols are the same in every language: those of Lambda's, the kernel's and NFS's own texts.
 */

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB'] as const;

/** Bytes in the largest fitting IEC unit: `512 B`, `8.0 EiB`. Exact digits: {@link formatInteger}. */
export function formatBytes(bytes: bigint, locale: string): string {
  const size = bytes < 0n ? -bytes : bytes;
  let unit = 0;
  // What would round to 1024 is shown in the next unit.
  while (unit < byteUnits.length - 1 && rounded(size, 1024n ** BigInt(unit)) >= 1024n) {
    unit += 1;
  }
  const divisor = 1024n ** BigInt(unit);
  const tenths = rounded(size * 10n, divisor);
  const hasTenths = unit > 0 && tenths < 1000n;
  const value = hasTenths ? Number(tenths) / 10 : rounded(size, divisor);
  const digits = hasTenths ? 1 : 0;
  return `${number(locale, digits, digits).format(bytes < 0n ? -value : value)} ${byteUnits[unit] ?? ''}`;
}

/** A quotient to the nearest whole, half up. */
function rounded(dividend: bigint, divisor: bigint): bigint {
  return (dividend + divisor / 2n) / divisor;
}

/** All digits, grouped. */
export function formatInteger(value: bigint | number, locale: string): string {
  return number(locale, 0, 0).format(value);
}

/** The form of a sentence about a number of things, as the language of its words has it. */
export function counted(
  count: number,
  locale: string,
  forms: { readonly one: string; readonly other: string },
): string {
  return new Intl.PluralRules([...languages(locale)]).select(count) === 'one' ? forms.one : forms.other;
}

/** A duration in milliseconds: `12 ms`, `1.5 s`, `60 s`, `3 min`, `2 min 30 s`, `1 h 5 min`, `3 d 4 h`. */
export function formatDuration(ms: number, locale: string): string {
  const units = unitsOfTime(locale);
  if (ms < 1000) {
    return `${number(locale, 0, ms < 10 ? 1 : 0).format(ms)} ${units.millisecond}`;
  }
  if (ms < 120_000) {
    return `${number(locale, 0, 1).format(ms / 1000)} ${units.second}`;
  }
  const seconds = Math.round(ms / 1000);
  const parts: readonly (readonly [number, string])[] = [
    [Math.floor(seconds / 86_400), units.day],
    [Math.floor((seconds % 86_400) / 3600), units.hour],
    [Math.floor((seconds % 3600) / 60), units.minute],
    [seconds % 60, units.second],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${number(locale, 0, 0).format(count)} ${unit}`)
    .join(' ');
}

const symbols = { millisecond: 'ms', second: 's', minute: 'min', hour: 'h', day: 'd' };
const japanese: typeof symbols = {
  millisecond: 'ミリ秒',
  second: '秒',
  minute: '分',
  hour: '時間',
  day: '日',
};

/** The symbols that every language has; words where the sentences around them have words. */
function unitsOfTime(locale: string): typeof symbols {
  return /^ja\b/i.test(locale) ? japanese : symbols;
}

/** How long ago something was, e.g. `3 minutes ago`. A time to come counts as now. */
export function formatAge(ms: number, locale: string): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [value, unit] =
    minutes < 60
      ? ([minutes, 'minute'] as const)
      : minutes < 48 * 60
        ? ([Math.floor(minutes / 60), 'hour'] as const)
        : ([Math.floor(minutes / (24 * 60)), 'day'] as const);
  return new Intl.RelativeTimeFormat(languages(locale)).format(-value, unit);
}

/** `a, b, and c` as the locale writes it. */
export function formatList(texts: Iterable<string>, locale: string): string {
  return new Intl.ListFormat(languages(locale)).format(texts);
}

/** A share from 0 to 1: `4 %` as the locale writes it, one decimal below 10 %. */
export function formatShare(share: number, locale: string): string {
  return new Intl.NumberFormat(languages(locale), {
    style: 'percent',
    maximumFractionDigits: share !== 0 && Math.abs(share) < 0.1 ? 1 : 0,
  }).format(share);
}

/** Milliseconds since 1970, to the minute, in the reader's time zone unless another is given. */
export function formatTimestamp(ms: number, locale: string, timeZone?: string): string {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) {
    return '';
  }
  return new Intl.DateTimeFormat(languages(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone,
  }).format(date);
}

/** Milliseconds since 1970 as `2026-11-28 02:09 UTC`: what leaves the editor is read in other time zones. */
export function formatUtc(ms: number): string {
  const exact = formatExactTime(ms);
  return exact === '' ? '' : `${exact.slice(0, 10)} ${exact.slice(11, 19)} UTC`;
}

/** Milliseconds since 1970 as `2026-11-28 02:09`: in the reader's time zone, in every language. */
export function formatMinute(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime())
    ? ''
    : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The time of day of a moment of today, else also its date: `02:16:04`, `2026-11-27 23:50`. */
export function formatClock(ms: number, now: number = Date.now()): string {
  const date = new Date(ms);
  const isToday = date.toDateString() === new Date(now).toDateString();
  return isToday
    ? `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
    : formatMinute(ms);
}

/** How long ago something was, in one unit: `12 seconds ago`, `7 hr. ago`, `now`. Never in the future. */
export function formatAgo(ms: number, locale: string): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [size, unit] = agoUnits.find(([least]) => seconds >= least) ?? [1, 'second'];
  return new Intl.RelativeTimeFormat(languages(locale), {
    numeric: 'auto',
    style: 'short',
  }).format(-Math.floor(seconds / size), unit);
}

const agoUnits = [
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
] as const satisfies readonly (readonly [number, Intl.RelativeTimeFormatUnit])[];

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** Milliseconds since 1970 as `2022-04-29T01:22:03.456Z`: in UTC, as logs have it, in every language. */
export function formatExactTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** Permission bits of st_mode as `ls` spells them: `rwxr-xr-x`, `rwsr-xr-t`. */
export function formatMode(mode: number): string {
  const triplet = (shift: number, special: boolean, letter: string): string => {
    const bits = (mode >> shift) & 7;
    const execute = (bits & 1) !== 0;
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
    return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${last}`;
  };
  return (
    triplet(6, (mode & 0o4000) !== 0, 's') +
    triplet(3, (mode & 0o2000) !== 0, 's') +
    triplet(0, (mode & 0o1000) !== 0, 't')
  );
}

/** The permission bits that {@link formatMode} spells; a mark of `ls` after them (`+`, `.`, `@`) is left out. */
export function parseMode(text: string): number | undefined {
  const triplets = /^([r-][w-][xsS-])([r-][w-][xsS-])([r-][w-][xtT-])[+.@]?$/.exec(text)?.slice(1);
  return triplets?.reduce((mode, [read, write, last = '-'], index) => {
    const bits = (read === 'r' ? 4 : 0) + (write === 'w' ? 2 : 0) + ('xst'.includes(last) ? 1 : 0);
    const special = 'sStT'.includes(last) ? 0o4000 >> index : 0;
    return mode | special | (bits << (3 * (2 - index)));
  }, 0);
}

/** The four octal digits of a mode: `0755`. */
export function formatOctalMode(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}

/** An option's value with its unit: `60 s` for timeo=600, `1.0 MiB` for rsize=1048576, else as the kernel spells it. */
export function formatOptionValue(
  { value, unit }: { readonly value: string; readonly unit?: 'bytes' | 'seconds' | 'deciseconds' },
  locale: string,
): string {
  if (unit === undefined || !/^[0-9]{1,15}$/.test(value)) {
    return value;
  }
  switch (unit) {
    case 'bytes':
      return formatBytes(BigInt(value), locale);
    case 'seconds':
      return `${number(locale, 0, 0).format(Number(value))} ${unitsOfTime(locale).second}`;
    case 'deciseconds':
      return `${number(locale, 0, 1).format(Number(value) / 10)} ${unitsOfTime(locale).second}`;
  }
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function number(locale: string, least: number, most: number): Intl.NumberFormat {
  const key = `${locale} ${least} ${most}`;
  let format = numberFormats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(languages(locale), {
      minimumFractionDigits: least,
      maximumFractionDigits: most,
    });
    numberFormats.set(key, format);
  }
  return format;
}

/** What `Intl` does not know would otherwise fall back to the operating system's language, or throw. */
function languages(locale: string): readonly string[] {
  try {
    const { baseName } = new Intl.Locale(locale);
    return [new Intl.Locale(baseName, { numberingSystem: 'latn', calendar: 'gregory' }).toString(), 'en'];
  } catch {
    return ['en'];
  }
}
