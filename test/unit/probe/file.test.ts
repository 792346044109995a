import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { encodeText } from '../../../src/core/text/byteText';
import { MAX_FILE_BYTES, type FileRange, type FileRequest, type Section } from '../../../src/protocol';
import { ProbeRuntime, valueOf } from './builtProbe';
import { NAMELESS_UID, isRoot, scratchFolder } from './scratch';
import { skip } from '../../harness/skip';

/** Runs once, right before the probe's child opens its file. */
function beforeOpening(code: string): string {
  return `{
    const fs = require('fs');
    const { openSync } = fs;
    fs.openSync = (...args) => {
      fs.openSync = openSync;
      ${code}
      return openSync(...args);
    };
  }`;
}

/** Runs once, when the probe's child knows what it found and has not opened it for reading yet. */
function beforeReading(code: string): string {
  return `{
    const fs = require('fs');
    const { fstatSync } = fs;
    fs.fstatSync = (...args) => {
      fs.fstatSync = fstatSync;
      const stats = fstatSync(...args);
      ${code}
      return stats;
    };
  }`;
}

/** Runs after the first piece of the file was read. */
function afterFirstPiece(code: string): string {
  return `{
    const fs = require('fs');
    const { readSync } = fs;
    fs.readSync = (...args) => {
      const read = readSync(...args);
      if (args.length > 4) {
        fs.readSync = readSync;
        ${code}
      }
      return read;
    };
  }`;
}

