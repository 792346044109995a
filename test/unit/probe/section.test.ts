import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { now, since } from '../../../src/probe/clock';
import { measure, ProbeError, sectionError } from '../../../src/probe/section';
import { StoppedClock, restoreAll } from './inProcess';

describe('the probe’s clock', () => {
  afterEach(restoreAll);

  it('is the kernel’s, which all processes share', () => {
    const kernel = Number(process.hrtime.bigint() / 1_000_000n);
    // It is asked for once, when the code is loaded, and a machine may stand still in between; hours it does not.
    assert.ok(Math.abs(now() - kernel) < 60_000, `${now()} ms instead of ${kernel} ms`);
  });

  it('tells milliseconds to a tenth', () => {
    const clock = new StoppedClock();
    const start = now();
    clock.advance(12.34);
    assert.equal(since(start), 12.3);
    clock.advance(0.04);
    assert.equal(since(start), 12.4);
  });
});

describe('a section', () => {
  afterEach(restoreAll);

  it('says how long it took, whether it succeeded or not', () => {
    const clock = new StoppedClock();
    assert.deepEqual(
      measure(() => {
        clock.advance(7.5);
        return 'value';
      }),
      { ok: true, value: 'value', ms: 7.5 },
    );
    assert.deepEqual(
      measure(() => {
        clock.advance(2);
        throw new ProbeError('OUTSIDE', 'the path leads outside the mount');
      }),
      { ok: false, error: { code: 'OUTSIDE', message: 'the path leads outside the mount' }, ms: 2 },
    );
  });

  it('has the kernel’s words for an error, and none of a path', () => {
    const { ...failed } = measure(() => readFileSync('/no/such/file'));
    assert.ok(!failed.ok);
    assert.deepEqual(failed.error, { code: 'ENOENT', message: 'no such file or directory' });
  });

  it('has a code for what no system call reported', () => {
    assert.deepEqual(sectionError(new Error('strange')), { code: 'UNKNOWN', message: 'strange' });
    const unknown = Object.assign(new Error('odd'), { code: 'EODD', errno: -99_999 });
    assert.deepEqual(sectionError(unknown), { code: 'EODD', message: 'odd' });
  });
});
