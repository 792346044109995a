import { ANY_ADDRESS, covers, parseRange, touches, type AddressRange } from '../mount/addressRange';
import type { Network, SecurityGroup, SecurityGroupRule } from '../mount/network';
import { readingValue } from '../mount/reading';
import { passage, unread, type Passage } from './passage';

export const NFS_PORT = 2049;

/** Who is at the other end. */
export interface Peer {
  /** Undefined where they are not known. */
  readonly groups: readonly string[] | undefined;
  /** Undefined where they are not known. */
  readonly addresses: AddressRange | undefined;
  readonly isInSameVpc: boolean;
}

/** The groups with a rule, and what is known of others. */
export interface KnownGroups {
  readonly known: readonly SecurityGroup[];
  readonly groupsWithoutRules: Network['groupsWithoutRules'];
}

/**
 * Whether the groups of a network interface let NFS through. One rule of any of them is enough, and no rule forbids.
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 */
export function throughGroups(
  direction: SecurityGroupRule['direction'],
  ids: readonly string[],
  { groupsWithoutRules, known }: KnownGroups,
  peer: Peer,
): Passage {
  const passages = ids.flatMap(id => {
    const group = known.find(candidate => candidate.id === id);
    return group
      ? group.rules
          .filter(rule => rule.direction === direction && isForNfs(rule))
          .map(rule => throughRule(rule, id, peer))
      : readingValue(groupsWithoutRules)?.includes(id)
        ? []
        : [groupsWithoutRules?.ok === false ? unread(groupsWithoutRules) : notShown(id)];
  });
  return (
    passages.find(({ state }) => state === 'open') ??
    passages.find(({ state }) => state === 'unknown') ??
    passage(ids.length > 0 ? 'closed' : 'unknown', ids.length > 0 ? 'no-rule' : 'not-read', {
      direction,
      groups: ids.join(', '),
      peer: peer.groups?.join(', ') ?? '',
    })
  );
}

function notShown(group: string): Passage {
  return passage('unknown', 'group-not-shown', { group });
}

function isForNfs({ fromPort = -1, protocol, toPort = -1 }: SecurityGroupRule): boolean {
  if (protocol === '-1') {
    return true;
  }
  const isTcp = protocol === 'tcp' || protocol === '6';
  return isTcp && ((fromPort === -1 && toPort === -1) || (fromPort <= NFS_PORT && toPort >= NFS_PORT));
}

/** Closed where the rule is for others. */
function throughRule(rule: SecurityGroupRule, group: string, peer: Peer): Passage {
  const { cidr, groupId, id, prefixListId } = rule;
  const opens = (whom: string) => passage('open', 'rule-opens', { rule: id, group, whom });
  if (prefixListId !== undefined) {
    return passage('unknown', 'prefix-list', { rule: id, group, list: prefixListId });
  }
  if (groupId !== undefined) {
    if (!peer.groups) {
      return passage('unknown', 'peer-groups-unknown', { rule: id, group, other: groupId });
    }
    if (!peer.groups.includes(groupId)) {
      return passage('closed', 'no-rule');
    }
    return peer.isInSameVpc
      ? opens(groupId)
      : passage('unknown', 'group-across-vpcs', { rule: id, group, other: groupId });
  }
  const range = parseRange(cidr ?? '');
  const addresses = peer.addresses ?? ANY_ADDRESS;
  if (range && covers(range, addresses)) {
    return opens(cidr ?? '');
  }
  return range && touches(range, addresses)
    ? passage('unknown', 'rule-in-part', { rule: id, group, cidr: cidr ?? '' })
    : passage('closed', 'no-rule');
}
