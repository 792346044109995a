import assert from 'node:assert/strict';
import { distributionOf, histogramOf, placeAmong } from '../../../../src/core/latency/distribution';
import { latencyMarkdown } from '../../../../src/core/export/latencyMarkdown';
import type { LatencyMeasurement } from '../../../../src/core/latency/latency';
import { createTranslate } from '../../../../src/core/translate';
import { describeSequential, seriesFigures, summariseLatency } from '../../../../src/core/words/latencyWords';
import { Rng } from '../../../hostile/rng';

const t = createTranslate();

describe('a distribution of latencies', () => {
  it('has percentiles by the nearest rank: samples that were taken', () => {
    const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
    assert.deepEqual(distributionOf(hundred), { count: 100, p50: 50, p90: 90, p99: 99, max: 100 });
    assert.deepEqual(distributionOf([7]), { count: 1, p50: 7, p90: 7, p99: 7, max: 7 });
    assert.deepEqual(distributionOf([1, 1000]), { count: 2, p50: 1, p90: 1000, p99: 1000, max: 1000 });
    assert.equal(distributionOf([]), undefined);
  });

  it('has a histogram in which every sample is once, without a gap', () => {
    const rng = new Rng(18);
    for (let round = 0; round < 50; round++) {
      const samples = Array.from({ length: 1 + rng.below(200) }, () => rng.below(10 ** (1 + rng.below(6))));
      const bins = histogramOf(samples);
      assert.equal(
        bins.reduce((sum, { count }) => sum + count, 0),
        samples.length,
      );
      assert.deepEqual(
        bins.slice(1).map(({ from }) => from),
        bins.slice(0, -1).map(({ to }) => to),
      );
      assert.ok((bins[0]?.count ?? 0) > 0 && (bins.at(-1)?.count ?? 0) > 0);
    }
    assert.deepEqual(histogramOf([]), []);
  });

  it('places a figure on the same scale, and none outside of it', () => {
    const bins = histogramOf([1000, 1500, 4000]);
    assert.deepEqual(
      bins.map(({ from, to }) => [from, to]),
      [
        [1000, 1500],
        [1500, 2000],
        [2000, 3000],
        [3000, 5000],
      ],
    );
    assert.equal(placeAmong(bins, 1000), 0);
    assert.equal(placeAmong(bins, 2000), 0.5);
    assert.equal(placeAmong(bins, 999), undefined);
    assert.equal(placeAmong(bins, 5000), undefined);
  });
});

const measurement: LatencyMeasurement = {
  measuredAt: '2026-11-28T10:00:00.000Z',
  path: '/mnt/efs',
  file: '/mnt/efs/a|b',
  series: [
    {
      operation: 'GETATTR',
      micros: [600, 900, 12_000],
      cached: 0,
      mixed: 0,
      failed: 0,
      kernel: { operations: 3, retransmissions: 0, queueMs: 0, roundTripMs: 12, executeMs: 13 },
    },
    { operation: 'READ', bytes: 4096, micros: [], cached: 5, mixed: 1, failed: 2, error: 'EIO' },
  ],
  sequential: [
    { bytes: 10_485_760, ms: 100, fromServer: 10_485_760 },
    { bytes: 10_485_760, ms: 10, fromServer: 0 },
    { bytes: 10_485_760, ms: 50, fromServer: 5_242_880 },
    { bytes: 0, ms: 0 },
  ],
  ms: 1000,
};

describe('the words of a measurement of latency', () => {
  it('set the probe’s clock and the kernel’s average side by side, and say what does not count', () => {
    const [getattr, read] = measurement.series.map(series => seriesFigures(series, t, 'en'));
    assert.deepEqual(getattr?.distribution, { p50: '900 µs', p90: '12 ms', p99: '12 ms', max: '12 ms' });
    assert.equal(getattr?.kernel, '4 ms');
    assert.equal(getattr?.leftOut, undefined);
    assert.equal(read?.name, 'READ 4 KiB');
    assert.equal(read?.distribution, undefined);
    assert.equal(read?.leftOut, '5 answered from a cache, 1 with other requests, 2 failed (EIO)');
  });

  it('tell what the server gave from what the page cache gave', () => {
    assert.deepEqual(describeSequential(measurement, t, 'en'), [
      '10.0 MiB in a row from the server took 100 ms: 100 MiB a second.',
      '10.0 MiB in a row from the page cache took 10 ms: 1,000 MiB a second.',
      '10.0 MiB in a row, 50% of them from the server, took 50 ms: 200 MiB a second.',
    ]);
  });

  it('are a section of the Markdown with AWS’s figure and its page', () => {
    const text = latencyMarkdown(measurement, 'efs', t, 'en');
    assert.match(text, /\| GETATTR \| 3 \| 900 µs \| 12 ms \| 12 ms \| 12 ms \| 4 ms \|/);
    assert.match(
      text,
      /AWS names 1 ms for a read\. <https:\/\/docs\.aws\.amazon\.com\/efs\/.*performance\.html>/,
    );
    assert.doesNotMatch(text, /a\|b/);
    assert.doesNotMatch(latencyMarkdown(measurement, 'unknown', t, 'en'), /AWS names/);
  });
});

describe('a measurement in one line', () => {
  const of = (counts: { cached?: number; failed?: number; mixed?: number }) =>
    summariseLatency(
      {
        ...measurement,
        series: [{ operation: 'GETATTR', micros: [], cached: 0, failed: 0, mixed: 0, ...counts }],
      },
      t,
      'en',
    );

  it('says why nothing was measured', () => {
    assert.equal(of({ mixed: 1, cached: 4 }), 'No request went out alone, so that none could be measured.');
    assert.equal(of({ cached: 5 }), 'No request was measured: a cache answered them, or they failed.');
    assert.equal(of({ failed: 5 }), 'No request was measured: a cache answered them, or they failed.');
    assert.equal(of({}), 'There was no time for a request.');
  });
});
