import assert from 'node:assert/strict';
import type { Metafile } from 'esbuild';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundledFolders, thirdPartyNotices } from '../../../build/notices.mjs';

/** What esbuild tells of one bundle made of these inputs, so many bytes of each. */
function metafileOf(inputs: Record<string, number>, output = 'dist/extension.js'): Metafile {
  const inOutput = Object.entries(inputs).map(([file, bytesInOutput]) => [file, { bytesInOutput }] as const);
  return {
    inputs: {},
    outputs: { [output]: { bytes: 1, inputs: Object.fromEntries(inOutput), imports: [], exports: [] } },
  };
}

describe('the notices of what is bundled', () => {
  let root: string;

  beforeEach(() => (root = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-notices-'))));
  afterEach(() => rmSync(root, { recursive: true }));

  function install(name: string, license: string | undefined, texts: Record<string, string>): void {
    const folder = path.join(root, 'node_modules', name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.2.3', license }));
    Object.entries(texts).forEach(([file, text]) => writeFileSync(path.join(folder, file), text));
  }

  const noticesOf = (...names: string[]) =>
    thirdPartyNotices(
      [metafileOf(Object.fromEntries(names.map(name => [`node_modules/${name}/a.js`, 1])))],
      root,
    );

  it('are of each package that code or an asset was taken from, nested ones too, and of no other', () => {
    const folders = bundledFolders([
      metafileOf({
        'src/extension.ts': 10,
        'node_modules/yaml/dist/a.js': 10,
        'node_modules/yaml/dist/b.js': 10,
        'node_modules/shaken-out/index.js': 0,
        'node_modules/@scope/outer/node_modules/inner/index.js': 1,
      }),
      metafileOf({ 'node_modules/@vscode/codicons/dist/codicon.ttf': 9 }, 'dist/codicon.ttf'),
      metafileOf({ 'node_modules/only-mapped/index.js': 9 }, 'dist/extension.js.map'),
    ]);
    assert.deepEqual(folders, [
      'node_modules/@scope/outer/node_modules/inner',
      'node_modules/@vscode/codicons',
      'node_modules/yaml',
    ]);
  });

  it('name each package and give its texts, once where packages share them', () => {
    install('one', 'MIT', { LICENSE: 'Do what you want.\r\n' });
    install('two', 'MIT', { 'LICENSE.md': 'Do what you want.', 'README.md': 'Read me.' });
    install('three', 'Apache-2.0', { LICENSE: 'Apache.', NOTICE: 'Made by three.' });
    const notices = noticesOf('one', 'two', 'three');
    assert.match(notices, /one 1\.2\.3 \(MIT\).*\ntwo 1\.2\.3 \(MIT\).*\n\nDo what you want\.\n/);
    assert.match(notices, /three 1\.2\.3 \(Apache-2\.0\).*\n\nApache\.\n\nMade by three\.\n/);
    assert.doesNotMatch(notices, /Read me/);
  });

  it('refuse a licence that nobody has looked at, and say what to do', () => {
    for (const license of ['GPL-3.0-only', 'SEE LICENSE IN LICENSE.txt', undefined]) {
      install('other', license, { LICENSE: 'Some text.' });
      assert.throws(
        () => noticesOf('other'),
        /other 1\.2\.3 is bundled.*allowedLicences in build\/notices\.mjs/,
      );
    }
  });

  it('take a text that is left out from the same scope and licence, and from nowhere else', () => {
    install('@scope/with', 'Apache-2.0', { LICENSE: 'Apache.' });
    install('@scope/without', 'Apache-2.0', {});
    install('@scope/other-licence', 'MIT', {});
    install('without', 'Apache-2.0', {});
    assert.match(noticesOf('@scope/with', '@scope/without'), /@scope\/without 1\.2\.3/);
    assert.throws(() => noticesOf('@scope/with', '@scope/other-licence'), /no licence text/);
    assert.throws(() => noticesOf('@scope/with', 'without'), /no licence text/);
  });

  it('are written by the build, of the libraries and of the icons', () => {
    const notices = readFileSync('dist/ThirdPartyNotices.txt', 'utf8');
    for (const name of ['@aws-sdk/client-lambda', '@vscode/codicons', 'fflate', 'preact', 'yaml']) {
      assert.match(notices, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
    }
  });
});
