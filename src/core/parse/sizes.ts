/** A size as `df` and `ls` print it. */
export interface Size {
  readonly bytes: bigint;
  /** Whether it was printed with a unit, so that digits are lost. */
  readonly rounded: boolean;
}

const plain = /^-?\d{1,40}$/;
/** Digits in groups, as with `--block-size="'1"`; Indian groups are of two. */
const grouped = /^-?\d{1,3}(?:[.,'’\u066c\u00a0\u202f]\d{2,3}){0,12}[.,'’\u066c\u00a0\u202f]\d{3}$/;
/** The decimal separator is the locale's. */
const scaled = /^(-?)(\d{1,40})(?:[.,\u066b](\d{1,20}))?(?:([kKMGTPEZYRQ])(iB?|B)?|Bi?)$/;

const prefixes = 'KMGTPEZYRQ';

/** Whether a word can be a size; `parseSize` then reads it. */
export function isSize(text: string): boolean {
  return plain.test(text) || scaled.test(text) || grouped.test(text);
}

/**
 * Reads `4096`, `1,918,816`, `8.0E`, `1,5G`, `1.5Gi`, `12kB`, `0B`.
 *
 * @param unit bytes of a number without a unit
 * @param base 1024, or 1000 where the tool was told to count so; `KiB` and `kB` say it themselves
 */
export function parseSize(text: string, unit: bigint, base: 1000n | 1024n): Size | undefined {
  if (plain.test(text)) {
    return { bytes: BigInt(text) * unit, rounded: false };
  }
  const match = scaled.exec(text);
  if (match) {
    const [, sign = '', whole = '', fraction = '', prefix, suffix] = match;
    const radix = suffix === undefined ? base : suffix.startsWith('i') ? 1024n : 1000n;
    const scale = prefix === undefined ? 1n : radix ** BigInt(prefixes.indexOf(prefix.toUpperCase()) + 1);
    const bytes = (BigInt(whole + fraction) * scale) / 10n ** BigInt(fraction.length);
    return { bytes: sign === '-' ? -bytes : bytes, rounded: true };
  }
  return grouped.test(text)
    ? { bytes: BigInt(text.replace(/[^-\d]/g, '')) * unit, rounded: false }
    : undefined;
}

/** GNU and macOS write thousands with a small k. */
export function countsInThousands(text: string): boolean {
  return /\dk$/.test(text);
}
