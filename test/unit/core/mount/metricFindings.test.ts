import assert from 'node:assert/strict';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import type { FileSystem } from '../../../../src/core/mount/fileSystemSetup';
import { isWatched, metricFindings } from '../../../../src/core/mount/metricFindings';
import type { FileSystemMetrics } from '../../../../src/core/mount/metrics';
import { createTranslate } from '../../../../src/core/translate';
import { describeChecked } from '../../../../src/core/words/checkedWords';
import { describeFailure } from '../../../../src/core/words/mountFailureWords';
import { describeFinding } from '../../../../src/core/words/findingWords';
import { describeMetrics } from '../../../../src/core/words/metricWords';
import { lambdaFunction } from '../captures';
import { metricsOf, until } from './metricsOf';

const t = createTranslate();
const bursting: FileSystem = { id: 'fs-1', throughputMode: 'bursting', sizeBytes: String(20 * 1024 ** 3) };
const provisioned: FileSystem = { id: 'fs-1', throughputMode: 'provisioned', provisionedMibps: 64 };
const elastic: FileSystem = { id: 'fs-1', throughputMode: 'elastic' };

const found = (metrics: FileSystemMetrics, system: FileSystem | null = bursting) =>
  metricFindings(metrics, system).map(({ code, severity }) => `${code} ${severity}`);

describe('findings of metrics', () => {
  it('are none for a file system at rest', () => {
    for (const system of [bursting, provisioned, elastic, null]) {
      assert.deepEqual(found(metricsOf({}), system), []);
    }
  });

  it('tell credits that are gone now from credits that were', () => {
    assert.deepEqual(found(metricsOf({ BurstCreditBalance: until(18, 1e12, 0) })), [
      'burst-credits-used-up error',
    ]);
    assert.deepEqual(found(metricsOf({ BurstCreditBalance: until(2, 0, 1e12) })), [
      'burst-credits-used-up warning',
    ]);
    const [finding] = metricFindings(metricsOf({ BurstCreditBalance: until(2, 0, 1e12) }), bursting);
    assert.ok(finding);
    assert.match(describeFinding(finding, t, 'en').title, /used up for 2 h of the last day/);
    assert.match(describeFinding(finding, t, 'en').why, / 1\.0 MiB a second/);
    const ofUnknownSize: FileSystem = { id: 'fs-1', throughputMode: 'bursting' };
    const [other] = metricFindings(metricsOf({ BurstCreditBalance: until(2, 0, 1e12) }), ofUnknownSize);
    assert.match(other ? describeFinding(other, t, 'en').why : '', /^Without credits, calls wait:/);
  });

  it('take no balance for anything where the throughput has none', () => {
    for (const system of [elastic, provisioned, null]) {
      assert.deepEqual(found(metricsOf({ BurstCreditBalance: 0 }), system), []);
    }
    const notes = describeMetrics(metricsOf({}), 'efs', elastic, t, 'en').find(
      ({ name }) => name === 'BurstCreditBalance',
    );
    assert.match(notes?.note ?? '', /Means nothing here/);
  });

  it('know the I/O limit, and throughput that is used up', () => {
    assert.deepEqual(found(metricsOf({ PercentIOLimit: until(23, 3, 100) })), ['io-limit-reached error']);
    assert.deepEqual(found(metricsOf({ PercentIOLimit: 98 })), []);
    const full = metricsOf({ MeteredIOBytes: until(12, 9.9e7, 1e6), PermittedThroughput: 1e8 });
    assert.deepEqual(found(full, provisioned), ['throughput-used-up warning']);
    assert.deepEqual(found(metricsOf({ MeteredIOBytes: 9e7, PermittedThroughput: 1e8 }), provisioned), []);
    // What is permitted is told for writes alone.
    assert.deepEqual(found(full, elastic), []);
  });

  it('call few credits used up only where all throughput is asked for, or hardly any is left', () => {
    const GiB = 1024 ** 3;
    assert.deepEqual(found(metricsOf({ BurstCreditBalance: 5 * GiB })), [], 'at rest');
    assert.deepEqual(found(metricsOf({ BurstCreditBalance: 5 * GiB, MeteredIOBytes: 1e8 })), [
      'burst-credits-used-up error',
    ]);
    assert.deepEqual(found(metricsOf({ BurstCreditBalance: GiB / 2 })), ['burst-credits-used-up error']);
  });

  it('say nothing of throughput where it is not known what permits it', () => {
    const full = metricsOf({ MeteredIOBytes: 1e8 });
    for (const system of [null, { id: 'fs-1' }, { id: 'fs-1', throughputMode: 'new' }]) {
      assert.deepEqual(found(full, system), []);
    }
  });

  it('find throughput that is used up now, although credits were gone in the morning', () => {
    const metrics = metricsOf({ BurstCreditBalance: until(2, 0, 1e12), MeteredIOBytes: until(20, 1e6, 1e8) });
    assert.deepEqual(found(metrics), ['throughput-used-up error', 'burst-credits-used-up warning']);
  });

  it('say throughput without credits once', () => {
    const metrics = metricsOf({
      BurstCreditBalance: 0,
      MeteredIOBytes: 1_048_576,
      PermittedThroughput: 1_048_576,
    });
    assert.deepEqual(found(metrics), ['burst-credits-used-up error']);
  });

  it('judge nothing by what is missing', () => {
    const none = metricsOf({ BurstCreditBalance: [], PercentIOLimit: [], MeteredIOBytes: [] });
    assert.deepEqual(found(none), []);
    assert.equal(isWatched(none, bursting), false);
    assert.equal(isWatched(metricsOf({}), bursting), true);
    assert.equal(isWatched(metricsOf({}), undefined), false);
    // The newest point is hours old: nobody uses the file system, or CloudWatch has nothing of it.
    assert.equal(isWatched(metricsOf({ PercentIOLimit: [1, 2, 3] }), bursting), false);
  });
});

