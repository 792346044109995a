import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { longestFirst, measuredSeconds } from '../../harness/longestFirst';
import { projectRoot } from '../../harness/projectRoot';
import { filesOfUiParts, uiPartOf } from '../../harness/uiParts';

const order = (measured: Readonly<Record<string, number>>, ...names: readonly string[]) =>
  longestFirst(
    names.map(name => ({ name, hasWindow: name.startsWith('ui') })),
    measured,
  ).map(({ name }) => name);

describe('the order in which parts of suites start', () => {
  it('has the longest first, and takes turns between those with windows and others', () => {
    const measured = { 'ui: a': 1, 'ui: b': 90, 'unit: c': 2, 'unit: d': 40 };
    assert.deepEqual(order(measured, 'ui: a', 'unit: c', 'ui: b', 'unit: d'), [
      'ui: b',
      'unit: d',
      'ui: a',
      'unit: c',
    ]);
  });

  it('leaves none out, however many there are of either kind', () => {
    assert.deepEqual(order({}, 'unit: a', 'unit: b', 'ui: c'), ['ui: c', 'unit: a', 'unit: b']);
    assert.deepEqual(order({}, 'ui: a', 'ui: b', 'unit: c'), ['ui: a', 'unit: c', 'ui: b']);
    assert.deepEqual(order({}, 'ui: a', 'ui: b'), ['ui: a', 'ui: b']);
    assert.deepEqual(order({}), []);
  });

  it('puts what was not measured where its kind stands', () => {
    const measured = { 'unit: long': 20, 'unit: short': 1, 'ui: long': 60, 'ui: short': 10 };
    assert.deepEqual(order(measured, 'unit: short', 'unit: new', 'unit: long'), [
      'unit: long',
      'unit: new',
      'unit: short',
    ]);
    assert.deepEqual(order(measured, 'ui: short', 'ui: new', 'ui: long'), [
      'ui: long',
      'ui: new',
      'ui: short',
    ]);
  });

  it('knows measured parts by the names that they have', () => {
    for (const name of Object.keys(measuredSeconds)) {
      const source = path.join(projectRoot, 'test', name.replace(': ', '/'));
      const isShared = name.replace('ui: ', '') in filesOfUiParts;
      assert.ok(isShared || existsSync(source) || existsSync(`${source}.test.ts`), name);
    }
  });

  it('knows the files that share a window by the names that they have', () => {
    const files = Object.values(filesOfUiParts).flat();
    assert.equal(new Set(files).size, files.length);
    files.forEach(file => assert.ok(existsSync(path.join(projectRoot, `test/ui/${file}.test.ts`)), file));
    assert.equal(uiPartOf('marks'), 'account');
    assert.equal(uiPartOf('report/report'), 'report/report');
  });
});
