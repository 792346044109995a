import type { LargeFile, TotalsPart } from '../../protocol';
import type { DirectoryTree } from './directoryTree';

const MOST_LARGEST = 20;
const BLOCK_BYTES = 512n;

/** What a probe would count below a directory of an invented tree, in one part. */
export function constructedTotals(path: string, tree: DirectoryTree): TotalsPart {
  const counts = { '-': 0, d: 0, l: 0 };
  const files: LargeFile[] = [];
  let bytes = 0n;
  let allocated = 0n;
  for (const [directory, entries] of tree) {
    if (directory === path || directory.startsWith(`${path}/`)) {
      for (const { name, type, size } of entries) {
        counts[type] += 1;
        if (type !== 'd') {
          const blocks = ((size + BLOCK_BYTES - 1n) / BLOCK_BYTES) * BLOCK_BYTES;
          bytes += size;
          allocated += blocks;
          files.push({
            path: `${directory}/${name}`,
            inode: String(files.length + 1),
            size: String(size),
            allocated: String(blocks),
          });
        }
      }
    }
  }
  return {
    path,
    files: counts['-'],
    directories: counts.d,
    links: counts.l,
    special: 0,
    bytes: String(bytes),
    allocated: String(allocated),
    linkedInodes: [],
    linkedSizes: [],
    linkedAllocated: [],
    largest: files.sort((a, b) => Number(BigInt(b.size) - BigInt(a.size))).slice(0, MOST_LARGEST),
    unreadable: [],
    unreadableCount: 0,
    otherFileSystems: 0,
    changed: false,
    pending: [],
  };
}
