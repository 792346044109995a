import assert from 'node:assert/strict';
import { parseDf } from '../../../../src/core/parse/df';
import { readShared, runConformance } from './conformance';

interface ExpectedRow {
  readonly filesystem: string;
  readonly mountedOn: string;
  readonly type?: string;
  readonly blocks?: number;
  readonly used?: number;
  readonly available?: number;
  readonly usePercent: number | null;
}

runConformance<{ rows: ExpectedRow[] }>('df.jsonl', ({ input, expect }) => {
  const { entries, unparsed } = parseDf(input);
  assert.deepEqual(unparsed, []);
  const unit = input.includes('512-blocks') ? 512 : 1024;
  assert.equal(entries.length, expect.rows.length);
  expect.rows.forEach((row, index) => {
    const entry = entries[index];
    const scaled = (size: number | undefined) =>
      size === undefined ? undefined : BigInt(size) * BigInt(unit);
    assert.equal(entry?.source, row.filesystem);
    assert.equal(entry.mountPoint, row.mountedOn);
    assert.equal(entry.fsType, row.type);
    assert.equal(entry.usedPercent, row.usePercent ?? undefined);
    if (row.blocks !== undefined) {
      assert.equal(entry.total, scaled(row.blocks));
      assert.equal(entry.used, scaled(row.used));
      assert.equal(entry.available, scaled(row.available));
    }
  });
});

describe('parseDf', () => {
  it('reads the output of a Lambda function with EFS', function () {
    const text = readShared('capture/df-h.txt');
    if (!text) {
      this.skip();
    }
    const { entries, unparsed } = parseDf(text);
    assert.equal(entries.length, 6);
    assert.deepEqual(unparsed, []);
    assert.deepEqual(entries.at(-1), {
      source: '127.0.0.1:/',
      total: 2n ** 63n,
      used: 0n,
      available: 2n ** 63n,
      usedPercent: 0,
      mountPoint: '/mnt/efs',
      rounded: true,
      printed: ['8.0E', '0', '8.0E'],
    });
  });
});
