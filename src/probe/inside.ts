import fs from 'node:fs';
import { decodeBytes, encodeText } from '../core/text/byteText';
import { isWithin } from './mounts';
import { ProbeError } from './section';

/** Where a path leads, with no link in it. @throws errno exceptions */
export function realPath(path: string): string {
  return decodeBytes(fs.realpathSync.native(Buffer.from(encodeText(path)), { encoding: 'buffer' }));
}

/** @throws ProbeError `OUTSIDE` */
export function requireInside(path: string, root: string): void {
  if (!isWithin(path, root)) {
    throw new ProbeError('OUTSIDE', 'the path leads outside the mount');
  }
}

/**
 * That what was really opened lies below `root` and on the mount with this id, whatever became of its path meanwhile.
 * https://docs.kernel.org/filesystems/proc.html#proc-pid-fdinfo-information-about-opened-file
 *
 * @returns where it lies
 * @throws ProbeError `OUTSIDE`
 */
export function requireOpenInside(file: number, root: string, mountId: number | undefined): string {
  const path = decodeBytes(fs.readlinkSync(`/proc/self/fd/${file}`, { encoding: 'buffer' }));
  requireInside(path, root);
  const [, id] = /^mnt_id:\s*(\d+)$/m.exec(fs.readFileSync(`/proc/self/fdinfo/${file}`, 'latin1')) ?? [];
  if (mountId === undefined || Number(id) !== mountId) {
    throw new ProbeError('OUTSIDE', 'the path leads to another file system');
  }
  return path;
}
