import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { decodeBytes, encodeText } from '../../../src/core/text/byteText';
import type { DirectoryPage, ListRequest, Section } from '../../../src/protocol';
import { ProbeRuntime, valueOf } from './builtProbe';
import { NAMELESS_UID, assertSameNames, bulkRoot, isRoot, makeFiles, scratchFolder } from './scratch';
import { skip } from '../../harness/skip';

/** Makes readdir in the probe's child give no types, as it does over NFS when attributes were not asked for. */
const UNTYPED_READDIR = `
  const fs = require('fs');
  const { opendirSync } = fs;
  fs.opendirSync = (...args) => {
    const directory = opendirSync(...args);
    const key = Object.getOwnPropertySymbols(directory).find(({ description }) => description === 'kDirHandle');
    if (key) {
      const handle = directory[key];
      const untype = (value, index) => (index % 2 === 0 ? value : 0);
      directory[key] = {
        read: (...options) => handle.read(...options)?.map(untype) ?? null,
        close: (...options) => handle.close(...options),
      };
      fs.mkdirSync(__dirname + '/untyped', { recursive: true });
    }
    return directory;
  };`;

async function list(runtime: ProbeRuntime, request: ListRequest): Promise<Section<DirectoryPage>> {
  const { sections } = await runtime.ask({ want: ['list'], list: request });
  assert.ok(sections.list);
  return sections.list;
}

async function pages(
  runtime: ProbeRuntime,
  folder: string,
  limit: (page: number) => number,
): Promise<DirectoryPage[]> {
  const all: DirectoryPage[] = [];
  for (let cursor: string | undefined; all.length === 0 || cursor !== undefined;) {
    const page = valueOf(await list(runtime, { path: folder, cursor, limit: limit(all.length) }));
    all.push(page);
    cursor = page.cursor;
  }
  return all;
}

