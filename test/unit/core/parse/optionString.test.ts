import assert from 'node:assert/strict';
import {
  formatOption,
  formatOptionString,
  findOption,
  optionValue,
  parseOptionString,
} from '../../../../src/core/parse/optionString';

describe('parseOptionString', () => {
  it('keeps order and duplicates, and the last duplicate is in force', () => {
    const options = parseOptionString('rw,timeo=600,soft,timeo=50,rsize');
    assert.deepEqual(
      options.map(option => option.key),
      ['rw', 'timeo', 'soft', 'timeo', 'rsize'],
    );
    assert.equal(optionValue(options, 'timeo'), '50');
    assert.equal(optionValue(options, 'rsize'), undefined);
    assert.deepEqual(findOption(options, 'rsize'), { key: 'rsize' });
    assert.equal(findOption(options, 'hard'), undefined);
  });

  it('tells a flag from an empty value', () => {
    assert.deepEqual(parseOptionString('a,b='), [{ key: 'a' }, { key: 'b', value: '' }]);
  });

  it('keeps commas and equals signs inside quotes', () => {
    assert.deepEqual(parseOptionString('rw,context="u:r:t:s0:c314,c894",x="p=q",hard'), [
      { key: 'rw' },
      { key: 'context', value: 'u:r:t:s0:c314,c894' },
      { key: 'x', value: 'p=q' },
      { key: 'hard' },
    ]);
  });

  it('takes a quote that opens nothing, or that nothing closes, for a character', () => {
    assert.deepEqual(parseOptionString('lowerdir=/a"b,upperdir=/c"d'), [
      { key: 'lowerdir', value: '/a"b' },
      { key: 'upperdir', value: '/c"d' },
    ]);
    assert.deepEqual(parseOptionString('context="u:r,hard'), [
      { key: 'context', value: '"u:r' },
      { key: 'hard' },
    ]);
    assert.deepEqual(parseOptionString('a="'), [{ key: 'a', value: '"' }]);
    assert.deepEqual(parseOptionString('a="",b'), [{ key: 'a', value: '' }, { key: 'b' }]);
  });

  it('gives back what it read, as it was spelled', () => {
    for (const text of [
      'rw,vers=4.1,rsize=1048576,hard',
      'rw,nosuid,x-systemd.automount,loop=/dev/loop7,user=me',
      'a=,b,a=1,a=2,b=3',
      'rw,context="u:object_r:t:s0:c1,c2,c3",data=ordered',
    ]) {
      assert.equal(formatOptionString(parseOptionString(text)), text);
      assert.equal(parseOptionString(text).map(formatOption).join(','), text);
    }
  });

  it('does not count empty parts', () => {
    assert.deepEqual(parseOptionString(',rw,,hard,'), [{ key: 'rw' }, { key: 'hard' }]);
    assert.deepEqual(parseOptionString(''), []);
  });
});
