import assert from 'node:assert/strict';
import { describeTests } from '../../bench/tests';

describe('the section of the tests', () => {
  it('has the seconds of each suite, and its longest parts first', () => {
    const output = [
      '=== unit: core (31 s)',
      '  ✔ prints === unit: fake (99 s) in a line',
      '=== host (16 s)',
      '=== unit: inspect (44 s)',
      '=== ui: report/report (109 s)',
    ].join('\n');
    const rows = describeTests(output, 90)
      .split('\n')
      .filter(line => line.startsWith('| '));
    assert.deepEqual(rows.slice(2), [
      '| ui | 1 | 109 (55 %) | report/report 109 |',
      '| unit | 2 | 75 (38 %) | inspect 44, core 31 |',
      '| host | 1 | 16 (8 %) | host 16 |',
    ]);
  });
});
