import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileNameFor } from '../../src/core/text/fileName';
import { LocalCopy } from '../../src/inspect/localCopy';
import { skip } from '../harness/skip';

describe('a saved copy', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'copies-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps the mode of the file that it replaces', async function () {
    if (process.platform === 'win32') {
      skip(this, 'Windows knows no modes of files');
    }
    for (const mode of [0o600, 0o640, 0o755]) {
      const place = path.join(folder, `f${mode}`);
      await writeFile(place, 'before');
      await chmod(place, mode);
      const copy = await LocalCopy.create(place);
      await copy.append(Buffer.from('after'));
      await copy.keep();
      await copy.discard();
      assert.equal((await stat(place)).mode & 0o777, mode);
      assert.equal(await readFile(place, 'utf8'), 'after');
    }
  });

  it('can be put in its place again where that failed, without a byte read again', async () => {
    const place = path.join(folder, 'taken');
    await mkdir(place);
    const copy = await LocalCopy.create(place);
    await copy.append(Buffer.from('content'));
    await assert.rejects(copy.keep([1, 1]), /taken/);
    await rmdir(place);
    await copy.keep([1, 1]);
    await copy.discard();
    assert.equal(await readFile(place, 'utf8'), 'content');
    assert.deepEqual(await readdir(folder), ['taken']);
  });

  it('is suggested under a name that every system takes', () => {
    const names: Readonly<Record<string, string>> = {
      'report.txt': 'report.txt',
      CON: '_CON',
      'nul.txt': '_nul.txt',
      'Com1.log': '_Com1.log',
      'LPT¹': '_LPT¹',
      'aux .c': '_aux .c',
      CONIN$: '_CONIN$',
      COM10: 'COM10',
      console: 'console',
      'trailing.': 'trailing_',
      'trailing ': 'trailing_',
      '.. ': '___',
      '.': '_',
      '': '_',
      'a/b\\c:d*e?f"g<h>i|j': 'a_b_c_d_e_f_g_h_i_j',
      'line\nend\u0000\u001b': 'line_end__',
      'lone\udcff': 'lone_',
      '日本語.txt': '日本語.txt',
      '.hidden': '.hidden',
    };
    for (const [name, expected] of Object.entries(names)) {
      assert.equal(fileNameFor(name), expected, JSON.stringify(name));
    }
    const long = fileNameFor(`${'😀'.repeat(5000)}.tar.gz`);
    assert.ok(Buffer.byteLength(long) <= 255 && long.endsWith('.gz'));
  });
});
