import type { MountStatsDevice, NfsBytes, NfsOperation, NfsStats } from '../parse/mountstats';

/** mountstats of the inspected mount, with what the probe's own calls added. */
export interface NfsStatistics {
  readonly after: NfsStats;
  /** Since the mount was made; busiest first, operations never used left out. */
  readonly operations: readonly OperationStatistics[];
  readonly totalOperations: bigint;
  readonly retransmissions: bigint;
  /** One request counts again each time the kernel has waited that long. */
  readonly majorTimeouts: bigint;
  readonly errors?: bigint;
  /**
   * Further attempts to connect after the first connection, at least. Older kernels count every attempt, newer ones
   * (6.1, seen) also every success, so that a fresh mount has one or two.
   */
  readonly reconnects: bigint;
  readonly lateReplies: bigint;
  /** How often the server asked the client to try again later (NFS4ERR_DELAY). */
  readonly serverDelays?: bigint;
  readonly bytes?: NfsBytes;
  /** Share of buffered reads that the page cache answered, 0–1, as nfsiostat(8) computes it. */
  readonly cacheHitShare?: number;
  readonly ageSeconds?: bigint;
  /** What was added between the two texts of one probe; absent where they are not of the same mount. */
  readonly duringProbe?: StatisticsDelta;
}

export interface StatisticsDelta {
  readonly operations: bigint;
  readonly retransmissions: bigint;
  readonly majorTimeouts: bigint;
}

/** One operation since mount time, with derived averages as mountstats(8) computes them. */
export interface OperationStatistics {
  readonly name: string;
  readonly operations: bigint;
  /** Of all operations, 0–1. */
  readonly share: number;
  readonly retransmissions: bigint;
  /** One request counts again each time the kernel has waited that long. */
  readonly majorTimeouts: bigint;
  readonly errors?: bigint;
  /** Milliseconds an operation. */
  readonly averageQueueMs: number;
  readonly averageRoundTripMs: number;
  readonly averageExecuteMs: number;
  readonly averageBytesSent: number;
  readonly averageBytesReceived: number;
  /** Operations during this probe; absent where the two texts are of different mounts. */
  readonly duringProbe?: bigint;
}

/**
 * Statistics of the NFS mount at a path. `before` and `after` are whole mountstats texts, parsed; a shell handler has
 * only one, `after`.
 */
export function nfsStatistics(
  mountPoint: string,
  after: readonly MountStatsDevice[],
  before: readonly MountStatsDevice[] = [],
): NfsStatistics | undefined {
  const device = deviceAt(after, mountPoint);
  const stats = device?.nfs;
  if (stats === undefined) {
    return undefined;
  }
  const earlier = comparable(deviceAt(before, mountPoint), device);
  const used = stats.operations.filter(
    ({ operations, transmissions }) => operations > 0n || transmissions > 0n,
  );
  const totalOperations = sum(used, ({ operations }) => operations);
  const cacheHitShare = cacheHits(stats.bytes);
  const errors = used.some(operation => operation.errors !== undefined)
    ? sum(used, operation => operation.errors ?? 0n)
    : undefined;
  return {
    after: stats,
    operations: used
      .map(operation => operationStatistics(operation, totalOperations, earlier))
      .sort((a, b) => (a.operations < b.operations ? 1 : a.operations > b.operations ? -1 : 0)),
    totalOperations,
    retransmissions: sum(used, retransmissionsOf),
    majorTimeouts: sum(used, ({ majorTimeouts }) => majorTimeouts),
    errors,
    reconnects: sum(stats.transports, ({ connectCount = 0n }) => clamp((connectCount + 1n) / 2n - 1n)),
    lateReplies: sum(stats.transports, ({ badXids = 0n }) => badXids),
    serverDelays: stats.events?.delay,
    bytes: stats.bytes,
    cacheHitShare,
    ageSeconds: stats.ageSeconds,
    duringProbe: earlier && delta(stats, earlier),
  };
}

/** The device in force at a path: a later one covers an earlier one. */
export function deviceAt(
  devices: readonly MountStatsDevice[],
  mountPoint: string,
): MountStatsDevice | undefined {
  return devices.findLast(device => device.mountPoint === mountPoint);
}

/**
 * Counters start at zero with every mount, and two invocations may run in two environments: only a younger text of
 * the same device may be subtracted.
 */
function comparable(
  before: MountStatsDevice | undefined,
  after: MountStatsDevice | undefined,
): NfsStats | undefined {
  const earlier = before?.nfs;
  const later = after?.nfs;
  if (earlier?.ageSeconds === undefined || later?.ageSeconds === undefined) {
    return undefined;
  }
  const same = before?.source === after?.source && earlier.ageSeconds <= later.ageSeconds;
  const grows = later.operations.every(
    operation => operation.operations >= (operationNamed(earlier, operation.name)?.operations ?? 0n),
  );
  return same && grows ? earlier : undefined;
}

function operationStatistics(
  operation: NfsOperation,
  totalOperations: bigint,
  earlier: NfsStats | undefined,
): OperationStatistics {
  const { name, operations, majorTimeouts, errors } = operation;
  const average = (total: bigint): number => (operations > 0n ? Number(total) / Number(operations) : 0);
  return {
    name,
    operations,
    share: totalOperations > 0n ? Number(operations) / Number(totalOperations) : 0,
    retransmissions: retransmissionsOf(operation),
    majorTimeouts,
    errors,
    averageQueueMs: average(operation.queueMs),
    averageRoundTripMs: average(operation.roundTripMs),
    averageExecuteMs: average(operation.executeMs),
    averageBytesSent: average(operation.bytesSent),
    averageBytesReceived: average(operation.bytesReceived),
    duringProbe:
      earlier === undefined ? undefined : operations - (operationNamed(earlier, name)?.operations ?? 0n),
  };
}

function delta(after: NfsStats, before: NfsStats): StatisticsDelta {
  const difference = (count: (operation: NfsOperation) => bigint): bigint =>
    clamp(sum(after.operations, count) - sum(before.operations, count));
  return {
    operations: difference(({ operations }) => operations),
    retransmissions: difference(retransmissionsOf),
    majorTimeouts: difference(({ majorTimeouts }) => majorTimeouts),
  };
}

function operationNamed({ operations }: NfsStats, name: string): NfsOperation | undefined {
  return operations.find(operation => operation.name === name);
}

function retransmissionsOf({ transmissions, operations }: NfsOperation): bigint {
  return clamp(transmissions - operations);
}

/** Counters are read without a lock and may be inconsistent, or have wrapped below zero. */
function clamp(count: bigint): bigint {
  return count < 0n ? 0n : count;
}

function cacheHits(bytes: NfsBytes | undefined): number | undefined {
  const { normalRead, serverRead, directRead } = bytes ?? {};
  if (normalRead === undefined || serverRead === undefined || directRead === undefined || normalRead === 0n) {
    return undefined;
  }
  const fromServer = clamp(serverRead - directRead);
  return Number(clamp(normalRead - fromServer)) / Number(normalRead);
}

function sum<T>(items: readonly T[], count: (item: T) => bigint): bigint {
  return items.reduce((total, item) => total + count(item), 0n);
}
