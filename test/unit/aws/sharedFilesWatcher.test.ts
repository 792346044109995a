import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { SharedFilesWatcher } from '../../../src/aws/sharedFilesWatcher';

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
    await heard;
    const again = next();
    await writeFile(path.join(home, '.aws', 'credentials'), '[default]\n');
    await again;
    assert.deepEqual([...new Set(told)], ['profiles']);
  });

  it('tells of a sign-in', async () => {
    await mkdir(path.join(home, '.aws', 'sso', 'cache'), { recursive: true });
    await start();
    const heard = next();
    await writeFile(path.join(home, '.aws', 'sso', 'cache', '0123.json'), '{}');
    await heard;
    assert.deepEqual([...new Set(told)], ['tokens']);
  });
});
