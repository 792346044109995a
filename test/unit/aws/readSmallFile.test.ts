import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSharedFiles } from '../../../src/aws/sharedFiles/sharedFiles';
import { SharedFilesWatcher } from '../../../src/aws/sharedFiles/sharedFilesWatcher';
import { isHumanError } from '../../../src/core/humanError';
import { skip } from '../../harness/skip';

describe('files of ~/.aws that are none', function () {
  this.timeout(10_000);
  let home: string;
  let config: string;

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'aws-odd-'));
    await mkdir(path.join(home, '.aws'));
    config = path.join(home, '.aws', 'config');
  });
  afterEach(() => rm(home, { recursive: true }));

  async function reasonFor(environment: Record<string, string>): Promise<string | number | undefined> {
    try {
      const { profiles } = await readSharedFiles({ HOME: home, ...environment });
      return `${profiles.size} profiles`;
    } catch (error) {
      assert.ok(isHumanError(error), String(error));
      assert.equal(error.problem?.code, 'config-unreadable');
      return error.problem.params['reason'];
    }
  }

  it('are said to be pipes, and nobody waits for what comes out of them', async function () {
    if (process.platform === 'win32') {
      skip(this, 'Windows has no pipes among files');
    }
    execFileSync('mkfifo', [config]);
    assert.equal(await reasonFor({}), 'not a file');
    const tell = () => assert.fail('nothing changed');
    const watcher = new SharedFilesWatcher({ HOME: home }, { onProfiles: tell, onTokens: tell }, 20);
    await watcher.start();
    watcher.dispose();
  });

  it('are not read to the end where they have none, or a distant one', async function () {
    await writeFile(config, '');
    await truncate(config, 64 * 1024 * 1024 * 1024);
    assert.match(String(await reasonFor({})), /^larger than \d+ bytes$/);
    if (process.platform === 'win32') {
      skip(this, 'Windows has no device that is read without end');
    }
    assert.match(String(await reasonFor({ AWS_CONFIG_FILE: '/dev/zero' })), /^larger than/);
  });

  it('are empty where they are /dev/null, and still files where they are long', async function () {
    await writeFile(config, `[default]\nregion = us-east-1\n${'# a word\n'.repeat(100_000)}`);
    assert.equal(await reasonFor({}), '1 profiles');
    if (process.platform === 'win32') {
      skip(this, 'Windows has no /dev/null');
    }
    assert.equal(await reasonFor({ AWS_CONFIG_FILE: '/dev/null' }), '0 profiles');
  });
});
