import { encodeText } from '../../core/text/byteText';
import type { FileIdentity, FileRange, FileRequest } from '../../protocol';
import type { TreeEntry } from './directoryTree';

/** Digits of a line's number: the lines of a file are of one length, so any part of it can be made alone. */
const DIGITS = 12;

/** A range of an invented file: lines that say that nothing of it was measured, as many as the listing says it has. */
export function constructedRange(path: string, entry: TreeEntry, { offset, length }: FileRequest): FileRange {
  const from = BigInt(offset);
  const to = from + BigInt(length) < entry.size ? from + BigInt(length) : entry.size;
  const identity = identityOf(path, entry);
  return {
    path,
    offset,
    base64: Buffer.from(to > from ? lines(path, from, to) : '').toString('base64'),
    end: to >= entry.size,
    before: identity,
    after: identity,
  };
}

function lines(path: string, from: bigint, to: bigint): Uint8Array {
  const line = (number: bigint) =>
    encodeText(
      `Constructed example, nothing measured: ${path}, line ${String(number).padStart(DIGITS, '0')}\n`,
    );
  const lineLength = BigInt(line(0n).length);
  const first = from / lineLength;
  const count = Number((to - 1n) / lineLength - first) + 1;
  const whole = Buffer.concat(Array.from({ length: count }, (_, index) => line(first + BigInt(index) + 1n)));
  const start = Number(from - first * lineLength);
  return whole.subarray(start, start + Number(to - from));
}

function identityOf(path: string, { size, modified }: TreeEntry): FileIdentity {
  const modifiedNs = `${Date.parse(modified)}000000`;
  return {
    device: '46',
    // Any number that is this path's alone.
    inode: String(BigInt(`0x${Buffer.from(encodeText(path)).toString('hex')}`) % 2n ** 61n),
    size: String(size),
    modifiedNs,
    changedNs: modifiedNs,
  };
}
