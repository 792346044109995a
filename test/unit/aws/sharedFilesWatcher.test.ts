import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { SharedFilesWatcher } from '../../../src/aws/sharedFiles/sharedFilesWatcher';
import { skip } from '../../harness/skip';

describe('SharedFilesWatcher', function () {
  this.timeout(20_000);
  let home: string;
  let watcher: SharedFilesWatcher | undefined;
  let told: string[];
  let waiting: (() => void) | undefined;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'aws-home-'));
    told = [];
  });
  afterEach(async () => {
    watcher?.dispose();
    await rm(home, { recursive: true });
  });

  async function start(): Promise<void> {
    const tell = (what: string) => () => {
      told.push(what);
      waiting?.();
    };
    watcher = new SharedFilesWatcher(
      { HOME: home },
      { onProfiles: tell('profiles'), onTokens: tell('tokens') },
      20,
    );
    await watcher.start();
  }

  const next = () => new Promise<void>(resolve => (waiting = resolve));

  it('tells of a file that is replaced, as editors do', async () => {
    await mkdir(path.join(home, '.aws'));
    await writeFile(path.join(home, '.aws', 'config'), '');
    await start();
    const heard = next();
    await writeFile(path.join(home, '.aws', 'config.new'), '[default]\n');
    await rename(path.join(home, '.aws', 'config.new'), path.join(home, '.aws', 'config'));
    await heard;
    assert.deepEqual([...new Set(told)], ['profiles']);
  });

  it('tells of the first profile ever, and of the next edit', async () => {
    await start();
    const heard = next();
    await mkdir(path.join(home, '.aws'));
    await writeFile(path.join(home, '.aws', 'credentials'), '[default]\n');
    await heard;
    const again = next();
    await writeFile(path.join(home, '.aws', 'credentials'), '[other]\n');
    await again;
    assert.deepEqual([...new Set(told)], ['profiles']);
  });

  it('tells of a sign-in, also of the first ever', async () => {
    await mkdir(path.join(home, '.aws'));
    await start();
    const cache = path.join(home, '.aws', 'sso', 'cache');
    const heard = next();
    await mkdir(cache, { recursive: true });
    await writeFile(path.join(cache, '0123.json'), '{}');
    await heard;
    const again = next();
    await writeFile(path.join(cache, '4567.json'), '{}');
    await again;
    assert.deepEqual([...new Set(told)], ['tokens']);
  });

  it('tells nothing where contents stayed as they were: reading, too, is an event on Windows', async () => {
    const cache = path.join(home, '.aws', 'sso', 'cache');
    const config = path.join(home, '.aws', 'config');
    const token = path.join(cache, '0123.json');
    await mkdir(cache, { recursive: true });
    await writeFile(config, '[default]\n');
    await writeFile(token, '{}');
    await start();
    const noEdits: readonly (() => Promise<unknown>)[] = [
      () => readFile(config),
      () => utimes(config, new Date(0), new Date(0)),
      () => writeFile(config, '[default]\n'),
      () => writeFile(`${config}.new`, '[default]\n').then(() => rename(`${config}.new`, config)),
      () => writeFile(path.join(home, '.aws', 'other'), 'x'),
    ];
    for (const [index, noEdit] of noEdits.entries()) {
      // What is an edit is told after what came before it.
      const heard = next();
      await noEdit();
      await writeFile(token, `{"at":${index}}`);
      await heard;
    }
    const heard = next();
    await utimes(token, new Date(0), new Date(0));
    await writeFile(token, await readFile(token));
    await writeFile(path.join(cache, 'notes.txt'), 'x');
    assert.deepEqual([...new Set(told)], ['tokens']);
    told = [];
    await writeFile(config, '[default]\nregion = eu-west-1\n');
    await heard;
    assert.deepEqual(told, ['profiles']);
  });

  it('tells of edits after the folder was removed or moved away, and made again', async () => {
    const folder = path.join(home, '.aws');
    await mkdir(folder);
    await writeFile(path.join(folder, 'config'), '[default]\n');
    await start();
    for (const leave of [() => rm(folder, { recursive: true }), () => rename(folder, `${folder}.old`)]) {
      const gone = next();
      await leave();
      await gone;
      const back = next();
      await mkdir(folder);
      await writeFile(path.join(folder, 'config'), '[default]\n');
      await back;
      const edited = next();
      await writeFile(path.join(folder, 'config'), '[default]\nregion = eu-west-1\n');
      await edited;
    }
    // At once, so that the folder is found as it was.
    const edited = next();
    await rm(folder, { recursive: true });
    await mkdir(folder);
    await writeFile(path.join(folder, 'config'), '[one]\n');
    await edited;
    const again = next();
    await writeFile(path.join(folder, 'config'), '[two]\n');
    await again;
    assert.deepEqual([...new Set(told)], ['profiles']);
  });

  it('tells of edits through symbolic links, of files and of folders, and of a link that leads elsewhere', async function () {
    if (process.platform === 'win32') {
      skip(this, 'only administrators may make symbolic links');
    }
    const dotfiles = path.join(home, 'dotfiles');
    await mkdir(path.join(dotfiles, 'first'), { recursive: true });
    await mkdir(path.join(dotfiles, 'second'));
    await writeFile(path.join(dotfiles, 'first', 'config'), '[first]\n');
    await writeFile(path.join(dotfiles, 'second', 'config'), '[second]\n');
    await writeFile(path.join(dotfiles, 'secrets'), '[default]\n');
    await symlink('first', path.join(dotfiles, 'current'));
    await symlink('dotfiles/current', path.join(home, '.aws'));
    await symlink('../secrets', path.join(dotfiles, 'first', 'credentials'));
    await start();
    const edits: readonly (() => Promise<unknown>)[] = [
      () => writeFile(path.join(dotfiles, 'first', 'config'), '[edited]\n'),
      () => writeFile(path.join(dotfiles, 'secrets'), '[edited]\n'),
      () =>
        symlink('second', path.join(dotfiles, 'next')).then(() =>
          rename(path.join(dotfiles, 'next'), path.join(dotfiles, 'current')),
        ),
      () => writeFile(path.join(dotfiles, 'second', 'config'), '[again]\n'),
      () => rm(path.join(home, '.aws')),
    ];
    for (const edit of edits) {
      const heard = next();
      await edit();
      await heard;
    }
    assert.deepEqual([...new Set(told)], ['profiles']);
  });

  it('follows no circle of links', async function () {
    if (process.platform === 'win32') {
      skip(this, 'only administrators may make symbolic links');
    }
    await symlink('.aws', path.join(home, '.aws'));
    await start();
    const heard = next();
    await rm(path.join(home, '.aws'));
    await mkdir(path.join(home, '.aws'));
    await writeFile(path.join(home, '.aws', 'config'), '[default]\n');
    await heard;
    assert.deepEqual(told, ['profiles']);
  });
});
