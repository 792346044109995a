import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  choicesSetting,
  editedList,
  functionsSetting,
  namesIn,
  numberSetting,
  textSetting,
} from '../../../src/views/readSetting';
import { settingReaders } from '../../../src/views/settingReaders';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:reader';

interface Manifest {
  contributes: {
    configuration: {
      properties: Record<string, { type: string; default: unknown; minimum?: number; maximum?: number }>;
    };
  };
}

describe('settings', () => {
  it('fall back to the default, with a word, where they hold something else', () => {
    for (const raw of [null, undefined, '20', NaN, 1, 841, [], {}]) {
      const { complaint, value } = numberSetting(20, 2, 840)(raw);
      assert.equal(value, 20);
      assert.match(complaint ?? '', /number from 2 to 840/);
    }
    assert.deepEqual(numberSetting(20, 2, 840)(30), { value: 30 });
    assert.equal(textSetting()(null).value, '');
    assert.deepEqual(choicesSetting(['off'])({ a: 'off', b: 'loud' }).value, { a: 'off' });
  });

  it('mark functions by their ARN, not by a name or a part of a text', () => {
    for (const raw of [null, arn, `my ${arn}`, { 0: arn }]) {
      assert.deepEqual(functionsSetting(raw).value, []);
      assert.ok(functionsSetting(raw).complaint);
    }
    const { complaint, value } = functionsSetting([arn, 'reader', `${arn}:1`, 7, null]);
    assert.deepEqual(value, [arn]);
    assert.match(complaint ?? '', /^4 of its entries/);
  });

  it('keep what they cannot use when a mark is added or removed, and offer its names', () => {
    assert.deepEqual(namesIn([arn, 'reader', 7, `${arn}:1`]), ['reader', `${arn}:1`]);
    assert.deepEqual(namesIn('reader'), ['reader']);
    assert.deepEqual(namesIn(null), []);
    const raw = ['reader', 7, null, arn];
    assert.deepEqual(editedList(raw, { added: [`${arn}2`, arn], removed: [] }), [...raw, `${arn}2`]);
    assert.deepEqual(editedList(raw, { added: [], removed: [arn] }), ['reader', 7, null]);
    assert.deepEqual(editedList(raw, { added: [`${arn}2`], removed: ['reader'] }), [7, null, arn, `${arn}2`]);
    assert.deepEqual(editedList('reader', { added: [arn], removed: [] }), ['reader', arn]);
    assert.deepEqual(editedList(undefined, { added: [arn], removed: [] }), [arn]);
  });

  it('have the defaults and the bounds that the manifest says', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const { properties } = manifest.contributes.configuration;
    const readers = Object.fromEntries(
      Object.entries(settingReaders).map(([key, read]) => [`efsMountInspector.${key}`, read]),
    );
    assert.deepEqual(Object.keys(readers).sort(), Object.keys(properties).sort());
    for (const [key, { default: fallback, maximum, minimum, type }] of Object.entries(properties)) {
      const read = readers[key] ?? assert.fail(key);
      assert.deepEqual(read(fallback), { value: fallback }, key);
      assert.deepEqual(read(null).value, fallback, key);
      assert.ok(read(null).complaint, key);
      if (type !== 'number' && type !== 'integer') {
        continue;
      }
      assert.ok(minimum !== undefined && maximum !== undefined, key);
      for (const fits of [minimum, maximum]) {
        assert.deepEqual(read(fits), { value: fits }, key);
      }
      for (const beyond of [minimum - 1, maximum + 1, -Infinity, Infinity]) {
        assert.equal(read(beyond).value, fallback, `${key} ${beyond}`);
      }
      assert.equal(read(minimum + 0.5).value, type === 'integer' ? fallback : minimum + 0.5, key);
    }
  });

  it('that a workspace may not choose are all restricted in the manifest', () => {
    const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
      capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
    };
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    for (const key of ['probe.shellFunctions', 'probe.deadlineSeconds', 'files.pageSize']) {
      assert.ok(restrictedConfigurations.includes(`efsMountInspector.${key}`), key);
    }
  });
});
