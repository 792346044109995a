/** Addresses from the first to the last, of one family. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** All of IPv4: what is said of addresses that are not known is said of each of them. */
export const ANY_ADDRESS: AddressRange = { family: 4, first: 0n, last: 2n ** 32n - 1n };

/** @param text a CIDR block or one address; undefined where it is neither */
export function parseRange(text: string): AddressRange | undefined {
  const [address = '', prefix, ...more] = text.split('/');
  const value = address.includes(':') ? parseIpv6(address) : parseIpv4(address);
  if (value === undefined || more.length > 0) {
    return undefined;
  }
  const family = address.includes(':') ? 6 : 4;
  const bits = family === 4 ? 32 : 128;
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Infinity;
  if (length > bits) {
    return undefined;
  }
  const size = 1n << BigInt(bits - length);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n };
}

/** Whether all of `part` is in it. */
export function covers(range: AddressRange, part: AddressRange): boolean {
  return range.family === part.family && range.first <= part.first && range.last >= part.last;
}

/** Whether they have an address in common. */
export function touches(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  return parts.length === 4 && parts.every(part => /^\d{1,3}$/.test(part) && Number(part) < 256)
    ? parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n)
    : undefined;
}

/** @param text without a zone; the last 32 bits may be written as IPv4 */
function parseIpv6(text: string): bigint | undefined {
  const [head = '', tail, ...more] = text.split('::');
  const before = tail === undefined ? toGroups(head) : groupsIn(head);
  const after = toGroups(tail ?? '');
  const missing = 8 - before.length - after.length;
  if (more.length > 0 || (tail === undefined ? missing !== 0 : missing < 1)) {
    return undefined;
  }
  const groups = [...before, ...Array<string>(missing).fill('0'), ...after];
  return groups.every(group => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n)
    : undefined;
}

function groupsIn(text: string): readonly string[] {
  return text === '' ? [] : text.split(':');
}

/** Of what an address ends with. */
function toGroups(text: string): readonly string[] {
  const groups = groupsIn(text);
  const ipv4 = parseIpv4(groups.at(-1) ?? '');
  return ipv4 === undefined
    ? groups
    : [...groups.slice(0, -1), (ipv4 >> 16n).toString(16), (ipv4 & 0xffffn).toString(16)];
}
