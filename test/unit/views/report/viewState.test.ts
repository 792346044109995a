import assert from 'node:assert/strict';
import { viewStateOf } from '../../../../src/views/report/messages';

describe('the state that VS Code keeps of a report', () => {
  const files = { path: '/mnt/efs', filter: '', sort: { column: 'size', descending: true }, topRow: 12 };
  const identity = { arn: 'arn:aws:lambda:us-east-1:123456789012:function:f', functionName: 'f' };

  it('is taken as it was kept', () => {
    const state = { ...identity, scrollTop: 400, files };
    assert.deepEqual(viewStateOf(state), state);
  });

  it('loses what is not of its kind, and nothing else', () => {
    const wrong: readonly unknown[] = [
      { ...files, path: 3 },
      { ...files, sort: { column: 'constructor', descending: true } },
      { ...files, topRow: -1 },
      { ...files, topRow: Infinity },
      { ...files, filter: 'x'.repeat(20_000) },
      Object.create(files),
      null,
      'files',
    ];
    for (const each of wrong) {
      assert.deepEqual(viewStateOf({ ...identity, scrollTop: '1', files: each }), {
        ...identity,
        scrollTop: undefined,
        files: undefined,
      });
    }
  });

  it('may be anything', () => {
    for (const state of [undefined, null, 1, 'state', [], () => 0, { arn: 1 }]) {
      const { arn, files: kept } = viewStateOf(state);
      assert.deepEqual([arn, kept], [undefined, undefined]);
    }
  });
});