describe('a directory page', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  const bulk = scratchFolder(bulkRoot);
  let runtime: ProbeRuntime;
  before(() => {
    runtime = new ProbeRuntime();
  });
  after(() => runtime.close());

  const subfolder = (name: string): string => {
    const folder = path.join(scratch.folder, name);
    mkdirSync(folder);
    return folder;
  };

  it('has every kind of entry with what lstat says', async () => {
    const folder = subfolder('kinds');
    writeFileSync(path.join(folder, 'plain'), 'twelve bytes');
    chmodSync(path.join(folder, 'plain'), 0o4751);
    utimesSync(path.join(folder, 'plain'), new Date(0), new Date(-1500));
    mkdirSync(path.join(folder, 'directory'));
    symlinkSync('nowhere\xe9 -> here', path.join(folder, 'dangling'));
    execFileSync('mkfifo', [path.join(folder, 'fifo')]);
    writeFileSync(path.join(folder, 'huge'), '');
    truncateSync(path.join(folder, 'huge'), 2 ** 42);
    const server = net.createServer();
    await new Promise<void>(resolve => server.listen(path.join(folder, 'socket'), resolve));
    const page = valueOf(await list(runtime, { path: folder }));

    const typeOf = Object.fromEntries(page.names.map((name, index) => [name, page.types[index]]));
    assert.deepEqual(typeOf, {
      plain: '-',
      directory: 'd',
      dangling: 'l',
      fifo: 'p',
      huge: '-',
      socket: 's',
    });
    page.names.forEach((name, index) => {
      const stats = lstatSync(path.join(folder, name));
      assert.deepEqual(
        [page.modes[index], page.links[index], page.uids[index], page.gids[index], page.sizes[index]],
        [stats.mode, stats.nlink, stats.uid, stats.gid, String(stats.size)],
      );
    });
    // Its file goes with it.
    await new Promise(resolve => server.close(resolve));
    assert.equal(page.modified[page.names.indexOf('plain')], -1500);
    assert.equal(page.sizes[page.names.indexOf('huge')], String(2n ** 42n));
    assert.deepEqual(page.targets, { [page.names.indexOf('dangling')]: 'nowhere\xe9 -> here' });
    assert.deepEqual(page.errors, {});
    assert.equal(page.cursor, undefined);
    assert.equal(page.changed, false);
  });

  it('has devices', async () => {
    const page = valueOf(await list(runtime, { path: '/dev' }));
    assert.equal(page.types[page.names.indexOf('null')], 'c');
  });

  it('keeps names and link targets byte for byte, and opens paths that hold such names', async () => {
    const names = [
      Buffer.from('\xff\xfe', 'latin1'),
      Buffer.from('line\nfeed\ttab\r\x1b[31m'),
      Buffer.from('total 42 -> "quotes" \\134 \\'),
      Buffer.from('\u202egnp.exe'),
      Buffer.from('n'.repeat(255)),
      Buffer.from('caf\xe9', 'latin1'),
    ];
    const folder = Buffer.concat([Buffer.from(`${scratch.folder}/`), Buffer.from('d\x80r', 'latin1')]);
    mkdirSync(folder);
    for (const name of names) {
      symlinkSync(name, Buffer.concat([folder, Buffer.from('/'), name]));
    }
    const page = valueOf(await list(runtime, { path: decodeBytes(folder) }));
    assert.deepEqual([...page.names].sort(), names.map(name => decodeBytes(name)).sort());
    page.names.forEach((name, index) => {
      assert.equal(page.targets[index], name);
      assert.ok(names.some(each => each.equals(Buffer.from(encodeText(name)))));
    });
    assert.equal(page.types, 'l'.repeat(names.length));

    const paged = await pages(runtime, decodeBytes(folder), () => 1);
    assert.deepEqual(
      paged.flatMap(each => each.names),
      page.names,
    );
  });

  it('of an empty directory is empty', async () => {
    const page = valueOf(await list(runtime, { path: subfolder('empty') }));
    assert.deepEqual([page.names, page.types, page.cursor], [[], '', undefined]);
  });

  it('of a missing path, a file or a pipe costs its own section only', async () => {
    writeFileSync(path.join(scratch.folder, 'file'), '');
    execFileSync('mkfifo', [path.join(scratch.folder, 'pipe')]);
    const codes = [];
    for (const name of ['missing', 'file', 'pipe']) {
      const { sections } = await runtime.ask({
        want: ['identity', 'list'],
        list: { path: path.join(scratch.folder, name) },
      });
      assert.equal(sections.identity?.ok, true);
      assert.ok(sections.list && !sections.list.ok);
      codes.push(sections.list.error.code);
      assert.equal(sections.list.partial, undefined);
    }
    assert.deepEqual(codes, ['ENOENT', 'ENOTDIR', 'ENOTDIR']);
  });

  it('of a directory without permission says so, and has names alone where only searching is forbidden', async function () {
    if (!isRoot) {
      skip(this, 'only root can act as another user');
    }
    const closed = subfolder('closed');
    const unsearchable = subfolder('unsearchable');
    makeFiles(unsearchable, 3);
    mkdirSync(path.join(unsearchable, 'sub'));
    chmodSync(closed, 0o700);
    chmodSync(unsearchable, 0o744);
    const nobody = new ProbeRuntime({ uid: NAMELESS_UID });
    const refused = await list(nobody, { path: closed });
    const named = valueOf(await list(nobody, { path: unsearchable }));
    await nobody.close();

    assert.ok(!refused.ok);
    assert.deepEqual(refused.error, { code: 'EACCES', message: 'permission denied' });
    assert.deepEqual([...named.names].sort(), ['file-0', 'file-1', 'file-2', 'sub']);
    assert.equal(named.types[named.names.indexOf('sub')], 'd');
    assert.deepEqual(named.modes, [-1, -1, -1, -1]);
    assert.deepEqual(Object.values(named.errors), ['EACCES', 'EACCES', 'EACCES', 'EACCES']);
  });

  it('has all names and types also where readdir gives no types', async function () {
    const folder = subfolder('typeless');
    const names = makeFiles(folder, 50);
    mkdirSync(path.join(folder, 'sub'));
    chmodSync(folder, 0o744);
    const uid = isRoot ? NAMELESS_UID : undefined;
    const typeless = new ProbeRuntime({ uid, childPrelude: UNTYPED_READDIR });
    const page = valueOf(await list(typeless, { path: folder }));
    chmodSync(folder, 0o755);
    const paged = await pages(typeless, folder, () => 30);
    const marked = existsSync(path.join(typeless.folder, 'bin/untyped'));
    await typeless.close();
    if (!marked) {
      skip(this, 'this Node hides how it reads directories');
    }
    assert.deepEqual([...page.names].sort(), [...names, 'sub'].sort());
    assert.equal(page.types, isRoot ? '?'.repeat(51) : page.types);
    assert.deepEqual(
      paged.flatMap(each => each.names),
      page.names,
    );
    assert.equal(
      paged.map(each => each.types).join(''),
      page.names.map(name => (name === 'sub' ? 'd' : '-')).join(''),
    );
  });

  it('follows a link to a directory, and takes a trailing slash', async () => {
    const folder = subfolder('linked');
    makeFiles(folder, 2);
    symlinkSync(folder, path.join(scratch.folder, 'link'));
    const page = valueOf(await list(runtime, { path: path.join(scratch.folder, 'link/') }));
    assert.equal(page.names.length, 2);
  });

  it('ends with a cursor exactly where entries remain', async () => {
    const folder = subfolder('ten');
    makeFiles(folder, 10);
    const sizes = async (limit: number): Promise<number[]> =>
      (await pages(runtime, folder, () => limit)).map(page => page.names.length);
    assert.deepEqual(await sizes(10), [10]);
    assert.deepEqual(await sizes(9), [9, 1]);
    assert.deepEqual(await sizes(5), [5, 5]);
    assert.deepEqual(await sizes(11), [10]);
  });

  it('is one of several that have every entry exactly once', async function () {
    const folder = path.join(bulk.folder, 'many');
    mkdirSync(folder);
    const names = makeFiles(folder, 20_000);
    const sizes = [1, 7919, 1023, 1025, 3, 4096];
    const all = await pages(runtime, folder, page => sizes[page % sizes.length] ?? 1);
    assertSameNames(
      all.flatMap(page => page.names),
      names,
    );
    assert.ok(all.every(page => !page.changed));
    assert.equal(all[1]?.names.length, 7919);

    const byDefault = valueOf(await list(runtime, { path: folder }));
    assert.equal(byDefault.names.length, 10_000);
  });
});

