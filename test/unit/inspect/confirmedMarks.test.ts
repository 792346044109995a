import assert from 'node:assert/strict';
import { ConfirmedMarks } from '../../../src/inspect/kept/confirmedMarks';
import { lambdaFunction } from '../aws/fakeLambda';

const target = lambdaFunction({ codeSha256: 'a' });

function memento(values = new Map<string, unknown>()) {
  return {
    values,
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  };
}

describe('confirmed marks', () => {
  it('hold for one function, as one kind of probe, while its code stays', async () => {
    const kept = memento();
    await new ConfirmedMarks(kept).confirm(target, 'shell-handler');
    const later = new ConfirmedMarks(kept);
    assert.ok(later.holds(target, 'shell-handler'));
    assert.ok(!later.holds(target, 'installed-probe'));
    assert.ok(!later.holds({ ...target, arn: `${target.arn}2` }, 'shell-handler'));
    assert.ok(!later.holds({ ...target, codeSha256: 'b' }, 'shell-handler'));
    await later.confirm({ ...target, codeSha256: 'b' }, 'shell-handler');
    assert.ok(!later.holds(target, 'shell-handler'));
  });

  it('are withdrawn one by one, and forgotten all at once', async () => {
    const marks = new ConfirmedMarks(memento());
    await marks.confirm(target, 'shell-handler');
    await marks.confirm(target, 'installed-probe');
    await marks.withdraw(target.arn, 'shell-handler');
    assert.ok(!marks.holds(target, 'shell-handler'));
    assert.ok(marks.holds(target, 'installed-probe'));
    assert.equal(await marks.deleteAll(), 1);
    assert.ok(!marks.holds(target, 'installed-probe'));
  });

  it('do without what is damaged, and keep a bounded number', async () => {
    const kept = memento();
    const marks = new ConfirmedMarks(kept);
    await marks.confirm(target, 'shell-handler');
    const [key = ''] = kept.values.keys();
    const good = (kept.values.get(key) as unknown[])[0];
    for (const stored of [null, 'x', {}, [null, 7, { arn: target.arn }], new Array(501).fill(good)]) {
      kept.values.set(key, stored);
      assert.ok(!marks.holds(target, 'shell-handler'));
    }
    kept.values.set(key, [null, { arn: 7 }, good]);
    assert.ok(marks.holds(target, 'shell-handler'));
    for (let i = 0; i < 501; i++) {
      await marks.confirm({ ...target, arn: `${target.arn}-${i}` }, 'shell-handler');
    }
    assert.ok(!marks.holds(target, 'shell-handler'));
    assert.ok(marks.holds({ ...target, arn: `${target.arn}-500` }, 'shell-handler'));
  });
});
