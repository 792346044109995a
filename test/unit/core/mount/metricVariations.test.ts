import assert from 'node:assert/strict';
import { exhaustions, isWatched, metricFindings } from '../../../../src/core/mount/metricFindings';
import { asOf, burstingBaseline, type FileSystem } from '../../../../src/core/mount/fileSystemSetup';
import {
  extremesOf,
  metricQueries,
  queryOf,
  utilisation,
  type FileSystemMetrics,
  type MetricName,
} from '../../../../src/core/mount/metrics';
import { createTranslate } from '../../../../src/core/translate';
import { describeChecked } from '../../../../src/core/words/checkedWords';
import { describeFinding } from '../../../../src/core/words/findingWords';
import { describeMetrics } from '../../../../src/core/words/metricWords';
import { assertKept } from '../../../harness/golden';
import {
  acl,
  allowAll,
  denied,
  mountTarget,
  network,
  reading,
  setupWith,
  subnet,
  target,
} from '../failure/networkWorld';
import { metricsOf, until } from './metricsOf';

const t = createTranslate();
const GiB = 1024 ** 3;
const bursting: FileSystem = { id: 'fs-1', throughputMode: 'bursting', sizeBytes: String(40 * GiB) };
const provisioned: FileSystem = { id: 'fs-1', throughputMode: 'provisioned', provisionedMibps: 64 };
const elastic: FileSystem = { id: 'fs-1', throughputMode: 'elastic', performanceMode: 'generalPurpose' };

function saidOf(metrics: FileSystemMetrics, system: FileSystem | null | undefined): readonly string[] {
  const setup = { ...setupWith(), metrics: reading(metrics), fileSystem: reading(system ?? null) };
  const checked = describeChecked(setup, target, t, 'en').at(-1);
  return [
    ...metricFindings(metrics, system).flatMap(finding => {
      const { title, why, action } = describeFinding(finding, t, 'en');
      return [
        `${finding.severity} ${finding.code} of ${finding.subject}: ${JSON.stringify(finding.params)}`,
        ...[title, why, action, ...finding.sources].map(line => `  ${line}`),
      ];
    }),
    `checked: ${checked?.standing ?? ''}: ${checked?.found ?? ''}`,
  ];
}

