import type { InvokeResult } from '../../aws/lambdaApi';
import type { Capture } from '../../core/capture/capture';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { DirectoryColumns } from '../../core/listing/directoryColumns';
import type {
  FileRange,
  FileRequest,
  LatencyPart,
  LatencyRequest,
  ListRequest,
  TotalsPart,
  TotalsRequest,
} from '../../protocol';

/** How far an inspection has come, as data. */
export interface Progress {
  readonly step: 'creating' | 'waiting' | 'waking' | 'invoking' | 'command' | 'reading';
  /** The shell command that is being run. */
  readonly command?: string;
  /** How long the temporary probe, or the function that is being woken, has been waited for. */
  readonly seconds?: number;
  /** Longest that the step can take: then it is given up. */
  readonly limitSeconds?: number;
  /** Steps done, of `total`. */
  readonly done: number;
  readonly total: number;
}

export interface Limits {
  readonly signal: AbortSignal;
  /** Longest time inside the function, in milliseconds. */
  readonly deadlineMs: number;
  /** Most entries of a directory in one answer. */
  readonly pageSize: number;
}

export interface CaptureOptions extends Limits {
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Invokes the function that is asked, each time with a new proof that it may be.
 * @throws HumanError, or the signal's reason
 */
export type Invoke = (payload: unknown, signal: AbortSignal) => Promise<InvokeResult>;

/** A part of a count, and what it cost. */
export interface CountedPart {
  readonly part: TotalsPart;
  /** NFS operations meanwhile; absent where the mount has no such counters. */
  readonly operations?: bigint;
}

/** One way to ask a function that is known to be a probe. */
export interface ProbeRunner {
  /** @throws HumanError, or the signal's reason */
  capture(target: LambdaFunction, options: CaptureOptions): Promise<Capture>;
  /**
   * One page of a directory; what the file system refuses is in its `error`.
   * @throws HumanError, or the signal's reason
   */
  list(target: LambdaFunction, request: ListRequest, limits: Limits): Promise<DirectoryColumns>;
  /**
   * A range of a regular file inside the mount.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  readRange(target: LambdaFunction, request: FileRequest, limits: Limits): Promise<FileRange>;
  /**
   * Counts a part of what lies below a directory of the mount.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  countPart(target: LambdaFunction, request: TotalsRequest, limits: Limits): Promise<CountedPart>;
  /**
   * Measures how long the server takes, in one invocation.
   * @throws HumanError, also where the file system or the probe refuses it, or the signal's reason
   */
  measureLatency(target: LambdaFunction, request: LatencyRequest, limits: Limits): Promise<LatencyPart>;
}
