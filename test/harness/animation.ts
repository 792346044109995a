// Animated PNG (https://www.w3.org/TR/png-3/#apng-frame-based-animation): shown by browsers, code hosts and VS Code alike.
import { crc32 } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export interface Frame {
  /** A PNG. All frames have the same size and format. */
  readonly png: Buffer;
  /** How long it stays, in milliseconds. */
  readonly ms: number;
}

/** One picture that shows the frames in turn, again and again. Where nothing moves, the first frame shows. */
export function animate(frames: readonly Frame[]): Buffer {
  const [first] = frames;
  if (!first) {
    throw new Error('An animation has at least one frame.');
  }
  const header = chunkOf(first.png, 'IHDR');
  const output = [signature, chunk('IHDR', header), chunk('acTL', numbers(frames.length, 0))];
  let sequence = 0;
  frames.forEach(({ png, ms }, index) => {
    if (!chunkOf(png, 'IHDR').equals(header)) {
      throw new Error(`Frame ${index} differs from the first in size or format.`);
    }
    // Width and height as in the header; from the upper left corner; replaces what was before.
    const control = Buffer.alloc(6);
    control.writeUInt16BE(ms, 0);
    control.writeUInt16BE(1000, 2);
    output.push(
      chunk('fcTL', Buffer.concat([numbers(sequence++), header.subarray(0, 8), numbers(0, 0), control])),
    );
    const data = Buffer.concat(chunks(png).flatMap(({ type, body }) => (type === 'IDAT' ? [body] : [])));
    output.push(
      index === 0 ? chunk('IDAT', data) : chunk('fdAT', Buffer.concat([numbers(sequence++), data])),
    );
  });
  return Buffer.concat([...output, chunk('IEND', Buffer.alloc(0))]);
}

function numbers(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, index) => bytes.writeUInt32BE(value, 4 * index));
  return bytes;
}

function chunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  return Buffer.concat([numbers(body.length), content, numbers(crc32(content))]);
}

function chunks(png: Buffer): readonly { type: string; body: Buffer }[] {
  const found = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    found.push({
      type: png.toString('latin1', at + 4, at + 8),
      body: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  return found;
}

function chunkOf(png: Buffer, type: string): Buffer {
  const found = chunks(png).find(candidate => candidate.type === type);
  if (!found) {
    throw new Error(`This PNG has no ${type}.`);
  }
  return found.body;
}