describe('what is said of metrics, kept word for word', () => {
  type Values = Parameters<typeof metricsOf>[0];
  const full = { MeteredIOBytes: 95, PermittedThroughput: 100 };
  const cases: readonly (readonly [string, Values, FileSystem | null | undefined])[] = [
    ['at rest, bursting', {}, bursting],
    ['at rest, provisioned', {}, provisioned],
    ['at rest, elastic', {}, elastic],
    ['at rest, of an unknown file system', {}, undefined],
    ['no credits', { BurstCreditBalance: 0 }, bursting],
    ['no credits, of unknown size', { BurstCreditBalance: 0 }, { id: 'fs-1', throughputMode: 'bursting' }],
    ['a byte less than credits of ten seconds', { BurstCreditBalance: 1_048_575_999 }, bursting],
    ['credits of ten seconds', { BurstCreditBalance: 1_048_576_000 }, bursting],
    [
      'a byte less than credits of a minute, at full throughput',
      { BurstCreditBalance: 6_291_455_999, ...full },
      bursting,
    ],
    ['credits of a minute, at full throughput', { BurstCreditBalance: 6_291_456_000, ...full }, bursting],
    ['credits that came back after an hour', { BurstCreditBalance: until(1, 7, 1e12) }, bursting],
    ['credits that ended an hour ago', { BurstCreditBalance: until(23, 1e12, 8) }, bursting],
    ['the I/O limit at 98.9 percent', { PercentIOLimit: 98.9 }, elastic],
    ['the I/O limit at 99 percent', { PercentIOLimit: 99 }, elastic],
    ['the I/O limit for two hours', { PercentIOLimit: until(2, 100, 3) }, provisioned],
    ['94.9 percent of the throughput', { MeteredIOBytes: 94.9, PermittedThroughput: 100 }, provisioned],
    ['95 percent of the throughput', full, provisioned],
    ['95 percent of the throughput, elastic', full, elastic],
    ['95 percent of the throughput, bursting', full, bursting],
    ['95 percent of the throughput, of an unknown file system', full, null],
    ['all at once', { ...full, PercentIOLimit: 100, BurstCreditBalance: until(12, 0, 1e13) }, bursting],
    ['throughput of which nothing is permitted', { MeteredIOBytes: 5, PermittedThroughput: 0 }, provisioned],
    ['the I/O limit is not known', { PercentIOLimit: [] }, bursting],
    ['credits are not known', { BurstCreditBalance: [] }, bursting],
  ];
  it('findings', () => {
    const texts = cases.map(([name, values, system]) =>
      [`# ${name}`, ...saidOf(metricsOf(values), system), ''].join('\n'),
    );
    assertKept('test/fixtures/reports/metrics.txt', texts.join('\n'));
  });

  it('each metric', () => {
    const names = (kind: 'efs' | 's3files') => metricQueries(kind)?.queries.map(({ name }) => name) ?? [];
    const all = (kind: 'efs' | 's3files'): FileSystemMetrics => ({
      ...metricsOf({}),
      series: names(kind).map((name, index) => ({
        name,
        points: [
          [100, 1.6 + index],
          [400, 40.4 * (index + 1)],
          [700, 0.4],
          [1000, 2 ** 20 + index],
        ],
      })),
    });
    const lines = (
      [
        ['efs', bursting],
        ['efs', elastic],
        ['efs', provisioned],
        ['efs', undefined],
        ['s3files', undefined],
      ] as const
    ).flatMap(([kind, system]) => [
      `# ${kind} ${system?.throughputMode ?? ''}`,
      ...describeMetrics(all(kind), kind, system, t, 'en').map(
        ({ title, unit, lowest = '', highest = '', newest = '', note = '' }) =>
          `${title} (${unit}): ${lowest} to ${highest}, ${newest} ${note}`.trimEnd(),
      ),
      ...(metricQueries(kind)?.queries ?? []).map(query => JSON.stringify(query)),
      '',
    ]);
    assertKept('test/fixtures/reports/each-metric.txt', lines.join('\n'));
    assert.deepEqual(describeMetrics(all('s3files'), 'unknown', undefined, t, 'en'), []);
    const none = describeMetrics(metricsOf({ PercentIOLimit: [] }), 'efs', elastic, t, 'en');
    assert.deepEqual(
      none.filter(({ newest }) => newest === undefined).map(({ name }) => name),
      ['PercentIOLimit'],
    );
    assert.equal(queryOf('ExportAge', 'efs'), undefined);
    assert.equal(metricQueries('unknown'), undefined);
  });
});

describe('bounds of metrics', () => {
  const at = (name: MetricName, ageSeconds: number): FileSystemMetrics => {
    const metrics = metricsOf({});
    const newest = Date.parse(metrics.to) / 1000 - ageSeconds;
    return {
      ...metrics,
      series: metrics.series.map(series =>
        series.name === name ? { name, points: [[newest, name === 'PercentIOLimit' ? 100 : 1e8]] } : series,
      ),
    };
  };

  it('take for now what is half an hour old, and no second more', () => {
    const isNow = (age: number) => exhaustions(at('PercentIOLimit', age), elastic).map(({ now }) => now);
    assert.deepEqual(isNow(1800), [true]);
    assert.deepEqual(isNow(1801), [false]);
    assert.equal(isWatched(at('PercentIOLimit', 1800), elastic), true);
    assert.equal(isWatched(at('PercentIOLimit', 1801), elastic), false);
    for (const system of [bursting, provisioned, elastic]) {
      assert.equal(isWatched(at('MeteredIOBytes', 1801), system), false);
      assert.equal(isWatched(at('BurstCreditBalance', 1801), system), system !== bursting);
    }
  });

  it('keep of a setup no metrics that are half an hour from what happened', () => {
    const setup = { ...setupWith(), metrics: reading(metricsOf({})) };
    const { readAt } = setup.metrics.value;
    const keeps = (ms: number) =>
      asOf(setup, new Date(Date.parse(readAt) + ms).toISOString())?.metrics !== undefined;
    assert.deepEqual([0, 1_800_000, 1_800_001, -1_800_000, -1_800_001].map(keeps), [
      true,
      true,
      false,
      true,
      false,
    ]);
    assert.equal(asOf(undefined, readAt), undefined);
    const without = setupWith();
    assert.equal(asOf(without, '2000-01-01T00:00:00.000Z'), without);
  });

  it('give a bursting file system 50 KiB a second for each GiB, and 1 MiB at least', () => {
    const baseline = (gib: number) => Number(burstingBaseline(BigInt(Math.round(gib * GiB))));
    assert.deepEqual(
      [0, 20, 20.48, 20.5, 21, 1024].map(baseline),
      [1_048_576, 1_048_576, 1_048_576, 1_049_600, 1_075_200, 52_428_800],
    );
  });

  it('find the first of equal extremes, and the newest', () => {
    assert.deepEqual(
      extremesOf([
        [1, 5],
        [2, 3],
        [3, 3],
        [4, 9],
        [5, 9],
        [6, 4],
      ]),
      { lowest: [2, 3], highest: [4, 9], newest: [6, 4] },
    );
    assert.equal(extremesOf([]), undefined);
  });

  it('divide what is used by what is permitted, where both are known', () => {
    const metrics = metricsOf({ MeteredIOBytes: [1, 2, 3], PermittedThroughput: [4, 0] });
    assert.deepEqual(
      utilisation(metrics).map(([, share]) => share),
      [0.25],
    );
    assert.deepEqual(
      utilisation(metricsOf({ MeteredIOBytes: [3], PermittedThroughput: [1] })).map(([, share]) => share),
      [3],
    );
  });
});

