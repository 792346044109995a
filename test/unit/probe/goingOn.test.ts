import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import type { DirectoryPage, ListRequest, PendingDirectory, Section } from '../../../src/protocol';
import { ProbeRuntime, valueOf, type RuntimeOptions } from './builtProbe';
import { assertSameNames, bulkRoot, makeFiles, scratchFolder } from './scratch';

/** Counts what the probe's child asks of file systems, in a file beside this code: before each line that it writes. */
const COUNTING = `{
  const fs = require('fs');
  const counts = { opened: 0, names: 0, lstat: 0 };
  const { opendirSync, lstatSync, writeSync } = fs;
  fs.opendirSync = (...args) => {
    counts.opened += 1;
    const directory = opendirSync(...args);
    const readSync = directory.readSync.bind(directory);
    directory.readSync = () => {
      const dirent = readSync();
      counts.names += dirent ? 1 : 0;
      return dirent;
    };
    return directory;
  };
  fs.lstatSync = (...args) => {
    counts.lstat += 1;
    return lstatSync(...args);
  };
  fs.writeSync = (...args) => {
    fs.writeFileSync(__dirname + '/counts', JSON.stringify(counts));
    return writeSync(...args);
  };
}`;

function countsOf({ folder }: ProbeRuntime): { opened: number; names: number; lstat: number } {
  return JSON.parse(readFileSync(path.join(folder, 'bin/counts'), 'utf8')) as ReturnType<typeof countsOf>;
}

