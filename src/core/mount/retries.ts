import type { FileSystemKind } from '../lambdaFunction';
import { optionValue, type MountOption, hasOption, numericOption } from '../parse/optionString';
import { sources } from '../findings/mountSources';

/** What happens when the server does not answer. */
export type Recovery = 'hard' | 'soft' | 'softerr' | 'not-nfs' | 'unknown';

/** The answer to "must my code retry?", computed from the mount options. */
export interface RetryAnswer {
  readonly recovery: Recovery;
  readonly kind: FileSystemKind;
  /** Milliseconds after which a request is first retransmitted. */
  readonly firstRetransmissionMs?: number;
  /** Every retransmission before the first major timeout, in milliseconds after the request was sent. */
  readonly retransmissionsMs: readonly number[];
  /** Milliseconds until the kernel reports "not responding" (hard), or may fail the call (soft, softerr). */
  readonly majorTimeoutMs?: number;
  /**
   * NFSv4: a request is retransmitted, and a soft one fails, only if the connection was lost in the meantime. While the
   * connection lives (for example to a proxy on this host) even a soft mount waits.
   */
  readonly onlyAfterDisconnect: boolean;
  /** Errno that a timed-out call returns; none for hard. */
  readonly errorOnTimeout?: 'EIO' | 'ETIMEDOUT';
  /** Whether a dead network fails calls even on a hard mount (fatal_neterrors). */
  readonly networkErrorsAreFatal: boolean;
  /** The function's own timeout. */
  readonly functionTimeoutMs?: number;
  /** What ends a call that gets no answer: for hard only the function's timeout does. */
  readonly endsFirst?: 'function-timeout' | 'error-on-timeout';
  /** Errors that reach the program all the same. */
  readonly remainingErrors: readonly RemainingError[];
}

export interface RemainingError {
  readonly errno: string;
  /** Page that says so. */
  readonly source: string;
}

/** When the kernel acts on a request that gets no answer, in milliseconds after it was sent. */
export interface RetrySchedule {
  readonly retransmissionsMs: readonly number[];
  readonly majorTimeoutMs: number;
}

/** NFS_MAX_TCP_TIMEOUT of include/uapi/linux/nfs_fs.h. */
const longestTimeoutMs = 600_000;

/**
 * The kernel's linear back-off over TCP (and RDMA), for `timeo` in deciseconds.
 *
 * nfs_init_timeout_values() (fs/nfs/client.c) sets the first wait and the increment to `timeo` and the longest wait to
 * timeo × (retrans + 1), each at most 600 s. xprt_calc_majortimeo() (net/sunrpc/xprt.c) puts the major timeout at
 * that same longest wait after sending, whatever happens in between. Within it, xprt_adjust_timeout() lengthens each
 * wait by `timeo`: a request is looked at after timeo, timeo + 2 timeo, timeo + 2 timeo + 3 timeo and so on.
 * Because the waits grow while the major timeout stays, fewer than `retrans` retransmissions come before it:
 * timeo=600,retrans=2 gives one, after 60 s, and the major timeout after 180 s.
 * At a major timeout a soft call fails; a hard one is retransmitted, the waits start anew, and so on for ever.
 */
export function retrySchedule(timeoDeciseconds: number, retrans: number): RetrySchedule {
  const timeout = Math.min(timeoDeciseconds * 100, longestTimeoutMs);
  const majorTimeoutMs = Math.min(timeout * (retrans + 1), longestTimeoutMs);
  const retransmissionsMs: number[] = [];
  let wait = timeout;
  for (let at = wait; at < majorTimeoutMs; at += wait) {
    retransmissionsMs.push(at);
    wait = Math.min(wait + timeout, majorTimeoutMs);
  }
  return { retransmissionsMs, majorTimeoutMs };
}

export interface RetryQuestion {
  readonly kind: FileSystemKind;
  /** Of the mounted file system; absent where nothing is known to be mounted. */
  readonly fsType?: string;
  readonly options: readonly MountOption[];
  readonly functionTimeoutMs?: number;
}

/**
 * What the kernel retries, for how long, and what reaches the program all the same.
 *
 * Semantics: nfs(5) and rpc_check_timeout() in net/sunrpc/clnt.c. NFSv4 requests carry RPC_TASK_NO_RETRANS_TIMEOUT:
 * on a living connection they are neither sent twice (RFC 8881, 2.9.2) nor failed; a broken one is found by TCP
 * itself, whose user timeout the client sets to timeo × (retrans + 1).
 *
 * The major timeout is the earliest moment of a soft mount's error, as `npm run test:nfs` shows on Linux 6.1:
 * where connections are refused, the kernel looks again every three seconds only (2 s gives EIO after 3 s, 6 s after
 * 6 s); where a proxy takes connections and closes them at once, the error comes at the first multiple of the major
 * timeout at which the client happens not to be connected; where the proxy keeps the connection and says nothing, it
 * does not come, and a major timeout is counted each time.
 */
