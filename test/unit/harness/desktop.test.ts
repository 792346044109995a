import assert from 'node:assert/strict';
import path from 'node:path';
import { findProgram, npmCommand } from '../../harness/command';
import { desktopAdvice, findDesktop } from '../../harness/desktop';
import { reportAddress } from '../../harness/hostReport';
import type { Machine } from '../../harness/machine';

/** A machine with these files. On Windows every file counts as executable, as Node has it there. */
function machine(
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  files: Readonly<Record<string, string>>,
): Machine {
  return {
    platform,
    environment,
    path: platform === 'win32' ? path.win32 : path.posix,
    isExecutable: file => file in files,
    read: file => files[file],
  };
}

const batch = (script: string, executable = 'Code.exe') =>
  `@echo off\r\nsetlocal\r\nset VSCODE_DEV=\r\nset ELECTRON_RUN_AS_NODE=1\r\n"%~dp0..\\${executable}" "%~dp0..\\${script}" %*\r\n` +
  'IF %ERRORLEVEL% NEQ 0 EXIT /b %ERRORLEVEL%\r\nendlocal\r\n';
const home = String.raw`C:\Users\Jörg Müller\AppData\Local`;
const installed = String.raw`${home}\Programs\Microsoft VS Code`;
const asNode = { ELECTRON_RUN_AS_NODE: '1', VSCODE_DEV: undefined };

describe('npm start: where the desktop build is', () => {
  it('is started on Windows by its executable, never as a batch file or the script beside it', () => {
    for (const script of [
      String.raw`resources\app\out\cli.js`,
      String.raw`10c8e557c8\resources\app\out\cli.js`,
    ]) {
      const found = findDesktop(
        machine(
          'win32',
          { Path: String.raw`C:\Windows;${installed}\bin` },
          {
            [String.raw`${installed}\bin\code`]: '#!/usr/bin/env sh\n',
            [String.raw`${installed}\bin\code.cmd`]: batch(script),
          },
        ),
      );
      assert.deepEqual(found, {
        program: String.raw`${installed}\Code.exe`,
        args: [`${installed}\\${script}`],
        environment: asNode,
      });
    }
  });

  it('is found on Windows where its installers put it', () => {
    const places = {
      [String.raw`${installed}\bin\code.cmd`]: 'Code.exe',
      [String.raw`C:\Program Files\Microsoft VS Code Insiders\bin\code-insiders.cmd`]: 'Code - Insiders.exe',
      [String.raw`C:\Program Files\VSCodium\bin\codium.cmd`]: 'VSCodium.exe',
    };
    for (const [file, executable] of Object.entries(places)) {
      const found = findDesktop(
        machine(
          'win32',
          { PATH: String.raw`C:\Windows`, LOCALAPPDATA: home, ProgramFiles: String.raw`C:\Program Files` },
          { [file]: batch(String.raw`resources\app\out\cli.js`, executable) },
        ),
      );
      assert.equal(found?.program, path.win32.join(path.win32.dirname(file), '..', executable));
    }
  });

  it('is said to be missing on Windows, where no server takes its place, with what to install', () => {
    const bare = machine('win32', { PATH: String.raw`C:\Windows` }, {});
    assert.equal(findDesktop(bare), undefined);
    assert.match(desktopAdvice(bare) ?? '', /Install it from https:\/\/code\.visualstudio\.com/);
    assert.equal(desktopAdvice(machine('linux', {}, {})), undefined);
    assert.equal(desktopAdvice(machine('darwin', {}, {})), undefined);
  });

  it('is not taken from a batch file that starts something else', () => {
    const odd = machine(
      'win32',
      { PATH: String.raw`C:\x` },
      { [String.raw`C:\x\code.cmd`]: '@node x.js %*' },
    );
    assert.equal(findDesktop(odd), undefined);
  });

  it('is found on macOS on the PATH or among the applications', () => {
    const inApp = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
    const inHome = '/Users/eve/Applications/VSCodium.app/Contents/Resources/app/bin/codium';
    for (const file of ['/usr/local/bin/code', inApp, inHome]) {
      const mac = machine('darwin', { PATH: '/usr/bin:/usr/local/bin', HOME: '/Users/eve' }, { [file]: '' });
      assert.deepEqual(findDesktop(mac), { program: file, args: [], environment: {} });
    }
  });

  it('is used on Linux where there is a display alone', () => {
    const files = { '/usr/share/code/bin/code': '' };
    assert.equal(findDesktop(machine('linux', { PATH: '/usr/bin' }, files)), undefined);
    assert.equal(findDesktop(machine('linux', { PATH: '/usr/bin', DISPLAY: '' }, files)), undefined);
    for (const display of [{ DISPLAY: ':0' }, { WAYLAND_DISPLAY: 'wayland-0' }]) {
      const found = findDesktop(machine('linux', { PATH: '/usr/bin', ...display }, files));
      assert.equal(found?.program, '/usr/share/code/bin/code');
    }
  });
});

describe('programs of each system', () => {
  const npmScript = String.raw`C:\Program Files\nodejs\node_modules\npm\bin\npm-cli.js`;

  it('runs npm as the script that runs us, since Windows has but a batch file', () => {
    assert.deepEqual(npmCommand(machine('win32', { npm_execpath: npmScript }, {})), [
      process.execPath,
      npmScript,
    ]);
    assert.throws(() => npmCommand(machine('win32', {}, {})), /Run this through npm/);
    assert.deepEqual(npmCommand(machine('linux', { npm_execpath: '/usr/lib/yarn/yarn.js' }, {})), ['npm']);
  });

  it('finds what Windows can start', () => {
    const files = { [String.raw`C:\go\go`]: '', [String.raw`C:\go\bin\go.exe`]: '' };
    const windows = machine('win32', { Path: String.raw`C:\go;C:\go\bin` }, files);
    assert.equal(findProgram('go', windows), String.raw`C:\go\bin\go.exe`);
  });

  it('listens on a pipe on Windows and on a socket elsewhere', () => {
    assert.equal(
      reportAddress(String.raw`C:\Users\eve\AppData\Local\Temp\efs-mount-inspector-Ab12`, 'win32'),
      String.raw`\\.\pipe\efs-mount-inspector-Ab12-report`,
    );
    assert.equal(reportAddress('/tmp/efs-Ab12', 'darwin'), path.join('/tmp/efs-Ab12', 'report.sock'));
  });
});
