import assert from 'node:assert/strict';
import { addCounts, closingLines, formatCounts, noTests, runFailed } from '../../harness/counts';

describe('the closing lines of a test run', () => {
  it('are plain, and name skipped tests only where there are any', () => {
    assert.equal(formatCounts({ ...noTests, passed: 3 }), '3 passed, 0 failed');
    assert.equal(
      formatCounts({ passed: 3, failed: 1, skipped: 2, flaky: [] }),
      '3 passed, 1 failed, 2 skipped',
    );
    assert.equal(closingLines({ ...noTests, passed: 3 }), 'flaky: 0\n3 passed, 0 failed');
  });

  it('add up suites', () => {
    assert.deepEqual(
      addCounts(
        { passed: 1, failed: 2, skipped: 3, flaky: ['a'] },
        { passed: 10, failed: 20, skipped: 30, flaky: ['b', 'c'] },
      ),
      { passed: 11, failed: 22, skipped: 33, flaky: ['a', 'b', 'c'] },
    );
  });

  it('name the tests that passed at the second try, and fail the run where they are more than two', () => {
    const two = { ...noTests, passed: 9, flaky: ['one', 'two'] };
    assert.equal(closingLines(two), 'flaky: 2\n  one\n  two\n9 passed, 0 failed');
    assert.equal(runFailed(two), false);
    const three = { ...two, flaky: ['one', 'two', 'three'] };
    assert.match(
      closingLines(three),
      /^flaky: 3\n(?: {2}.*\n){3}More than 2 .* the run fails\.\n9 passed, 0 failed$/,
    );
    assert.equal(runFailed(three), true);
    assert.equal(runFailed({ ...noTests, failed: 1 }), true);
  });
});
