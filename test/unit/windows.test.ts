import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadOnWindows, type OnWindows, type WindowsDrives } from '../harness/windowsDouble';
import { skip } from '../harness/skip';
import { silentLog } from './aws/fakeLambda';

const EPERM = 'EPERM: operation not permitted, rename';
const home = 'C:\\Users\\Jürgen Groß 東京';

describe('on Windows', function () {
  this.timeout(30_000);
  let folder: string;
  let drives: WindowsDrives;
  let code: OnWindows;

  before(async function () {
    if (process.platform === 'win32') {
      skip(this, 'it is Windows itself: the other tests are the real thing');
    }
    folder = mkdtempSync(path.join(tmpdir(), 'drives-'));
    ({ code, drives } = await loadOnWindows(folder));
  });
  after(() => folder && rmSync(folder, { recursive: true }));
  beforeEach(() => {
    drives.interfere = () => undefined;
  });

  function write(file: string, contents: string | Buffer): void {
    mkdirSync(path.dirname(drives.real(file)), { recursive: true });
    writeFileSync(drives.real(file), contents);
  }

  const profilesOf = async (environment: Record<string, string>) => [
    ...(await code.readSharedFiles({ USERPROFILE: home, ...environment })).profiles.keys(),
  ];

  it('profiles are found at home, under whatever name, and where the variables lead', async () => {
    write(`${home}\\.aws\\config`, '[default]\r\nregion = eu-central-1\r\n[profile "büro 東京"]\r\n');
    write(`${home}\\my aws\\config`, '[profile tilde]\r\n');
    write('D:\\Konfiguration Süd\\config', '[profile drive]\r\n');
    write('\\\\server\\share\\aws files\\config', '[profile unc]\r\n');
    assert.deepEqual(await profilesOf({}), ['default', 'büro 東京']);
    for (const [file, name] of [
      ['~\\my aws\\config', 'tilde'],
      ['~/my aws/config', 'tilde'],
      ['%USERPROFILE%\\my aws\\config', 'tilde'],
      ['D:\\Konfiguration Süd\\config', 'drive'],
      ['d:/Konfiguration Süd/config', 'drive'],
      ['\\\\server\\share\\aws files\\config', 'unc'],
    ] as const) {
      assert.deepEqual(await profilesOf({ AWS_CONFIG_FILE: file }), [name], file);
    }
  });

  it('files are read as PowerShell and Notepad write them', async () => {
    const text = '[default]\r\nregion = eu-west-1\r\n[profile größe]\r\n';
    for (const bytes of [
      Buffer.from(`\ufeff${text}`, 'utf16le'),
      Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
      Buffer.from(`\ufeff${text}`),
    ]) {
      write(`${home}\\.aws\\config`, bytes);
      assert.deepEqual(await profilesOf({}), ['default', 'größe']);
    }
  });

  it('a change is watched for from the drive or the share on', async () => {
    write(`${home}\\.aws\\config`, '');
    const places = await code.placesOf(`${home}\\.aws\\config`);
    assert.deepEqual(places, [{ folder: `${home}\\.aws`, name: 'config' }]);
    const missing = await code.placesOf('\\\\server\\share\\nowhere\\config');
    assert.deepEqual(missing, [{ folder: '\\\\server\\share\\', name: 'nowhere' }]);
    assert.deepEqual(await code.placesOf('E:\\aws\\config'), [{ folder: 'E:\\', name: 'aws' }]);
  });

  it('an edit is heard, and not that somebody read the file', async () => {
    write(`${home}\\.aws\\config`, '[default]\r\n');
    const told: string[] = [];
    let heard = () => undefined as void;
    const tell = (what: string) => () => {
      told.push(what);
      heard();
    };
    const watcher = new code.SharedFilesWatcher(
      { USERPROFILE: home },
      { onProfiles: tell('profiles'), onTokens: tell('tokens') },
      20,
    );
    try {
      await watcher.start();
      const edited = new Promise<void>(resolve => (heard = resolve));
      // What Windows sends an event for.
      utimesSync(drives.real(`${home}\\.aws\\config`), new Date(), new Date());
      write(`${home}\\.aws\\config`, '[other]\r\n');
      await edited;
      assert.deepEqual(told, ['profiles']);
    } finally {
      watcher.dispose();
    }
  });

  it('a copy is put in its place once a scanner lets go of it, and says so where it does not', async () => {
    const place = `${home}\\Eigene Dateien\\bericht 1.txt`;
    mkdirSync(drives.real(`${home}\\Eigene Dateien`), { recursive: true });
    const copy = await code.LocalCopy.create(place);
    await copy.append(Buffer.from('content'));
    let held = 3;
    drives.interfere = call => {
      if (call === 'rename' && held-- > 0) {
        throw Object.assign(new Error(EPERM), { code: 'EPERM' });
      }
    };
    await assert.rejects(copy.keep([1]), {
      problem: { code: 'copy-not-written', params: { path: place, reason: EPERM } },
    });
    await copy.keep([1]);
    await copy.discard();
    assert.equal(readFileSync(drives.real(place), 'utf8'), 'content');
    assert.deepEqual(readdirSync(drives.real(`${home}\\Eigene Dateien`)), ['bericht 1.txt']);
  });

  it('what is kept is written and read, on a drive and on a share', async () => {
    for (const where of [
      `${home}\\AppData\\Roaming\\Code\\User\\globalStorage\\x`,
      '\\\\server\\share\\profil\\x',
    ]) {
      const kept = new code.StorageFolder(where);
      await kept.write('inspection.json', '{}');
      assert.equal(await kept.read('inspection.json'), '{}');
      assert.deepEqual(
        (await kept.list()).map(({ name }) => name),
        ['inspection.json'],
      );
      await kept.delete('inspection.json');
      assert.equal(await kept.read('inspection.json'), undefined);
      const journal = new code.ProbeJournal(`${where}\\temporary-probes`, silentLog);
      const [name, region] = ['efs-mount-inspector-0123456789ab', 'us-east-1'];
      const arn = `arn:aws:lambda:${region}:123456789012:function:`;
      await journal.write({
        name,
        arn: arn + name,
        functionArn: `${arn}reader`,
        connection: { id: 'x', kind: 'aws', region },
        machine: 'm',
      });
      const files = readdirSync(drives.real(`${where}\\temporary-probes`));
      assert.deepEqual(files, [`${name}.json`]);
    }
  });

  it('the AWS CLI is found in PATH whatever its case, with blanks and quotation marks, and as a program alone', () => {
    const bin = 'C:\\Program Files\\Amazon\\AWSCLIV2';
    write(`${bin}\\aws.EXE`, '');
    chmodSync(drives.real(`${bin}\\aws.EXE`), 0o755);
    write('C:\\shims\\aws.CMD', '');
    chmodSync(drives.real('C:\\shims\\aws.CMD'), 0o755);
    const find = (Path: string) => code.findProgram('aws', { Path, PATHEXT: '.COM;.EXE;.BAT;.CMD' }, 'win32');
    assert.equal(find(`C:\\Windows;${bin}`), `${bin}\\aws.EXE`);
    assert.equal(find(`"${bin}"`), `${bin}\\aws.EXE`);
    assert.equal(find('.;bin;\\bin'), undefined);
    // A batch file would be run by cmd, which makes commands of what is in a profile's name.
    assert.equal(find(`C:\\shims;${bin}`), `${bin}\\aws.EXE`);
    assert.equal(find('C:\\shims'), undefined);
  });
});
