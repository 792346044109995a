import fs, { constants, type BigIntStats } from 'node:fs';
import { encodeText } from '../core/text/byteText';
import { now } from './clock';
import { realPath, requireInside, requireOpenInside } from './inside';
import type { FileIdentity, FileRange } from '../protocol';
import { ProbeError } from './section';
import type { FileStep } from './steps';

/** Read at once: after each piece the range may end early. */
const PIECE_BYTES = 256 * 1024;

/**
 * Neither follows a link nor waits for the other end of a pipe, and takes no terminal. No flag creates or writes.
 */
const OPEN_FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * Reads a range of a regular file that lies on the inspected mount, by whatever links inside the mount the path leads
 * there. What was opened is verified once more by its descriptor, because anybody may exchange a directory for a link
 * between the look and the opening.
 *
 * @throws ProbeError `OUTSIDE`, `NOT_A_FILE`; errno exceptions
 */
export function readRange({ path, offset, length, mountPath, mountId, stopAt }: FileStep): FileRange {
  const root = realPath(mountPath);
  const real = realPath(path);
  requireInside(real, root);
  const bytes = Buffer.from(encodeText(real));
  // A device may act on being opened.
  requireRegular(fs.lstatSync(bytes, { bigint: true }));
  const file = fs.openSync(bytes, OPEN_FLAGS);
  try {
    const before = fs.fstatSync(file, { bigint: true });
    requireRegular(before);
    requireOpenInside(file, root, mountId);
    const { content, end } = readPieces(file, BigInt(offset), length, stopAt);
    const after = fs.fstatSync(file, { bigint: true });
    return {
      path: real,
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

function requireRegular({ mode }: BigIntStats): void {
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
