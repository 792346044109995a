import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { speedTable, withSpeedTable } from '../../bench/readme';
import { projectRoot } from '../../harness/projectRoot';

const read = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');
const results = read('test/bench/results.md');
/** Without the blanks that lay a table out. */
const bare = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');

describe('what the README says of speed', () => {
  it('is what was measured last', () => {
    const readme = read('README.md');
    assert.equal(bare(readme), bare(withSpeedTable(readme, results)));
  });

  it('follows what is measured, and when', () => {
    const changed = results
      .replace(/(\| 40 ms .*\| )[^|]+\|$/m, '$1 7654 (7000–8000) |')
      .replace(/(## Parsers[^]*?\n_)\d{4}-\d\d-\d\d/, '$12031-02-03');
    const table = speedTable(changed);
    assert.match(table, /an inspection by the probe[^|]+\| 7\.7 s \|/);
    assert.match(table, /`ls -l` with 3,000 rows .*\| 2031-02-03 \|/);
  });

  it('is beside what there was to measure', () => {
    const withoutCli = results.replace('six `aws lambda invoke`, as in 2022', 'another column');
    assert.match(speedTable(withoutCli), /through a shell handler[^|]+\|[^|]+\| six raw Invokes [\d.]+ s \|/);
  });

  it('is not written from results that lack something', () => {
    assert.throws(
      () => speedTable(results.replace('## Discovery', '## Something else')),
      /does not say when "Discovery" was measured/,
    );
    assert.throws(
      () => speedTable(results.replace(/^\| 500 +\|.*\n/m, '')),
      /no "read and check" of "500" in "Template checks"/,
    );
    assert.throws(() => withSpeedTable('# No room', results), /has no room/);
  });
});
