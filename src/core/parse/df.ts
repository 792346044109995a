/** A row of `df` in any of its usual spellings. */
export interface DfRow {
  readonly source: string;
  /** Only with `df -T`. */
  readonly fsType?: string;
  /** Bytes, or inodes with `df -i`; absent where df prints `-`. */
  readonly total?: bigint;
  readonly used?: bigint;
  readonly available?: bigint;
  readonly usedPercent?: number;
  readonly mountPoint: string;
  /** Whether df rounded the sizes (`-h`, `-H`). */
  readonly rounded: boolean;
  /** The sizes exactly as printed: total, used, available. */
  readonly printed: readonly [string, string, string];
}
