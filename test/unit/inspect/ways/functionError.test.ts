import assert from 'node:assert/strict';

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
});
