import assert from 'node:assert/strict';
import { addressBlock, overlap } from '../../../src/template/mount/addresses';
import { matchesPath } from '../../../src/template/checkRules';
import { isFilledIn, isFilledInPlain } from '../../../src/template/read/placeholders';
import { nearestName } from '../../../src/template/resolve/references';
import { substitute } from '../../../src/template/read/substitute';

describe('nearestName', () => {
  it('is the only name that few letters tell apart', () => {
    const names = ['MountTarget', 'FileSystem', 'SubnetA', 'SubnetB', 'Vpc'];
    const meant: readonly (readonly [string, string | undefined])[] = [
      ['MountTarget', 'MountTarget'],
      ['mounttarget', 'MountTarget'],
      ['MountTagret', 'MountTarget'],
      ['MontTarge', 'MountTarget'],
      ['MountTargetXYZ', 'MountTarget'],
      ['MountTargetWXYZ', 'MountTarget'],
      ['MountTargetVWXYZ', undefined],
      ['Mxxxtxxrgxt', undefined],
      // As near to one as to the other.
      ['SubnetC', undefined],
      ['SubnetAA', 'SubnetA'],
      ['Vp', 'Vpc'],
      ['V', 'Vpc'],
      ['X', undefined],
      ['Qqqqqq', undefined],
      ['', undefined],
    ];
    assert.deepEqual(
      meant.map(([id]) => nearestName(id, names)),
      meant.map(([, name]) => name),
    );
    assert.equal(nearestName('a', []), undefined);
    const long = 'x'.repeat(255);
    assert.equal(nearestName(`${long.slice(1)}y`, [long]), long);
    assert.equal(nearestName(`${long}y`, [`${long}z`]), undefined);
  });
});

describe('matchesPath', () => {
  it('has stars and question marks', () => {
    const cases: readonly (readonly [string, string, boolean])[] = [
      ['a.yaml', 'a.yaml', true],
      ['a.yaml', 'b/a.yaml', false],
      ['*.yaml', 'a.yaml', true],
      ['*.yaml', '.yaml', true],
      ['*.yaml', 'b/a.yaml', false],
      ['*', 'a', true],
      ['*', '', true],
      ['a*', 'a/', false],
      ['b/*', 'b/a', true],
      ['b/*', 'b/a/c', false],
      ['**', 'b/a.yaml', true],
      ['**', '', true],
      ['**/a.yaml', 'a.yaml', true],
      ['**/a.yaml', 'b/c/a.yaml', true],
      ['**/a.yaml', 'ba.yaml', false],
      ['b/**', 'b/a', true],
      ['b/**', 'b', false],
      ['b/**/a', 'b/a', true],
      ['b/**/a', 'b/c/d/a', true],
      ['b/**/a', 'bc/a', false],
      ['?.yaml', 'a.yaml', true],
      ['?.yaml', 'ab.yaml', false],
      ['?.yaml', '.yaml', false],
      ['b?a', 'b/a', false],
      ['a', 'ab', false],
      ['ab', 'a', false],
      ['', '', true],
      ['', 'a', false],
    ];
    assert.deepEqual(
      cases.map(([pattern, path]) => [pattern, path, matchesPath(pattern, path)]),
      cases,
    );
  });
});

describe('addresses', () => {
  it('are a block from its first to its last', () => {
    assert.deepEqual(addressBlock('10.0.0.0/16'), { first: 0x0a000000, last: 0x0a00ffff });
    assert.deepEqual(addressBlock('10.0.1.77/24'), { first: 0x0a000100, last: 0x0a0001ff });
    assert.deepEqual(addressBlock('0.0.0.0/0'), { first: 0, last: 2 ** 32 - 1 });
    assert.deepEqual(addressBlock('255.255.255.255/32'), { first: 2 ** 32 - 1, last: 2 ** 32 - 1 });
    for (const text of [
      '10.0.0.0',
      '10.0.0.0/33',
      '256.0.0.0/8',
      '10.0.0.256/8',
      '10.0.0/8',
      'x10.0.0.0/8',
      '',
    ]) {
      assert.equal(addressBlock(text), undefined, text);
    }
  });

  it('overlap where one address is in both', () => {
    const block = (first: number, last: number) => ({ first, last });
    assert.equal(overlap(block(1, 3), block(3, 5)), true);
    assert.equal(overlap(block(3, 5), block(1, 3)), true);
    assert.equal(overlap(block(1, 3), block(4, 5)), false);
    assert.equal(overlap(block(4, 5), block(1, 3)), false);
    assert.equal(overlap(block(1, 9), block(4, 5)), true);
  });
});

describe('texts with something put in', () => {
  it('are split as Fn::Sub does', () => {
    assert.deepEqual(substitute('a${B}c'), [{ text: 'a' }, { name: 'B' }, { text: 'c' }]);
    assert.deepEqual(substitute('${ A.B }'), [{ text: '' }, { name: 'A.B' }, { text: '' }]);
    assert.deepEqual(substitute('${!A}'), [{ text: '' }, { text: '${A}' }, { text: '' }]);
    assert.deepEqual(substitute('a${B'), [{ text: 'a${B' }]);
    assert.deepEqual(substitute('${A}${B}'), [
      { text: '' },
      { name: 'A' },
      { text: '' },
      { name: 'B' },
      { text: '' },
    ]);
    assert.deepEqual(substitute('$A {B}'), [{ text: '$A {B}' }]);
  });

  it('are known by their brackets', () => {
    for (const text of [
      '{{ a }}',
      '{% a %}',
      '%%A%%',
      '<% a %>',
      '((a))',
      '[[a]]',
      '@@a',
      '#{a}',
      '$NAME',
      '$(a)',
      '<your id>',
      '@NAME@',
      '__NAME__',
    ]) {
      assert.equal(isFilledIn(text), true, text);
    }
    for (const text of [
      'a',
      '{a}',
      '100%',
      '$1',
      'a < b',
      '@name',
      '__name__',
      '${A}',
      '${AWS::Region}',
      '<>',
    ]) {
      assert.equal(isFilledIn(text), false, text);
    }
    assert.equal(isFilledInPlain('${A}'), true);
    assert.equal(isFilledInPlain('${AWS::Region}'), false);
    assert.equal(isFilledInPlain('a'), false);
  });
});
