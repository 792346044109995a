import type { MountOption } from './optionString';
import type { UnparsedLine } from './lines';

/** A `device … mounted on …` block of /proc/self/mountstats. Counters are u64. net/sunrpc/stats.c, fs/nfs/super.c. */
export interface MountStatsDevice {
  readonly source: string;
  readonly mountPoint: string;
  readonly fsType: string;
  /** Only for NFS. */
  readonly nfs?: NfsStats;
}

export interface NfsStats {
  /** E.g. `1.1`. */
  readonly statVersion?: string;
  /** Every option with defaults printed. */
  readonly options: readonly MountOption[];
  readonly ageSeconds?: bigint;
  readonly implementationId?: string;
  readonly capabilities: readonly MountOption[];
  readonly nfsv4: readonly MountOption[];
  readonly security: readonly MountOption[];
  /** By name in nfs_iostat.h order, e.g. `vfsOpen`; unknown extra counters are in `extraEvents`. */
  readonly events?: NfsEvents;
  readonly bytes?: NfsBytes;
  readonly rpcVersion?: string;
  /** One per TCP connection. */
  readonly transports: readonly NfsTransport[];
  readonly operations: readonly NfsOperation[];
  /** Lines of this block that were not understood. */
  readonly unparsed: readonly UnparsedLine[];
}

/** The 27 counters of the `events:` line, in order. */
export const nfsEventNames = [
  'inodeRevalidates',
  'dentryRevalidates',
  'dataInvalidates',
  'attributeInvalidates',
  'vfsOpen',
  'vfsLookup',
  'vfsPermission',
  'vfsUpdatePage',
  'vfsReadPage',
  'vfsReadPages',
  'vfsWritePage',
  'vfsWritePages',
  'vfsReaddir',
  'vfsSetattr',
  'vfsFlush',
  'vfsFsync',
  'vfsLock',
  'vfsRelease',
  'congestionWait',
  'setattrTruncate',
  'extendWrite',
  'sillyRenames',
  'shortReads',
  'shortWrites',
  'delay',
  'pnfsReads',
  'pnfsWrites',
] as const;
export type NfsEvents = Readonly<Partial<Record<(typeof nfsEventNames)[number], bigint>>>;

/** The 8 counters of the `bytes:` line, in order. */
export const nfsByteNames = [
  'normalRead',
  'normalWrite',
  'directRead',
  'directWrite',
  'serverRead',
  'serverWrite',
  'readPages',
  'writePages',
] as const;
export type NfsBytes = Readonly<Partial<Record<(typeof nfsByteNames)[number], bigint>>>;

export interface NfsTransport {
  /** `tcp`, `udp`, `rdma`, `local`. */
  readonly protocol: string;
  /** Local source port: below 1024 betrays a reserved port. */
  readonly sourcePort?: bigint;
  readonly bindCount?: bigint;
  readonly connectCount?: bigint;
  readonly connectTime?: bigint;
  /** Seconds. */
  readonly idleTime?: bigint;
  readonly sends?: bigint;
  readonly receives?: bigint;
  readonly badXids?: bigint;
  readonly inFlightSends?: bigint;
  readonly backlogUtilization?: bigint;
  readonly maxSlots?: bigint;
  readonly sendUtilization?: bigint;
  readonly pendingUtilization?: bigint;
}

/** Counters of one NFS operation since mount time. Times are sums in milliseconds. */
export interface NfsOperation {
  readonly name: string;
  readonly operations: bigint;
  /** Retransmissions = transmissions − operations. */
  readonly transmissions: bigint;
  readonly majorTimeouts: bigint;
  readonly bytesSent: bigint;
  readonly bytesReceived: bigint;
  readonly queueMs: bigint;
  readonly roundTripMs: bigint;
  readonly executeMs: bigint;
  /** Only kernels from 5.3 on print it. */
  readonly errors?: bigint;
}
