import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { skip } from '../../../harness/skip';
import { findProgram, signInProgram } from '../../../../src/views/connection/signInProgram';

describe('the program of a sign-in', () => {
  let folder: string;
  before(function () {
    if (process.platform === 'win32') {
      skip(this, 'Windows has no file modes');
    }
  });
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'programs-'));
    for (const [name, mode] of [
      ['bin/aws', 0o755],
      ['bin/flatpak-spawn', 0o755],
      ['text/aws', 0o644],
      ['workspace/aws', 0o755],
    ] as const) {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, '');
      await chmod(file, mode);
    }
    await mkdir(path.join(folder, 'folder/aws'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  const find = (...folders: readonly string[]) => findProgram('aws', { PATH: folders.join(':') }, 'linux');

  it('is the first that can be run, in an absolute folder of PATH', () => {
    const bin = path.join(folder, 'bin');
    assert.equal(find(path.join(folder, 'text'), path.join(folder, 'folder'), bin), path.join(bin, 'aws'));
    assert.equal(find(path.join(folder, 'text')), undefined);
    assert.equal(find(path.relative(process.cwd(), path.join(folder, 'workspace'))), undefined);
    const before = process.cwd();
    try {
      process.chdir(path.join(folder, 'workspace'));
      assert.equal(find('', '.', './'), undefined);
    } finally {
      process.chdir(before);
    }
    assert.equal(findProgram('aws', {}, 'linux'), undefined);
  });

  it('opens no browser where people do not sit, and leaves Flatpak’s sandbox', () => {
    const place = {
      environment: { PATH: path.join(folder, 'bin') },
      platform: 'linux' as const,
      remote: false,
      flatpak: false,
    };
    const words = (kind: 'sso' | 'console', more = {}) =>
      signInProgram({ kind, profile: 'dev account' }, { ...place, ...more })?.words.join('|');
    assert.equal(words('sso'), 'sso|login|--profile|dev account');
    assert.equal(words('console'), 'login|--profile|dev account');
    assert.equal(words('sso', { remote: true }), 'sso|login|--profile|dev account|--use-device-code');
    assert.equal(words('console', { remote: true }), 'login|--profile|dev account|--remote');
    assert.equal(words('sso', { flatpak: true }), '--host|aws|sso|login|--profile|dev account');
    assert.equal(words('sso', { environment: { PATH: '/nowhere' } }), undefined);
  });
});