describe('what was checked of the way', () => {
  const checked = (setup: Parameters<typeof describeChecked>[0], of = target) =>
    describeChecked(setup, of, t, 'en').map(({ what, standing, found }) => `${what}: ${standing}: ${found}`);
  const usual = checked(setupWith());
  const own = (id: string, lifeCycleState = 'available') => ({
    ...mountTarget(id, id),
    subnetId: `subnet-${id}`,
    lifeCycleState,
  });
  const cases: readonly (readonly [string, Parameters<typeof describeChecked>[0], typeof target?])[] = [
    ['nothing was read', undefined],
    ['no network', { ...setupWith(), network: undefined }],
    ['neither exists', { ...setupWith(), accessPoint: reading(null), fileSystem: reading(null) }],
    [
      'neither is shown',
      { ...setupWith(), accessPoint: reading(null), fileSystem: reading(null) },
      { ...target, accountId: '999999999999' },
    ],
    [
      'neither is ready',
      {
        ...setupWith(),
        accessPoint: reading({ id: 'fsap-1', lifeCycleState: 'creating', rootDirectory: { path: '/' } }),
        fileSystem: reading({ id: 'fs-1', lifeCycleState: 'deleting' }),
      },
    ],
    [
      'a state is not known',
      { ...setupWith(), fileSystem: reading({ id: 'fs-1' }), accessPoint: denied('x:Y') },
    ],
    ['no mount target', setupWith(network(), reading([]))],
    ['mount targets were denied', setupWith(network(), denied('x:Y'))],
    ['a mount target in each subnet', setupWith(network(), reading([own('a'), own('b')]))],
    ['a mount target in one subnet', setupWith(network(), reading([own('a')]))],
    ['one of two is not ready', setupWith(network(), reading([own('a', 'creating'), own('b', 'deleting')]))],
    [
      'all groups are without rules',
      setupWith(
        network({ securityGroups: reading([]), groupsWithoutRules: reading(['sg-function', 'sg-target']) }),
      ),
    ],
    ['ACLs were denied', setupWith(network({ networkAcls: denied('ec2:DescribeNetworkAcls') }))],
    [
      'one ACL is empty',
      setupWith(
        network({
          networkAcls: reading([
            acl('acl-1', ['subnet-a', 'subnet-b', 'subnet-ta'], ...allowAll),
            acl('acl-2', ['subnet-tb']),
          ]),
        }),
      ),
    ],
    [
      'a zone without mount target',
      setupWith(
        network({
          subnets: reading([subnet('subnet-a', 'a', '10.0.0.0/24'), subnet('subnet-b', 'c', '10.0.1.0/24')]),
        }),
      ),
    ],
  ];
  it('is kept word for word', () => {
    const texts = cases.map(([name, setup, of]) => {
      const lines = checked(setup, of);
      return [`# ${name}`, ...lines.filter(line => !usual.includes(line)), ''].join('\n');
    });
    assertKept('test/fixtures/reports/checked.txt', ['# all is well', ...usual, '', ...texts].join('\n'));
  });
});
