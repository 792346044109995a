import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodeOctalEscapes } from '../../../../src/core/parse/octalEscapes';

describe('decodeOctalEscapes', () => {
  it('passes the conformance cases', () => {
    const text = readFileSync('test/fixtures/conformance/unescape.json', 'utf8');
    for (const { input, output } of JSON.parse(text) as { input: string; output: string }[]) {
      assert.equal(decodeOctalEscapes(input), output);
    }
  });

  it('decodes what the kernel escapes, once', () => {
    assert.equal(decodeOctalEscapes('a\\040b\\011c\\012d\\134e\\043f'), 'a b\tc\nd\\e#f');
    assert.equal(decodeOctalEscapes('\\134040'), '\\040');
    assert.equal(decodeOctalEscapes('\\134\\060\\064\\060'), '\\040');
  });

  it('decodes bytes that together are UTF-8 and leaves others alone', () => {
    assert.equal(decodeOctalEscapes('caf\\303\\251'), 'café');
    assert.equal(decodeOctalEscapes('\\040\\303\\040'), ' \\303 ');
    assert.equal(decodeOctalEscapes('\\400 \\08 \\'), '\\400 \\08 \\');
  });
});
