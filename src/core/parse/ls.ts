/** A row of `ls -l` in its usual spellings. */
export interface LsRow {
  readonly name: string;
  /** `-` `d` `l` `p` `s` `b` `c`, or `?`. */
  readonly type: string;
  /** Permission text as printed, with a trailing `+`, `.` or `@` if there is one. */
  readonly mode: string;
  readonly links?: number;
  readonly owner?: string;
  readonly group?: string;
  /** Bytes; absent for devices and where ls prints `?`. */
  readonly size?: bigint;
  /** Whether `-h` rounded the size. */
  readonly sizeRounded: boolean;
  /** `major, minor` of a device. */
  readonly device?: string;
  /** Exactly as printed, in the tool's language; not interpreted. */
  readonly modified: string;
  /** Of a symbolic link. */
  readonly target?: string;
}

/** A directory's part of the output; `ls -lR` prints several. */
export interface LsListing {
  /** The heading `path:`, where there is one. */
  readonly path?: string;
  /** Blocks after `total`, where printed. */
  readonly total?: string;
  readonly rows: readonly LsRow[];
}
