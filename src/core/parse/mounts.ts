import type { MountOption } from './optionString';

/** A line of /proc/mounts, /etc/mtab or /etc/fstab, octal escapes decoded. proc(5), fstab(5). */
export interface MountEntry {
  readonly source: string;
  readonly mountPoint: string;
  readonly fsType: string;
  readonly options: readonly MountOption[];
  readonly dumpFrequency: number;
  readonly fsckPass: number;
}
