import assert from 'node:assert/strict';
import { decodeBytes, encodeText } from '../../../../src/core/text/byteText';
import { decodeText } from '../../../../src/core/text/decodeText';
import { formatClock, formatDuration } from '../../../../src/core/text/display';
import { visible } from '../../../../src/core/text/visibleText';
import { parseMounts } from '../../../../src/core/parse/mounts';
import { parseOptionString } from '../../../../src/core/parse/optionString';

/** Where one thing ends and the next begins: what a parser or a format does right there. */
describe('at its bounds', () => {
  it('a duration changes its unit and its digits', () => {
    const spelled = [
      9.94, 10, 10.4, 999, 1000, 119_900, 120_000, 3_599_000, 3_600_000, 86_399_000, 86_400_000,
    ];
    assert.deepEqual(
      spelled.map(ms => formatDuration(ms, 'en')),
      [
        '9.9 ms',
        '10 ms',
        '10 ms',
        '999 ms',
        '1 s',
        '119.9 s',
        '2 min',
        '59 min 59 s',
        '1 h',
        '23 h 59 min',
        '1 d',
      ],
    );
    assert.equal(formatDuration(86_400_000 + 3_600_000, 'en'), '1 d 1 h');
  });

  it('a time of day has its date from midnight on', () => {
    const [midnight, before] = [new Date(2026, 10, 28), new Date(2026, 10, 27, 23, 59, 59)].map(Number);
    assert.equal(formatClock(midnight ?? 0, midnight), '00:00:00');
    assert.match(formatClock(before ?? 0, midnight), /^2026-11-27 23:59/);
  });

  it('a byte order mark is both of its bytes', () => {
    assert.equal(decodeText(Buffer.from([0xfe, 0xff, 0x00, 0x61])), 'a');
    assert.equal(decodeText(Buffer.from([0xff, 0xfe, 0x61, 0x00])), 'a');
    assert.equal(decodeText(Buffer.from([0x61, 0xff])), 'a\ufffd');
    assert.equal(decodeText(Buffer.from([0x61, 0xfe])), 'a\ufffd');
  });

  it('the first and the last byte of each kind are what they are', () => {
    for (const code of [0x80, 0xff]) {
      assert.equal(visible(decodeBytes(Buffer.from([code]))), `\\x${code.toString(16).toUpperCase()}`);
    }
    for (const bytes of [
      [0xe0, 0xa0, 0x80],
      [0xed, 0x9f, 0xbf],
      [0xf0, 0x90, 0x80, 0x80],
      [0xf4, 0x8f, 0xbf, 0xbf],
    ]) {
      assert.equal(decodeBytes(Buffer.from(bytes)), Buffer.from(bytes).toString('utf8'));
    }
    for (const bytes of [
      [0xe0, 0x9f, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x8f, 0x80, 0x80],
      [0xf4, 0x90, 0x80, 0x80],
    ]) {
      const text = decodeBytes(Buffer.from(bytes));
      assert.equal(text.length, bytes.length, 'each is a byte that is not UTF-8');
      assert.deepEqual([...encodeText(text)], bytes);
    }
  });

  it('a line of a mount table has all its fields or is none', () => {
    const { entries, unparsed } = parseMounts('127.0.0.1:/ /mnt/efs\n127.0.0.1:/ /mnt/efs nfs4 rw 0 0\n');
    assert.deepEqual([entries.length, unparsed.length], [1, 1]);
  });

  it('an option has the value after its own equals sign', () => {
    assert.deepEqual(parseOptionString('a=1,b,c=2=3,d'), [
      { key: 'a', value: '1' },
      { key: 'b' },
      { key: 'c', value: '2=3' },
      { key: 'd' },
    ]);
  });
});
