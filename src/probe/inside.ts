import fs from 'node:fs';
import { decodeBytes, encodeText } from '../core/text/byteText';
import type { ServedMount } from './mountTable';
import { isWithin } from '../protocol';
import { ProbeError } from './section';

/**
 * open(2): a place in the tree, and nothing done there. Node has no name for it; this is its value on x86_64 and arm64.
 */
const O_PATH = 0o10000000;

/** What lies on the mount, held open by {@link O_PATH}. */
export interface OpenedPlace {
  readonly descriptor: number;
  /** Where it lies, with no link in it. */
  readonly path: string;
}

/**
 * Finds what a path leads to, by whatever links, and uses it only where it lies on the mount. The judge is what was
 * opened, not its path: anybody may exchange a directory for a link meanwhile. Until it is judged nothing is opened
 * for reading, so that no device, pipe or automounter outside the mount is touched.
 * https://docs.kernel.org/filesystems/proc.html#proc-pid-fdinfo-information-about-opened-file
 *
 * @param flags of open(2), e.g. O_NOFOLLOW
 * @throws ProbeError `OUTSIDE`; errno exceptions
 */
export function usePlace<T>(path: string, mount: ServedMount, use: (place: OpenedPlace) => T, flags = 0): T {
  requireBelow(path, mount);
  const descriptor = fs.openSync(Buffer.from(encodeText(path)), O_PATH | flags);
  try {
    const real = decodeBytes(fs.readlinkSync(descriptorPath(descriptor), { encoding: 'buffer' }));
    requireBelow(real, mount);
    const [, id] =
      /^mnt_id:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')) ?? [];
    if (Number(id) !== mount.mountId) {
      throw new ProbeError('OUTSIDE', 'the path leads to another file system');
    }
    return use({ descriptor, path: real });
  } finally {
    fs.closeSync(descriptor);
  }
}

/**
 * Uses a directory through the shortest paths that lead to its entries: relative ones, which spare the kernel the way
 * there for each, where this process may stand in it.
 *
 * @param use gets what to put before a name
 */
export function standingIn<T>(directory: string, use: (beforeName: string) => T): T {
  try {
    process.chdir(directory);
  } catch {
    // It may not be searched, or is none: whoever reads it is told so.
    return use(`${directory}/`);
  }
  try {
    return use('');
  } finally {
    // A process that waits for its next work stands on no mount.
    process.chdir('/');
  }
}

/** The same place as a path that no one can exchange. */
export function descriptorPath(descriptor: number): string {
  return `/proc/self/fd/${descriptor}`;
}

function requireBelow(path: string, { mountPoint }: ServedMount): void {
  if (!isWithin(path, mountPoint)) {
    throw new ProbeError('OUTSIDE', 'the path leads outside the mount');
  }
}
