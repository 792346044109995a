import { readFileSync } from 'node:fs';

/** What a mount has asked its server so far. */
export interface Counters {
  readonly operations: ReadonlyMap<string, Operation>;
  /** Bytes that all reads got from it. */
  readonly serverRead: bigint;
}

interface Operation {
  readonly count: bigint;
  readonly retransmissions: bigint;
  readonly queueMs: bigint;
  readonly roundTripMs: bigint;
  readonly executeMs: bigint;
}

/** Nobody waits for them: they may be of something that was done before. */
const IN_BACKGROUND = new Set([
  'CLOSE',
  'DELEGRETURN',
  'FREE_STATEID',
  'LAYOUTRETURN',
  'RENEW',
  'SEQUENCE',
  'TEST_STATEID',
]);

/**
 * The kernel's counters of a mount, the last one at its path, which is in force. Undefined where it has none: it is no
 * NFS mount. It is read twice for each call that is measured, so that only what is needed of the text is looked at.
 */
export function readCounters(mountPoint: string): Counters | undefined {
  const text = readFileSync('/proc/self/mountstats', 'latin1');
  const at = text.lastIndexOf(` mounted on ${mountPoint} with fstype nfs`);
  if (at === -1) {
    return undefined;
  }
  const end = text.indexOf('\ndevice ', at);
  const block = text.slice(at, end === -1 ? undefined : end);
  const operations = new Map(
    [...block.matchAll(OPERATION)].map(([, name = '', ...counters]) => {
      const [count = 0n, transmissions = 0n, , , , queueMs = 0n, roundTripMs = 0n, executeMs = 0n] =
        counters.map(BigInt);
      return [
        name,
        { count, retransmissions: transmissions - count, queueMs, roundTripMs, executeMs },
      ] as const;
    }),
  );
  const serverRead = BigInt(BYTES.exec(block)?.[1] ?? 0);
  return { operations, serverRead };
}

/** operations, transmissions, timeouts, bytes sent and received, milliseconds of queue, round trip and execution */
const OPERATION = /^\s*([A-Z_0-9]+): (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+) (\d+)/gm;
/** The fifth counter: what all reads got from the server. */
const BYTES = /^\s*bytes:(?:\s+\d+){4}\s+(\d+)/m;

/** Which requests were made in between, by operation; those in the background left out. */
export function requestsBetween(before: Counters, after: Counters): ReadonlyMap<string, number> {
  const requests = new Map<string, number>();
  for (const [name, { count }] of after.operations) {
    const more = Number(count - (before.operations.get(name)?.count ?? 0n));
    if (more > 0 && !IN_BACKGROUND.has(name)) {
      requests.set(name, more);
    }
  }
  return requests;
}

/** All requests in between, those in the background, too. */
export function costBetween(before: Counters, after: Counters): number {
  let cost = 0n;
  for (const [name, { count }] of after.operations) {
    cost += count - (before.operations.get(name)?.count ?? 0n);
  }
  return Number(cost);
}

/** What the kernel measured of an operation in between. */
export function kernelBetween(before: Counters, after: Counters, operation: string) {
  const now = after.operations.get(operation);
  const then = before.operations.get(operation);
  const since = (of: (each: Operation) => bigint) => Number((now ? of(now) : 0n) - (then ? of(then) : 0n));
  return {
    operations: since(({ count }) => count),
    retransmissions: since(({ retransmissions }) => retransmissions),
    queueMs: since(({ queueMs }) => queueMs),
    roundTripMs: since(({ roundTripMs }) => roundTripMs),
    executeMs: since(({ executeMs }) => executeMs),
  };
}
