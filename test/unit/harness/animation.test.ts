import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { animate } from '../../harness/animation';
import { projectRoot } from '../../harness/projectRoot';

const png = readFileSync(path.join(projectRoot, 'media/icon.png'));

describe('an animated picture', () => {
  it('holds its frames in order, each with its time', () => {
    const text = animate([
      { png, ms: 100 },
      { png, ms: 2000 },
    ]).toString('latin1');
    const order = [...text.matchAll(/IHDR|acTL|fcTL|fdAT|IDAT|IEND/g)].map(([type]) => type);
    assert.deepEqual(order, ['IHDR', 'acTL', 'fcTL', 'IDAT', 'fcTL', 'fdAT', 'IEND']);
    // Sequence, size, place, and 100 and 2000 thousandths of a second.
    const times = [...text.matchAll(/fcTL.{20}(.{4})/gs)].map(match => Buffer.from(match[1] ?? '', 'latin1'));
    assert.deepEqual(
      times.map(time => [time.readUInt16BE(0), time.readUInt16BE(2)]),
      [
        [100, 1000],
        [2000, 1000],
      ],
    );
  });

  it('is not made of pictures of several sizes, or of none', () => {
    const other = Buffer.from(png);
    other.writeUInt32BE(1, 16);
    assert.throws(
      () =>
        animate([
          { png, ms: 1 },
          { png: other, ms: 1 },
        ]),
      /Frame 1 differs/,
    );
    assert.throws(() => animate([]), /at least one frame/);
  });
});
