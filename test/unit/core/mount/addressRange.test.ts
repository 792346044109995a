import assert from 'node:assert/strict';

import { covers, parseRange, touches } from '../../../../src/core/mount/addressRange';

function range(text: string) {
  const parsed = parseRange(text);
  assert.ok(parsed, text);
  return parsed;
}

describe('parseRange', () => {
  for (const [text, first, last] of [
    ['10.0.1.5', 0x0a000105n, 0x0a000105n],
    ['10.0.1.0/24', 0x0a000100n, 0x0a0001ffn],
    ['10.0.1.77/24', 0x0a000100n, 0x0a0001ffn],
    ['0.0.0.0/0', 0n, 0xffffffffn],
    ['::/0', 0n, 2n ** 128n - 1n],
    ['2001:db8::/32', 0x20010db8n << 96n, (0x20010db9n << 96n) - 1n],
    ['::1', 1n, 1n],
    ['1::', 1n << 112n, 1n << 112n],
    ['::ffff:10.0.0.1', 0xffff0a000001n, 0xffff0a000001n],
    ['1:2:3:4:5:6:7:8', 0x00010002000300040005000600070008n, 0x00010002000300040005000600070008n],
  ] as const) {
    it(`reads ${text}`, () => {
      assert.deepEqual([range(text).first, range(text).last], [first, last]);
    });
  }

  for (const text of [
    '',
    '/',
    '10.0.0',
    '10.0.0.256',
    '10.0.0.1/33',
    '10.0.0.1/x',
    '10.0.0.1/',
    '10.0.0.0/8/8',
    '0x10.0.0.1',
    '1::2::3',
    '1.2.3.4::',
    '1.2.3.4::1',
    '1:2.3.4.5::',
    '1.2.3.4:1:2:3:4:5:6',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7:8::',
    '::1/129',
    '::10000',
    'pl-1',
  ]) {
    it(`takes “${text}” for no range`, () => assert.equal(parseRange(text), undefined));
  }
});

describe('ranges', () => {
  it('cover what is in them whole, and touch what is in them in part', () => {
    const seen = (a: string, b: string) => [covers(range(a), range(b)), touches(range(a), range(b))];
    assert.deepEqual(seen('10.0.0.0/16', '10.0.1.0/24'), [true, true]);
    assert.deepEqual(seen('10.0.1.0/24', '10.0.1.0/24'), [true, true]);
    assert.deepEqual(seen('10.0.1.0/25', '10.0.1.0/24'), [false, true]);
    assert.deepEqual(seen('10.0.2.0/24', '10.0.1.0/24'), [false, false]);
    assert.deepEqual(seen('::/0', '0.0.0.0/0'), [false, false]);
    assert.deepEqual(seen('fd00::/8', 'fd12:3456::1'), [true, true]);
  });
});