describe('a directory that changes between pages, of which another environment reads the next', function () {
  this.timeout(120_000);
  const scratch = scratchFolder();
  let runtime: ProbeRuntime;
  let other: ProbeRuntime;
  let folder: string;
  let order: string[];
  beforeEach(() => {
    folder = path.join(scratch.folder, 'changing');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    makeFiles(folder, 100);
    order = orderOfKernel(folder);
  });
  before(() => {
    runtime = new ProbeRuntime();
    other = new ProbeRuntime();
  });
  after(() => Promise.all([runtime.close(), other.close()]));

  const firstPage = async (): Promise<DirectoryPage> =>
    valueOf(await list(runtime, { path: folder, limit: 40 }));
  const nextPage = async ({ cursor }: DirectoryPage): Promise<DirectoryPage> =>
    valueOf(await list(other, { path: folder, cursor, limit: 1000 }));

  it('loses and doubles none of the entries that stay, and says that it changed', async () => {
    const first = await firstPage();
    assert.deepEqual(first.names, order.slice(0, 40));
    for (const name of [...order.slice(0, 10), ...order.slice(90)]) {
      rmSync(path.join(folder, name));
    }
    makeFiles(folder, 30, index => `late-${index}`);
    const second = await nextPage(first);
    assert.equal(second.changed, true);
    assert.deepEqual(
      second.names.filter(name => name.startsWith('file-')),
      order.slice(40, 90),
    );
  });

  it('goes on by position where the last entry of the page before is gone', async () => {
    const first = await firstPage();
    rmSync(path.join(folder, order[39] ?? ''));
    const second = await nextPage(first);
    assert.equal(second.changed, true);
    assert.deepEqual(second.names, order.slice(41));
  });

  it('ends where it has shrunk below the position', async () => {
    const first = await firstPage();
    order.slice(5).forEach(name => rmSync(path.join(folder, name)));
    const second = await nextPage(first);
    assert.deepEqual([second.names, second.changed, second.cursor], [[], true, undefined]);
  });

  it('is noticed when an entry came and another went', async () => {
    const first = await firstPage();
    rmSync(path.join(folder, order[99] ?? ''));
    writeFileSync(path.join(folder, 'new'), '');
    assert.equal((await nextPage(first)).changed, true);
  });

  it('has not changed when a file in it did', async () => {
    const first = await firstPage();
    writeFileSync(path.join(folder, order[50] ?? ''), 'more');
    assert.equal((await nextPage(first)).changed, false);
  });
});

/** readdir's order; Node's own readdir sorts nothing, but does not promise so. */
function orderOfKernel(folder: string): string[] {
  return execFileSync('ls', ['-U', folder], { encoding: 'utf8' }).trim().split('\n');
}
