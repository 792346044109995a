import assert from 'node:assert/strict';
import { demoConnection } from '../../../src/aws/connection';
import { Inspector, type InspectorOptions } from '../../../src/inspect/inspector';
import { inspectError } from '../../../src/inspect/inspectProblems';
import { lambdaFunction } from '../aws/fakeLambda';

describe('an answer that no probe gives', () => {
  const known = { target: lambdaFunction(), connection: demoConnection('http://127.0.0.1:1') };

  /** What is doubted after a listing has failed so. */
  async function doubtedAfterFailure(
    way: 'installed-probe' | undefined,
    error: Error = inspectError('function-failed', { function: 'f', type: 'E', reason: '' }),
  ): Promise<readonly unknown[]> {
    const doubted: unknown[] = [];
    const failure = () => Promise.reject(error);
    const inspector = new Inspector({
      apis: { for: () => ({ lambda: undefined }) },
      guard: {
        judge: () => way,
        selected: () => Promise.resolve(known.connection),
        look: () => Promise.resolve(known),
        invoke: failure,
        doubt: (of: unknown) => doubted.push(of),
      },
      temporaryProbes: { isFor: () => way === undefined, useExisting: failure },
      deadlineSeconds: () => 1,
      pageSize: () => 1,
    } as unknown as InspectorOptions);
    const { signal } = new AbortController();
    await assert.rejects(inspector.list(known, { path: '/mnt/efs' }, { signal }));
    return doubted;
  }

  it('puts in doubt what an installed probe is', async () => {
    assert.deepEqual(await doubtedAfterFailure('installed-probe'), [known]);
  });

  it('is not what Lambda or a bug says', async () => {
    const timedOut = inspectError('function-timed-out', { function: 'f', seconds: 3 });
    assert.deepEqual(await doubtedAfterFailure('installed-probe', timedOut), []);
    assert.deepEqual(await doubtedAfterFailure('installed-probe', new Error('a bug')), []);
  });

  it('says nothing of a function that a temporary probe was asked in the place of', async () => {
    assert.deepEqual(await doubtedAfterFailure(undefined), []);
  });
});
