import type { FileSystemUsage, SectionError, StatFs } from '../../protocol';
import type { Capture } from '../capture/capture';
import type { DfRow } from '../parse/df';
import { isNfs } from './retries';
import type { MountedFileSystem } from './sandboxMounts';
import { sectionValue } from '../capture/captureTexts';

/** What `df` says of one file system. */
export interface StorageRow extends Omit<DfRow, 'printed'> {
  readonly inodes?: bigint;
  readonly inodesFree?: bigint;
  /** EFS reports 8 EiB whatever it holds: not a size to warn about. */
  readonly elastic: boolean;
  readonly error?: SectionError;
}

/** Half of what EFS reports: no disk is that large. */
const elasticFrom = 2n ** 62n;

/** What each real mount holds: from a probe's statfs calls, else as a shell's `df` printed it. */
export function storageOf(
  { probe: { usage } }: Capture,
  df: readonly DfRow[],
  mounts: readonly MountedFileSystem[],
): readonly StorageRow[] {
  const measured = sectionValue(usage);
  return measured === undefined ? storageFromDf(df, mounts) : storageFromUsage(measured, mounts);
}

/** Rows from statfs(2), with source and type from the mount table. */
function storageFromUsage(
  usage: readonly FileSystemUsage[],
  mounts: readonly MountedFileSystem[],
): readonly StorageRow[] {
  return usage.map(({ mountPoint, result }) => {
    const mount = mountAt(mounts, mountPoint);
    const place = {
      source: mount?.source ?? '',
      fsType: mount?.fsType,
      mountPoint,
      rounded: false,
    };
    if (!result.ok) {
      return { ...place, elastic: false, error: result.error };
    }
    const sizes = sizesOf(result.value);
    return sizes === undefined
      ? { ...place, elastic: false, error: { code: 'EINVAL', message: 'statfs gave no numbers' } }
      : { ...place, ...sizes, elastic: isElastic(mount?.fsType, sizes.total) };
  });
}

/** Rows from the output of `df`; the type comes from the mount table where df did not print it. */
function storageFromDf(rows: readonly DfRow[], mounts: readonly MountedFileSystem[]): readonly StorageRow[] {
  return rows.map(row => {
    const fsType = row.fsType ?? mountAt(mounts, row.mountPoint)?.fsType;
    return {
      source: row.source,
      fsType,
      mountPoint: row.mountPoint,
      total: row.total,
      used: row.used,
      available: row.available,
      usedPercent: row.usedPercent,
      elastic: isElastic(fsType, row.total),
      rounded: row.rounded,
    };
  });
}

/** The mount in force at a path: a later one covers an earlier one. */
export function mountAt<T extends MountedFileSystem>(
  mounts: readonly T[],
  mountPoint: string,
): T | undefined {
  return mounts.findLast(mount => mount.mountPoint === mountPoint);
}

function sizesOf(stat: StatFs):
  | (Required<Pick<StorageRow, 'total' | 'used' | 'available' | 'inodes' | 'inodesFree'>> & {
      readonly usedPercent?: number;
    })
  | undefined {
  const blockSize = decimal(stat.blockSize);
  const blocks = decimal(stat.blocks);
  const blocksFree = decimal(stat.blocksFree);
  const blocksAvailable = decimal(stat.blocksAvailable);
  const inodes = decimal(stat.inodes);
  const inodesFree = decimal(stat.inodesFree);
  if (
    blockSize === undefined ||
    blocks === undefined ||
    blocksFree === undefined ||
    blocksAvailable === undefined ||
    inodes === undefined ||
    inodesFree === undefined
  ) {
    return undefined;
  }
  const used = (blocks - blocksFree) * blockSize;
  const available = blocksAvailable * blockSize;
  // df counts what is reserved for root as neither used nor available, and rounds up.
  const usable = used + available;
  return {
    total: blocks * blockSize,
    used,
    available,
    usedPercent: usable > 0n ? Number((used * 100n + usable - 1n) / usable) : undefined,
    inodes,
    inodesFree,
  };
}

function isElastic(fsType: string | undefined, total: bigint | undefined): boolean {
  return (fsType === undefined || isNfs(fsType)) && total !== undefined && total >= elasticFrom;
}

function decimal(text: unknown): bigint | undefined {
  return typeof text === 'string' && /^[0-9]+$/.test(text) ? BigInt(text) : undefined;
}
