import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { demoConnection } from '../../../src/aws/connection';
import { FileContent } from '../../../src/inspect/fileContent';
import { LocalCopy } from '../../../src/inspect/localCopy';
import type { FileIdentity, FileRange, FileRequest } from '../../../src/protocol';
import { lambdaFunction } from '../aws/fakeLambda';
import { problemOf } from './problemOf';

const location = {
  known: { target: lambdaFunction(), connection: demoConnection('http://127.0.0.1:1') },
  path: '/mnt/efs/file',
};
const never = new AbortController().signal;

/** A file that tests write to between two ranges. */
class FakeFile {
  bytes = Buffer.alloc(0);
  identity: Partial<FileIdentity> = {};
  readonly asked: FileRequest[] = [];
  /** Bends what is answered. */
  answer = (range: FileRange): FileRange => range;

  readRange = (_: unknown, request: FileRequest): Promise<FileRange> => {
    this.asked.push(request);
    const from = Number(request.offset);
    const bytes = this.bytes.subarray(from, from + request.length);
    const identity = {
      device: '46',
      inode: '7',
      size: String(this.bytes.length),
      modifiedNs: '1',
      changedNs: '1',
      ...this.identity,
    };
    return Promise.resolve(
      this.answer({
        path: request.path,
        offset: request.offset,
        base64: bytes.toString('base64'),
        end: bytes.length < request.length,
        before: identity,
        after: identity,
      }),
    );
  };
}

describe('FileContent', () => {
  let file: FakeFile;
  let content: FileContent;
  beforeEach(() => {
    file = new FakeFile();
    content = new FileContent(file, location);
  });

  async function readAll(length: number, between: () => void = () => {}): Promise<string> {
    const ranges: Uint8Array[] = [];
    while (!content.done) {
      ranges.push(await content.next(never, length));
      between();
    }
    return Buffer.concat(ranges).toString();
  }

  it('is read range by range to its end', async () => {
    file.bytes = Buffer.from('0123456789');
    assert.equal(await readAll(4), '0123456789');
    assert.deepEqual(
      file.asked.map(({ offset, length }) => [offset, length]),
      [
        ['0', 4],
        ['4', 4],
        ['8', 2],
      ],
    );
    assert.deepEqual([content.size, content.position, content.changed], [10n, 10n, false]);
  });

  it('takes one range for an empty file, and for one of exactly a range', async () => {
    assert.equal(await readAll(4), '');
    file.bytes = Buffer.from('0123');
    content = new FileContent(file, location);
    assert.equal(await readAll(4), '0123');
    assert.equal(file.asked.length, 2);
  });

  it('says that the file changed when it grew, and ends at the size it had', async () => {
    file.bytes = Buffer.from('01234567');
    const read = await readAll(4, () => {
      file.bytes = Buffer.concat([file.bytes, Buffer.from('more')]);
    });
    assert.equal(read, '01234567');
    assert.equal(content.changed, true);
  });

  it('says that the file changed when it shrank, and ends', async () => {
    file.bytes = Buffer.from('01234567');
    const read = await readAll(4, () => {
      file.bytes = file.bytes.subarray(0, 5);
    });
    assert.equal(read, '01234');
    assert.equal(content.changed, true);
  });

  for (const identity of [{ inode: '8' }, { modifiedNs: '2' }, { changedNs: '2' }]) {
    it(`says that the file changed with its ${Object.keys(identity).join()}`, async () => {
      file.bytes = Buffer.from('01234567');
      await readAll(4, () => {
        file.identity = identity;
      });
      assert.equal(content.changed, true);
    });
  }

  it('does not take another execution environment’s device number for a change', async () => {
    file.bytes = Buffer.from('01234567');
    await readAll(4, () => {
      file.identity = { device: '47' };
    });
    assert.equal(content.changed, false);
  });

  it('does not trust an answer that is no part of what was asked for', async () => {
    file.bytes = Buffer.from('01234567');
    const bent: readonly ((range: FileRange) => FileRange)[] = [
      range => ({ ...range, offset: '1' }),
      range => ({ ...range, base64: Buffer.alloc(5).toString('base64') }),
      range => ({ ...range, base64: '', end: false }),
    ];
    for (const answer of bent) {
      file.answer = answer;
      const { code } = await problemOf(new FileContent(file, location).next(never, 4));
      assert.equal(code, 'file-answer-unusable');
    }
  });
});

describe('LocalCopy', () => {
  let folder: string;
  let place: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'copies-'));
    // As long as names can be.
    place = path.join(folder, 'c'.repeat(255));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes its place when it is whole, over what was there', async () => {
    await writeFile(place, 'before');
    const copy = await LocalCopy.create(place);
    await copy.append(Buffer.from('one '));
    await copy.append(Buffer.from('two'));
    assert.equal(await readFile(place, 'utf8'), 'before');
    await copy.keep();
    await copy.discard();
    assert.equal(await readFile(place, 'utf8'), 'one two');
    assert.equal((await readdir(folder)).length, 1);
  });

  it('leaves nothing behind when it is given up', async () => {
    const copy = await LocalCopy.create(place);
    await copy.append(Buffer.from('half'));
    await copy.discard();
    assert.deepEqual(await readdir(folder), []);
  });

  it('says what is wrong with the place', async () => {
    const { code, params } = await problemOf(LocalCopy.create(path.join(folder, 'gone', 'file')));
    assert.equal(code, 'copy-not-written');
    assert.match(String(params.reason), /ENOENT/);
  });
});
