import { own } from '../guards';
import { fields } from './lines';

/** The 27 counters of the `events:` line, in order. include/linux/nfs_iostat.h. */
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
  /** Counters after those that have a name, as rdma has. */
  readonly extra: readonly bigint[];
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

/** Kernels without pNFS have two counters less. */
const fewestEvents = 25;

export function parseEvents(
  value: string,
): { events: NfsEvents; extraEvents: readonly bigint[] } | undefined {
  const counters = parseCounters(value);
  return counters && counters.length >= fewestEvents
    ? { events: nameCounters(nfsEventNames, counters), extraEvents: counters.slice(nfsEventNames.length) }
    : undefined;
}

export function parseBytes(value: string): { bytes: NfsBytes } | undefined {
  const counters = parseCounters(value);
  return counters?.length === nfsByteNames.length
    ? { bytes: nameCounters(nfsByteNames, counters) }
    : undefined;
}

type TransportCounter = Exclude<keyof NfsTransport, 'protocol' | 'extra'>;

const connection = ['bindCount', 'connectCount', 'connectTime', 'idleTime'] as const;
const requests = ['sends', 'receives', 'badXids', 'inFlightSends', 'backlogUtilization'] as const;
const slots = ['maxSlots', 'sendUtilization', 'pendingUtilization'] as const;

/**
 * What each transport counts; statvers 1.0 has no slots. net/sunrpc/xprtsock.c, net/sunrpc/xprtrdma/transport.c.
 */
const transportCounters: Readonly<Record<string, { names: readonly TransportCounter[]; hasSlots: boolean }>> =
  {
    tcp: { names: ['sourcePort', ...connection, ...requests], hasSlots: true },
    udp: { names: ['sourcePort', 'bindCount', ...requests], hasSlots: true },
    local: { names: [...connection, ...requests], hasSlots: true },
    rdma: { names: ['sourcePort', ...connection, ...requests], hasSlots: false },
  };

/** The value of an `xprt:` line, e.g. `tcp 832 0 1 …`. */
export function parseTransport(value: string, statVersion: string | undefined): NfsTransport | undefined {
  const [protocol] = fields(value, 0, 1);
  const known = protocol && own(transportCounters, protocol.text);
  const counters = protocol && parseCounters(value.slice(protocol.end));
  if (!known || !counters || !/^1\.\d{1,3}$/.test(statVersion ?? '')) {
    return undefined;
  }
  const isFirstVersion = statVersion === '1.0';
  const names = known.hasSlots && !isFirstVersion ? [...known.names, ...slots] : known.names;
  if (
    counters.length < names.length ||
    (isFirstVersion && known.hasSlots && counters.length > names.length)
  ) {
    return undefined;
  }
  return { protocol: protocol.text, ...nameCounters(names, counters), extra: counters.slice(names.length) };
}

/** A line below `per-op statistics`: its name and 8 counters, or 9 from kernel 5.3 on. */
export function parseOperation(name: string, value: string): NfsOperation | undefined {
  const counters = parseCounters(value);
  if (counters?.length !== 8 && counters?.length !== 9) {
    return undefined;
  }
  const [operations = 0n, transmissions = 0n, majorTimeouts = 0n, bytesSent = 0n, bytesReceived = 0n] =
    counters;
  const [queueMs = 0n, roundTripMs = 0n, executeMs = 0n, errors] = counters.slice(5);
  return {
    name,
    operations,
    transmissions,
    majorTimeouts,
    bytesSent,
    bytesReceived,
    queueMs,
    roundTripMs,
    executeMs,
    errors,
  };
}

/** The idle time of a transport is signed. */
function parseCounters(value: string): bigint[] | undefined {
  const counters = fields(value).map(field => field.text);
  return counters.every(counter => /^-?\d{1,20}$/.test(counter)) ? counters.map(BigInt) : undefined;
}

function nameCounters<Name extends string>(
  names: readonly Name[],
  counters: readonly bigint[],
): Partial<Record<Name, bigint>> {
  const named: Partial<Record<Name, bigint>> = {};
  for (const [index, name] of names.slice(0, counters.length).entries()) {
    named[name] = counters[index];
  }
  return named;
}
