import type { MountOption } from './optionString';

/** A line of /proc/[pid]/mountinfo, octal escapes decoded. proc_pid_mountinfo(5). */
export interface MountInfoEntry {
  readonly mountId: number;
  readonly parentId: number;
  readonly major: number;
  readonly minor: number;
  /** Path inside the file system that forms the root of this mount. */
  readonly root: string;
  readonly mountPoint: string;
  /** Per-mount options. */
  readonly mountOptions: readonly MountOption[];
  /** `tag` or `tag:value` fields before the separator. */
  readonly optionalFields: readonly string[];
  readonly fsType: string;
  readonly source: string;
  /** Per-superblock options; for NFS, everything that matters. */
  readonly superOptions: readonly MountOption[];
}
