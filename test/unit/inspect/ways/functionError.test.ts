import assert from 'node:assert/strict';

import { HumanError } from '../../../../src/core/humanError';
import { asOfTemporaryProbe } from '../../../../src/inspect/temporary/temporaryProbeError';
import { functionError } from '../../../../src/inspect/ways/functionError';
import { lambdaFunction } from '../../core/captures';

const target = { ...lambdaFunction(), memoryMb: 128 };

function failed(errorType: string, errorMessage: string) {
  const payload = new TextEncoder().encode(JSON.stringify({ errorType, errorMessage }));
  return functionError(target, { payload, functionError: 'Unhandled', durationMs: 1 });
}

describe('functionError', () => {
  for (const [errorType, errorMessage] of [
    ['Runtime.OutOfMemory', 'RequestId: 1 Error: Runtime exited with error: signal: killed'],
    ['Runtime.ExitError', 'RequestId: 1 Error: Runtime exited with error: signal: killed'],
    ['Runtime.Unknown', 'signal: killed'],
  ] as const) {
    it(`says to raise the memory: ${errorType}, ${errorMessage}`, () => {
      const error = failed(errorType, errorMessage);
      assert.equal(error?.problem?.code, 'function-out-of-memory');
      assert.match(error.message, /128 MB.*Raise its memory/);
      const ofProbe = asOfTemporaryProbe(error) as Error;
      assert.match(ofProbe.message, /temporary probe.*128 MB/);
    });
  }

  it('says nothing of memory where a process ended otherwise', () => {
    const error = failed('Runtime.ExitError', 'RequestId: 1 Error: Runtime exited with error: exit status 1');
    assert.equal(error?.problem?.code, 'function-exited');
  });

  it('leaves the word of a handler that speaks of a killed signal to the handler', () => {
    assert.equal(failed('Error', 'signal: killed')?.problem?.code, 'function-failed');
  });

  it('knows a timeout by its type or by its words, and tells the seconds that there were', () => {
    for (const [errorType, errorMessage] of [
      ['Sandbox.Timedout', 'RequestId: 1 Error'],
      ['Error', '2026-11-28 Task timed out after 3.00 seconds'],
    ] as const) {
      const { params, code } = failed(errorType, errorMessage)?.problem ?? {};
      assert.deepEqual([code, params?.['seconds']], ['function-timed-out', target.timeoutSeconds]);
    }
    assert.equal(failed('Error', 'Task timed out')?.problem?.code, 'function-failed');
  });

  it('takes only what Lambda itself says of a response that is too large', () => {
    assert.equal(failed('Function.ResponseSizeTooLarge', 'x')?.problem?.code, 'response-too-large');
  });

  it('has a type and a message of whatever answers, of a length that can be shown', () => {
    const of = (payload: string) => {
      const error = functionError(target, {
        payload: new TextEncoder().encode(payload),
        functionError: 'Handled',
        durationMs: 1,
      });
      const { type, reason } = error?.problem?.params ?? {};
      return [type, reason];
    };
    assert.deepEqual(of('{"errorType":"","errorMessage":"m"}'), ['Error', 'm']);
    assert.deepEqual(of('{"errorType":7,"errorMessage":"m"}'), ['Error', 'm']);
    assert.deepEqual(of('{"errorType":"T","errorMessage":7}'), ['T', '{"errorType":"T","errorMessage":7}']);
    assert.deepEqual(of('no JSON'), ['Error', 'no JSON']);
    assert.deepEqual(of('null'), ['Error', 'null']);
    const long = (length: number) => 'x'.repeat(length);
    assert.deepEqual(of(JSON.stringify({ errorType: long(201), errorMessage: long(2001) })), [
      long(200),
      long(2000),
    ]);
    assert.deepEqual(of(long(501)), ['Error', long(500)]);
  });

  it('is none where the function did not fail', () => {
    const payload = new TextEncoder().encode('{"errorType":"Error"}');
    assert.equal(functionError(target, { payload, durationMs: 1 }), undefined);
  });
});

describe('asOfTemporaryProbe', () => {
  it('leaves what has no problem as it is', () => {
    for (const error of [new Error('odd'), new HumanError('no problem'), undefined, 'text']) {
      assert.equal(asOfTemporaryProbe(error), error);
    }
    const other = new HumanError('m', { problem: { code: 'throttled', params: {} } });
    assert.equal(asOfTemporaryProbe(other), other);
  });

  it('says of what the role has to do with that it was a temporary probe', () => {
    for (const code of ['ec2-denied', 'efs-mount-failure', 'role-not-assumable', 's3files-mount-failure']) {
      const cause = new Error('cause');
      const error = new HumanError('m', { problem: { code, params: { function: 'f' } }, cause });
      const told = asOfTemporaryProbe(error);
      assert.ok(told instanceof HumanError && told.cause === cause, code);
      assert.deepEqual(told.problem, { code, params: { function: 'f', way: 'temporary-probe' } });
    }
  });
});