describe('an environment that goes on with a directory', function () {
  this.timeout(120_000);
  const scratch = scratchFolder(bulkRoot);
  const runtimes: ProbeRuntime[] = [];
  const start = (options?: RuntimeOptions): ProbeRuntime => {
    const runtime = new ProbeRuntime(options);
    runtimes.push(runtime);
    return runtime;
  };
  afterEach(() => Promise.all(runtimes.splice(0).map(runtime => runtime.close())));

  function directory(name: string, entries: number): { readonly folder: string; readonly names: string[] } {
    const folder = path.join(scratch.folder, name);
    mkdirSync(folder);
    return { folder, names: makeFiles(folder, entries) };
  }

  const list = async (
    runtime: ProbeRuntime,
    request: ListRequest,
    mountPath = bulkRoot,
  ): Promise<Section<DirectoryPage>> => {
    const { sections } = await runtime.ask({ want: ['list'], mountPath, list: request });
    return sections.list ?? assert.fail('there is no such section');
  };
  const page = async (runtime: ProbeRuntime, request: ListRequest): Promise<DirectoryPage> =>
    valueOf(await list(runtime, request));

  it('reads each name once, and asks once for each, however many pages there are', async () => {
    const { folder, names } = directory('once', 10_000);
    const runtime = start({ childPrelude: COUNTING });
    const seen: string[] = [];
    let pages = 0;
    for (let cursor: string | undefined; pages === 0 || cursor !== undefined; pages++) {
      const next = await page(runtime, { path: folder, cursor, limit: [700, 1, 1024, 1500][pages % 4] });
      assert.equal(next.changed, false);
      seen.push(...next.names);
      cursor = next.cursor;
    }
    assertSameNames(seen, names);
    assert.ok(pages > 10);
    assert.deepEqual(countsOf(runtime), { opened: 1, names: names.length, lstat: names.length });
  });

  it('counts each entry once, too, however many parts there are', async () => {
    const { folder, names } = directory('counted', 3000);
    const runtime = start({ childPrelude: COUNTING });
    let pending: readonly PendingDirectory[] | undefined;
    let files = 0;
    do {
      const totals = { path: folder, pending, limit: 400, maxDirectories: 10 };
      const { sections } = await runtime.ask({ want: ['totals'], mountPath: bulkRoot, totals });
      const part = valueOf(sections.totals);
      files += part.files;
      pending = part.pending;
    } while (pending.length > 0);
    assert.equal(files, names.length);
    assert.deepEqual(countsOf(runtime), { opened: 1, names: names.length, lstat: names.length });
  });

  it('ends a page for its time, once it has what one looks at first', async () => {
    const { folder, names } = directory('timed', 1000);
    const runtime = start();
    const first = await page(runtime, { path: folder, withinMs: 0.001 });
    assert.equal(first.names.length, 250);
    const rest = await page(runtime, { path: folder, cursor: first.cursor, withinMs: 60_000 });
    assertSameNames([...first.names, ...rest.names], names);
  });

  it('gives a page again to who asks for it again', async () => {
    const { folder, names } = directory('again', 300);
    const runtime = start();
    const first = await page(runtime, { path: folder, limit: 100 });
    const lost = await page(runtime, { path: folder, cursor: first.cursor, limit: 100 });
    const second = await page(runtime, { path: folder, cursor: first.cursor, limit: 100 });
    assert.deepEqual(second, lost);
    const third = await page(runtime, { path: folder, cursor: second.cursor, limit: 1000 });
    assertSameNames([...first.names, ...second.names, ...third.names], names);
  });

  it('goes on also where its child was lost meanwhile', async () => {
    const { folder, names } = directory('lost', 300);
    const runtime = start();
    const first = await page(runtime, { path: folder, limit: 100 });
    for (const pid of runtime.children()) {
      process.kill(pid, 'SIGKILL');
    }
    const rest = await page(runtime, { path: folder, cursor: first.cursor, limit: 1000 });
    assertSameNames([...first.names, ...rest.names], names);
    assert.equal(rest.changed, false);
  });

  it('goes on with more directories than it keeps open, each from where it was', async () => {
    const directories = Array.from({ length: 7 }, (_, index) => directory(`turn-${index}`, 50));
    const runtime = start({ childPrelude: COUNTING });
    const seen = new Map<string, string[]>();
    const cursors = new Map<string, string | undefined>();
    for (let turn = 0; turn < 5; turn++) {
      for (const { folder } of directories) {
        const next = await page(runtime, { path: folder, cursor: cursors.get(folder), limit: 10 });
        cursors.set(folder, next.cursor);
        seen.set(folder, [...(seen.get(folder) ?? []), ...next.names]);
      }
    }
    for (const { folder, names } of directories) {
      assertSameNames(seen.get(folder) ?? [], names);
      assert.equal(cursors.get(folder), undefined);
    }
    const [pid] = runtime.children();
    assert.ok(openFolders(pid, scratch.folder).length <= 4);
  });

  it('has the entries that stay once each where others come and go, and says that it changed', async () => {
    const { folder, names } = directory('changing', 3000);
    const runtime = start();
    const first = await page(runtime, { path: folder, limit: 1000 });
    const stay = names.filter((_, index) => index % 3 > 0);
    names.filter((_, index) => index % 3 === 0).forEach(name => rmSync(path.join(folder, name)));
    makeFiles(folder, 500, index => `late-${index}`);
    const rest = await page(runtime, { path: folder, cursor: first.cursor, limit: 10_000 });
    assert.equal(rest.changed, true);
    const all = [...first.names, ...rest.names];
    assert.equal(new Set(all).size, all.length);
    assert.deepEqual(
      stay.filter(name => !all.includes(name)),
      [],
    );
    // Whose names had been read, but not yet they themselves.
    assert.deepEqual(
      [...new Set(Object.values(rest.errors))].filter(code => code !== 'ENOENT'),
      [],
    );
  });

  it('does not go on with another directory that has taken its place', async () => {
    const { folder } = directory('exchanged', 300);
    const runtime = start();
    const first = await page(runtime, { path: folder, limit: 100 });
    renameSync(folder, `${folder}-away`);
    mkdirSync(folder);
    makeFiles(folder, 5, index => `other-${index}`);
    const next = await page(runtime, { path: folder, cursor: first.cursor });
    assert.equal(next.changed, true);
    assert.ok(next.names.every(name => name.startsWith('other-')));
  });

  it('gives nothing more once the path leads out of the mount, open as the directory may be', async () => {
    const { folder } = directory('leading-out', 300);
    const mount = path.join(scratch.folder, 'mount');
    mkdirSync(mount);
    renameSync(folder, path.join(mount, 'inside'));
    const runtime = start();
    const asked = { path: path.join(mount, 'inside'), limit: 100 };
    const first = valueOf(await list(runtime, asked, mount));
    renameSync(path.join(mount, 'inside'), folder);
    symlinkSync(folder, path.join(mount, 'inside'));
    const next = await list(runtime, { ...asked, cursor: first.cursor }, mount);
    assert.deepEqual(
      [next.ok, next.ok || next.error.code, next.ok || next.partial],
      [false, 'OUTSIDE', undefined],
    );
  });
});

/** What of a folder a process has open. */
function openFolders(pid: number | undefined, folder: string): readonly string[] {
  return readdirSync(`/proc/${pid}/fd`)
    .map(descriptor => readlinkSync(`/proc/${pid}/fd/${descriptor}`))
    .filter(target => target.startsWith(folder));
}
