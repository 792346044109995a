import assert from 'node:assert/strict';
import { wholeNumber } from '../../../src/aws/wholeNumber';

describe('wholeNumber', () => {
  it('takes sizes and counts as AWS tells them, and nothing else', () => {
    for (const value of [0, 1, 131_072, 2 ** 53, 2 ** 63]) {
      assert.equal(wholeNumber(value), value);
      assert.equal(Number(BigInt(String(wholeNumber(value)))), value);
    }
    for (const value of [undefined, null, -1, 1.5, 1e30, Number.NaN, Infinity, '7', {}, []]) {
      assert.equal(wholeNumber(value), undefined, typeof value);
    }
  });
});
