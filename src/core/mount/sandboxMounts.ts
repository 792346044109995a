import { mergeMountInfoOptions } from './mountOptions';
import type { MountInfoEntry } from '../parse/mountinfo';
import type { MountEntry } from '../parse/mounts';
import { formatOptionString, type MountOption } from '../parse/optionString';

/** What is mounted where. */
export interface MountedFileSystem {
  readonly source: string;
  readonly mountPoint: string;
  readonly fsType: string;
}

/** A mount of the sandbox, whichever table it was read from. */
export interface TableMount extends MountedFileSystem {
  readonly options: readonly MountOption[];
  /** Path inside the file system that is mounted; only mountinfo knows it. */
  readonly root?: string;
}

/**
 * One table from what could be read: mountinfo where it is there (it keeps mounts apart that share a mount point),
 * else /proc/mounts, else mtab.
 */
export function mountTable(
  mountinfo: readonly MountInfoEntry[],
  mounts: readonly MountEntry[],
  mtab: readonly MountEntry[],
): readonly TableMount[] {
  if (mountinfo.length > 0) {
    return mountinfo.map(entry => ({
      source: entry.source,
      mountPoint: entry.mountPoint,
      fsType: entry.fsType,
      options: mergeMountInfoOptions(entry),
      root: entry.root,
    }));
  }
  return (mounts.length > 0 ? mounts : mtab).map(({ source, mountPoint, fsType, options }) => ({
    source,
    mountPoint,
    fsType,
    options,
  }));
}

/** A row of the report's mount list. */
export interface SandboxMount extends MountedFileSystem {
  /** As /proc/mounts spells them. */
  readonly options: string;
}

/** Every mount, that on the given path first. */
export function sandboxMounts(table: readonly TableMount[], first: string): readonly SandboxMount[] {
  const isFirst = ({ mountPoint }: TableMount): boolean => mountPoint === first;
  return [...table.filter(isFirst), ...table.filter(mount => !isFirst(mount))].map(
    ({ source, mountPoint, fsType, options }) => ({
      source,
      mountPoint,
      fsType,
      options: formatOptionString(options),
    }),
  );
}
