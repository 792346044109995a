import type { SectionError } from '../../protocol';

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
  /** E.g. `rwxr-xr-x`, with what a shell put after it: `+`, `.` or `@`. */
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