describe('findings of the metrics of S3 Files', () => {
  const role = 'arn:aws:iam::123456789012:role/s3files';
  const system: FileSystem = { id: 'fs-1', bucket: { arn: 'arn:aws:s3:::data', prefix: '', role } };
  /** Of the last half hour, in periods of five minutes; before it, 60. */
  const recent = (...last: readonly number[]) => [
    ...Array.from({ length: 288 - last.length }, () => 60),
    ...last,
  ];
  const words = (values: Parameters<typeof metricsOf>[0], of: FileSystem | null = system) =>
    metricFindings(metricsOf(values), of).map(finding => describeFinding(finding, t, 'en'));

  it('tell failures of now from those that passed, and name how many and whose role', () => {
    assert.deepEqual(found(metricsOf({ ExportFailures: 0, ImportFailures: 0 }), system), []);
    assert.deepEqual(found(metricsOf({ ExportFailures: until(23, 0, 7) }), system), ['exports-failed error']);
    assert.deepEqual(found(metricsOf({ ImportFailures: until(2, 7, 0) }), system), [
      'imports-failed warning',
    ]);
    const [failed] = words({ ExportFailures: until(23, 0, 6.2) });
    assert.match(failed?.why ?? '', /at least 7 such files/);
    assert.match(failed?.action ?? '', /Let arn:aws:iam::123456789012:role\/s3files write/);
    const [passed] = words({ ImportFailures: until(2, 1, 0) }, null);
    assert.match(passed?.title ?? '', /^For 2 h of the last day, objects/);
    assert.match(passed?.action ?? '', /whether the role of S3 Files may read/);
  });

  it('call late what has only got older for half an hour, and nothing else', () => {
    for (const [metric, code] of [
      ['ExportAge', 'exports-behind'],
      ['ImportAge', 'imports-behind'],
    ] as const) {
      const of = (...last: readonly number[]) => found(metricsOf({ [metric]: recent(...last) }), system);
      assert.deepEqual(of(600, 900, 1200, 1500, 1800, 2100), [`${code} warning`]);
      assert.deepEqual(of(600, 900, 900, 1500, 1800, 2100), [], 'one that did not rise');
      assert.deepEqual(of(60, 70, 80, 90, 100, 1799), [], 'not late');
      assert.deepEqual(of(9000, 9000, 9000, 9000, 9000, 9000), [], 'a single one that takes long');
    }
    const tooFew = metricsOf({ ExportAge: 60 });
    const series = tooFew.series.map(one =>
      one.name === 'ExportAge'
        ? { ...one, points: one.points.slice(-4).map(([at], n) => [at, 3000 + n] as const) }
        : one,
    );
    assert.deepEqual(found({ ...tooFew, series }, system), [], 'too few to be sure');
    const [late] = words({ ExportAge: recent(600, 900, 1200, 1500, 1800, 2100) });
    assert.equal(late?.title, 'A change has not reached the bucket for 35 min.');
  });

  it('count what is in lost+found now, and say where that is', () => {
    assert.deepEqual(found(metricsOf({ LostAndFoundFiles: until(23, 9, 0) }), system), []);
    const [lost] = words({ LostAndFoundFiles: 2 });
    assert.equal(lost?.title, 'Files in lost+found: 2.');
    assert.match(lost.why, /is in \.s3files-lost\+found-fs-1 in the root directory/);
  });

  it('put what is worst first', () => {
    const all = metricsOf({ LostAndFoundFiles: 1, ImportFailures: until(2, 1, 0), ExportFailures: 1 });
    assert.deepEqual(found(all, system), [
      'exports-failed error',
      'imports-failed warning',
      'files-in-lost-and-found warning',
    ]);
  });
});

