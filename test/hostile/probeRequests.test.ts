import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ProbeRefusal, ProbeRequest, ProbeResponse } from '../../src/protocol';
import { unpackResponse } from '../../src/inspect/ways/response';
import { ProbeRuntime } from '../unit/probe/builtProbe';
import { scratchFolder } from '../unit/probe/scratch';

/** What the function's role is signed with, and what only the function may know. */
const SECRET = 'aws-secret-key-of-the-role-0123456789';

/** A request of everything that gives what is in directories and files. */
function everythingAt(mountPath: string, at: string): ProbeRequest {
  return {
    probe: 1,
    want: ['list', 'file', 'totals'],
    mountPath,
    list: { path: at },
    file: { path: at, offset: '0', length: 100_000 },
    totals: { path: at, limit: 1000, maxDirectories: 10 },
    deadlineMs: 10_000,
  };
}

describe('the probe, asked for what it must not give', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  let runtime: ProbeRuntime;
  let mount: string;
  let secretFile: string;

  before(() => {
    mount = path.join(scratch.folder, 'mount');
    mkdirSync(path.join(mount, 'folder'), { recursive: true });
    writeFileSync(path.join(mount, 'plain'), 'plain');
    mkdirSync(`${mount}-beside`);
    secretFile = path.join(`${mount}-beside`, 'secret');
    writeFileSync(secretFile, SECRET);
    const links = {
      root: '/',
      proc: '/proc',
      cwd: '/proc/self/cwd',
      itself: '/proc/self/root',
      beside: '../mount-beside',
      secret: secretFile,
      environment: '/proc/self/environ',
      'bytes\udcff': '/proc/self/environ',
    };
    for (const [name, target] of Object.entries(links)) {
      symlinkSync(target, path.join(mount, name));
    }
    chmodSync(secretFile, 0o644);
    runtime = new ProbeRuntime({ env: { AWS_SECRET_ACCESS_KEY: SECRET } });
  });
  after(() => runtime.close());

  async function ask(request: unknown, simulatedMountPath?: string): Promise<ProbeResponse | ProbeRefusal> {
    const payload = await runtime.invoke(request, 20_000, simulatedMountPath);
    assert.ok(!JSON.stringify(payload).includes(SECRET), 'the secret is in the answer');
    assert.ok(!JSON.stringify(payload).includes(Buffer.from(SECRET).toString('base64').slice(4, -4)));
    const isRefusal = typeof payload === 'object' && payload !== null && 'refused' in payload;
    return isRefusal ? (payload as ProbeRefusal) : unpackResponse(payload);
  }

  function assertNothingGiven(answer: ProbeResponse | ProbeRefusal, what: string): void {
    if ('refused' in answer) {
      return;
    }
    for (const [name, section] of Object.entries(answer.sections)) {
      assert.ok(!section.ok, `${what}: ${name} was given`);
      assert.equal('partial' in section, false, `${what}: a part of ${name} was given`);
    }
  }

  /** Paths that begin where the sandbox is, not the mount. */
  const sandbox = () => [
    '/proc/self/environ',
    '/proc/self/root/etc/passwd',
    `/proc/${process.pid}/cwd`,
    '/proc/self/fd/0',
    '/etc',
    '/etc/passwd',
    '/tmp',
    '/var/task',
    '/dev/null',
    '/bin/sh',
    '/bin/.',
    '//',
    '/./',
    '/mnt/..',
    scratch.folder,
    secretFile,
  ];

  it('gives no file, directory or count where the mount path is no mount of a remote file system', async () => {
    const mountPaths = [
      '/',
      '/proc',
      '/proc/self',
      '/etc',
      '/tmp',
      '/dev',
      '/dev/shm',
      '/mnt',
      scratch.folder,
    ];
    for (const mountPath of [...mountPaths, '/proc/self/root', '/mnt/efs', '/mnt/..', '//', '/.']) {
      for (const at of sandbox()) {
        assertNothingGiven(await ask(everythingAt(mountPath, at)), `${at} with ${mountPath}`);
      }
    }
  });

  it('takes no environment variable and no field of the request for the mount', async () => {
    const names = ['EFS_MOUNT_INSPECTOR_SIMULATED_MOUNT_PATH', 'simulatedMountPath', 'AWS_LAMBDA_MOUNT_PATH'];
    const other = new ProbeRuntime({ env: Object.fromEntries(names.map(name => [name, scratch.folder])) });
    const request = {
      ...everythingAt(scratch.folder, secretFile),
      simulatedMountPath: scratch.folder,
      context: { simulatedMountPath: scratch.folder },
      clientContext: { simulatedMountPath: scratch.folder },
    };
    const answer = unpackResponse(await other.invoke(request));
    await other.close();
    assertNothingGiven(answer, 'variables');
  });

  it('gives nothing outside where there is a mount, by whatever path', async () => {
    const outside = [
      ...sandbox(),
      `${mount}/..`,
      `${mount}/../mount-beside/secret`,
      `${mount}/folder/../../mount-beside`,
      `${mount}-beside/secret`,
      `${mount}/root`,
      `${mount}/root/etc`,
      `${mount}/proc/self/environ`,
      `${mount}/cwd`,
      `${mount}/itself/proc/self/environ`,
      `${mount}/beside`,
      `${mount}/beside/secret`,
      `${mount}/secret`,
      `${mount}/environment`,
      `${mount}/bytes\udcff`,
      `/proc/self/root${secretFile}`,
    ];
    for (const at of outside) {
      assertNothingGiven(await ask(everythingAt(mount, at), mount), at);
    }
    const inside = await ask({ ...everythingAt(mount, `${mount}/plain`), want: ['file'] }, mount);
    assert.ok('sections' in inside && inside.sections.file?.ok);
  });

  it('gives nothing of another mount below the mount', async () => {
    // Every Linux has these below /dev, which stands for the mount here.
    for (const at of ['/dev/shm', '/dev/pts', '/dev/pts/ptmx', '/dev/fd/0', '/dev/stdin', '/dev/shm/.']) {
      assertNothingGiven(await ask(everythingAt('/dev', at), '/dev'), at);
    }
  });

  const nothingCounted = {
    files: 0,
    directories: 0,
    links: 0,
    special: 0,
    bytes: '0',
    largest: [],
    pending: [],
  };

  it('counts nothing of directories that a request only says to remain', async () => {
    for (const at of [
      '/',
      '/proc',
      '/etc',
      scratch.folder,
      `${mount}-beside`,
      `${mount}/..`,
      `${mount}/beside`,
    ]) {
      for (const path of [mount, at]) {
        const totals = { path, limit: 1000, maxDirectories: 10, pending: [{ path: at }] };
        const answer = await ask({ ...everythingAt(mount, mount), want: ['totals'], totals }, mount);
        assert.ok('sections' in answer);
        const section = answer.sections.totals;
        assert.ok(section);
        const { files, directories, links, special, bytes, largest, pending } = section.ok
          ? section.value
          : nothingCounted;
        assert.deepEqual([files, directories, links, special, bytes], [0, 0, 0, 0, '0'], at);
        assert.deepEqual([largest, pending], [[], []]);
      }
    }
  });

  it('lists of the sandbox only the directories that were decided on, and none of what is in them', async () => {
    for (const at of ['/', '/bin', '/mnt']) {
      const answer = await ask({ ...everythingAt('/mnt/efs', at), want: ['list'] });
      assert.ok('sections' in answer && answer.sections.list?.ok, at);
      const { names } = answer.sections.list.value;
      assert.deepEqual([...names].sort(), readdirSync(at).sort(), at);
      const files = await ask({ ...everythingAt('/mnt/efs', at), want: ['file', 'totals'] });
      assertNothingGiven(files, at);
    }
  });

  it('gives a directory that a link takes the place of nowhere, however often it is exchanged', async () => {
    const flickering = path.join(mount, 'flickering');
    const racing = new ProbeRuntime({
      childPrelude: `{
        const fs = require('fs');
        const { openSync, opendirSync, readSync } = fs;
        let turn = 0;
        const exchange = () => {
          fs.rmSync(${JSON.stringify(flickering)}, { force: true, recursive: true });
          if (turn++ % 2 === 0) {
            fs.symlinkSync(${JSON.stringify(`${mount}-beside`)}, ${JSON.stringify(flickering)});
          } else {
            fs.mkdirSync(${JSON.stringify(flickering)});
            fs.writeFileSync(${JSON.stringify(`${flickering}/secret`)}, 'harmless');
          }
        };
        fs.openSync = (...args) => { exchange(); return openSync(...args); };
        fs.opendirSync = (...args) => { exchange(); return opendirSync(...args); };
      }`,
    });
    for (let round = 0; round < 6; round++) {
      for (const at of [flickering, `${flickering}/secret`]) {
        const payload = await racing.invoke(everythingAt(mount, at), 20_000, mount);
        const { sections } = unpackResponse(payload);
        const text = sections.file?.ok ? Buffer.from(sections.file.value.base64, 'base64').toString() : '';
        assert.ok(!text.includes(SECRET));
      }
    }
    await racing.close();
  });

  it('refuses what is no request, and answers one whose bounds are none with bounds', async () => {
    const many = Array.from({ length: 1001 }, () => ({ path: `${mount}/folder` }));
    const refused = [
      { ...everythingAt(mount, mount), want: Array.from({ length: 100_000 }, () => 'list') },
      { ...everythingAt(mount, mount), want: ['x'.repeat(100_000)] },
      { ...everythingAt(mount, mount), list: { path: mount, cursor: 'A'.repeat(100_000) } },
      { ...everythingAt(mount, mount), list: { path: mount, limit: -1 } },
      { ...everythingAt(mount, mount), list: { path: mount, withinMs: -1 } },
      { ...everythingAt(mount, mount), list: { path: mount, withinMs: { valueOf: 1 } } },
      { ...everythingAt(mount, mount), totals: { path: mount, limit: 1, maxDirectories: 1, pending: many } },
      { ...everythingAt(mount, mount), file: { path: mount, offset: '9'.repeat(1000), length: 1 } },
      { ...everythingAt(mount, mount), deadlineMs: -5 },
      { ...everythingAt(mount, mount), mountPath: '/'.repeat(5000) },
      { ...everythingAt(mount, mount), mountPath: '/mnt/\0efs' },
    ];
    for (const request of refused) {
      assert.ok('refused' in (await ask(request, mount)), JSON.stringify(request).slice(0, 200));
    }
    const names = {
      want: ['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
      probe: 1,
      mountPath: mount,
    };
    const answer = await ask(JSON.parse(JSON.stringify(names)), mount);
    assert.ok('sections' in answer);
    const raw = JSON.stringify(await runtime.invoke(names));
    assert.match(raw, /"constructor":\{"ok":false,"error":\{"code":"UNSUPPORTED"/);
  });

  it('writes nothing and leaves the files as they are', () => {
    assert.equal(readFileSync(secretFile, 'utf8'), SECRET);
    assert.equal(readFileSync(path.join(mount, 'plain'), 'utf8'), 'plain');
  });
});
