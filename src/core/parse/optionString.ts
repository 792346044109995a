/** One option of a comma list: `hard`, `rsize=1048576`, `context="a,b"`. */
export interface MountOption {
  readonly key: string;
  /** Absent for a flag. Quotes removed. */
  readonly value?: string;
}
