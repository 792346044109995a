import { InvokeCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { thisMachine } from '../../../src/local/demo/thisMachine';
import { killSurvivors, killTree } from '../../../src/local/execution/processTree';
import type { ProbeResponse } from '../../../src/protocol';
import { projectRoot } from '../../harness/projectRoot';
import { TestEndpoint } from './endpoint';
import { printedBy } from './localCli';
import { skip } from '../../harness/skip';

const distDir = path.join(projectRoot, 'dist');
const cli = path.join(distDir, 'local-cli.js');

describe('local endpoint: in the desktop build of VS Code', () => {
  const { execPath } = process;
  let folder: string;

  before(function () {
    if (process.platform === 'win32') {
      skip(this, 'the stand-in for Electron is a shell script');
    }
    folder = mkdtempSync(path.join(tmpdir(), 'electron-'));
    const electron = path.join(folder, 'electron');
    writeFileSync(path.join(folder, 'as-electron.js'), `process.execPath = ${JSON.stringify(electron)};`);
    writeFileSync(
      electron,
      `#!/bin/sh
if [ "$ELECTRON_RUN_AS_NODE" != 1 ]; then
  echo "$@" >> '${folder}/windows'
  exit 9
fi
exec '${execPath}' --require '${folder}/as-electron.js' "$@"
`,
    );
    chmodSync(electron, 0o755);
    process.execPath = electron;
  });
  after(() => {
    process.execPath = execPath;
    if (folder) {
      rmSync(folder, { recursive: true });
    }
  });

  it('runs functions, and the probe its child, without opening a window', async function () {
    if (process.platform !== 'linux') {
      skip(this, 'the probe reads /proc');
    }
    const endpoint = await TestEndpoint.start({ demo: true });
    try {
      const invoke = async (FunctionName: string, event: unknown) => {
        const Payload = Buffer.from(JSON.stringify(event));
        const answer = await endpoint.client().send(new InvokeCommand({ FunctionName, Payload }));
        return JSON.parse(Buffer.from(answer.Payload ?? []).toString()) as unknown;
      };
      assert.deepEqual(await invoke('api-authorizer', [1]), [1]);
      const request = { probe: 1, want: ['usage', 'list'], mountPath: '/', list: { path: '/' } };
      const { sections } = (await invoke('this-machine', request)) as ProbeResponse;
      assert.equal(sections.usage?.ok, true);
      assert.equal(sections.list?.ok, true);
      assert.equal(existsSync(path.join(folder, 'windows')), false);
    } finally {
      await endpoint.close();
    }
  });
});

describe('local endpoint: on a machine that tells nothing of its mounts', () => {
  it('offers the demo without this machine', async () => {
    for (const [platform, file] of [
      ['linux', '/does/not/exist'],
      ['linux', '/dev/null'],
      ['darwin', '/proc/self/mountinfo'],
      ['win32', '/proc/self/mountinfo'],
    ] as const) {
      assert.equal(await thisMachine(distDir, platform, file), undefined);
    }
  });

  it('runs all the rest of it where /proc is empty', async function () {
    const hideProc = ['--mount', ...(process.getuid?.() === 0 ? [] : ['--map-root-user'])];
    const script = 'mount -t tmpfs none /proc && exec "$@"';
    const run = [...hideProc, 'sh', '-c', script, 'sh'];
    if (spawnSync('unshare', [...run, 'true']).status !== 0) {
      skip(this, 'this machine lets nobody hide /proc (unshare)');
    }
    const child = spawn('unshare', [...run, process.execPath, cli], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise(resolve => child.once('exit', resolve));
    const { url: endpoint, credentials } = await printedBy(child);
    const client = new LambdaClient({ endpoint, credentials, region: 'us-east-1', maxAttempts: 1 });
    const { Functions = [] } = await client.send(new ListFunctionsCommand());
    const names = Functions.map(({ FunctionName }) => FunctionName);
    assert.ok(names.includes('cmd-function') && names.includes('soft-mount-example'), names.join());
    assert.ok(!names.includes('this-machine'));
    const invocation = new InvokeCommand({ FunctionName: 'api-authorizer', Payload: Buffer.from('1') });
    assert.equal(Buffer.from((await client.send(invocation)).Payload ?? []).toString(), '1');
    client.destroy();
    child.kill('SIGTERM');
    await ended;
  });
});

describe('processes of a function on Windows', () => {
  const { SystemRoot } = process.env;
  let folder: string;

  before(function () {
    if (process.platform === 'win32') {
      skip(this, 'the stand-in for taskkill.exe is a shell script');
    }
    folder = mkdtempSync(path.join(tmpdir(), 'windows-'));
    process.env.SystemRoot = folder;
  });
  after(() => {
    if (SystemRoot === undefined) {
      delete process.env.SystemRoot;
    } else {
      process.env.SystemRoot = SystemRoot;
    }
    if (folder) {
      rmSync(folder, { recursive: true });
    }
  });

  /** A process that would go on, and the signal that ended it. */
  function leader() {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    return {
      pid: child.pid ?? 0,
      ended: new Promise(resolve => child.once('exit', (_, signal) => resolve(signal))),
    };
  }

  it('are ended as a tree by the program that Windows has for that', async () => {
    mkdirSync(path.join(folder, 'System32'));
    const taskkill = path.join(folder, 'System32', 'taskkill.exe');
    writeFileSync(taskkill, `#!/bin/sh\necho "$@" > '${folder}/asked'\nkill -9 "$2"\n`, { mode: 0o755 });
    const { pid, ended } = leader();
    killTree(pid, 'win32');
    assert.equal(await ended, 'SIGKILL');
    assert.equal(readFileSync(path.join(folder, 'asked'), 'utf8'), `/PID ${pid} /T /F\n`);
    rmSync(path.join(folder, 'System32'), { recursive: true });
  });

  it('end at least in part without that program', async () => {
    const { pid, ended } = leader();
    killTree(pid, 'win32');
    assert.equal(await ended, 'SIGKILL');
  });

  it('are left alone once their leader has ended: its number may be another’s', async () => {
    const { pid, ended } = leader();
    killSurvivors(pid, 'win32');
    assert.equal(process.kill(pid, 0), true);
    killTree(pid, 'win32');
    await ended;
  });
});
