import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { headings, headingsOf, subjectNames, withSection } from '../../bench/sections';
import { projectRoot } from '../../harness/projectRoot';

const all = Object.values(headings);

describe('results of the bench', () => {
  it('are of each subject that it measures, and of nothing else', () => {
    const results = readFileSync(path.join(projectRoot, 'test/bench/results.md'), 'utf8');
    assert.deepEqual(headingsOf(results), all);
  });

  it('are written anew for one subject, and stay for the others', () => {
    let results = '';
    for (const name of [...subjectNames].reverse()) {
      results = withSection(results, name, `## ${headings[name]}\n\nof yesterday\n\n### ${name}`);
    }
    assert.deepEqual(headingsOf(results), all);
    const changed = withSection(results, 'parsers', '## Parsers\n\nof today');
    assert.deepEqual(headingsOf(changed), all);
    assert.equal(changed.match(/of yesterday/g)?.length, all.length - 1);
    assert.match(changed, /^## Parsers\n\nof today\n\n## The probe$/m);
    assert.equal(withSection(changed, 'parsers', '## Parsers\n\nof today'), changed);
  });

  it('lose what is measured no more', () => {
    const results = withSection('# Bench\n\n## Of old\n\n1 ms\n', 'memory', '## Memory\n\n2 MiB');
    assert.deepEqual(headingsOf(results), ['Memory']);
    assert.doesNotMatch(results, /1 ms/);
  });

  it('have the heading of their subject', () => {
    assert.throws(() => withSection('', 'probe', '## Parsers\n'), /"Parsers" is not the heading of probe/);
  });
});
