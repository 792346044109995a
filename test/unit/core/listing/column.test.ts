import assert from 'node:assert/strict';
import { Column } from '../../../../src/core/listing/column';

describe('a column of numbers', () => {
  /** Of so many values, appended in pieces of these lengths in turn. */
  const columnOf = (total: number, pieces: readonly number[]) => {
    const column = new Column<Float64Array>(Float64Array);
    for (let from = 0, turn = 0; from < total; turn++) {
      const length = Math.min(pieces[turn % pieces.length] ?? 1, total - from);
      column.append(Float64Array.from({ length }, (_, index) => from + index));
      from += length;
    }
    return column;
  };

  for (const pieces of [[1], [7, 0, 1000], [32_768], [100_000], [32_767, 2, 70_000]]) {
    it(`has each where it was appended, in pieces of ${pieces.join(', ')}`, () => {
      const total = 150_000;
      const column = columnOf(total, pieces);
      for (const index of [0, 1, 32_767, 32_768, 65_535, 65_536, 99_999, total - 1]) {
        assert.equal(column.at(index), index);
      }
      assert.equal(column.at(total), undefined);
      assert.equal(column.at(-1), undefined);
      for (const [from, to] of [
        [0, total],
        [0, 0],
        [32_766, 32_770],
        [65_536, 65_537],
        [140_000, 200_000],
        [200_000, 300_000],
      ] as const) {
        const expected = Array.from({ length: Math.max(0, Math.min(to, total) - from) }, (_, i) => from + i);
        assert.deepEqual([...column.slice(from, to)], expected);
      }
    });
  }

  it('gives copies, and keeps one', () => {
    const given = Float64Array.of(1, 2, 3);
    const column = new Column<Float64Array>(Float64Array);
    column.append(given);
    given.fill(0);
    column.slice(0, 3).fill(9);
    assert.deepEqual([...column.slice(0, 3)], [1, 2, 3]);
  });
});
