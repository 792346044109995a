import assert from 'node:assert/strict';
import type * as sharedFiles from '../../../src/aws/sharedFiles';
import type * as watchedPlaces from '../../../src/aws/watchedPlaces';
import { asOnWindows } from '../../harness/asOnWindows';

describe('the files of ~/.aws on Windows', () => {
  let paths: (environment: NodeJS.ProcessEnv) => { readonly config: string; readonly credentials: string };
  before(async () => {
    ({ sharedFilePaths: paths } = await asOnWindows<typeof sharedFiles>('aws/sharedFiles.ts'));
  });

  const USERPROFILE = String.raw`C:\Users\Jürgen 東京`;

  it('are in the home folder, whatever is in its name', () => {
    assert.deepEqual(paths({ USERPROFILE }), {
      config: String.raw`C:\Users\Jürgen 東京\.aws\config`,
      credentials: String.raw`C:\Users\Jürgen 東京\.aws\credentials`,
    });
    assert.equal(
      paths({ USERPROFILE: String.raw`\\server\profiles\eve` }).config,
      String.raw`\\server\profiles\eve\.aws\config`,
    );
  });

  const cases: readonly (readonly [file: string, found: string])[] = [
    [String.raw`~\.aws\work`, String.raw`C:\Users\Jürgen 東京\.aws\work`],
    ['~/.aws/work', String.raw`C:\Users\Jürgen 東京\.aws\work`],
    [String.raw`%USERPROFILE%\my config`, String.raw`C:\Users\Jürgen 東京\my config`],
    [String.raw`%UNSET%\config`, String.raw`%UNSET%\config`],
    [String.raw`D:\Büro\設定`, String.raw`D:\Büro\設定`],
    [String.raw`\\server\share\aws config`, String.raw`\\server\share\aws config`],
    ['//wsl$/Debian/home/eve/.aws/config', '//wsl$/Debian/home/eve/.aws/config'],
  ];
  for (const [file, found] of cases) {
    it(`are where AWS_CONFIG_FILE says: ${file}`, () => {
      assert.equal(paths({ USERPROFILE, AWS_CONFIG_FILE: file }).config, found);
    });
  }

  it('are watched from the drive or the share on, where nothing is there yet', async () => {
    const { placesOf } = await asOnWindows<typeof watchedPlaces>('aws/watchedPlaces.ts');
    for (const [file, folder, name] of [
      [String.raw`C:\Users\Jürgen 東京\.aws\config`, 'C:\\', 'Users'],
      [String.raw`\\server\share\aws config`, String.raw`\\server\share` + '\\', 'aws config'],
    ] as const) {
      assert.deepEqual(await placesOf(file), [{ folder, name }]);
    }
  });
});
