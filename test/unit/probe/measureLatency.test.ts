import assert from 'node:assert/strict';
import fs, { constants, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { now } from '../../../src/probe/clock';
import { measureLatency } from '../../../src/probe/latency/measureLatency';
import type { MountStep } from '../../../src/probe/questions/question';
import type { LatencyPart } from '../../../src/protocol';
import { StoppedClock, keepWorkingDirectory, mountAt, replace, restoreAll } from './inProcess';
import { bulkRoot, scratchFolder } from './scratch';

const KIB = 1024;

/** A server that each call takes a millisecond of, and that counts as the kernel does. */
describe('latency on a mount that has counters', () => {
  const scratch = scratchFolder(bulkRoot);
  keepWorkingDirectory();
  afterEach(restoreAll);

  let clock: StoppedClock;
  let mount: string;
  let counts: Map<string, number>;
  let read: number;
  let direct: number[];
  /** Where in the file each READ began. */
  let offsets: number[];
  let hasCounters: boolean;
  let mounts = 0;
  /** Whether each name of a directory takes a request. */
  let asksForNames: boolean;
  beforeEach(() => {
    mount = path.join(scratch.folder, `mount-${mounts++}`);
    mkdirSync(mount);
    counts = new Map();
    read = 0;
    direct = [];
    offsets = [];
    hasCounters = true;
    clock = new StoppedClock();
    asksForNames = true;
  });

  const ask = (name: string) => {
    counts.set(name, (counts.get(name) ?? 0) + 1);
    clock.advance(1);
  };
  function serve(): void {
    type Call = (...args: readonly unknown[]) => unknown;
    const serving = (name: 'openSync' | 'lstatSync' | 'accessSync' | 'readSync', before: Call) =>
      replace(fs, name, original => (...args: readonly unknown[]) => {
        const changed = before(...args);
        return (original as Call)(...((changed as readonly unknown[] | undefined) ?? args));
      });
    serving('openSync', (...args) => {
      const flags = Number(args[1]);
      if ((flags & constants.O_DIRECTORY) !== 0 && (flags & 0o10000000) === 0) {
        ask('GETATTR');
      }
      if ((flags & constants.O_DIRECT) !== 0) {
        direct.push(flags);
        return [args[0], flags & ~constants.O_DIRECT];
      }
      return undefined;
    });
    serving('lstatSync', target => {
      if (String(target).includes('.no-such-')) {
        ask('LOOKUP');
      }
    });
    serving('accessSync', () => ask('ACCESS'));
    serving('readSync', (...args) => {
      if (args.length > 4) {
        read += Number(args[3]);
        offsets.push(Number(args[4]));
        ask('READ');
      }
    });
    replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
      const directory = original(...args);
      const readSync = directory.readSync.bind(directory);
      directory.readSync = () => {
        if (asksForNames) {
          ask('READDIR');
        }
        return readSync();
      };
      return directory;
    });
    replace(
      fs,
      'readFileSync',
      original =>
        ((...args: Parameters<typeof original>) =>
          args[0] === '/proc/self/mountstats'
            ? [
                `device h:/ mounted on ${hasCounters ? mount : '/mnt/other'} with fstype nfs4 statvers=1.1`,
                `\tbytes:\t0 0 0 0 ${read} 0 0 0`,
                ...[...counts].map(
                  ([name, count]) => `\t${name}: ${count} ${count} 0 0 0 0 ${count} ${count}`,
                ),
              ].join('\n')
            : original(...args)) as never,
    );
  }
  function measure(changes: Partial<MountStep<'latency'>> = {}): LatencyPart {
    const served = mountAt(mount);
    serve();
    return measureLatency({
      kind: 'latency',
      path: mount,
      mount: served,
      otherMounts: [],
      samples: 3,
      operationsPerSecond: 100,
      sequentialBytes: 5_000_000,
      withinMs: 1,
      stopAt: now() + 100_000,
      ...changes,
    });
  }
  const summary = ({ series }: LatencyPart) =>
    series.map(({ bytes, cached, failed, micros, mixed, operation }) => [
      bytes === undefined ? operation : `${operation} ${bytes}`,
      micros.length,
      cached + mixed + failed,
    ]);
  const folders = (count: number) => {
    for (let at = 0; at < count; at++) {
      mkdirSync(path.join(mount, `folder-${at}`));
    }
  };

  it('has a call of each kind after the other, at the rate that is asked for, and what all of it cost', () => {
    folders(4);
    const part = measure();
    assert.deepEqual(summary(part), [
      ['GETATTR', 3, 0],
      ['LOOKUP', 3, 0],
      ['ACCESS', 3, 0],
      ['READDIR', 3, 0],
    ]);
    assert.ok(part.series.every(({ micros }) => micros.every(each => each === 1000)));
    assert.deepEqual(
      part.series.map(({ kernel }) => [kernel?.operations, kernel?.roundTripMs]),
      Array.from({ length: 4 }, () => [3, 3]),
    );
    assert.deepEqual(
      clock.waits,
      Array.from({ length: 15 }, () => 9),
    );
    // Opening it, three names, four kinds of three calls: each waits for what the one before it has cost.
    const asked = [...counts.values()].reduce((a, b) => a + b);
    assert.deepEqual([part.operations, asked, part.ms], [asked, 1 + 3 + 12, 16 + 15 * 9]);
    assert.deepEqual([part.path, part.sequential, part.file], [mount, [], undefined]);
  });

  it('looks for names at that rate, too, and for no more than it needs', () => {
    for (let at = 0; at < 20; at++) {
      writeFileSync(path.join(mount, `file-${at}`), '');
    }
    const began = now();
    measure({ samples: 1 });
    // Twenty files and the end of the directory, ten milliseconds each.
    assert.ok(clock.waits.length >= 20, clock.waits.join(' '));
    assert.ok(now() - began >= 200, `${now() - began} ms`);
    restoreAll();
    clock = new StoppedClock();
    folders(100);
    counts.clear();
    measure({ samples: 30, operationsPerSecond: 1e6 });
    assert.ok((counts.get('READDIR') ?? 0) <= 20 + 30 + 30, `${counts.get('READDIR') ?? 0} of 120 names`);
  });

  it('gives up looking for names when their share of the time is over', () => {
    for (let at = 0; at < 50; at++) {
      writeFileSync(path.join(mount, `file-${at}`), '');
    }
    const part = measure({ samples: 1, stopAt: now() + 500 });
    // A fifth of half a second is ten requests, of which opening the directory is one.
    assert.equal(counts.get('READDIR'), 9);
    assert.ok(part.ms < 500, `${part.ms} ms`);
  });

  it('waits for nothing where names come without a request of their own', () => {
    for (let at = 0; at < 20; at++) {
      writeFileSync(path.join(mount, `file-${at}`), '');
    }
    asksForNames = false;
    measure({ samples: 1 });
    // Opening the directory, GETATTR and LOOKUP: what comes next waits for those alone.
    assert.deepEqual(clock.waits, [9, 9, 9]);
  });

  it('of names is of regular files and directories of this file system alone', () => {
    folders(1);
    writeFileSync(path.join(mount, 'file'), '');
    symlinkSync('/etc', path.join(mount, 'link'));
    linkSync(path.join(mount, 'file'), path.join(mount, 'again'));
    const part = measure({ samples: 10 });
    assert.deepEqual(summary(part).slice(2), [
      ['ACCESS', 3, 0],
      ['READDIR', 1, 0],
    ]);
  });

  it('takes a refusal for an answer, and nothing else', () => {
    folders(2);
    const failing = (code: string) =>
      replace(fs, 'accessSync', () => () => {
        throw Object.assign(new Error(code), { code });
      });
    failing('EACCES');
    assert.deepEqual(summary(measure())[2], ['ACCESS', 2, 0]);
    restoreAll();
    clock = new StoppedClock();
    failing('EIO');
    const { series } = measure();
    assert.deepEqual([series[2]?.micros, series[2]?.failed, series[2]?.error], [[], 2, 'EIO']);
  });

  it('of a file has each size that the file holds, past the page cache, and no more bytes than are allowed', () => {
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(KIB * KIB, 1));
    const part = measure({ file, samples: 30 });
    assert.deepEqual(summary(part).slice(4), [
      ['READ 4096', 30, 0],
      ['READ 65536', 30, 0],
      ['READ 1048576', 16, 0],
    ]);
    assert.equal(direct.length, 1);
    assert.equal(part.file, file);
    writeFileSync(file, Buffer.alloc(KIB * KIB - 1, 1));
    restoreAll();
    clock = new StoppedClock();
    assert.deepEqual(
      measure({ file, samples: 1 })
        .series.slice(4)
        .map(({ bytes }) => bytes),
      [4096, 65_536],
    );
  });

  it('reads a file twice in a row, as far as it may, and says what came from the server', () => {
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(3 * KIB * KIB, 1));
    const part = measure({ file, samples: 1, sequentialBytes: 2 * KIB * KIB + 5 });
    const once = { bytes: 2 * KIB * KIB + 5, ms: 3, fromServer: 2 * KIB * KIB + 5 };
    assert.deepEqual(part.sequential, [once, once]);
    restoreAll();
    clock = new StoppedClock();
    const whole = measure({ file, samples: 1, sequentialBytes: 100 * KIB * KIB });
    assert.deepEqual(
      whole.sequential.map(({ bytes, ms }) => [bytes, ms]),
      [
        [3 * KIB * KIB, 4],
        [3 * KIB * KIB, 4],
      ],
    );
  });

  it('gives each series its share of the time', () => {
    folders(3);
    const part = measure({ samples: 200, operationsPerSecond: 1000, stopAt: now() + 500 });
    const calls = part.series.map(({ micros }) => micros.length);
    // A fifth is for the names, of which there are few: the others share what is left.
    assert.deepEqual(calls, [124, 124, 3, 3]);
    restoreAll();
    clock = new StoppedClock();
    assert.deepEqual(
      measure({ stopAt: now() }).series.map(({ micros }) => micros.length),
      [0, 0, 0, 0],
    );
  });

  it('gives each series its share of the time beside those of a file, too', () => {
    folders(3);
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(KIB * KIB, 1));
    const part = measure({ file, samples: 200, operationsPerSecond: 1000, stopAt: now() + 1000 });
    const calls = part.series.map(({ micros }) => micros.length);
    // Opening the directory and its names takes 6 ms, and names and directories are few: the first two share the rest
    // with eight others, each size of READ what is left then with those after it and twice the file in a row.
    assert.deepEqual(calls, [111, 111, 4, 3, 153, 153, 16]);
  });

  it('costs a file beside it nothing where the directory cannot be read, but for what lies outside', () => {
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(4 * KIB, 1));
    const failing = (code: string) =>
      replace(fs, 'opendirSync', () => () => {
        throw Object.assign(new Error(code), { code });
      });
    const served = mountAt(mount);
    serve();
    failing('EACCES');
    const step: MountStep<'latency'> = {
      kind: 'latency',
      path: mount,
      mount: served,
      otherMounts: [],
      samples: 2,
      operationsPerSecond: 1000,
      sequentialBytes: 100,
      withinMs: 1,
      stopAt: now() + 1000,
    };
    const { path: listed, series } = measureLatency({ ...step, file });
    assert.equal(listed, mount);
    assert.deepEqual(series[0], {
      operation: 'READDIR',
      micros: [],
      cached: 0,
      mixed: 0,
      failed: 1,
      error: 'EACCES',
    });
    assert.deepEqual([series.length, series[1]?.operation, series[1]?.micros.length], [2, 'READ', 2]);
    assert.throws(() => measureLatency(step), { code: 'EACCES' });
    assert.throws(() => measureLatency({ ...step, file, path: '/etc' }), { code: 'OUTSIDE' });
  });

  it('has half of the rest for the first reading in a row', () => {
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(KIB * KIB, 1));
    replace(
      fs,
      'readSync',
      original =>
        ((...args: readonly [number, Buffer, number, number, number]) =>
          args.length === 5 && args[3] > 100_000
            ? Math.min(10, original(...args))
            : original(...args)) as never,
    );
    const part = measure({ file, samples: 1, operationsPerSecond: 1e6, stopAt: now() + 100 });
    const [first, second] = part.sequential;
    assert.ok(first && second && first.bytes > 100);
    assert.ok(Math.abs(first.ms - second.ms) <= 2, `${first.ms} ms and ${second.ms} ms`);
  });

  it('reads a file at places that hold a whole request', () => {
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(10 * 4 * KIB + 5, 1));
    measure({ file, samples: 40, sequentialBytes: 0 });
    assert.equal(offsets.length, 40);
    assert.ok(
      offsets.every(offset => offset % (4 * KIB) === 0 && offset <= 9 * 4 * KIB),
      offsets.join(' '),
    );
    assert.ok(new Set(offsets).size > 1);
  });

  it('reads nothing of a file once the time is over', () => {
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(KIB * KIB, 1));
    const part = measure({ file, stopAt: now() });
    assert.deepEqual(
      part.sequential.map(({ bytes }) => bytes),
      [0, 0],
    );
    assert.deepEqual(offsets, []);
  });

  it('goes through the page cache, one request a call, where the kernel does not count', () => {
    folders(1);
    const file = path.join(mount, 'file');
    writeFileSync(file, Buffer.alloc(4 * KIB, 1));
    hasCounters = false;
    const part = measure({ file });
    assert.deepEqual(direct, []);
    assert.deepEqual(summary(part), [
      ['GETATTR', 3, 0],
      ['LOOKUP', 3, 0],
      ['ACCESS', 2, 0],
      ['READDIR', 1, 0],
      ['READ 4096', 3, 0],
    ]);
    assert.equal(part.operations, undefined);
    assert.ok(part.series.every(({ kernel }) => kernel === undefined));
    assert.ok(part.sequential.every(({ fromServer }) => fromServer === undefined));
    assert.ok(clock.waits.every(wait => wait === 9));
  });

  describe('in a directory that has no end', () => {
    let given: number;
    /** @param make the name of an entry, by how many were given before it */
    const endless = (make: (at: number) => string) => {
      given = 0;
      replace(fs, 'opendirSync', original => (...args: Parameters<typeof original>) => {
        const directory = original(...args);
        if (String(args[1]?.encoding) === 'buffer') {
          directory.readSync = () => ({ name: Buffer.from(make(given++)) }) as never;
        }
        return directory;
      });
    };

    it('looks at two thousand names', () => {
      writeFileSync(path.join(mount, 'file'), '');
      endless(() => 'file');
      measure({ samples: 1, operationsPerSecond: 1e6 });
      assert.equal(given, 2000);
    });

    it('looks until it has as many directories as it measures', () => {
      folders(2);
      writeFileSync(path.join(mount, 'file'), '');
      endless(at => ['file', 'folder-0', 'folder-1'][at % 3] as string);
      const part = measure({ samples: 4 });
      assert.equal(given, 6);
      assert.deepEqual(summary(part).slice(2), [
        ['ACCESS', 4, 0],
        ['READDIR', 4, 0],
      ]);
    });

    it('passes by what does not tell what it is, and what is of another file system', () => {
      folders(3);
      endless(at => `folder-${at % 3}`);
      replace(
        fs,
        'lstatSync',
        original =>
          ((target: Buffer, ...more: []) => {
            const stats = original(target, ...more);
            const name = path.basename(String(target));
            if (name === 'folder-0') {
              throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
            }
            return name === 'folder-1' ? Object.assign(stats, { dev: stats.dev + 1 }) : stats;
          }) as never,
      );
      const part = measure({ samples: 2 });
      assert.equal(given, 6);
      assert.deepEqual(summary(part).slice(2), [
        ['ACCESS', 2, 0],
        ['READDIR', 2, 0],
      ]);
    });
  });
});