export function answerRetries(question: RetryQuestion): RetryAnswer {
  const { kind, options, functionTimeoutMs } = question;
  const recovery = recoveryOf(question);
  const common = {
    kind,
    recovery,
    networkErrorsAreFatal: networkErrorsAreFatal(options),
    functionTimeoutMs,
  };
  if (recovery === 'not-nfs' || recovery === 'unknown') {
    return { ...common, retransmissionsMs: [], onlyAfterDisconnect: false, remainingErrors: [] };
  }
  const schedule = scheduleOf(options);
  const errorOnTimeout = recovery === 'soft' ? 'EIO' : recovery === 'softerr' ? 'ETIMEDOUT' : undefined;
  // A hard request is retransmitted at the major timeout too.
  const firstRetransmissionMs =
    schedule?.retransmissionsMs[0] ?? (errorOnTimeout === undefined ? schedule?.majorTimeoutMs : undefined);
  // When the error of a soft mount comes is not known without its schedule.
  const endsFirst =
    errorOnTimeout && !schedule
      ? undefined
      : endsFirstOf(errorOnTimeout && schedule?.majorTimeoutMs, functionTimeoutMs);
  return {
    ...common,
    retransmissionsMs: schedule?.retransmissionsMs ?? [],
    onlyAfterDisconnect: (optionValue(options, 'vers') ?? '').startsWith('4'),
    firstRetransmissionMs,
    majorTimeoutMs: schedule?.majorTimeoutMs,
    errorOnTimeout,
    endsFirst,
    remainingErrors: remainingErrors(kind, options),
  };
}

/** fatal_neterrors is printed by kernels from 6.15 on, always. Before it, no network error was fatal. */
export function networkErrorsAreFatal(options: readonly MountOption[]): boolean {
  const value = optionValue(options, 'fatal_neterrors');
  return value !== undefined && value !== 'none';
}

function recoveryOf({ fsType, options }: RetryQuestion): Recovery {
  if (fsType !== undefined && !isNfs(fsType)) {
    return 'not-nfs';
  }
  // The kernel prints exactly one of them (fs/nfs/super.c).
  for (const recovery of ['hard', 'soft', 'softerr'] as const) {
    if (hasOption(options, recovery)) {
      return recovery;
    }
  }
  return 'unknown';
}

export function isNfs(fsType: string): boolean {
  return fsType === 'nfs' || fsType === 'nfs4';
}

function scheduleOf(options: readonly MountOption[]): RetrySchedule | undefined {
  const timeo = numericOption(options, 'timeo');
  const retrans = numericOption(options, 'retrans');
  // Only UDP backs off exponentially; neither EFS nor S3 Files speaks it.
  if (
    timeo === undefined ||
    timeo === 0 ||
    retrans === undefined ||
    optionValue(options, 'proto') === 'udp'
  ) {
    return undefined;
  }
  return retrySchedule(timeo, retrans);
}

function endsFirstOf(
  errorAfterMs: number | undefined,
  functionTimeoutMs: number | undefined,
): RetryAnswer['endsFirst'] {
  if (errorAfterMs === undefined) {
    return functionTimeoutMs === undefined ? undefined : 'function-timeout';
  }
  return functionTimeoutMs !== undefined && functionTimeoutMs <= errorAfterMs
    ? 'function-timeout'
    : 'error-on-timeout';
}

function remainingErrors(kind: FileSystemKind, options: readonly MountOption[]): readonly RemainingError[] {
  const errors: RemainingError[] = [];
  if (networkErrorsAreFatal(options)) {
    errors.push({ errno: 'ENETDOWN', source: sources.fatalNetworkErrors });
    errors.push({ errno: 'ENETUNREACH', source: sources.fatalNetworkErrors });
  }
  errors.push({ errno: 'EACCES', source: sources.efsPermissions });
  errors.push({ errno: 'EPERM', source: sources.efsPermissions });
  if (hasOption(options, 'ro')) {
    errors.push({ errno: 'EROFS', source: sources.lambdaFileSystems });
  }
  errors.push({ errno: 'ENOENT', source: sources.efsConsistency });
  errors.push({ errno: 'ESTALE', source: sources.efsMountTroubleshooting });
  if (kind === 's3files') {
    errors.push({ errno: 'EIO', source: sources.s3FilesQuotas });
    errors.push({ errno: 'ENAMETOOLONG', source: sources.s3FilesQuotas });
    return errors;
  }
  errors.push({ errno: 'EDQUOT', source: sources.efsFileTroubleshooting });
  errors.push({ errno: 'EIO', source: sources.efsFileTroubleshooting });
  errors.push({ errno: 'EAGAIN', source: sources.efsLimits });
  errors.push({ errno: 'ENOLCK', source: sources.efsLimits });
  errors.push({ errno: 'ENAMETOOLONG', source: sources.efsLimits });
  errors.push({ errno: 'EMLINK', source: sources.efsLimits });
  errors.push({ errno: 'EFBIG', source: sources.efsLimits });
  return errors;
}
