/** Where an option's value is known from. */
export type OptionEvidence =
  /** Printed in the mount table. */
  | 'printed'
  /** Not in the mount table but printed by mountstats, which prints defaults too. */
  | 'mountstats'
  /** Printed nowhere; the kernel omits it exactly when it has its default. */
  | 'default';

/** How an option compares with AWS's recommendation. */
export type OptionStatus = 'as-recommended' | 'deviates' | 'no-recommendation';

/** One NFS option of a mount, read and compared. */
export interface OptionReading {
  readonly key: string;
  /** As the kernel spells it; empty for a flag. */
  readonly value: string;
  readonly evidence: OptionEvidence;
  readonly status: OptionStatus;
  /** In the kernel's spelling, e.g. `600`. */
  readonly recommended?: string;
}