describe('causes that metrics prove or rule out', () => {
  const causes = (
    code: 'efs-io' | 'efs-mount-timeout',
    values: Parameters<typeof metricsOf>[0],
    system: FileSystem = bursting,
  ) => {
    const setup = {
      readAt: '2026-11-28T12:00:00.000Z',
      accessPoint: { ok: true, value: null },
      fileSystem: { ok: true, value: system },
      metrics: { ok: true, value: metricsOf(values) },
    } as const;
    const failure = explainFailure({ code, params: {} }, lambdaFunction(), setup);
    assert.ok(failure);
    return new Map(
      describeFailure(failure, t, 'en').causes.map(({ code: cause, standing, check }) => [
        cause as string,
        `${standing}: ${check}`,
      ]),
    );
  };

  for (const code of ['efs-io', 'efs-mount-timeout'] as const) {
    it(`${code}: throughput`, () => {
      const gone = causes(code, { BurstCreditBalance: until(18, 1e12, 0) });
      assert.match(
        gone.get('throughput-exhausted') ?? '',
        /^certain: CloudWatch: its burst credits are used up/,
      );
      const limited = causes(code, { PercentIOLimit: 100 }, elastic);
      assert.match(limited.get('throughput-exhausted') ?? '', /^certain: .*I\/O limit/);
      const full = causes(code, { MeteredIOBytes: 1e8 }, provisioned);
      assert.match(full.get('throughput-exhausted') ?? '', /^certain: .*all the throughput/);
      assert.match(causes(code, {}).get('throughput-exhausted') ?? '', /^ruled-out: CloudWatch/);
      // Credits that were used up hours ago and are back prove nothing of now.
      const back = causes(code, { BurstCreditBalance: until(2, 0, 1e12) });
      assert.match(back.get('throughput-exhausted') ?? '', /^ruled-out/);
      // Nothing recent, nothing proved.
      const silent = causes(code, { PercentIOLimit: [] });
      assert.match(silent.get('throughput-exhausted') ?? '', /^indicated/);
    });
  }

  it('efs-mount-timeout: connections', () => {
    const connections = (count: number | readonly number[]) =>
      causes('efs-mount-timeout', { ClientConnections: count }).get('many-connections') ?? '';
    assert.match(connections(25_000), /^certain: CloudWatch counted 25,000/);
    assert.match(connections(4), /^ruled-out: CloudWatch counted at most 4/);
    assert.match(connections(5000), /^likely: CloudWatch counted at most 5,000/);
    // A peak that is over proves nothing of now, and does not rule out another.
    assert.match(connections(until(12, 25_000, 4)), /^likely: CloudWatch counted at most 25,000/);
    assert.match(connections(until(23.75, 4, 25_000)), /^certain: CloudWatch counted 25,000/);
  });
});

describe('what was checked of the throughput', () => {
  const checked = (metrics: FileSystemMetrics | undefined, fileSystem: FileSystem = bursting) => {
    const setup = {
      readAt: '2026-11-28T12:00:00.000Z',
      accessPoint: { ok: true, value: null },
      fileSystem: { ok: true, value: fileSystem },
      ...(metrics && { metrics: { ok: true as const, value: metrics } }),
    } as const;
    const { found: words, standing } =
      describeChecked(setup, lambdaFunction(), t, 'en').at(-1) ?? assert.fail();
    return `${standing}: ${words}`;
  };

  it('says credits and I/O limit, and what was not read', () => {
    assert.equal(
      checked(undefined),
      'unknown: not read: CloudWatch is asked only on request, which costs money',
    );
    assert.equal(checked(metricsOf({})), 'good: 1.8 TiB of credits left, 3% of the I/O limit');
    assert.equal(
      checked(metricsOf({}), elastic),
      'good: elastic throughput has no credits; 3% of the I/O limit',
    );
    assert.equal(checked(metricsOf({ BurstCreditBalance: 0 })), 'bad: the burst credits are used up');
    assert.equal(checked(metricsOf({ PercentIOLimit: 100 })), 'bad: at the I/O limit');
    assert.equal(checked(metricsOf({ MeteredIOBytes: [] })), 'unknown: CloudWatch has nothing recent');
  });
});
