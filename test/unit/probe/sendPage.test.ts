import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs, { chmodSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { now } from '../../../src/probe/clock';
import { decodeCursor, type CursorPosition } from '../../../src/probe/cursor';
import { sendPage } from '../../../src/probe/listDirectory';
import { OpenDirectories } from '../../../src/probe/openDirectories';
import { PageBuilder } from '../../../src/probe/page';
import type { DirectoryPart, ListStep } from '../../../src/probe/steps';
import type { DirectoryPage } from '../../../src/protocol';
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

interface Sent {
  readonly parts: readonly DirectoryPart[];
  readonly page: DirectoryPage;
  /** The page as if it had ended after so many entries. */
  readonly cut: (mostEntries: number) => DirectoryPage;
}

describe('the parts of a directory page', () => {
  const scratch = scratchFolder(bulkRoot);
  keepWorkingDirectory();
  afterEach(restoreAll);
  closeOpenedDirectories();

  let folder: string;
  let open: OpenDirectories;
  beforeEach(() => {
    folder = path.join(scratch.folder, `listed-${folders++}`);
    mkdirSync(folder);
    open = new OpenDirectories();
  });
  let folders = 0;

  const inside = (name: string) => path.join(folder, name);
  function send(changes: Partial<ListStep> = {}): Sent {
    const parts: DirectoryPart[] = [];
    const builder = new PageBuilder(folder);
    const step = { limit: 100_000, leaveAlone: [], stopAt: now() + 600_000, ...changes };
    sendPage({ kind: 'list', path: folder, mount: mountAt(folder), ...step }, open, (part, texts) => {
      parts.push(part);
      builder.add(
        part,
        texts.map(text => Buffer.from(text)),
      );
    });
    const cut = (mostEntries: number) => {
      const page = builder.firstEntries(mostEntries);
      const text = Buffer.concat(page.pieces.map(piece => Buffer.from(piece))).toString();
      const parsed = JSON.parse(text) as DirectoryPage;
      assert.equal(page.count, parsed.names.length);
      return parsed;
    };
    return { parts, page: cut(Infinity), cut };
  }
  const counts = ({ parts }: Sent) => parts.map(({ count }) => count);
  const positionOf = ({ cursor }: DirectoryPage): CursorPosition | undefined =>
    cursor === undefined ? undefined : decodeCursor(cursor);
  const fingerprint = () => {
    const { ino, mtimeNs } = fs.statSync(folder, { bigint: true });
    return `${ino}:${mtimeNs}`;
  };
  /** Runs before each lstat of an entry. */
  function beforeLstat(run: (name: string) => void): void {
    replace(
      fs,
      'lstatSync',
      original =>
        ((target: string, ...more: []) => {
          run(String(target));
          return original(target, ...more);
        }) as never,
    );
  }

  it('say what lstat says, in columns of one length', () => {
    writeFileSync(inside('file'), 'twelve bytes');
    chmodSync(inside('file'), 0o640);
    utimesSync(inside('file'), 1, 1.9996);
    mkdirSync(inside('directory'));
    symlinkSync('to\ttab', inside('link'));
    execFileSync('mkfifo', [inside('pipe')]);
    const { page } = send();
    assert.deepEqual(page.names, readdirOrder(folder));
    page.names.forEach((name, index) => {
      const stats = fs.lstatSync(inside(name));
      assert.deepEqual(
        [
          page.modes[index],
          page.links[index],
          page.uids[index],
          page.gids[index],
          page.sizes[index],
          page.modified[index],
        ],
        [stats.mode, stats.nlink, stats.uid, stats.gid, String(stats.size), Math.trunc(stats.mtimeMs)],
      );
    });
    const typeOf = (name: string) => page.types[page.names.indexOf(name)];
    assert.deepEqual(['file', 'directory', 'link', 'pipe'].map(typeOf), ['-', 'd', 'l', 'p']);
    assert.deepEqual(page.targets, { [page.names.indexOf('link')]: 'to\ttab' });
    assert.deepEqual([page.errors, page.cursor, page.changed, page.path], [{}, undefined, false, folder]);
  });

  it('say what readdir says of an entry that lstat does not tell', () => {
    const kinds = ['isFile', 'isDirectory', 'isSymbolicLink', 'isFIFO', 'isSocket', 'isBlockDevice'] as const;
    makeFiles(folder, 8);
    const order = readdirOrder(folder);
    replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
      const directory = original(...args);
      const readSync = directory.readSync.bind(directory);
      directory.readSync = () => {
        const entry = readSync();
        const at = order.indexOf(entry?.name ?? '');
        const names = [...kinds, 'isCharacterDevice', 'none'];
        return entry
          ? (Object.assign(Object.fromEntries(names.map((name, index) => [name, () => index === at])), {
              name: entry.name,
            }) as unknown as fs.Dirent)
          : null;
      };
      return directory;
    });
    beforeLstat(() => {
      throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
    });
    const { page } = send();
    assert.equal(page.types, '-dlpsbc?');
    const all = <T>(value: T) => Array.from({ length: 8 }, () => value);
    assert.deepEqual(
      [page.modes, page.links, page.uids, page.gids, page.sizes, page.modified],
      [all(-1), all(0), all(0), all(0), all('0'), all(0)],
    );
    assert.deepEqual(Object.values(page.errors), all('EACCES'));
  });

  it('do not touch a mount point that hung', () => {
    makeFiles(folder, 3);
    const touched: string[] = [];
    beforeLstat(name => touched.push(name));
    const { page } = send({ leaveAlone: ['file-1'] });
    assert.deepEqual(touched.toSorted(), ['file-0', 'file-2']);
    assert.deepEqual(page.errors, { [page.names.indexOf('file-1')]: 'SKIPPED' });
  });

  it('have what lstat told of a link whose target could not be read', () => {
    symlinkSync('target', inside('link'));
    replace(
      fs,
      'readlinkSync',
      original =>
        ((target: string, ...more: []) => {
          if (target === 'link') {
            throw Object.assign(new Error('EIO'), { code: 'EIO' });
          }
          return original(target, ...more);
        }) as never,
    );
    const { page } = send();
    assert.deepEqual([page.types, page.errors, page.targets], ['l', { 0: 'EIO' }, {}]);
  });

  it('ask exactly for a size that no number tells', () => {
    writeFileSync(inside('huge'), '');
    replace(
      fs,
      'lstatSync',
      original =>
        ((target: string, options?: { readonly bigint?: boolean }) => {
          const stats = original(target);
          return options?.bigint ? { size: 2n ** 53n + 1n } : Object.assign(stats, { size: 2 ** 53 });
        }) as never,
    );
    assert.deepEqual(send().page.sizes, ['9007199254740993']);
  });

  it('are of 1024 entries, and each says where it lies in the directory', () => {
    makeFiles(folder, 2050);
    new StoppedClock();
    const sent = send();
    const order = readdirOrder(folder);
    assert.deepEqual(
      sent.parts,
      [0, 1024, 2048].map(first => ({
        first,
        count: Math.min(1024, 2050 - first),
        last: order[Math.min(first + 1024, 2050) - 1],
        fingerprint: fingerprint(),
        more: first < 2048,
        changed: false,
      })),
    );
    assert.deepEqual(sent.page.names, order);
  });

  it('are sent when a quarter of a second is over, or 64 KiB are there', () => {
    makeFiles(folder, 10);
    const clock = new StoppedClock();
    beforeLstat(() => clock.advance(50));
    assert.deepEqual(counts(send()), [5, 5]);
    restoreAll();
    new StoppedClock();
    const target = 'x'.repeat(4000);
    for (let index = 10; index < 50; index++) {
      symlinkSync(target, inside(`file-${index}`));
    }
    const sent = send();
    const bytes = sent.page.names.map(
      name => name.length + (sent.page.types[sent.page.names.indexOf(name)] === 'l' ? 4000 : 0),
    );
    let at = 0;
    for (const { count, more } of sent.parts) {
      const sum = bytes.slice(at, at + count).reduce((a, b) => a + b, 0);
      if (more) {
        assert.ok(sum >= 64 * 1024 && sum - (bytes[at + count - 1] ?? 0) < 64 * 1024, `${sum} bytes`);
      }
      at += count;
    }
    assert.ok(sent.parts.length > 2);
  });

  it('end with the page at its limit, and go on from there with each entry once', () => {
    makeFiles(folder, 10);
    const order = readdirOrder(folder);
    const first = send({ limit: 4 }).page;
    assert.deepEqual(positionOf(first), { skip: 4, last: order[3], fingerprint: fingerprint() });
    const second = send({ limit: 5, position: positionOf(first) });
    assert.deepEqual(
      [second.parts[0]?.first, positionOf(second.page)?.skip, second.page.names],
      [4, 9, order.slice(4, 9)],
    );
    const third = send({ limit: 1, position: positionOf(second.page) }).page;
    assert.deepEqual([third.names, third.cursor, third.changed], [order.slice(9), undefined, false]);
  });

  it('end with the page when its time is over, but not before the first entry', () => {
    makeFiles(folder, 5);
    const clock = new StoppedClock();
    beforeLstat(() => clock.advance(10));
    assert.equal(send({ stopAt: now() }).page.names.length, 1);
    assert.equal(send({ stopAt: now() + 30 }).page.names.length, 3);
    assert.equal(send({ stopAt: now() + 50 }).page.cursor, undefined);
  });

  it('end with the page for its time only once 250 entries are there', () => {
    makeFiles(folder, 400);
    const clock = new StoppedClock();
    beforeLstat(() => clock.advance(1));
    assert.equal(send({ withinMs: 10 }).page.names.length, 250);
    assert.equal(send({ withinMs: 300 }).page.names.length, 300);
    assert.equal(send({ withinMs: 400 }).page.cursor, undefined);
  });

  it('end with the page at four mebibytes of names and targets', () => {
    const name = (index: number) => `${index}`.padStart(50, 'n');
    for (let index = 0; index < 1100; index++) {
      symlinkSync('x'.repeat(4046), inside(name(index)));
    }
    new StoppedClock();
    // 4096 bytes each.
    assert.equal(send().page.names.length, 1024);
  });

  it('can be cut after any of them, with a cursor that goes on right there', () => {
    makeFiles(folder, 3000);
    new StoppedClock();
    const { cut, page } = send({ limit: 2500 });
    const order = readdirOrder(folder);
    assert.deepEqual(
      [0, 1, 1024, 2047, 2048, 2499, 2500, Infinity].map(most => cut(most).names.length),
      [1024, 1024, 1024, 1024, 2048, 2048, 2500, 2500],
    );
    assert.deepEqual(positionOf(cut(1024)), { skip: 1024, last: order[1023], fingerprint: fingerprint() });
    assert.equal(positionOf(page)?.skip, 2500);
    const whole = send();
    assert.equal(whole.page.cursor, undefined);
    assert.equal(positionOf(whole.cut(2048))?.skip, 2048);
    const rest = send({ position: positionOf(cut(1024)) }).page;
    assert.deepEqual([...cut(1024).names, ...rest.names], order);
  });

  it('are one without entries of an empty directory', () => {
    const sent = send();
    assert.deepEqual(counts(sent), [0]);
    assert.deepEqual([sent.page.names, sent.page.types, sent.page.cursor], [[], '', undefined]);
  });

  it('are of what lies on the mount, through links that stay there, or of what needs no mount', () => {
    mkdirSync(inside('directory'));
    writeFileSync(inside('directory/file'), '');
    symlinkSync(inside('directory'), inside('within'));
    assert.deepEqual(send({ path: inside('within') }).page.names, ['file']);
    const outside = path.dirname(folder);
    symlinkSync(outside, inside('without'));
    const refused = { code: 'OUTSIDE' };
    assert.throws(() => send({ path: inside('without') }), refused);
    assert.throws(() => send({ path: outside }), refused);
    const mount = { ...mountAt(folder), mountId: mountAt(folder).mountId + 1 };
    assert.throws(() => send({ mount }), refused);
    assert.ok(send({ path: outside, mount: undefined }).page.names.includes(path.basename(folder)));
  });

  it('close the directory where one fails to be sent, and where it has ended', () => {
    makeFiles(folder, 3);
    const closed: string[] = [];
    replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
      const directory = original(...args);
      const close = directory.closeSync.bind(directory);
      directory.closeSync = () => {
        closed.push('closed');
        close();
      };
      return directory;
    });
    send();
    assert.equal(closed.length, 1);
    send({ limit: 1 });
    assert.equal(closed.length, 1);
    const step = { kind: 'list', path: folder, limit: 5, leaveAlone: [], stopAt: Infinity } as const;
    const broken = () => {
      throw new Error('the pipe is gone');
    };
    assert.throws(() => sendPage(step, open, broken), /the pipe is gone/);
    assert.equal(closed.length, 2);
    assert.equal(process.cwd(), '/');
  });
});

