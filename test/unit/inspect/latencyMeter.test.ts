import assert from 'node:assert/strict';
import { demoConnection } from '../../../src/aws/connection';
import type { LatencyMeasurement } from '../../../src/core/latency/latency';
import { LatencyMeter } from '../../../src/inspect/latencyMeter';
import type { LatencyPart, LatencyRequest } from '../../../src/protocol';
import { lambdaFunction } from '../aws/fakeLambda';

const target = lambdaFunction();
const { arn } = target;
const known = { target, connection: demoConnection('http://127.0.0.1:1') };
const part: LatencyPart = { path: '/mnt/efs', series: [], sequential: [], ms: 5 };

describe('LatencyMeter', () => {
  const asked: LatencyRequest[] = [];
  const kept: LatencyMeasurement[] = [];
  let answer: (signal: AbortSignal) => Promise<LatencyPart>;
  let meter: LatencyMeter;
  let fired: boolean[];
  beforeEach(() => {
    asked.length = kept.length = 0;
    fired = [];
    answer = () => Promise.resolve(part);
    meter = new LatencyMeter(
      {
        measureLatency: (_, request, { signal }) => {
          asked.push(request);
          return answer(signal);
        },
      },
      {
        measured: (_, measurement) => {
          kept.push(measurement);
          return Promise.resolve();
        },
      },
      () => 42,
    );
    meter.onDidChange(() => fired.push(meter.isMeasuring(arn)));
  });
  afterEach(() => meter.dispose());

  const untilAborted = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));

  it('measures at the rate that is set, and keeps what came out', async () => {
    const measured = await meter.measure(known, '/mnt/efs/file');
    assert.equal(asked[0]?.operationsPerSecond, 42);
    assert.equal(asked[0].file, '/mnt/efs/file');
    assert.equal(asked[0].path, target.fileSystem.localMountPath);
    assert.deepEqual(kept, [measured]);
    assert.ok(Date.parse(measured?.measuredAt ?? '') > 0);
    assert.deepEqual(fired, [true, false]);
  });

  it('keeps nothing of one that was cancelled', async () => {
    answer = untilAborted;
    const measuring = meter.measure(known);
    meter.cancel(arn);
    assert.equal(await measuring, undefined);
    assert.deepEqual(kept, []);
    assert.equal(meter.isMeasuring(arn), false);
  });

  it('ends one that is under way when another begins', async () => {
    answer = untilAborted;
    const first = meter.measure(known);
    answer = () => Promise.resolve(part);
    const second = meter.measure(known);
    assert.equal(await first, undefined);
    assert.ok(await second);
    assert.equal(kept.length, 1);
    assert.equal(meter.isMeasuring(arn), false);
  });

  it('rejects with what went wrong, and can be asked again', async () => {
    answer = () => Promise.reject(new Error('no such thing'));
    await assert.rejects(meter.measure(known), /no such thing/);
    assert.equal(meter.isMeasuring(arn), false);
  });

  it('knows why the last one failed, until another begins, and calls no failure what was cancelled', async () => {
    const refused = new Error('no such thing');
    answer = () => Promise.reject(refused);
    const told: unknown[] = [];
    meter.onDidChange(() => told.push(meter.failure(arn)));
    await assert.rejects(meter.measure(known, '/mnt/efs/a'));
    assert.deepEqual(told, [undefined, { error: refused, file: '/mnt/efs/a' }]);
    answer = untilAborted;
    const measuring = meter.measure(known);
    assert.equal(meter.failure(arn), undefined);
    meter.cancel(arn);
    await measuring;
    assert.equal(meter.failure(arn), undefined);
  });
});
