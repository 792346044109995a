import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';

const documents = ['README.md', 'CONTRIBUTING.md', 'SUPPORT.md', 'SECURITY.md'];

interface Manifest {
  readonly engines: { readonly vscode: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when?: string }[];
    };
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

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

  const manifest = JSON.parse(read('package.json')) as Manifest;
  const readme = read('README.md').replace(/\s+/g, ' ');

  it('name in the README each command that the palette has', () => {
    const titles = JSON.parse(read('package.nls.json')) as Record<string, string>;
    const { commands, menus } = manifest.contributes;
    const hidden = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    const inPalette = commands.filter(({ command }) => !hidden.includes(command));
    assert.ok(inPalette.length > 20);
    const named = inPalette.map(({ title }) =>
      (titles[title.replaceAll('%', '')] ?? title).replace(/…$/, ''),
    );
    assert.deepEqual(
      named.filter(title => !readme.includes(title)),
      [],
    );
  });

  it('name in the README each setting, and none that there is not', () => {
    const settings = Object.keys(manifest.contributes.configuration.properties).map(name =>
      name.replace('efsMountInspector.', ''),
    );
    const rows = read('README.md')
      .split('\n')
      .filter(
        line => line.startsWith('| `') && /^\| `(?:aws|probe|files|metrics|template|agents)\./.test(line),
      );
    const named = rows.flatMap(row =>
      [...(row.split('|')[1] ?? '').matchAll(/`([^`]+)`/g)].map(([, name]) => name),
    );
    assert.deepEqual(named.sort(), settings.sort());
  });

  it('say the oldest VS Code that the manifest says', () => {
    const oldest = manifest.engines.vscode.replace(/^\^(\d+\.\d+)\.\d+$/, '$1');
    const said = ['README.md', 'SUPPORT.md'].flatMap(file =>
      [
        ...read(file)
          .replace(/\s+/g, ' ')
          .matchAll(/VS Code (\d+\.\d+) (?:and|or) later/g),
      ].map(([, version]) => version),
    );
    assert.deepEqual(said, [oldest, oldest]);
  });

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
