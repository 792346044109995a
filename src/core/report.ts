import type { Capture, FileSystemKind } from './capture';
import type { Finding } from './finding';
import type { MountInfoEntry } from './parse/mountinfo';
import type { NfsStats } from './parse/mountstats';
import type { UnparsedLine } from './parse/lines';
import type { Identity, RuntimeFacts, SectionError } from '../probe/protocol';
import type { OptionReading } from './mountOptions';
import type { RetryAnswer } from './retries';

/** Everything one inspection showed. Made from a {@link Capture}; sizes and counters are bigint. */
export interface Report {
  readonly capture: Capture;
  /** The mount on the configured local mount path; absent where none is mounted or nothing could be read. */
  readonly mount?: InspectedMount;
  readonly verdict: RetryAnswer;
  /** Most severe first. */
  readonly findings: readonly Finding[];
  /** Every mount of the sandbox, the inspected one first. */
  readonly mounts: readonly SandboxMount[];
  readonly storage: readonly StorageRow[];
  readonly directories: readonly Directory[];
  readonly statistics?: NfsStatistics;
  readonly environment: Environment;
  readonly raw: readonly RawText[];
  /** What could not be read, and why. */
  readonly notRead: readonly NotRead[];
}

export interface InspectedMount {
  readonly kind: FileSystemKind;
  readonly mountPoint: string;
  readonly source: string;
  readonly fsType: string;
  /** NFS version as printed, e.g. `4.1`. */
  readonly nfsVersion?: string;
  readonly options: readonly OptionReading[];
  /** Whether a call on it did not return in time. */
  readonly unresponsive: boolean;
}

export type SandboxMount = Pick<MountInfoEntry, 'source' | 'mountPoint' | 'fsType'> & {
  readonly options: string;
};

export interface StorageRow {
  readonly source: string;
  readonly fsType?: string;
  readonly mountPoint: string;
  /** Bytes. */
  readonly total?: bigint;
  readonly used?: bigint;
  readonly available?: bigint;
  /** 0–100. */
  readonly usedPercent?: number;
  readonly inodes?: bigint;
  readonly inodesFree?: bigint;
  /** EFS reports 8 EiB whatever it holds: not a size to warn about. */
  readonly elastic: boolean;
  /** Whether the sizes were rounded by `df -h`. */
  readonly rounded: boolean;
  readonly error?: SectionError;
}

export interface Directory {
  readonly path: string;
  readonly entries: readonly DirectoryEntry[];
  /** There is more: pass it to the probe. */
  readonly cursor?: string;
  /** Whether the directory changed between pages. */
  readonly changed: boolean;
  readonly error?: SectionError;
}

export interface DirectoryEntry {
  readonly name: string;
  /** As `ls` spells it: `-` `d` `l` `p` `s` `b` `c` `?`. */
  readonly type: string;
  /** st_mode's permission bits; absent where lstat failed. */
  readonly mode?: number;
  /** E.g. `rwxr-xr-x`. */
  readonly modeText?: string;
  /** Name, or the number where only that is known. */
  readonly owner?: string;
  readonly group?: string;
  /** Bytes. */
  readonly size?: bigint;
  /** Milliseconds since 1970 where known exactly. */
  readonly modifiedMs?: number;
  /** As a shell printed it, where that is all there is. */
  readonly modifiedText?: string;
  readonly target?: string;
  /** errno name. */
  readonly error?: string;
}

/** mountstats of the inspected mount, with what the probe's own calls added. */
export interface NfsStatistics {
  readonly after: NfsStats;
  readonly operations: readonly OperationStatistics[];
  readonly retransmissions: bigint;
  readonly majorTimeouts: bigint;
  readonly errors?: bigint;
  /** Connections made after the first. */
  readonly reconnects: bigint;
  readonly lateReplies: bigint;
}

/** One operation since mount time, with derived averages as mountstats(8) computes them. */
export interface OperationStatistics {
  readonly name: string;
  readonly operations: bigint;
  readonly retransmissions: bigint;
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

export interface Environment {
  readonly identity?: Identity;
  /** Where only a name is known (shell handler). */
  readonly user?: string;
  readonly runtime?: RuntimeFacts;
  readonly tools: readonly string[];
}

export interface RawText {
  /** Path or command, e.g. `/proc/self/mountinfo`, `df -h`. */
  readonly title: string;
  readonly text: string;
  readonly unparsed: readonly UnparsedLine[];
}

export interface NotRead {
  /** Section or command. */
  readonly what: string;
  readonly error: SectionError;
}
