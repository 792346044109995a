/**
 * What the extension asks a probe and what the probe answers. Both sides import this file.
 *
 * All text that comes from a file system or the kernel is a {@link decodeBytes} string: UTF-8, with each byte that is
 * not UTF-8 as one lone surrogate U+DC80…U+DCFF, so names survive JSON byte for byte.
 */

export const PROBE_PROTOCOL = 1;

/** Entries of a directory page where the request names no limit. */
export const DEFAULT_LIST_LIMIT = 10_000;

/** Most entries that a probe puts into one page, whatever the request says. */
export const MAX_LIST_LIMIT = 100_000;

/** Most bytes of a file in one answer: in base64 they are far below Lambda's 6 MB, and a small function can hold them. */
export const MAX_FILE_BYTES = 2 * 1024 * 1024;

/** Most directories that a request to count on names. */
export const MAX_PENDING_DIRECTORIES = 1000;

/**
 * Directories of the sandbox itself that a probe lists: nothing below them, and none of their files. Everything else is
 * given only on a mount of a remote file system that the function is configured with.
 */
export const SANDBOX_DIRECTORIES: readonly string[] = ['/', '/bin', '/mnt'];

/** Most calls of one kind, and most bytes read in a row, that a probe makes to measure, whatever the request says. */
export const MAX_LATENCY_SAMPLES = 200;
export const MAX_SEQUENTIAL_BYTES = 64 * 1024 * 1024;

/** Slowest rate at which a probe measures: one call in more than the 15 minutes that an invocation may take. */
export const MIN_OPERATIONS_PER_SECOND = 0.001;

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Whether a probe lists a directory of a function with this mount, as far as the path's text tells. */
export function isListable(path: string, mountPath: string): boolean {
  return SANDBOX_DIRECTORIES.includes(path) || isWithin(path, mountPath);
}

/** A function whose environment has this variable at this value declares that its code is our probe. */
export const PROBE_MARKER_VARIABLE = 'EFS_MOUNT_INSPECTOR_PROBE';
export const PROBE_MARKER_VALUE = '1';

/** Handler of a function whose code is our probe. */
export const PROBE_HANDLER = 'index.handler';

/** Names the sections of a response; each fails or succeeds alone. */
export interface ProbeSections {
  identity: Identity;
  runtime: RuntimeFacts;
  /** Text of /proc/self/mounts. */
  mounts: string;
  /** Text of /etc/mtab. */
  mtab: string;
  /** Text of /proc/self/mountinfo. */
  mountinfo: string;
  mountstats: MountStatsTexts;
  usage: readonly FileSystemUsage[];
  list: DirectoryPage;
  file: FileRange;
  totals: TotalsPart;
  latency: LatencyPart;
  tools: ToolFacts;
}
export type SectionName = keyof ProbeSections;

/** What the sections that ask about a path are to know, by section. */
export interface ProbeQuestions {
  list: ListRequest;
  file: FileRequest;
  totals: TotalsRequest;
  latency: LatencyRequest;
}

export interface ProbeRequest extends Readonly<Partial<ProbeQuestions>> {
  readonly probe: typeof PROBE_PROTOCOL;
  readonly want: readonly SectionName[];
  /**
   * Configured local mount path, e.g. `/mnt/efs`. Where no remote file system is mounted right there, the probe gives
   * no directory and no file of it.
   */
  readonly mountPath: string;
  /** Upper bound for the whole answer in milliseconds; the probe also stays 2 s below the function's own timeout. */
  readonly deadlineMs?: number;
}

/** A directory of the mount at {@link ProbeRequest.mountPath}, or one of {@link SANDBOX_DIRECTORIES}. */
export interface ListRequest {
  /** Absolute path as a decodeBytes string. */
  readonly path: string;
  /** `cursor` of the page before; absent for the first page. */
  readonly cursor?: string;
  /**
   * Most entries in this page; {@link DEFAULT_LIST_LIMIT} without, at most {@link MAX_LIST_LIMIT}. A page may end
   * earlier, with a cursor, to stay within the deadline, the function's memory and Lambda's response limit.
   */
  readonly limit?: number;
  /**
   * Milliseconds after which the page ends, with a cursor, once it has some hundred entries; counted from the first
   * names on. A probe of before 2026-11-28 takes no notice of it.
   */
  readonly withinMs?: number;
}

/** A range of a regular file inside the mount at {@link ProbeRequest.mountPath}. */
export interface FileRequest {
  /** Absolute path as a decodeBytes string. */
  readonly path: string;
  /** First byte, decimal. */
  readonly offset: string;
  /** Most bytes, at most {@link MAX_FILE_BYTES}. A range may end earlier to stay within the deadline. */
  readonly length: number;
}

