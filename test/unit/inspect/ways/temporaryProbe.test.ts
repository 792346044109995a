import assert from 'node:assert/strict';
import { demoConnection } from '../../../../src/aws/connection';
import type { LambdaFunction } from '../../../../src/core/lambdaFunction';
import { inspectError } from '../../../../src/inspect/inspectProblems';
import type { TemporaryProbes } from '../../../../src/inspect/temporary/temporaryProbes';
import type { CaptureOptions } from '../../../../src/inspect/ways/probeRunner';
import { TemporaryProbe } from '../../../../src/inspect/ways/temporaryProbe';
import { PROBE_PROTOCOL } from '../../../../src/protocol';
import { lambdaFunction } from '../../aws/fakeLambda';
import { problemOf } from '../problemOf';

const target = lambdaFunction();
const probe = lambdaFunction({ arn: `${target.arn}-probe`, timeoutSeconds: 60 });
const answer = { probe: PROBE_PROTOCOL, sections: {}, unresponsive: [], leftover: false, totalMs: 1 };

describe('a temporary probe in the place of a function', () => {
  let invoked: string[];
  let discarded: string[];
  let failure: Error | undefined;
  let abort: AbortController;
  beforeEach(() => {
    invoked = [];
    discarded = [];
    failure = undefined;
    abort = new AbortController();
  });

  function way(): TemporaryProbe {
    const probes = {
      use: (_known: unknown, _options: unknown, work: (of: LambdaFunction) => unknown) => work(probe),
      useExisting: (_target: unknown, work: (of: LambdaFunction) => unknown) => work(probe),
      discard: (arn: string) => Promise.resolve(discarded.push(arn)),
    } as unknown as TemporaryProbes;
    const known = { target, connection: demoConnection('http://127.0.0.1:1') };
    return new TemporaryProbe({} as never, probes, known, of => () => {
      invoked.push(of.arn);
      const payload = new TextEncoder().encode(JSON.stringify(answer));
      return failure ? Promise.reject(failure) : Promise.resolve({ payload, durationMs: 1 });
    });
  }
  const options = (): CaptureOptions => ({
    signal: abort.signal,
    deadlineMs: 1000,
    pageSize: 10,
    onProgress: () => undefined,
  });

  it('is invoked, and what it brings is of the function', async () => {
    const capture = await way().capture(target, options());
    assert.deepEqual([capture.way, capture.target, invoked], ['temporary-probe', target, [probe.arn]]);
    await way().list(target, { path: target.fileSystem.localMountPath }, options());
    assert.deepEqual([invoked, discarded], [[probe.arn, probe.arn], []]);
  });

  it('is deleted where its first inspection is cancelled, and kept where that fails otherwise', async () => {
    failure = inspectError('function-out-of-memory', { function: target.name, memoryMb: 256 });
    const { code } = await problemOf(way().capture(target, options()));
    assert.deepEqual([code, discarded], ['temporary-probe-out-of-memory', []]);
    abort.abort(new Error('enough'));
    await assert.rejects(way().capture(target, options()), /enough/);
    assert.deepEqual(discarded, [target.arn]);
  });
});
