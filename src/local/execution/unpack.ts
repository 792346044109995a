import { unzipSync } from 'fflate';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Limit of a deployment package and its layers. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_UNZIPPED_BYTES = 250 * 1024 * 1024;

/** Bytes that a zip's files take when unpacked, as its directory declares them. Throws where it is no zip. */
export function unzippedSize(zip: Uint8Array): number {
  let total = 0;
  unzipSync(zip, {
    filter: ({ originalSize }) => {
      total += originalSize;
      return false;
    },
  });
  return total;
}

/**
 * Unpacks a function's zip with its file modes. An entry that would leave the folder is refused and a symbolic link
 * becomes a plain file, so nothing is written outside.
 */
export async function unpack(zip: Uint8Array, folder: string): Promise<void> {
  const modes = unixModes(zip);
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    const target = path.resolve(folder, name);
    if (!target.startsWith(folder + path.sep)) {
      throw new Error(`The zip's entry ${JSON.stringify(name)} lies outside of it.`);
    }
    if (name.endsWith('/')) {
      await mkdir(target, { recursive: true });
    } else {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, bytes);
      await chmod(target, modes.get(name) ?? 0o644);
    }
  }
}

/**
 * Permission bits by entry name, which fflate does not tell. Only zips made on a Unix system have them.
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT section 4.3.12
 */
function unixModes(zip: Uint8Array): ReadonlyMap<string, number> {
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.length);
  const modes = new Map<string, number>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  while (at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    const mode = (bytes.readUInt32LE(at + 38) >>> 16) & 0o777;
    if (bytes[at + 5] === 3 && mode !== 0) {
      modes.set(name, mode);
    }
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return modes;
}