/** Counts what lies below a directory of the mount at {@link ProbeRequest.mountPath}, a part in each answer. */
export interface TotalsRequest {
  /** Absolute path as a decodeBytes string; of the first answer in the requests after it. */
  readonly path: string;
  /**
   * Some of what earlier answers left, at most {@link MAX_PENDING_DIRECTORIES}, the next one first. Absent in the first
   * request.
   */
  readonly pending?: readonly PendingDirectory[];
  /** Most entries in this part, at most {@link MAX_LIST_LIMIT}. A part may end earlier to stay within the deadline. */
  readonly limit: number;
  /** Most directories that this part opens. */
  readonly maxDirectories: number;
}

/** Measures how long the server of the mount at {@link ProbeRequest.mountPath} takes; only by reading. */
export interface LatencyRequest {
  /** A directory; absolute path as a decodeBytes string. */
  readonly path: string;
  /** A regular file that READ is measured on. */
  readonly file?: string;
  /** Most calls of each kind, at most {@link MAX_LATENCY_SAMPLES}. */
  readonly samples: number;
  /** Most calls a second, at least {@link MIN_OPERATIONS_PER_SECOND}. */
  readonly operationsPerSecond: number;
  /** Most bytes that are read in a row, at most {@link MAX_SEQUENTIAL_BYTES}. */
  readonly sequentialBytes: number;
  /** Milliseconds after which no further call is begun. */
  readonly withinMs: number;
}

/** A value, or why there is none. */
export type Result<T, Reason extends object> =
  { readonly ok: true; readonly value: T } | ({ readonly ok: false } & Reason);

/** `ms` is the time this section took. `partial` is what had arrived when it failed. */
export type Section<T> = Result<T, { readonly error: SectionError; readonly partial?: T }> & {
  readonly ms: number;
};

export interface SectionError {
  /**
   * An errno name (`EACCES`), or `TIMEOUT` (not done at its deadline), `SKIPPED` (the mount had already hung),
   * `CRASHED` (the child that asked the file system died), `OUTSIDE` (a path that leads out of the mount, or a mount
   * path where no remote file system is),
   * `NOT_A_FILE` (a path to something else than a regular file), `UNSUPPORTED` (a section that this probe does not
   * know), `MALFORMED` (the extension could not make sense of the section).
   */
  readonly code: string;
  /** English, of the kernel's kind: `no such file or directory`. */
  readonly message: string;
}

export type ProbeAnswers = { readonly [Name in SectionName]?: Section<ProbeSections[Name]> };

export interface ProbeResponse {
  readonly probe: typeof PROBE_PROTOCOL;
  readonly sections: ProbeAnswers;
  /** Mount points on which a call did not return in time. */
  readonly unresponsive: readonly string[];
  /** Whether a child could not be killed and was left behind. */
  readonly leftover: boolean;
  readonly totalMs: number;
}

/** Answer to a request that the probe does not understand; nothing was read. */
export interface ProbeRefusal {
  /** The protocol that the probe speaks. */
  readonly probe: number;
  /** `PROTOCOL`: the request is of another protocol. `REQUEST`: it is not a valid request. */
  readonly refused: SectionError;
}

/** A large response travels as gzip in base64 of the JSON of a {@link ProbeResponse}. */
export interface PackedResponse {
  readonly probe: typeof PROBE_PROTOCOL;
  readonly gzip: string;
}

export interface Identity {
  readonly uid: number;
  readonly gid: number;
  /** Absent where /etc/passwd has no name for the uid. */
  readonly user?: string;
  readonly groups: readonly number[];
}

export interface RuntimeFacts {
  /** E.g. `v22.15.0`. */
  readonly node: string;
  /** `uname -r`. */
  readonly kernel: string;
  /** Node's spelling: `x64` or `arm64`. */
  readonly architecture: string;
  readonly memoryLimitMb?: number;
  readonly region?: string;
  readonly executionEnvironment?: string;
  readonly functionName?: string;
  readonly functionVersion?: string;
  /** Whether this was the first invocation of the execution environment. */
  readonly coldStart: boolean;
  /** Age of the execution environment's runtime process. */
  readonly uptimeSeconds: number;
}

/** Texts of /proc/self/mountstats before and after the probe's own file-system calls. */
export interface MountStatsTexts {
  readonly before: string;
  readonly after: string;
}

/** statfs(2) of one mount; decimal strings because JSON has no 64-bit integers. */
export interface FileSystemUsage {
  readonly mountPoint: string;
  readonly result: Section<StatFs>;
}

export interface StatFs {
  readonly blockSize: string;
  readonly blocks: string;
  readonly blocksFree: string;
  readonly blocksAvailable: string;
  readonly inodes: string;
  readonly inodesFree: string;
}

