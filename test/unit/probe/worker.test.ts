import assert from 'node:assert/strict';
import fs, { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { now } from '../../../src/probe/clock';
import type { Message, Step } from '../../../src/probe/steps';
import { runWorker } from '../../../src/probe/worker';
import { keepWorkingDirectory, mountAt, replace, restoreAll } from './inProcess';
import { bulkRoot, makeFiles } from './scratch';

describe('what the probe’s child does', () => {
  keepWorkingDirectory();
  const { stackTraceLimit } = Error;
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(bulkRoot, 'worker-'))));
  afterEach(() => {
    restoreAll();
    Error.stackTraceLimit = stackTraceLimit;
    rmSync(folder, { recursive: true });
  });

  interface Said {
    readonly messages: readonly Message[];
    /** Texts after each message. */
    readonly texts: readonly (readonly string[])[];
  }

  /** Runs it on lines of steps, which arrive in pieces of so many bytes, as do those that it writes. */
  function run(lines: readonly (readonly Step[])[], pieceBytes = 64 * 1024): Said {
    const pieces = lines.flatMap(steps => {
      const line = Buffer.from(`${JSON.stringify(steps)}\n`);
      return Array.from({ length: Math.ceil(line.length / pieceBytes) }, (_, index) =>
        line.subarray(index * pieceBytes, (index + 1) * pieceBytes),
      );
    });
    const written: Buffer[] = [];
    replace(
      fs,
      'readSync',
      original =>
        ((...args: readonly [number, Buffer]) => {
          if (args[0] !== 0) {
            return original(...args);
          }
          const piece = pieces.shift();
          return piece?.copy(args[1]) ?? 0;
        }) as never,
    );
    replace(
      fs,
      'writeSync',
      original =>
        ((...args: readonly [number, Buffer, number]) => {
          if (args[0] !== 1) {
            return original(...args);
          }
          const part = Buffer.from(args[1].subarray(args[2], args[2] + pieceBytes));
          written.push(part);
          return part.length;
        }) as never,
    );
    runWorker();
    restoreAll();
    const said = Buffer.concat(written).toString().trimEnd().split('\n');
    return {
      messages: said.map(line => JSON.parse(line.split('\t')[0] ?? '') as Message),
      texts: said.map(line => line.split('\t').slice(1)),
    };
  }
  const kinds = ({ messages }: Said) =>
    messages.map(message =>
      'began' in message
        ? message.began
        : 'part' in message
          ? 'part'
          : `${message.result.kind} ${message.result.outcome.ok}`,
    );
  /** The value of the only step. */
  function valueOf(step: Step): unknown {
    const last = run([[step]]).messages.at(-1);
    assert.ok(last && 'result' in last);
    return last.result.outcome.ok ? last.result.outcome.value : last.result.outcome.error.code;
  }
  const onMount = () => ({ mount: mountAt(folder), otherMounts: [], stopAt: now() + 60_000 });

  it('is each step after its announcement, line after line, in whatever pieces they come', () => {
    const lines: readonly (readonly Step[])[] = [
      [
        { kind: 'statfs', mountPoint: folder },
        { kind: 'statfs', mountPoint: `${folder}/none` },
      ],
      [{ kind: 'statfs', mountPoint: folder }],
    ];
    const said = [0, 'statfs true', 1, 'statfs false', 0, 'statfs true'];
    assert.deepEqual(kinds(run(lines)), said);
    assert.deepEqual(kinds(run(lines, 7)), said);
  });

  it('tells the sizes of a file system', () => {
    const stats = fs.statfsSync(folder, { bigint: true });
    const value = valueOf({ kind: 'statfs', mountPoint: folder }) as Readonly<Record<string, string>>;
    assert.deepEqual(
      [value['blockSize'], value['blocks'], value['inodes']],
      [String(stats.bsize), String(stats.blocks), String(stats.files)],
    );
    assert.ok(BigInt(value['blocksFree'] ?? '') >= BigInt(value['blocksAvailable'] ?? ''));
    assert.match(value['inodesFree'] ?? '', /^\d+$/);
  });

  it('gives the parts of a page with the texts of their columns, and goes on in what it left open', () => {
    makeFiles(folder, 3);
    const step = { kind: 'list', path: folder, leaveAlone: [], stopAt: now() + 60_000, limit: 2 } as const;
    const said = run([[{ ...step, mount: mountAt(folder) }]]);
    assert.deepEqual(kinds(said), [0, 'part', 'list true']);
    assert.equal(said.texts[1]?.length, 10);
    assert.equal(said.texts[1][1], '--');
    assert.deepEqual(said.texts[2], []);
  });

  it('answers each question of the mount', () => {
    mkdirSync(path.join(folder, 'directory'));
    writeFileSync(path.join(folder, 'file'), 'content');
    const file = { kind: 'file', path: path.join(folder, 'file'), offset: '3', length: 100 } as const;
    const range = valueOf({ ...file, ...onMount() }) as Readonly<Record<string, unknown>>;
    assert.deepEqual(
      [range['base64'], range['end'], range['offset'], range['path']],
      [Buffer.from('tent').toString('base64'), true, '3', file.path],
    );
    assert.equal(valueOf({ ...file, path: folder, ...onMount() }), 'NOT_A_FILE');
    const totals = { kind: 'totals', path: folder, limit: 10, maxDirectories: 10 } as const;
    const counted = valueOf({ ...totals, ...onMount() }) as Readonly<Record<string, unknown>>;
    assert.deepEqual([counted['files'], counted['directories'], counted['bytes']], [1, 1, '7']);
  });

  it('names what may be run of /bin: regular files with a bit to be run, by links, too', () => {
    for (const [name, mode] of [
      ['all', 0o755],
      ['owner', 0o700],
      ['none', 0o644],
      ['group', 0o610],
    ] as const) {
      writeFileSync(path.join(folder, name), '');
      chmodSync(path.join(folder, name), mode);
    }
    mkdirSync(path.join(folder, 'directory'));
    symlinkSync('all', path.join(folder, 'link'));
    symlinkSync('nowhere', path.join(folder, 'dangling'));
    symlinkSync('circle', path.join(folder, 'circle'));
    symlinkSync('none/below', path.join(folder, 'below-a-file'));
    const inFolder = (target: unknown) => String(target).replace(/^\/bin\/?/, `${folder}/`);
    const accessed: string[] = [];
    replace(
      fs,
      'readdirSync',
      original => ((target: string, ...more: []) => original(inFolder(target), ...more)) as never,
    );
    replace(
      fs,
      'statSync',
      original => ((target: string, ...more: []) => original(inFolder(target), ...more)) as never,
    );
    replace(
      fs,
      'accessSync',
      () =>
        ((target: string) => {
          accessed.push(path.basename(target));
          if (target.endsWith('group')) {
            throw Object.assign(new Error('EACCES'), { code: 'EACCES' });
          }
        }) as never,
    );
    const pieces = [Buffer.from(`${JSON.stringify([{ kind: 'tools' }])}\n`)];
    let said = '';
    replace(
      fs,
      'readSync',
      () => ((_: number, buffer: Buffer) => pieces.shift()?.copy(buffer) ?? 0) as never,
    );
    replace(
      fs,
      'writeSync',
      () =>
        ((_: number, bytes: Buffer) => {
          said += bytes.toString();
          return bytes.length;
        }) as never,
    );
    runWorker();
    restoreAll();
    const message = JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as {
      readonly result: { readonly outcome: { readonly value: unknown } };
    };
    assert.deepEqual(message.result.outcome.value, { bin: ['all', 'link', 'owner'] });
    assert.deepEqual(accessed.toSorted(), ['group', 'owner']);
  });
});
