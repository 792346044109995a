import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { jsonChunks } from '../../../src/probe/pack';
import type { DirectoryPage, PackedResponse } from '../../../src/protocol';
import { unpackResponse } from '../../../src/inspect/ways/response';
import { ProbeRuntime, valueOf } from './builtProbe';
import { assertSameNames, bulkRoot, makeFiles, scratchFolder } from './scratch';

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const LAMBDA_LIMIT = 6 * 1024 * 1024;

describe('a large response', function () {
  this.timeout(120_000);
  const scratch = scratchFolder(bulkRoot);
  let runtime: ProbeRuntime;
  before(() => {
    runtime = new ProbeRuntime({ nodeOptions: ['--max-old-space-size=32', '--max-semi-space-size=1'] });
  });
  after(() => runtime.close());

  async function page(folder: string, cursor?: string): Promise<{ page: DirectoryPage; payload: object }> {
    const list = { path: folder, limit: 100_000, cursor };
    const event = { probe: 1, want: ['list'], mountPath: bulkRoot, list };
    const payload = await runtime.invoke(event, undefined, bulkRoot);
    const { sections } = unpackResponse(payload);
    return { page: valueOf(sections.list), payload: payload as object };
  }

  it('of 100 000 entries travels packed, made with the memory of a small function', async () => {
    const folder = path.join(scratch.folder, 'hundred-thousand');
    mkdirSync(folder);
    const names = makeFiles(folder, 100_000, index => `${index}.json`);
    const { page: all, payload } = await page(folder);
    assert.deepEqual(Object.keys(payload), ['probe', 'gzip']);
    assert.ok((payload as PackedResponse).gzip.length < LAMBDA_LIMIT / 4);
    assertSameNames(all.names, names);
    assert.equal(all.cursor, undefined);
  });

  it('is shortened, with a cursor, when names would not fit even packed', async () => {
    const folder = path.join(scratch.folder, 'long-names');
    mkdirSync(folder);
    // Bytes without a pattern, none of them text: the worst that names can be.
    const names = Array.from({ length: 6000 }, (_, index) => noise(index));
    for (const name of names) {
      symlinkSync(name, Buffer.concat([Buffer.from(`${folder}/`), name]));
    }
    const seen = new Set<string>();
    let pages = 0;
    for (let cursor: string | undefined; pages === 0 || cursor !== undefined; pages++) {
      const { page: next, payload } = await page(folder, cursor);
      assert.ok(JSON.stringify(payload).length < LAMBDA_LIMIT);
      next.names.forEach((name, index) => {
        assert.equal(next.targets[index], name);
        assert.ok(!seen.has(name));
        seen.add(name);
      });
      cursor = next.cursor;
    }
    assert.equal(seen.size, names.length);
    assert.ok(pages > 1);
  });
});

describe('jsonChunks', () => {
  it('are together what JSON.stringify gives', () => {
    const numbers = Array.from({ length: 10_000 }, (_, index) => index);
    for (const value of [
      { numbers, empty: {}, none: [], deep: { list: numbers.map(String), absent: undefined, nothing: null } },
      { 'key "quoted"': '\udc80\n', flag: false },
      {},
      numbers,
      numbers.slice(0, 256),
      numbers.slice(0, 257),
      'text',
    ]) {
      assert.equal([...jsonChunks(value)].join(''), JSON.stringify(value));
    }
  });
});

function noise(index: number): Buffer {
  const bytes = Array.from({ length: 8 }, (_, part) =>
    createHash('sha256').update(`${index}/${part}`).digest(),
  );
  return Buffer.concat(bytes)
    .subarray(0, 250)
    .map(byte => byte | 0x80) as Buffer;
}
