import assert from 'node:assert/strict';

import type { Connection } from '../../../src/aws/connection';
import { ProbeGuard } from '../../../src/inspect/probeGuard';
import { lambdaFunction } from '../aws/fakeLambda';

const connection: Connection = { id: 'aws', kind: 'aws', region: 'eu-central-1' };

describe('the refusal to invoke', () => {
  const guard = new ProbeGuard({
    apis: {} as never,
    catalog: {} as never,
    evidence: () => ({ installedFunctions: [], shellFunctions: [], isConfirmed: () => false }),
  });
  const was = {
    connection,
    target: lambdaFunction({ handler: 'index.handler', runtime: 'nodejs24.x', declaresProbe: true }),
  };
  const other = { connection, target: { ...was.target, declaresProbe: false } };
  const hidden = {
    connection,
    target: { ...other.target, environmentError: 'AccessDeniedException: KMS access was denied.' },
  };

  it('says why a probe may not be known as one, also where it was one', () => {
    for (const before of [was, hidden]) {
      const { message, problem } = guard.refusal(before, hidden);
      assert.equal(problem?.code, 'not-known-as-probe');
      assert.match(message, /KMS access was denied.*kms:Decrypt/);
    }
  });

  it('says no more where the variables are known', () => {
    assert.equal(guard.refusal(was, other).problem?.code, 'no-longer-a-probe');
    const { message } = guard.refusal(other, other);
    assert.match(message, /is not known to be a probe/);
    assert.doesNotMatch(message, /kms/);
  });
});