describe('a range of a file', function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const others: ProbeRuntime[] = [];
  let shared: ProbeRuntime;
  let mount: string;
  let secret: string;
  before(() => {
    shared = new ProbeRuntime();
    mount = path.join(scratch.folder, 'mount');
    mkdirSync(path.join(mount, 'folder'), { recursive: true });
    // Begins as the mount does.
    mkdirSync(`${mount}-other`);
    secret = path.join(`${mount}-other`, 'secret');
    writeFileSync(secret, 'secret');
  });
  after(() => Promise.all([shared, ...others].map(runtime => runtime.close())));

  const start = (childPrelude: string): ProbeRuntime => {
    const runtime = new ProbeRuntime({ childPrelude });
    others.push(runtime);
    return runtime;
  };
  const make = (name: string, content: string | Uint8Array = 'content'): string => {
    const file = path.join(mount, name);
    writeFileSync(file, content);
    return file;
  };
  async function read(
    file: string,
    { offset = '0', length = MAX_FILE_BYTES }: Partial<FileRequest> = {},
    runtime = shared,
    mountPath = mount,
  ): Promise<Section<FileRange>> {
    const { sections } = await runtime.ask({
      want: ['file'],
      mountPath,
      file: { path: file, offset, length },
    });
    return sections.file ?? assert.fail('there is no such section');
  }
  const bytesOf = (section: Section<FileRange>) => Buffer.from(valueOf(section).base64, 'base64');
  const refusal = (section: Section<FileRange>) => (section.ok ? 'read' : section.error.code);

  it('has exactly the bytes, also those that are not UTF-8, and what the file is', async () => {
    const content = randomBytes(1_000_000);
    const file = make('random', content);
    const section = await read(file, { offset: '999000' });
    assert.ok(bytesOf(section).equals(content.subarray(999_000)));
    const { before, after, end, path: real } = valueOf(section);
    const stats = statSync(file, { bigint: true });
    assert.deepEqual(before, {
      device: String(stats.dev),
      inode: String(stats.ino),
      size: '1000000',
      modifiedNs: String(stats.mtimeNs),
      changedNs: String(stats.ctimeNs),
    });
    assert.deepEqual(after, before);
    assert.deepEqual([end, real], [true, file]);
  });

  it('ends where it was asked to, and at most at what fits into an answer', async () => {
    const file = make('long', Buffer.alloc(MAX_FILE_BYTES + 10, 'a'));
    assert.deepEqual(bytesOf(await read(file, { offset: '7', length: 3 })).toString(), 'aaa');
    const most = await read(file, { length: 100 * MAX_FILE_BYTES });
    assert.deepEqual([bytesOf(most).length, valueOf(most).end], [MAX_FILE_BYTES, false]);
    const rest = await read(file, { offset: String(MAX_FILE_BYTES) });
    assert.deepEqual([bytesOf(rest).length, valueOf(rest).end], [10, true]);
    const beyond = await read(file, { offset: '900000000000' });
    assert.deepEqual([bytesOf(beyond).length, valueOf(beyond).end], [0, true]);
  });

  it('is empty for an empty file', async () => {
    const section = await read(make('empty', ''));
    assert.deepEqual([valueOf(section).base64, valueOf(section).end], ['', true]);
  });

  it('can lie anywhere in a file of 8 TiB', async () => {
    const file = make('sparse', '');
    truncateSync(file, 2 ** 43);
    const section = await read(file, { offset: String(2n ** 43n - 4n), length: 100 });
    assert.equal(valueOf(section).before.size, String(2n ** 43n));
    assert.deepEqual([...bytesOf(section)], [0, 0, 0, 0]);
  });

  it('is of the file with this name to the byte', async () => {
    const name = Buffer.from([0x62, 0xff, 0x0a, 0x24, 0x28]);
    writeFileSync(Buffer.concat([Buffer.from(`${mount}/`), name]), 'odd');
    const section = await read(`${mount}/b\udcff\n$(`);
    assert.equal(bytesOf(section).toString(), 'odd');
    assert.deepEqual(Buffer.from(encodeText(valueOf(section).path)).subarray(-5), name);
  });

  it('is read through links that stay inside the mount', async () => {
    make('folder/inside');
    symlinkSync('folder', path.join(mount, 'link'));
    symlinkSync('../link/inside', path.join(mount, 'folder/again'));
    const section = await read(`${mount}/link/../folder/again`);
    assert.equal(bytesOf(section).toString(), 'content');
    assert.equal(valueOf(section).path, `${mount}/folder/inside`);
  });

  it('is refused where the mount path itself is a link', async () => {
    const link = path.join(scratch.folder, 'mount-link');
    symlinkSync(mount, link);
    make('by-link');
    assert.equal(refusal(await read(`${link}/by-link`, {}, shared, link)), 'OUTSIDE');
  });

  it('is refused where the path or a link in it leaves the mount', async () => {
    symlinkSync(secret, path.join(mount, 'absolute'));
    symlinkSync('../mount-other/secret', path.join(mount, 'relative'));
    symlinkSync('../mount-other', path.join(mount, 'parent'));
    symlinkSync('/proc/self/root', path.join(mount, 'root'));
    for (const file of [
      secret,
      `${mount}/../mount-other/secret`,
      `${mount}/absolute`,
      `${mount}/relative`,
      `${mount}/parent/secret`,
      `${mount}/root${secret}`,
    ]) {
      assert.equal(refusal(await read(file)), 'OUTSIDE', file);
    }
  });

  it('is refused on another file system below the mount path', async () => {
    assert.equal(refusal(await read('/proc/self/status', {}, shared, '/')), 'OUTSIDE');
  });

  it('is refused where the file, or a directory above it, becomes a link before it is opened', async () => {
    const file = make('folder/exchanged');
    const exchangeFile = start(
      beforeOpening(`fs.unlinkSync('${file}'); fs.symlinkSync('${secret}', '${file}');`),
    );
    assert.equal(refusal(await read(file, {}, exchangeFile)), 'OUTSIDE');

    mkdirSync(path.join(mount, 'exchanged'));
    make('exchanged/secret');
    const exchangeFolder = start(
      beforeOpening(
        `fs.renameSync('${mount}/exchanged', '${mount}/moved'); fs.symlinkSync('${mount}-other', '${mount}/exchanged');`,
      ),
    );
    assert.equal(refusal(await read(`${mount}/exchanged/secret`, {}, exchangeFolder)), 'OUTSIDE');
  });

  it('is of what was judged, whatever takes its name before it is read', async () => {
    const file = make('judged');
    const exchange = start(
      beforeReading(`fs.unlinkSync('${file}'); fs.symlinkSync('${secret}', '${file}');`),
    );
    assert.equal(bytesOf(await read(file, {}, exchange)).toString(), 'content');
  });

  it('is refused where a pipe takes the place of the file, and does not wait for it', async () => {
    const file = make('piped');
    const exchange = start(
      beforeOpening(
        `fs.unlinkSync('${file}'); require('child_process').execFileSync('mkfifo', ['${file}']);`,
      ),
    );
    assert.equal(refusal(await read(file, {}, exchange)), 'NOT_A_FILE');
  });

  it('is refused of anything that is not a regular file', async () => {
    const fifo = path.join(mount, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const server = net.createServer();
    await new Promise<void>(resolve => server.listen(path.join(mount, 'socket'), resolve));
    for (const file of [mount, fifo, `${mount}/socket`, `${mount}/folder`]) {
      assert.equal(refusal(await read(file)), 'NOT_A_FILE', file);
    }
    await new Promise(resolve => server.close(resolve));
    assert.equal(refusal(await read('/dev/null', {}, shared, '/dev')), 'NOT_A_FILE');
  });

  it('fails as the kernel says', async () => {
    assert.equal(refusal(await read(`${mount}/gone`)), 'ENOENT');
    assert.equal(refusal(await read(`${make('plain')}/below`)), 'ENOTDIR');
    symlinkSync('loop', path.join(mount, 'loop'));
    assert.equal(refusal(await read(`${mount}/loop`)), 'ELOOP');
  });

  it('needs the permission of the function’s user', async function () {
    if (!isRoot) {
      skip(this, 'only root can act as another user');
    }
    const nobody = new ProbeRuntime({ uid: NAMELESS_UID });
    others.push(nobody);
    const file = make('private');
    chmodSync(file, 0o600);
    assert.equal(refusal(await read(file, {}, nobody)), 'EACCES');
  });

  it('says that the file grew, shrank or was written to while it was read', async () => {
    for (const change of [
      "fs.appendFileSync(FILE, 'more')",
      'fs.truncateSync(FILE, 3)',
      "fs.writeFileSync(FILE, 'CONTENT')",
    ]) {
      const file = make('changing');
      utimesSync(file, 1, 1);
      const runtime = start(afterFirstPiece(change.replace('FILE', JSON.stringify(file))));
      const { before, after } = valueOf(await read(file, {}, runtime));
      assert.notDeepEqual(after, before, change);
    }
  });

  it('leaves the file as it was', async () => {
    const file = make('untouched');
    appendFileSync(file, '!');
    const before = statSync(file, { bigint: true });
    await read(file);
    const after = statSync(file, { bigint: true });
    assert.deepEqual(
      [after.mtimeNs, after.ctimeNs, after.size],
      [before.mtimeNs, before.ctimeNs, before.size],
    );
    assert.equal(readFileSync(file, 'utf8'), 'content!');
  });

  it('is refused without a place in a file', async () => {
    for (const file of [
      { path: 'relative', offset: '0', length: 1 },
      { path: '/a', offset: '-1', length: 1 },
      { path: '/a', offset: 0, length: 1 },
      { path: '/a', offset: '0', length: 0 },
      undefined,
    ]) {
      const answer = (await shared.invoke({ probe: 1, want: ['file'], mountPath: mount, file })) as object;
      assert.ok('refused' in answer, JSON.stringify(file));
    }
  });
});
