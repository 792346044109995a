/** What happens when the server does not answer. */
export type Recovery = 'hard' | 'soft' | 'softerr' | 'not-nfs' | 'unknown';

/** The answer to "must my code retry?", computed from the mount options. */
export interface RetryAnswer {
  readonly recovery: Recovery;
  /** Milliseconds after which a request is first sent again. */
  readonly firstRetransmissionMs?: number;
  /** Milliseconds until the kernel reports "not responding" (hard) or fails the call (soft, softerr). */
  readonly majorTimeoutMs?: number;
  /** Errno that a timed-out call returns; none for hard. */
  readonly errorOnTimeout?: 'EIO' | 'ETIMEDOUT';
  /** Whether a dead network fails calls even on a hard mount (fatal_neterrors). */
  readonly networkErrorsAreFatal: boolean;
  /** The function's own time-out. */
  readonly functionTimeoutMs?: number;
  /** Errors that reach the program all the same. */
  readonly remainingErrors: readonly RemainingError[];
}

export interface RemainingError {
  readonly errno: string;
  /** Page that says so. */
  readonly source: string;
}
