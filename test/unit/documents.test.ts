import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';

const documents = ['README.md', 'CONTRIBUTING.md', 'SUPPORT.md', 'SECURITY.md'];

const read = (file: string) => readFileSync(path.join(projectRoot, file), 'utf8');

describe('the documents for people', () => {
  for (const document of documents) {
    it(`of ${document} name files and scripts that exist`, () => {
      const text = read(document);
      const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(match => match[1] ?? '');
      const paths = [...text.matchAll(/`((?:src|test|media|build|l10n)\/[\w./-]*)`/g)].map(
        match => match[1] ?? '',
      );
      // What npm start and the tests make.
      const missing = [...links, ...paths].filter(file => !existsSync(path.join(projectRoot, file)));
      assert.deepEqual(missing, []);
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
      const named = [...text.matchAll(/\bnpm run ([\w:]+)/g)].map(match => match[1] ?? '');
      assert.deepEqual(
        named.filter(name => !(name in scripts)),
        [],
      );
    });
  }

  it('keep what a contributor reads first short', () => {
    assert.ok(read('CONTRIBUTING.md').split('\n').length <= 121);
  });
});

describe('the promises of SECURITY.md', () => {
  const [, table = ''] = read('SECURITY.md').split('## Promises');
  const rows = table.split('\n').filter(line => /^\| (?!promise|-)/.test(line));

  it('are some', () => {
    assert.ok(rows.length > 10);
  });

  for (const row of rows) {
    const [, promise = '', tests = ''] = row.split(/ *\| */);
    it(`"${promise}" has tests that exist`, () => {
      const named = [...tests.matchAll(/`([^`]+)`((?:,? *"[^"]+")+)/g)];
      assert.ok(named.length > 0, 'No test is named.');
      for (const [, file = '', titles = ''] of named) {
        const source = read(file);
        for (const [, title = ''] of titles.matchAll(/"([^"]+)"/g)) {
          const found = ["'", '"', '`'].some(quote => source.includes(`it(${quote}${title}${quote}`));
          assert.ok(found, `${file} has no test "${title}".`);
        }
      }
    });
  }
});
