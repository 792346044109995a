import assert from 'node:assert/strict';

import { TokenBucket } from '../../../src/aws/transport/tokenBucket';

describe('TokenBucket', () => {
  it('lets a burst through, then one after another in the order they came', async () => {
    let now = 0;
    // A clock that a waiter moves on by looking at it: no real time is measured.
    const bucket = new TokenBucket(1000, 2, () => now);
    const passed: number[] = [];
    const taken = [1, 2, 3, 4].map(async number => {
      await bucket.take();
      passed.push(number);
    });
    await Promise.all(taken.slice(0, 2));
    assert.deepEqual(passed, [1, 2]);
    now += 1;
    await taken[2];
    assert.deepEqual(passed, [1, 2, 3]);
    now += 1;
    await taken[3];
    assert.deepEqual(passed, [1, 2, 3, 4]);
  });

  it('never saves up more than a burst', async () => {
    let now = 0;
    const bucket = new TokenBucket(1000, 1, () => now);
    now += 3_600_000;
    await bucket.take();
    let second = false;
    const taken = bucket.take().then(() => (second = true));
    await new Promise(resolve => setTimeout(resolve, 20));
    assert.equal(second, false);
    now += 1;
    await taken;
  });

  it('lets a waiter give up without holding up those behind', async () => {
    let now = 0;
    const bucket = new TokenBucket(1000, 1, () => now);
    await bucket.take();
    const abort = new AbortController();
    const givenUp = bucket.take(abort.signal);
    const next = bucket.take();
    abort.abort(new Error('enough'));
    await assert.rejects(givenUp, /enough/);
    now += 1;
    await next;
  });
});
