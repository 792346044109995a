import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { forgetBuilt, rememberBuilt, sourcesState, wasBuilt } from '../../../build/upToDate.mjs';

describe('a build', () => {
  let root: string;
  const write = (file: string, text = '') => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-build-'));
    ['src/core/a.ts', 'package.json', 'node_modules/.package-lock.json'].forEach(file => write(file, 'a'));
    ['dist/extension.js', 'dist/report.js', 'dist/probe.zip', 'out/test/harness/test.js'].forEach(file =>
      write(file),
    );
    rememberBuilt(sourcesState(root), root);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const isUpToDate = () => wasBuilt(sourcesState(root), root);

  it('is not made again of the same sources', () => {
    assert.equal(isUpToDate(), true);
    // Nothing is built of these.
    write('README.md');
    write('out/screenshots/a.png');
    assert.equal(isUpToDate(), true);
  });

  it('is made again where a source or a package has changed, came or went', () => {
    const changes: readonly (() => void)[] = [
      () => write('src/core/a.ts', 'ab'),
      () => utimesSync(path.join(root, 'src/core/a.ts'), 1, 1),
      () => write('src/core/b.ts'),
      () => write('test/unit/b.test.ts'),
      () => write('node_modules/.package-lock.json', 'other'),
      () => rmSync(path.join(root, 'src/core/a.ts')),
    ];
    for (const change of changes) {
      rememberBuilt(sourcesState(root), root);
      assert.equal(isUpToDate(), true);
      change();
      assert.equal(isUpToDate(), false, String(change));
    }
  });

  it('is made again where something of it is missing, and where another one began and did not end', () => {
    rmSync(path.join(root, 'dist/probe.zip'));
    assert.equal(isUpToDate(), false);
    write('dist/probe.zip');
    assert.equal(isUpToDate(), true);
    forgetBuilt(root);
    assert.equal(isUpToDate(), false);
  });
});
