import { parseRange, touches, type AddressRange } from '../mount/addressRange';
import type { NetworkAcl, NetworkAclEntry } from '../mount/network';
import { passage, type Passage } from './passage';

/** Packets to or from these addresses, of these ports at the receiver. */
interface Packets {
  readonly addresses: AddressRange;
  readonly from: number;
  readonly to: number;
}

/**
 * Where answers go: Lambda’s network interfaces take any of these as source ports.
 * https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-ephemeral-ports
 */
export const RETURN_PORTS = { from: 1024, to: 65_535 };

/** More than AWS lets an ACL have, so that an answer cannot make this slow. */
const MOST_ENTRIES = 100;

/**
 * Whether an ACL lets all of these packets through. The entry with the lowest number that fits a packet decides, and
 * without one it is kept out. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-rules
 */
export function throughAcl(
  { entries, id }: NetworkAcl,
  direction: NetworkAclEntry['direction'],
  packets: Packets,
): Passage {
  const ordered = entries
    .filter(entry => entry.direction === direction && (entry.protocol === '-1' || entry.protocol === '6'))
    .toSorted((a, b) => a.number - b.number)
    .slice(0, MOST_ENTRIES);
  const ports = packets.from === packets.to ? `${packets.from}` : `${packets.from}–${packets.to}`;
  const params = { acl: id, direction, ports };
  let undecided: readonly Packets[] = [packets];
  let allowed = false;
  let denied: string | undefined;
  for (const entry of ordered) {
    const fitting = packetsOf(entry);
    if (!fitting || !undecided.some(some => overlap(some, fitting))) {
      continue;
    }
    undecided = undecided.flatMap(some => without(some, fitting));
    if (entry.action === 'allow') {
      allowed = true;
    } else {
      denied ??= numberOf(entry);
    }
  }
  if (undecided.length > 0) {
    denied ??= '*';
  }
  if (denied === undefined) {
    return passage('open', 'acls-open', { acls: id });
  }
  return allowed
    ? passage('unknown', 'acl-in-part', { ...params, entry: denied })
    : passage('closed', 'acl-closes', { ...params, entry: denied });
}

function numberOf({ number }: NetworkAclEntry): string {
  return number >= 32_767 ? '*' : String(number);
}

function packetsOf({ cidr, fromPort = 0, toPort = 65_535 }: NetworkAclEntry): Packets | undefined {
  const addresses = parseRange(cidr);
  return addresses && { addresses, from: fromPort, to: toPort };
}

function overlap(a: Packets, b: Packets): boolean {
  return touches(a.addresses, b.addresses) && a.from <= b.to && b.from <= a.to;
}

/** What is left of `all`, in pieces that have nothing in common. */
function without(all: Packets, hole: Packets): readonly Packets[] {
  if (!overlap(all, hole)) {
    return [all];
  }
  const { family, first, last } = all.addresses;
  const start = hole.addresses.first > first ? hole.addresses.first : first;
  const end = hole.addresses.last < last ? hole.addresses.last : last;
  const middle = { family, first: start, last: end };
  return [
    ...(first < start ? [{ ...all, addresses: { family, first, last: start - 1n } }] : []),
    ...(last > end ? [{ ...all, addresses: { family, first: end + 1n, last } }] : []),
    ...(all.from < hole.from ? [{ ...all, addresses: middle, to: hole.from - 1 }] : []),
    ...(all.to > hole.to ? [{ ...all, addresses: middle, from: hole.to + 1 }] : []),
  ];
}
