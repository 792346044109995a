import assert from 'node:assert/strict';
import { decodeBytes, encodeText } from '../../../../src/core/text/byteText';
import { seeded } from '../parse/random';

describe('byteText', function () {
  this.timeout(20_000);

  const survives = (bytes: Uint8Array) => {
    const text = decodeBytes(bytes);
    assert.ok(
      Buffer.from(bytes).equals(encodeText(text)),
      `the bytes ${Buffer.from(bytes).toString('hex')} changed`,
    );
    return text;
  };
  const isUtf8 = (bytes: Buffer) => Buffer.from(bytes.toString('utf8')).equals(bytes);

  it('gives back every sequence of one or two bytes', () => {
    for (let first = 0; first < 256; first++) {
      survives(Uint8Array.of(first));
      for (let second = 0; second < 256; second++) {
        const bytes = Buffer.of(first, second);
        const text = survives(bytes);
        assert.equal(isUtf8(bytes), !/[\uDC80-\uDCFF]/.test(text));
      }
    }
  });

  it('gives back longer sequences, and reads those that are UTF-8 as Buffer does', () => {
    const { integer } = seeded(1);
    // Bytes around the borders of what is well-formed.
    const edges = [
      0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef,
    ];
    edges.push(0xf0, 0xf1, 0xf4, 0xf5, 0xff);
    for (let round = 0; round < 20_000; round++) {
      const bytes = Buffer.from(
        Array.from({ length: 3 + integer(6) }, () =>
          integer(4) ? (edges[integer(edges.length)] ?? 0) : integer(256),
        ),
      );
      const text = survives(bytes);
      assert.equal(text === bytes.toString('utf8'), isUtf8(bytes));
    }
  });

  it('makes one lone surrogate of each byte that is not UTF-8 and leaves the rest readable', () => {
    assert.equal(decodeBytes(Buffer.from('é\xff日', 'utf8')), 'éÿ日');
    assert.equal(
      decodeBytes(Buffer.from([0x61, 0xff, 0xc3, 0xc3, 0xa9, 0xe3, 0x81])),
      'a\udcff\udcc3é\udce3\udc81',
    );
    // Encoded surrogates and overlong forms are not UTF-8.
    assert.equal(decodeBytes(Buffer.from([0xed, 0xb2, 0x80])), '\udced\udcb2\udc80');
    assert.equal(decodeBytes(Buffer.from([0xc0, 0xaf])), '\udcc0\udcaf');
  });

  it('keeps a byte order mark, NUL and characters beyond the BMP', () => {
    for (const text of ['\ufeffa', 'a\0b', '😀\u{10ffff}']) {
      assert.equal(survives(Buffer.from(text)), text);
    }
  });

  it('writes a surrogate that stands for no byte as a replacement character', () => {
    assert.equal(Buffer.from(encodeText('a\ud800b')).toString(), 'a\ufffdb');
    assert.equal(Buffer.from(encodeText('\udc80\ud800')).toString('hex'), '80efbfbd');
  });
});
