import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { linkSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { countBelow } from '../../../src/probe/countBelow';
import { decodeCursor, encodeCursor } from '../../../src/probe/cursor';
import { now } from '../../../src/probe/clock';
import type { ServedMount } from '../../../src/probe/mountTable';
import { OpenDirectories } from '../../../src/probe/openDirectories';
import type { MountStep } from '../../../src/probe/questions/question';
import type { TotalsPart } from '../../../src/protocol';
import {
  StoppedClock,
  closeOpenedDirectories,
  keepWorkingDirectory,
  mountAt,
  readdirOrder,
  replace,
  restoreAll,
} from './inProcess';
import { bulkRoot, makeFiles, scratchFolder } from './scratch';

describe('a part of a count', () => {
  const scratch = scratchFolder(bulkRoot);
  keepWorkingDirectory();
  afterEach(restoreAll);
  closeOpenedDirectories();

  let folder: string;
  let mount: ServedMount;
  beforeEach(() => {
    folder = path.join(scratch.folder, 'counted');
    mkdirSync(folder);
    mount = mountAt(folder);
  });
  // Node's own removal knows no path that is as long as they may be.
  afterEach(() => execFileSync('rm', ['-r', folder]));

  const inside = (...names: readonly string[]) => path.join(folder, ...names);
  function count(changes: Partial<MountStep<'totals'>> = {}, open = new OpenDirectories()): TotalsPart {
    const enough = { limit: 1_000_000, maxDirectories: 1_000_000, otherMounts: [], stopAt: now() + 600_000 };
    return countBelow({ kind: 'totals', path: folder, mount, ...enough, ...changes }, open);
  }
  const names = (paths: readonly { readonly path: string }[]) =>
    paths.map(each => path.relative(folder, each.path));
  /** Makes every call of a function fail on a path that ends so. */
  function failing(name: 'lstatSync' | 'openSync', ending: string, code: string): void {
    replace(
      fs,
      name,
      original =>
        ((...args: readonly unknown[]) => {
          if (String(args[0]).endsWith(ending)) {
            throw Object.assign(new Error(code), { code });
          }
          return (original as (...args: readonly unknown[]) => unknown)(...args);
        }) as never,
    );
  }

  it('names the twenty largest files, largest first, the first met of those of one size', () => {
    for (let size = 1; size <= 25; size++) {
      writeFileSync(inside(`file-${size}`), 'x'.repeat(size));
    }
    writeFileSync(inside('empty'), '');
    symlinkSync('a'.repeat(200), inside('long-link'));
    const { bytes, files, largest, links } = count();
    assert.deepEqual(
      largest.map(({ size }) => Number(size)),
      Array.from({ length: 20 }, (_, index) => 25 - index),
    );
    assert.deepEqual([files, links, bytes], [26, 1, String((25 * 26) / 2 + 200)]);
    const [first] = largest;
    const stats = fs.lstatSync(inside('file-25'));
    assert.deepEqual(first, {
      path: inside('file-25'),
      inode: String(stats.ino),
      size: '25',
      allocated: String(stats.blocks * 512),
    });
  });

  it('keeps the order in which files of one size were met, and drops the last of them', () => {
    const all = makeFiles(folder, 21);
    all.forEach(name => writeFileSync(inside(name), 'same'));
    const met = readdirOrder(folder);
    assert.deepEqual(names(count().largest), met.slice(0, 20));
    assert.equal(count().largest.length, 20);
    // A larger one takes its place whenever it is met.
    const late = met[20] ?? '';
    writeFileSync(inside(late), 'larger');
    assert.deepEqual(names(count().largest), [late, ...met.slice(0, 19)]);
  });

  it('has fewer of the largest where there are fewer, and none of what is empty', () => {
    makeFiles(folder, 3);
    writeFileSync(inside('one'), '1');
    assert.deepEqual(names(count().largest), ['one']);
  });

  it('has each inode of several links once, with its sizes', () => {
    writeFileSync(inside('linked'), Buffer.alloc(10_000, 1));
    linkSync(inside('linked'), inside('again'));
    linkSync(inside('linked'), inside('a-third'));
    writeFileSync(inside('alone'), 'abc');
    const part = count();
    const { blocks, ino } = fs.lstatSync(inside('linked'));
    assert.deepEqual(
      [part.files, part.bytes, part.linkedInodes, part.linkedSizes, part.linkedAllocated],
      [4, '3', [String(ino)], ['10000'], [String(blocks * 512)]],
    );
    assert.equal(part.allocated, String(fs.lstatSync(inside('alone')).blocks * 512));
    assert.equal(part.largest.length, 2);
  });

  it('counts blocks of 512 bytes, of sparse files, too', () => {
    writeFileSync(inside('full'), Buffer.alloc(100_000, 1));
    writeFileSync(inside('sparse'), '');
    truncateSync(inside('sparse'), 1_000_000_000);
    const { allocated, bytes } = count();
    const blocks = ['full', 'sparse'].map(name => fs.lstatSync(inside(name)).blocks);
    assert.deepEqual([bytes, allocated], ['1000100000', String(512 * blocks.reduce((a, b) => a + b))]);
  });

  it('ends at its limit of entries, and the next one goes on right there', () => {
    makeFiles(folder, 10);
    const open = new OpenDirectories();
    const first = count({ limit: 4 }, open);
    assert.equal(first.files, 4);
    const [{ path: rest, cursor = '' } = { path: '' }, ...others] = first.pending;
    assert.deepEqual([rest, others], [folder, []]);
    const position = decodeCursor(cursor);
    const read = readdirOrder(folder);
    const { ino, mtimeNs } = fs.statSync(folder, { bigint: true });
    assert.deepEqual(position, { skip: 4, last: read[3], fingerprint: `${ino}:${mtimeNs}` });
    const second = count({ pending: first.pending, limit: 6 }, open);
    assert.deepEqual([second.files, second.pending, second.changed], [6, [], false]);
    const again = count({ pending: first.pending, limit: 5 });
    assert.deepEqual([again.files, again.pending.length, again.changed], [5, 1, false]);
  });

  it('visits as many directories as it may, and at least one', () => {
    for (const name of ['a', 'b', 'c']) {
      mkdirSync(inside(name, 'deeper'), { recursive: true });
      makeFiles(inside(name), 2);
    }
    const visited = (maxDirectories: number) => {
      const { directories, files, pending } = count({ maxDirectories });
      return [files, directories, pending.length];
    };
    assert.deepEqual(visited(1), [0, 3, 3]);
    assert.deepEqual(visited(2), [2, 4, 3]);
    assert.deepEqual(visited(7), [6, 6, 0]);
    assert.deepEqual(visited(6), [6, 6, 1]);
    assert.equal(count({ maxDirectories: 0.5 }).pending.length, 3);
  });

  it('goes on with the last directory that was found, and names what remains in that order', () => {
    for (const name of ['a', 'b', 'c']) {
      mkdirSync(inside(name));
    }
    const met = readdirOrder(folder);
    assert.deepEqual(names(count({ maxDirectories: 1 }).pending), met.toReversed());
    const asked = met.map(name => ({ path: inside(name) }));
    assert.deepEqual(names(count({ pending: asked, maxDirectories: 1 }).pending), met.slice(1));
  });

  it('ends when its time is over, but not before it has got on', () => {
    makeFiles(folder, 3);
    mkdirSync(inside('directory'));
    const clock = new StoppedClock();
    const stopAt = now();
    const part = count({ stopAt });
    assert.equal(part.files + part.directories, 1);
    assert.equal(count({ stopAt: now() + 0.001 }).files, 3);
    clock.advance(5);
    const late = count({ stopAt, pending: [{ path: inside('directory') }, { path: folder }] });
    assert.deepEqual([late.directories, names(late.pending)], [0, ['']]);
  });

  it('ends when the paths that remain are a mebibyte', () => {
    // Each path is of so many characters.
    const length = 250;
    const most = Math.ceil((1024 * 1024) / length);
    const name = (index: number) => String(index).padStart(length - folder.length - 1, 'd');
    replace(
      fs,
      'lstatSync',
      original =>
        ((target: string, options: object) =>
          /d\d+$/.test(target) ? original(folder, options) : original(target, options)) as never,
    );
    const all = Array.from({ length: most + 5 }, (_, index) => name(index));
    all.forEach(each => writeFileSync(inside(each), ''));
    const part = count();
    assert.equal(part.directories, most);
    assert.equal(part.pending.length, most + 1);
    assert.ok(part.pending.at(-1)?.cursor !== undefined);
  });

  it('says what could not be read: the first fifty, and how many', () => {
    makeFiles(folder, 60);
    failing('lstatSync', '', 'EIO');
    const part = count();
    const met = readdirOrder(folder);
    assert.deepEqual([part.files, part.unreadableCount, part.changed], [0, 60, false]);
    assert.deepEqual(
      part.unreadable,
      met.slice(0, 50).map(name => ({ path: inside(name), code: 'EIO' })),
    );
  });

  it('takes what is gone for a change, and no failure', () => {
    makeFiles(folder, 3);
    failing('lstatSync', 'file-1', 'ENOENT');
    const { changed, files, unreadableCount } = count();
    assert.deepEqual([files, unreadableCount, changed], [2, 0, true]);
    assert.equal(count({ pending: [{ path: inside('gone') }] }).changed, true);
  });

  it('fails where the directory that was asked for cannot be read, and counts on where another cannot', () => {
    mkdirSync(inside('closed'));
    mkdirSync(inside('open'));
    writeFileSync(inside('open/file'), 'x');
    failing('openSync', '/closed', 'EACCES');
    const part = count();
    assert.deepEqual([part.files, part.directories], [1, 2]);
    assert.deepEqual(part.unreadable, [{ path: inside('closed'), code: 'EACCES' }]);
    const asked = count({ pending: [{ path: inside('closed') }, { path: inside('open') }] });
    assert.deepEqual([asked.files, asked.unreadableCount], [1, 1]);
    restoreAll();
    failing('openSync', '/counted', 'EACCES');
    assert.throws(() => count(), { code: 'EACCES' });
    // The first of what remains is not what was asked for now.
    assert.equal(count({ path: folder, pending: [{ path: folder }] }).unreadableCount, 1);
  });

  it('does not touch other mounts, nor enter other devices', () => {
    mkdirSync(inside('mounted'));
    writeFileSync(inside('mounted/file'), '');
    mkdirSync(inside('device'));
    writeFileSync(inside('device/file'), '');
    const touched: string[] = [];
    replace(
      fs,
      'lstatSync',
      original =>
        ((target: string, options: { bigint: true }) => {
          touched.push(target);
          const stats = original(target, options);
          return target === 'device' ? Object.assign(stats, { dev: 99n }) : stats;
        }) as never,
    );
    const part = count({ otherMounts: [inside('mounted')] });
    assert.deepEqual([part.files, part.directories, part.otherFileSystems], [0, 1, 2]);
    assert.deepEqual(touched, ['device']);
  });

  it('takes a directory that has left the mount for another file system', () => {
    const part = count({ pending: [{ path: '/etc' }, { path: folder }] });
    assert.deepEqual([part.otherFileSystems, part.unreadableCount, part.changed], [1, 0, false]);
    assert.throws(() => count({ path: '/etc' }), { code: 'OUTSIDE' });
  });

  it('enters no directory whose path the kernel would refuse', () => {
    // From the folder on each level is of 200 bytes and a slash.
    let deep = folder;
    const level = 'd'.repeat(200);
    while (deep.length + 1 + level.length < 4095) {
      deep = `${deep}/${level}`;
    }
    const last = (bytes: number) => 'e'.repeat(bytes - deep.length - 1);
    const step = (bytes: number) => {
      mkdirSync(deep, { recursive: true });
      const cwd = process.cwd();
      process.chdir(deep);
      mkdirSync(last(bytes));
      process.chdir(cwd);
      const { directories, unreadable } = count({ pending: [{ path: deep }] });
      execFileSync('rm', ['-r', path.join(folder, level)]);
      return [directories, ...unreadable.map(({ code }) => code)];
    };
    assert.deepEqual(step(4095), [1]);
    assert.deepEqual(step(4096), [1, 'ENAMETOOLONG']);
  });

  it('says that a directory changed since its cursor, and closes what it has read', () => {
    makeFiles(folder, 4);
    const closed: string[] = [];
    const { pending } = count({ limit: 2 });
    writeFileSync(inside('new'), '');
    replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
      const directory = original(...args);
      const close = directory.closeSync.bind(directory);
      directory.closeSync = () => {
        closed.push('closed');
        close();
      };
      return directory;
    });
    assert.equal(count({ pending }).changed, true);
    assert.deepEqual(closed, ['closed']);
    const gone = encodeCursor({ skip: 1, last: 'gone', fingerprint: '0:0' });
    assert.equal(count({ pending: [{ path: folder, cursor: gone }] }).changed, true);
  });
});
