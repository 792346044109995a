import assert from 'node:assert/strict';
import { mergeParts } from '../../../../src/template/read/mergeParts';
import type { Entry, ListNode, MapNode, Node } from '../../../../src/template/read/nodes';
import { Budget, TooComplexError } from '../../../../src/template/read/budget';

let offset = 0;
const range = () => ({ start: offset++, end: offset++ });
const scalar = (text: string): Node => ({ kind: 'scalar', text, plain: true, range: range() });
const entry = (key: string, value: Node): Entry => ({ key, keyRange: range(), value });
const map = (entries: readonly Entry[], more: Partial<MapNode> = {}): MapNode => ({
  kind: 'map',
  entries,
  flow: false,
  open: false,
  broken: false,
  range: range(),
  ...more,
});
const list = (): ListNode => ({
  kind: 'list',
  items: [],
  flow: false,
  open: false,
  broken: false,
  range: range(),
});

describe('parts that are merged', () => {
  it('are merged key by key where both are maps, in the place of the earlier one', () => {
    const [one, other, added] = [scalar('1'), scalar('2'), scalar('3')];
    const [before, after] = [
      map([entry('inner', map([entry('a', one), entry('b', one)])), entry('kept', one)]),
      map([entry('inner', map([entry('b', other), entry('c', added)])), entry('added', added)]),
    ];
    const merged = mergeParts(before, after, new Budget());
    assert.ok(merged.kind === 'map');
    assert.deepEqual(
      merged.entries.map(({ key, keyRange }) => [key, keyRange]),
      [...before.entries, ...after.entries.slice(1)].map(({ key, keyRange }) => [key, keyRange]),
    );
    const inner = merged.entries[0]?.value;
    assert.ok(inner?.kind === 'map');
    assert.deepEqual(
      inner.entries.map(({ key, value }) => [key, value]),
      [
        ['a', one],
        ['b', other],
        ['c', added],
      ],
    );
    assert.deepEqual([merged.range, inner.range], [before.range, before.entries[0]?.value.range]);
  });

  it('are the later one where either is a value of its own, at its place', () => {
    for (const [before, after] of [
      [scalar('a'), map([])],
      [map([]), scalar('a')],
      [list(), scalar('')],
      [scalar('a'), list()],
    ] as const) {
      const [earlier, later] = [entry('k', before), entry('k', after)];
      const merged = mergeParts(map([earlier]), map([later]), new Budget());
      assert.deepEqual(merged.kind === 'map' && merged.entries, [later]);
    }
  });

  it('are not seen where lists are merged, or what a variable brings', () => {
    for (const [before, after] of [
      [list(), list()],
      [list(), map([])],
      [map([]), list()],
      [map([]), scalar('${file(a.yml)}')],
      [scalar('${file(a.yml)}'), map([])],
      [map([]), { kind: 'opaque', range: range() }],
    ] as const) {
      assert.deepEqual(mergeParts(before, after, new Budget()), { kind: 'opaque', range: after.range });
    }
  });

  it('are open and broken where either is', () => {
    for (const [one, other] of [
      [map([], { open: true }), map([])],
      [map([]), map([], { open: true })],
    ] as const) {
      const merged = mergeParts(one, other, new Budget());
      assert.deepEqual(merged.kind === 'map' && [merged.open, merged.broken], [true, false]);
    }
    for (const [one, other] of [
      [map([], { broken: true }), map([])],
      [map([]), map([], { broken: true })],
    ] as const) {
      const merged = mergeParts(one, other, new Budget());
      assert.deepEqual(merged.kind === 'map' && [merged.open, merged.broken], [false, true]);
    }
  });

  it('are merged once, however often aliases bring them together', () => {
    const [a, b, c] = [map([]), map([]), map([])];
    const merged = mergeParts(
      map([entry('x', a), entry('y', a), entry('z', a)]),
      map([entry('x', b), entry('y', c), entry('z', b)]),
      new Budget(),
    );
    assert.ok(merged.kind === 'map');
    const [x, y, z] = merged.entries.map(({ value }) => value);
    assert.ok(x === z && x !== y);
  });

  it('are paid for: what is made of several parts is no more than a template may take', () => {
    const one = map([entry('x', map([entry('y', scalar('1'))]))]);
    const other = map([entry('x', map([entry('y', scalar('2'))]))]);
    assert.doesNotThrow(() => mergeParts(one, other, new Budget(6)));
    assert.throws(() => mergeParts(one, other, new Budget(5)), TooComplexError);
  });
});