describe('directories that are left open', () => {
  const scratch = scratchFolder(bulkRoot);
  afterEach(restoreAll);
  closeOpenedDirectories();
  let opened: string[];
  let closed: number;
  beforeEach(() => {
    opened = [];
    closed = 0;
    replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
      const directory = original(...args);
      opened.push(path.basename(String(args[0])));
      const close = directory.closeSync.bind(directory);
      directory.closeSync = () => {
        closed += 1;
        close();
      };
      return directory;
    });
  });
  let folders = 0;
  const make = (entries: number) => {
    const folder = path.join(scratch.folder, `open-${folders++}`);
    mkdirSync(folder);
    makeFiles(folder, entries);
    return folder;
  };
  const statsOf = (folder: string) => fs.statSync(folder, { bigint: true });
  /** Takes two entries and leaves the directory open. */
  function leave(open: OpenDirectories, folder: string): CursorPosition {
    const stats = statsOf(folder);
    const { reader } = open.open(folder, stats, { stopAt: Infinity });
    for (let taken = 0; taken < 2; taken++) {
      reader.peek();
      reader.take();
    }
    open.keep(stats, reader);
    return { skip: 2, last: reader.last ?? '', fingerprint: `${stats.ino}:${stats.mtimeNs}` };
  }
  const goOn = (open: OpenDirectories, folder: string, position: CursorPosition, stopAt = Infinity) =>
    open.open(folder, statsOf(folder), { position, stopAt });

  it('are gone on with once, right where they were', () => {
    const open = new OpenDirectories();
    const folder = make(5);
    const position = leave(open, folder);
    const { changed, reader } = goOn(open, folder, position);
    assert.deepEqual([changed, reader.taken, reader.last, opened.length], [false, 2, position.last, 1]);
    // The second time it is read anew.
    assert.equal(goOn(open, folder, position).reader.taken, 2);
    assert.equal(opened.length, 2);
  });

  it('are four at most: the oldest is closed', () => {
    const open = new OpenDirectories();
    const all = Array.from({ length: 5 }, () => make(3));
    const positions = all.map((folder, index) => {
      const position = leave(open, folder);
      assert.equal(closed, Math.max(0, index - 3));
      return position;
    });
    goOn(open, all[1] ?? '', positions[1] ?? assert.fail());
    assert.equal(opened.length, 5);
    goOn(open, all[0] ?? '', positions[0] ?? assert.fail());
    assert.equal(opened.length, 6);
  });

  it('are kept for five minutes', () => {
    const clock = new StoppedClock();
    const open = new OpenDirectories();
    const [young, old] = [make(3), make(3)];
    const oldPosition = leave(open, old);
    clock.advance(1);
    const youngPosition = leave(open, young);
    clock.advance(5 * 60_000);
    goOn(open, young, youngPosition);
    assert.deepEqual([opened.length, closed], [2, 1]);
    goOn(open, old, oldPosition);
    assert.equal(opened.length, 3);
  });

  it('give the names that a directory had before it changed for ten seconds', () => {
    const clock = new StoppedClock();
    const open = new OpenDirectories();
    const folder = make(3);
    const position = leave(open, folder);
    const again = leave(open, folder);
    writeFileSync(path.join(folder, 'new'), '');
    clock.advance(10_000);
    assert.equal(goOn(open, folder, position).changed, true);
    assert.equal(opened.length, 2);
    clock.advance(0.001);
    assert.equal(goOn(open, folder, again).changed, true);
    assert.equal(opened.length, 3);
  });

  it('that did not change are gone on with also after that, beside one that did', () => {
    const clock = new StoppedClock();
    const open = new OpenDirectories();
    const [same, changing] = [make(3), make(3)];
    const position = leave(open, same);
    leave(open, changing);
    writeFileSync(path.join(changing, 'new'), '');
    clock.advance(20_000);
    assert.equal(goOn(open, same, position).changed, false);
    assert.deepEqual([opened.length, closed], [2, 0]);
  });

  it('are read anew by name where they are not open any more, or by count where the name is gone', () => {
    const folder = make(5);
    const order = readdirOrder(folder);
    opened = [];
    const fingerprint = `${statsOf(folder).ino}:${statsOf(folder).mtimeNs}`;
    const byName = goOn(new OpenDirectories(), folder, { skip: 3, last: order[2] ?? '', fingerprint });
    assert.deepEqual([byName.changed, byName.reader.taken, byName.reader.peek()?.name], [false, 3, order[3]]);
    const moved = goOn(new OpenDirectories(), folder, { skip: 2, last: order[2] ?? '', fingerprint });
    assert.deepEqual([moved.changed, moved.reader.taken], [true, 3]);
    const other = goOn(new OpenDirectories(), folder, { skip: 3, last: order[2] ?? '', fingerprint: '1:1' });
    assert.equal(other.changed, true);
    assert.equal(closed, 1);
    const byCount = goOn(new OpenDirectories(), folder, { skip: 3, last: 'gone', fingerprint });
    assert.deepEqual([byCount.reader.taken, byCount.reader.peek()?.name, closed], [3, order[3], 2]);
    const beyond = goOn(new OpenDirectories(), folder, { skip: 9, last: 'gone', fingerprint });
    assert.deepEqual([beyond.changed, beyond.reader.peek()], [true, undefined]);
  });

  it('are looked through no longer than there is time, and closed then', () => {
    new StoppedClock();
    const folder = make(3);
    const position = { skip: 2, last: 'gone', fingerprint: '1:1' };
    assert.throws(() => goOn(new OpenDirectories(), folder, position, now()), { code: 'TIMEOUT' });
    assert.deepEqual([opened.length, closed], [1, 1]);
    assert.equal(goOn(new OpenDirectories(), folder, position, now() + 1).reader.taken, 2);
  });
});
