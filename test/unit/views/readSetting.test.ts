import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { choicesSetting, functionsSetting, numberSetting, textSetting } from '../../../src/views/readSetting';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:reader';

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
