import assert from 'node:assert/strict';

import { pointsOf, type FileSystemMetrics } from '../../../src/core/mount/metrics';
import type { MetricSeed } from '../../../src/local';
import { localApis } from './localApis';

const fileSystemId = 'fs-0123456789abcdef0';

function seed(name: string, value: number, more: Partial<MetricSeed> = {}): MetricSeed {
  return { namespace: 'AWS/EFS', name, fileSystemId, valueAt: () => value, ...more };
}

const seeds: readonly MetricSeed[] = [
  seed('BurstCreditBalance', 0, { valueAt: (at, now) => Math.round(now - at) }),
  seed('PercentIOLimit', 12),
  // A sum for each minute.
  seed('MeteredIOBytes', 60 * 1000),
  seed('PermittedThroughput', 2000),
  seed('ClientConnections', 7),
  seed('StorageBytes', 4096, { dimensions: { StorageClass: 'Total' } }),
  seed('StorageBytes', 1, { dimensions: { StorageClass: 'IA' } }),
  seed('PendingExports', 3, { namespace: 'AWS/S3/Files' }),
];

describe('CloudWatchApi', () => {
  const world = localApis({ metrics: seeds });
  const never = new AbortController().signal;
  const read = (kind: 'efs' | 's3files' | 'unknown' = 'efs', signal = never) =>
    world.api.cloudWatch.metrics(kind, fileSystemId, signal);
  const value = async (kind: 'efs' | 's3files' = 'efs'): Promise<FileSystemMetrics> => {
    const reading = await read(kind);
    return reading?.ok ? reading.value : assert.fail(JSON.stringify(reading));
  };

  it('reads a day of all metrics with one request', async () => {
    const before = world.local.calls.length;
    const metrics = await value();
    assert.deepEqual(
      world.local.calls.slice(before).map(({ operation }) => operation),
      ['GetMetricData'],
    );
    assert.ok(metrics.to <= metrics.readAt, 'no period that is not over');
    assert.equal(Date.parse(metrics.to) - Date.parse(metrics.from), 24 * 3_600_000);
    const newest = (name: Parameters<typeof pointsOf>[1]) => pointsOf(metrics, name).at(-1)?.[1];
    assert.equal(newest('PercentIOLimit'), 12);
    assert.equal(newest('MeteredIOBytes'), 1000, 'bytes a second');
    assert.equal(newest('ClientConnections'), 7, 'at a time, not in five minutes');
    assert.equal(newest('StorageBytes'), 4096, 'of all storage classes');
    const credits = pointsOf(metrics, 'BurstCreditBalance');
    assert.ok(credits.length > 285 && credits.length <= 289);
    assert.ok((credits[0]?.[0] ?? 0) < (credits.at(-1)?.[0] ?? 0), 'oldest first');
  });

  it('asks for the metrics that S3 Files have, and shows one without data as such', async () => {
    const metrics = await value('s3files');
    assert.equal(pointsOf(metrics, 'PendingExports').at(-2)?.[1], 3);
    assert.deepEqual(pointsOf(metrics, 'ExportFailures'), []);
    assert.ok(metrics.series.some(({ name }) => name === 'ExportFailures'));
    assert.ok(metrics.series.length <= 10);
  });

  it('asks nothing for a file system of unknown kind', async () => {
    const before = world.local.calls.length;
    assert.equal(await read('unknown'), undefined);
    assert.equal(world.local.calls.length, before);
  });

  it('names the action that was denied', async () => {
    world.deny('GetMetricData');
    const reading = await read();
    assert.ok(reading && !reading.ok);
    assert.equal(reading.action, 'cloudwatch:GetMetricData');
    assert.equal(reading.problem.code, 'access-denied');
  });

  for (const status of ['PartialData', 'InternalError', 'Forbidden', 'Complete']) {
    it(`takes of a series all or nothing: ${status}`, async () => {
      const result = { Id: 'm0', StatusCode: status, Timestamps: [1, 2], Values: [3, 4] };
      world.local.setFaults([
        {
          operation: 'GetMetricData',
          effect: {
            kind: 'reply',
            status: 200,
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body: JSON.stringify({ MetricDataResults: [result] }),
          },
        },
      ]);
      assert.equal(pointsOf(await value(), 'BurstCreditBalance').length, status === 'Complete' ? 2 : 0);
    });
  }

  for (const [what, body] of Object.entries({
    'no object': '"no"',
    'other types':
      '{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Timestamps":["x",{}],"Values":"y"},{"Id":5},null]}',
    'times without values':
      '{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete","Timestamps":[1,2,3],"Values":[1]}]}',
  })) {
    it(`breaks by no answer: ${what}`, async () => {
      world.local.setFaults([
        {
          operation: 'GetMetricData',
          effect: {
            kind: 'reply',
            status: 200,
            headers: { 'content-type': 'application/x-amz-json-1.0' },
            body,
          },
        },
      ]);
      const reading = await read();
      for (const { points } of reading?.ok ? reading.value.series : []) {
        assert.ok(points.every(point => point.every(Number.isFinite)));
      }
    });
  }
});
