import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * Far more than anybody writes into a file of `~/.aws` by hand, or AWS's tools into a token, and than the certificates
 * that browsers trust take.
 */
const MOST_BYTES = 4 * 1024 * 1024;
const CHUNK_BYTES = 64 * 1024;

/**
 * Reads a file that a person chose, whatever that is: a pipe would keep whoever opens it waiting for somebody to write,
 * and a device may never end. `/dev/null`, which is what people set to have no file, is empty.
 * @throws an error of Node's; one whose `code` says why the file is none to read
 */
export async function readSmallFile(file: string): Promise<Buffer> {
  // Windows has no such flag, and no pipes among files.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const found = await handle.stat();
    if (found.isFIFO() || found.isSocket()) {
      throw Object.assign(new Error(`${file} is a pipe`), { code: 'not a file' });
    }
    const buffer = Buffer.alloc(CHUNK_BYTES);
    const chunks: Buffer[] = [];
    for (let length = 0; ;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) {
        return Buffer.concat(chunks);
      }
      length += bytesRead;
      if (length > MOST_BYTES) {
        throw Object.assign(new Error(`${file} is too large`), { code: `larger than ${MOST_BYTES} bytes` });
      }
      chunks.push(Buffer.from(buffer.subarray(0, bytesRead)));
    }
  } finally {
    await handle.close();
  }
}
