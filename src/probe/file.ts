import fs, { constants, type BigIntStats } from 'node:fs';
import { now } from './clock';
import { descriptorPath, usePlace, type OpenedPlace } from './inside';
import type { FileIdentity, FileRange } from '../protocol';
import { ProbeError } from './section';
import type { MountStep } from './questions/question';

/** Read at once: after each piece the range may end early. */
const PIECE_BYTES = 256 * 1024;

/**
 * Reads a range of a regular file that lies on the inspected mount, by whatever links inside the mount the path leads
 * there.
 *
 * @throws ProbeError `OUTSIDE`, `NOT_A_FILE`; errno exceptions
 */
export function readRange(step: MountStep<'file'>): FileRange {
  return usePlace(step.path, step.mount, place => readPlace(place, step));
}

function readPlace(place: OpenedPlace, { offset, length, stopAt }: MountStep<'file'>): FileRange {
  // A device may act on being opened, and a pipe waits for its other end.
  requireRegular(fs.fstatSync(place.descriptor, { bigint: true }));
  const file = fs.openSync(descriptorPath(place.descriptor), constants.O_RDONLY);
  try {
    const before = fs.fstatSync(file, { bigint: true });
    const { content, end } = readPieces(file, BigInt(offset), length, stopAt);
    const after = fs.fstatSync(file, { bigint: true });
    return {
      path: place.path,
      offset,
      base64: content.toString('base64'),
      end,
      before: identityOf(before),
      after: identityOf(after),
    };
  } finally {
    fs.closeSync(file);
  }
}

function readPieces(
  file: number,
  offset: bigint,
  length: number,
  stopAt: number,
): { content: Buffer; end: boolean } {
  const content = Buffer.alloc(length);
  let read = 0;
  while (read < length && (read === 0 || now() < stopAt)) {
    const wanted = Math.min(PIECE_BYTES, length - read);
    const got = fs.readSync(file, content, read, wanted, offset + BigInt(read));
    if (got === 0) {
      return { content: content.subarray(0, read), end: true };
    }
    read += got;
  }
  return { content: content.subarray(0, read), end: false };
}

const TYPES: Readonly<Record<number, string>> = {
  [constants.S_IFDIR]: 'a directory',
  [constants.S_IFLNK]: 'a symbolic link',
  [constants.S_IFIFO]: 'a named pipe',
  [constants.S_IFSOCK]: 'a socket',
  [constants.S_IFBLK]: 'a block device',
  [constants.S_IFCHR]: 'a character device',
};

/** @throws ProbeError `NOT_A_FILE` */
export function requireRegular({ mode }: BigIntStats): void {
  const type = Number(mode) & constants.S_IFMT;
  if (type !== constants.S_IFREG) {
    throw new ProbeError('NOT_A_FILE', `not a regular file but ${TYPES[type] ?? 'of an unknown type'}`);
  }
}

function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): FileIdentity {
  return {
    device: String(dev),
    inode: String(ino),
    size: String(size),
    modifiedNs: String(mtimeNs),
    changedNs: String(ctimeNs),
  };
}
