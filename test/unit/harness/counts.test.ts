import assert from 'node:assert/strict';
import { addCounts, formatCounts } from '../../harness/counts';

describe('the closing line of a test run', () => {
  it('is plain, and names skipped tests only where there are any', () => {
    assert.equal(formatCounts({ passed: 3, failed: 0, skipped: 0 }), '3 passed, 0 failed');
    assert.equal(formatCounts({ passed: 3, failed: 1, skipped: 2 }), '3 passed, 1 failed, 2 skipped');
  });

  it('adds up suites', () => {
    assert.deepEqual(
      addCounts({ passed: 1, failed: 2, skipped: 3 }, { passed: 10, failed: 20, skipped: 30 }),
      {
        passed: 11,
        failed: 22,
        skipped: 33,
      },
    );
  });
});
