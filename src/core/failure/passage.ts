import type { Reading } from '../mount/reading';

/** What is proved of a way, and what is not. */
export type Openness = 'open' | 'closed' | 'unknown';

/** Whether something lets NFS through, and the fact that says so. */
export interface Passage {
  readonly state: Openness;
  readonly fact: PathFact;
}

/** A fact about a part of the way, as data: its words are in `words/pathFactWords`. */
export interface PathFact {
  readonly code: PathFactCode;
  /** Ids, zones, addresses. Untrusted text. */
  readonly params: Readonly<Record<string, string>>;
}

export type PathFactCode =
  // --- any part
  | 'all-open'
  | 'not-read'
  | 'denied'
  // --- security groups
  | 'rule-opens'
  | 'no-rule'
  | 'prefix-list'
  | 'rule-in-part'
  | 'group-across-vpcs'
  | 'group-not-shown'
  | 'peer-groups-unknown'
  // --- network ACLs and routes
  | 'one-subnet'
  | 'acls-open'
  | 'acl-closes'
  | 'acl-in-part'
  | 'acl-not-shown'
  | 'no-route'
  | 'route-dead'
  | 'routes-open'
  | 'route-beyond'
  | 'route-in-part'
  // --- subnets and mount targets
  | 'subnet-in-zone'
  | 'subnet-not-shown'
  | 'target-available'
  | 'target-unready'
  | 'no-target'
  | 'no-target-in-zone'
  | 'target-zone-unknown'
  // --- names
  | 'dns-on'
  | 'dns-off'
  | 'own-name-servers'
  // --- file system and access point
  | 'exists'
  | 'unready'
  | 'policy-denies'
  | 'gone'
  | 'of-other-account';

export function passage(state: Openness, code: PathFactCode, params: PathFact['params'] = {}): Passage {
  return { state, fact: { code, params } };
}

/** Of a part that was not read, and why it was not. */
export function unread(reading: Reading<unknown> | undefined): Passage {
  return reading?.ok === false && reading.problem.code === 'access-denied'
    ? passage('unknown', 'denied', { action: reading.action })
    : passage('unknown', 'not-read');
}

/** What holds where any of several ways may be taken: known only where it is the same of all. */
export function ofAny(passages: readonly Passage[]): Passage | undefined {
  const [first] = passages;
  if (passages.every(({ state }) => state === first?.state)) {
    return first;
  }
  const doubtful =
    passages.find(({ state }) => state === 'unknown') ?? passages.find(({ state }) => state === 'closed');
  return doubtful && { ...doubtful, state: 'unknown' };
}

/** What holds of a way that has all of these parts: the first that closes it, else the first that is not known. */
export function ofAll(passages: readonly Passage[]): Passage | undefined {
  return (
    passages.find(({ state }) => state === 'closed') ??
    passages.find(({ state }) => state === 'unknown') ??
    passages[0]
  );
}
