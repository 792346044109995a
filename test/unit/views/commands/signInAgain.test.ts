import { executed } from '../../../harness/vscodeDouble';
import assert from 'node:assert/strict';
import { problemError } from '../../../../src/aws/problems/awsProblems';
import type { HumanError } from '../../../../src/core/humanError';
import { createCommands } from '../../../../src/views/commands/createCommands';
import type { Surfaces } from '../../../../src/views/surfaces';

const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:f';
const expired = (profile: string, command = 'sso') =>
  problemError('login-expired', { profile, command: `aws ${command} login --profile ${profile}` });
const slow = problemError('throttled', { operation: 'Invoke' });

/** What Sign In asks for. @param failures what the last measurement and the last inspection of the function threw */
async function signedIn(failures: { measured?: unknown; inspected?: HumanError }) {
  executed.length = 0;
  const { signInAgain } = createCommands({
    latency: { failure: (of: string) => (of === arn ? failures.measured : undefined) },
    store: {
      get: (of: string) =>
        of === arn && failures.inspected ? { failure: { error: failures.inspected } } : undefined,
    },
  } as unknown as Surfaces);
  await (signInAgain as (argument: object) => Promise<void>)({ arn });
  return executed;
}

const command = 'efsMountInspector.signIn';

describe('Sign In beside what was refused', () => {
  it('is for the profile that a measurement of latency was refused to', async () => {
    assert.deepEqual(await signedIn({ measured: expired('corp') }), [
      [command, { profile: 'corp', kind: 'sso' }, arn],
    ]);
  });

  it('is for the profile of the measurement where an inspection was refused before', async () => {
    assert.deepEqual(await signedIn({ measured: expired('now', ''), inspected: expired('before') }), [
      [command, { profile: 'now', kind: 'console' }, arn],
    ]);
  });

  it('is for the profile of the inspection where a measurement failed for another reason, or was none', async () => {
    for (const measured of [undefined, slow, new Error('login-expired'), 'login-expired']) {
      assert.deepEqual(await signedIn({ measured, inspected: expired('corp') }), [
        [command, { profile: 'corp', kind: 'sso' }, arn],
      ]);
    }
  });

  it('asks for nothing where nothing was refused for want of a sign-in', async () => {
    assert.deepEqual(await signedIn({}), []);
    assert.deepEqual(await signedIn({ measured: slow, inspected: slow }), []);
  });
});