/** One page of a directory, a column a field, in readdir order. All columns have the length of `names`. */
export interface DirectoryPage {
  readonly path: string;
  readonly names: readonly string[];
  /** One character an entry, as `ls` spells it: `-` `d` `l` `p` `s` `b` `c`, `?` unknown. */
  readonly types: string;
  /** st_mode; -1 where lstat failed, and then 0 in the columns below. */
  readonly modes: readonly number[];
  readonly links: readonly number[];
  readonly uids: readonly number[];
  readonly gids: readonly number[];
  /** Bytes, decimal. */
  readonly sizes: readonly string[];
  /** Milliseconds since 1970. */
  readonly modified: readonly number[];
  /** Targets of symbolic links, by index. */
  readonly targets: Readonly<Record<number, string>>;
  /** errno name where lstat or readlink failed, or `SKIPPED` for a mount point that had hung, by index. */
  readonly errors: Readonly<Record<number, string>>;
  /** Pass it to get the next page; absent when this is the last. */
  readonly cursor?: string;
  /** Whether the directory changed between pages, so that entries may be missing or doubled. */
  readonly changed: boolean;
}

/** A range of a file, and what told the file from others right before and right after it was read. */
export interface FileRange {
  /** Where the path led, with no link in it. */
  readonly path: string;
  readonly offset: string;
  /** The bytes. */
  readonly base64: string;
  /** Whether the file ended here when it was read. */
  readonly end: boolean;
  readonly before: FileIdentity;
  readonly after: FileIdentity;
}

/** Of fstat(2), as decimal strings. A file that was written to, exchanged or renamed has another one. */
export interface FileIdentity {
  readonly device: string;
  readonly inode: string;
  /** Bytes. */
  readonly size: string;
  /** Nanoseconds since 1970. */
  readonly modifiedNs: string;
  readonly changedNs: string;
}

/** A directory that remains to be counted, from its beginning or from a cursor on. */
export interface PendingDirectory {
  readonly path: string;
  readonly cursor?: string;
}

/**
 * What one part of a count found. Bytes are decimal strings. Files with one name are in `bytes` and `allocated`;
 * those with several (hard links) are in the columns `linked…`, each inode once, because later parts may meet them
 * again. Directories' own bytes are not counted.
 */
export interface TotalsPart {
  /** The directory that was asked for, with no link in its path. */
  readonly path: string;
  /** Names of regular files; one of several links is a name, too. */
  readonly files: number;
  readonly directories: number;
  /** Symbolic links; none is followed. */
  readonly links: number;
  /** Devices, pipes and sockets. */
  readonly special: number;
  readonly bytes: string;
  /** Bytes in blocks: less than `bytes` in sparse files. */
  readonly allocated: string;
  readonly linkedInodes: readonly string[];
  readonly linkedSizes: readonly string[];
  readonly linkedAllocated: readonly string[];
  /** Largest first. */
  readonly largest: readonly LargeFile[];
  /** The first of those that could not be read. */
  readonly unreadable: readonly UnreadablePath[];
  readonly unreadableCount: number;
  /** Directories on other file systems, which are not entered. */
  readonly otherFileSystems: number;
  /** Whether something came or went meanwhile. */
  readonly changed: boolean;
  /** What remains of the directories that were asked for and was found in them, the next one first. */
  readonly pending: readonly PendingDirectory[];
}

export interface LargeFile {
  readonly path: string;
  readonly inode: string;
  readonly size: string;
  readonly allocated: string;
}

export interface UnreadablePath {
  readonly path: string;
  /** errno name. */
  readonly code: string;
}

export const latencyOperations = ['GETATTR', 'LOOKUP', 'ACCESS', 'READDIR', 'READ'] as const;
/** As the kernel's mountstats names it. */
export type LatencyOperation = (typeof latencyOperations)[number];

export interface LatencyPart {
  /** The directory and the file, with no link in their paths. */
  readonly path: string;
  readonly file?: string;
  readonly series: readonly LatencySeries[];
  /** The same bytes read one after the other, twice. */
  readonly sequential: readonly SequentialRead[];
  /** NFS operations that all of it cost; absent where the mount has no such counters. */
  readonly operations?: number;
  readonly ms: number;
}

/** Calls that are alike. */
export interface LatencySeries {
  readonly operation: LatencyOperation;
  /** Of READ. */
  readonly bytes?: number;
  /**
   * Microseconds of each call that made just this request, by the probe's clock; of every call where the mount has no
   * counters that tell.
   */
  readonly micros: readonly number[];
  /** Calls that asked the server nothing, that asked for something else, too, and that failed. */
  readonly cached: number;
  readonly mixed: number;
  readonly failed: number;
  /** errno name of the first that failed. */
  readonly error?: string;
  /** What the kernel counted of this operation meanwhile, milliseconds in all. Absent without counters. */
  readonly kernel?: KernelSeries;
}

export interface KernelSeries {
  readonly operations: number;
  readonly retransmissions: number;
  readonly queueMs: number;
  readonly roundTripMs: number;
  readonly executeMs: number;
}

export interface SequentialRead {
  readonly bytes: number;
  readonly ms: number;
  /** Bytes that came from the server meanwhile, read-ahead included; absent without counters. */
  readonly fromServer?: number;
}

export interface ToolFacts {
  /** Names of the executables in /bin, sorted. */
  readonly bin: readonly string[];
}
