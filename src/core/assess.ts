import type { MountFinding } from './findings/findingCodes';
import type { FileSystemKind } from './lambdaFunction';
import { bySeverity } from './findings/finding';
import type { InspectedMount } from './mount/inspectedMount';
import { optionValue, type MountOption, hasOption } from './parse/optionString';
import { isNfs, networkErrorsAreFatal } from './mount/retries';
import { sources } from './findings/mountSources';
import type { NfsStatistics } from './mount/statistics';
import type { StorageRow } from './mount/storage';

/** What an inspection knows when it judges. */
export interface MountEvidence {
  readonly kind: FileSystemKind;
  /** Where the function expects its file system. */
  readonly localMountPath: string;
  /** Whether any mount table could be read: without one, nothing is missing. */
  readonly mountTableRead: boolean;
  readonly mount?: InspectedMount;
  /** Options in force, as the kernel printed them. */
  readonly printedOptions: readonly MountOption[];
  /** Deviations from AWS's recommendations, from {@link judgeOptions}. */
  readonly deviations: readonly MountFinding[];
  readonly unresponsive: readonly string[];
  readonly storage: readonly StorageRow[];
  readonly statistics?: NfsStatistics;
}

/**
 * Retransmissions from this share of all operations on are worth a person's time. The customary bound for nfsstat's
 * counters, e.g. https://www.ibm.com/docs/en/aix/7.2?topic=client-unnecessary-retransmits. A healthy NFSv4 mount has
 * none at all.
 */
const retransmissionShare = 0.05;
/** Below it a share says nothing: one lost connection resends everything that was in flight. */
const fewestRetransmissions = 10n;

/**
 * The client closes a connection that was idle for five minutes (XS_IDLE_DISC_TO in net/sunrpc/xprtsock.c) and
 * connects again when needed: reconnects up to that rate are healthy.
 */
const idleDisconnectSeconds = 300n;
const fewestReconnects = 2n;

/** Of /tmp, in percent as df counts it. Lambda gives 512 MB unless asked for more. */
const tmpNearlyFullPercent = 90;

/** Everything worth a person's time, most severe first. A healthy mount has none. */
export function assess(evidence: MountEvidence): readonly MountFinding[] {
  return [
    ...mountFindings(evidence),
    ...evidence.deviations,
    ...statisticsFindings(evidence),
    ...tmpFindings(evidence),
  ].toSorted(bySeverity);
}

function* mountFindings(evidence: MountEvidence): Iterable<MountFinding> {
  const { kind, localMountPath, mount, mountTableRead, unresponsive, printedOptions } = evidence;
  const subject = localMountPath;
  if (unresponsive.includes(localMountPath)) {
    yield {
      code: 'mount-unresponsive',
      severity: 'error',
      subject,
      params: { kind },
      sources: [sources.lambdaInvokeTroubleshooting, sources.efsMountTroubleshooting],
    };
  }
  if (mount === undefined) {
    if (mountTableRead) {
      yield {
        code: 'not-mounted',
        severity: 'error',
        subject,
        params: { kind },
        sources: [lambdaPage(kind), sources.lambdaInvokeTroubleshooting],
      };
    }
    return;
  }
  if (!isNfs(mount.fsType)) {
    // Of a file system of unknown kind nobody said that it should be NFS.
    if (kind === 'unknown') {
      return;
    }
    yield {
      code: 'not-nfs',
      severity: 'error',
      subject,
      actual: mount.fsType,
      expected: 'nfs4',
      params: { kind, source: mount.source },
      sources: [lambdaPage(kind)],
    };
    return;
  }
  if (hasOption(printedOptions, 'ro')) {
    yield {
      code: 'read-only-mount',
      severity: 'warning',
      subject,
      actual: 'ro',
      expected: 'rw',
      params: { kind },
      sources: [lambdaPage(kind)],
    };
  }
  if (networkErrorsAreFatal(printedOptions)) {
    yield {
      code: 'network-errors-fatal',
      severity: 'warning',
      subject,
      actual: `fatal_neterrors=${optionValue(printedOptions, 'fatal_neterrors') ?? ''}`,
      expected: 'fatal_neterrors=none',
      params: { kind },
      sources: [sources.fatalNetworkErrors],
    };
  }
}

function* statisticsFindings({
  kind,
  localMountPath: subject,
  statistics,
  printedOptions,
}: MountEvidence): Iterable<MountFinding> {
  if (statistics === undefined) {
    return;
  }
  const { totalOperations, retransmissions, majorTimeouts, reconnects, ageSeconds } = statistics;
  const counters = [sources.mountstatsManual, sources.nfsManual];
  if (majorTimeouts > 0n) {
    yield {
      code: 'major-timeouts',
      severity: 'warning',
      subject,
      actual: String(majorTimeouts),
      expected: '0',
      params: { kind },
      sources: counters,
    };
  }
  const share = totalOperations > 0n ? Number(retransmissions) / Number(totalOperations) : 0;
  if (retransmissions >= fewestRetransmissions && share >= retransmissionShare) {
    yield {
      code: 'many-retransmissions',
      severity: 'warning',
      subject,
      actual: String(retransmissions),
      expected: '0',
      params: { kind, operations: String(totalOperations), share },
      sources: counters,
    };
  }
  if (
    ageSeconds !== undefined &&
    reconnects >= fewestReconnects &&
    reconnects * idleDisconnectSeconds > ageSeconds
  ) {
    yield {
      code: 'frequent-reconnects',
      severity: 'warning',
      subject,
      actual: String(reconnects),
      params: { kind, ageSeconds: String(ageSeconds) },
      sources: counters,
    };
  }
  // Mounts of one server share connections, made with the options of the first. Without noresvport in the options,
  // missing-noresvport says it. Port 0: not bound to one.
  const reserved = statistics.after.transports.find(
    ({ sourcePort = 0n }) => sourcePort > 0n && sourcePort < 1024n,
  );
  if (reserved?.sourcePort !== undefined && hasOption(printedOptions, 'noresvport')) {
    yield {
      code: 'reserved-source-port',
      severity: 'warning',
      subject,
      actual: String(reserved.sourcePort),
      params: { kind },
      sources: [sources.efsMountSettings, sources.nfsManual],
    };
  }
}

function* tmpFindings({ storage, kind }: MountEvidence): Iterable<MountFinding> {
  const tmp = storage.findLast(({ mountPoint }) => mountPoint === '/tmp');
  if (tmp?.usedPercent !== undefined && tmp.usedPercent >= tmpNearlyFullPercent) {
    yield {
      code: 'tmp-nearly-full',
      severity: 'warning',
      subject: '/tmp',
      actual: String(tmp.usedPercent),
      params: {
        kind,
        ...(tmp.available !== undefined && { available: String(tmp.available) }),
        ...(tmp.total !== undefined && { total: String(tmp.total) }),
      },
      sources: [sources.lambdaEphemeralStorage],
    };
  }
}

function lambdaPage(kind: FileSystemKind): string {
  return kind === 's3files' ? sources.s3FilesLambda : sources.lambdaFileSystems;
}
