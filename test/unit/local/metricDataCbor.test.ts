import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { SmithyRpcV2CborProtocol } from '@smithy/core/cbor';
import assert from 'node:assert/strict';
import type { LocalLambdaOptions } from '../../../src/local';
import { membersOfCbor } from '../../../src/local/operations/metricDataCbor';
import { TestEndpoint } from './endpoint';

const fileSystemId = 'fs-0123456789abcdef0';
const metrics: LocalLambdaOptions['metrics'] = [
  { namespace: 'AWS/EFS', name: 'PercentIOLimit', fileSystemId, valueAt: () => 12.5 },
];
const EndTime = new Date('2026-11-28T12:00:00.000Z');
const StartTime = new Date('2026-11-28T11:00:00.000Z');

describe('local endpoint: CloudWatch in CBOR', () => {
  let endpoint: TestEndpoint;
  let client: CloudWatchClient;

  beforeEach(async () => {
    endpoint = await TestEndpoint.start({ metrics });
    const { accessKey: credentials, url } = endpoint.local;
    client = new CloudWatchClient({
      ...{ credentials, endpoint: url, maxAttempts: 1, region: 'us-east-1' },
      // As newer AWS CLIs ask.
      protocol: SmithyRpcV2CborProtocol,
    });
  });

  afterEach(async () => {
    client.destroy();
    await endpoint.close();
  });

  const ask = (from: Date) =>
    client.send(
      new GetMetricDataCommand({
        StartTime: from,
        EndTime,
        ScanBy: 'TimestampAscending',
        MetricDataQueries: [
          {
            Id: 'limit',
            MetricStat: {
              Period: 300,
              Stat: 'Maximum',
              Metric: {
                Namespace: 'AWS/EFS',
                MetricName: 'PercentIOLimit',
                Dimensions: [{ Name: 'FileSystemId', Value: fileSystemId }],
              },
            },
          },
        ],
      }),
    );

  it('has times and values as the SDK reads them', async () => {
    const { MetricDataResults } = await ask(StartTime);
    const [result] = MetricDataResults ?? [];
    assert.equal(result?.Id, 'limit');
    assert.deepEqual(
      result.Values,
      Array.from({ length: 12 }, () => 12.5),
    );
    assert.deepEqual([result.Timestamps?.length, result.Timestamps?.[0]], [12, StartTime]);
  });

  it('has errors as the SDK reads them', async () => {
    await assert.rejects(ask(EndTime), {
      name: 'InvalidParameterValueException',
      message: 'The parameter StartTime must be less than the parameter EndTime.',
    });
  });

  it('refuses what is no map of CBOR', () => {
    for (const body of [[], [0x01], [0x9f], [0xa1, 0x61], Array.from({ length: 100_000 }, () => 0x81)]) {
      assert.throws(() => membersOfCbor(Buffer.from(body)), { name: 'SerializationException' });
    }
  });
});
