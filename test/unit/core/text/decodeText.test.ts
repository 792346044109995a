import assert from 'node:assert/strict';
import { decodeText } from '../../../../src/core/text/decodeText';

const text = '[profile Büro 東京 🗀]\r\nregion = eu-west-1\r\n';

function utf16(of: string, bigEndian = false): Buffer {
  const bytes = Buffer.from(of, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
}

describe('decodeText', () => {
  it('reads UTF-8 and UTF-16, and leaves the byte order mark out', () => {
    const written = [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      utf16(`\uFEFF${text}`),
      utf16(`\uFEFF${text}`, true),
    ];
    for (const bytes of written) {
      assert.equal(decodeText(bytes), text);
    }
    assert.equal(decodeText(Buffer.of()), '');
    assert.equal(decodeText(Buffer.of(0xff, 0xfe)), '');
  });

  it('reads what Windows PowerShell appended to a file in another encoding', () => {
    const appended = '[default]\r\nregion = eu-west-1\r\n';
    for (const bigEndian of [false, true]) {
      assert.equal(
        decodeText(Buffer.concat([Buffer.from(text), utf16(appended, bigEndian)])),
        text + appended,
      );
      assert.equal(decodeText(utf16(appended, bigEndian)), appended);
    }
  });
});
