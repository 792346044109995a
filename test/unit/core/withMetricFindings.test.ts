import assert from 'node:assert/strict';
import { buildReport } from '../../../src/core/report';
import { withMetricFindings } from '../../../src/core/withMetricFindings';
import { healthyOptions, mountCapture } from './captures';
import { reading, setupWith } from './failure/networkWorld';
import { metricsOf, until } from './mount/metricsOf';

describe('withMetricFindings', () => {
  const report = buildReport(mountCapture(healthyOptions.replace('noresvport,', '')));
  const known = {
    ...setupWith(),
    fileSystem: reading({ id: 'fs-1', throughputMode: 'provisioned', provisionedMibps: 64 }),
  };
  const codesOf = (metrics: Parameters<typeof metricsOf>[0]) =>
    withMetricFindings(report, { ...known, metrics: reading(metricsOf(metrics)) }).findings.map(
      ({ code, severity }) => `${code} ${severity}`,
    );

  it('puts what metrics say among the findings, the most severe first', () => {
    const own = 'missing-noresvport warning';
    assert.deepEqual(codesOf({ PercentIOLimit: until(23, 3, 100) }), ['io-limit-reached error', own]);
    assert.deepEqual(codesOf({ MeteredIOBytes: until(12, 9.9e7, 1e6), PermittedThroughput: 1e8 }), [
      own,
      'throughput-used-up warning',
    ]);
    assert.deepEqual(codesOf({}), [own]);
  });

  it('leaves a report as it is where no metrics were read', () => {
    assert.deepEqual(withMetricFindings(report, undefined), report);
    assert.deepEqual(withMetricFindings(report, setupWith()), report);
  });
});
