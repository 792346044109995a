import assert from 'node:assert/strict';
import {
  listHeight,
  scrollTopOf,
  scrollTopToReveal,
  visibleRows,
} from '../../../../media/report/files/virtualWindow';

const small = { count: 1000, rowHeight: 22, viewport: 440 };
/** Higher than Chromium makes an element. */
const huge = { count: 5_000_000, rowHeight: 22, viewport: 440 };

describe('rows of a virtual list', () => {
  it('are drawn where they belong, and few of them', () => {
    const rows = visibleRows(small, 2200);
    assert.equal(rows.top, 100);
    assert.ok(rows.from < 100 && rows.to > 120 && rows.to - rows.from < 50);
    assert.equal(rows.fromPixel, rows.from * 22);
  });

  it('begin at the first and end at the last', () => {
    assert.equal(visibleRows(small, 0).from, 0);
    assert.equal(visibleRows(small, listHeight(small) - small.viewport).to, 1000);
    assert.deepEqual(visibleRows({ ...small, count: 0 }, 0), { from: 0, to: 0, top: 0, fromPixel: 0 });
  });

  for (const [name, list] of Object.entries({ small, huge })) {
    it(`can all be reached (${name})`, () => {
      assert.ok(listHeight(list) <= 33_554_428);
      const bottom = listHeight(list) - list.viewport;
      const last = visibleRows(list, bottom);
      assert.equal(last.to, list.count);
      assert.ok(Math.abs(last.fromPixel + (last.to - last.from) * 22 - listHeight(list)) < 1);
      for (const row of [0, 1, 123, list.count - 1]) {
        const { top } = visibleRows(list, scrollTopOf(list, row));
        assert.ok(Math.abs(top - row) <= 1, `row ${row} at the top`);
      }
    });

    it(`come into view with the least scrolling (${name})`, () => {
      const at = scrollTopOf(list, 500);
      assert.equal(scrollTopToReveal(list, at, 505), at);
      const above = visibleRows(list, scrollTopToReveal(list, at, 480));
      assert.equal(above.top, 480);
      const below = scrollTopToReveal(list, at, 530);
      assert.ok(Math.abs(visibleRows(list, below).top - 511) <= 1);
    });
  }
});
