/** What 64 bits hold: more than any size or count of AWS's. */
const MOST = 2 ** 63;

/** A size or a count. The SDK takes an endpoint's word for types: undefined for what is no whole number from 0 on. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST
    ? value
    : undefined;
}
