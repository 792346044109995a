import assert from 'node:assert/strict';
import { latencyMarkdown } from '../../../../src/core/export/latencyMarkdown';
import { reportToJson } from '../../../../src/core/export/reportToJson';
import { reportToMarkdown } from '../../../../src/core/export/reportMarkdown';
import { failureSummary, reportSummary } from '../../../../src/core/export/summary';
import { explainFailure } from '../../../../src/core/failure/mountFailure';
import type { LatencyMeasurement } from '../../../../src/core/latency/latency';
import { buildReport } from '../../../../src/core/report';
import { createTranslate } from '../../../../src/core/translate';
import type { DirectoryPage } from '../../../../src/protocol';
import { assertKept } from '../../../harness/golden';
import { failed, healthyOptions, lambdaFunction, mountCapture, ok, probeCapture } from '../captures';
import { reading, setupWith } from '../failure/networkWorld';
import { metricsOf } from '../mount/metricsOf';
import { mountstats } from '../mountstatsText';

const t = createTranslate();
const kept = (name: string, text: string) => assertKept(`test/fixtures/reports/${name}`, text);
const efsLine = `127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`;

const sizes = (blocks: number, free: number, available = free) =>
  ok({
    blockSize: '1024',
    blocks: String(blocks),
    blocksFree: String(free),
    blocksAvailable: String(available),
    inodes: '10',
    inodesFree: '5',
  });

/** A page of a directory with one entry for each name, as the probe sends it. */
function page(names: readonly string[], more: Partial<DirectoryPage> = {}): DirectoryPage {
  const all = <T>(value: T) => names.map(() => value);
  return {
    path: '/mnt/efs',
    names,
    types: '-'.repeat(names.length),
    modes: all(0o100644),
    links: all(1),
    uids: all(1000),
    gids: all(1001),
    sizes: all('1536'),
    modified: all(Date.parse('2026-11-22T11:00:00.000Z')),
    targets: {},
    errors: {},
    changed: false,
    ...more,
  };
}

const rich = probeCapture(
  {
    mounts: ok(
      [
        `fs-1.efs.eu-west-1.amazonaws.com:/ /mnt/efs nfs4 ${healthyOptions.replace('hard', 'soft').replace('rsize=1048576', 'rsize=65536')} 0 0`,
        '/dev/vdc /tmp ext4 rw,nosuid 0 0',
        'proc /proc proc rw 0 0',
        'nonsense',
        '',
      ].join('\n'),
    ),
    mountstats: ok({
      before: mountstats({
        source: 'fs-1.efs.eu-west-1.amazonaws.com:/',
        age: 7259,
        operations: { READ: '900 905 1 1 1 1 1 1 0', GETATTR: '40 40 0 1 1 1 1 1 0' },
      }),
      after: mountstats({
        source: 'fs-1.efs.eu-west-1.amazonaws.com:/',
        age: 7260,
        bytes: '1000 20 30 40 500 60 7 8',
        transports: ['tcp 801 1 5 3 5 400 399 2 9 4 2 0 0', 'tcp 0 1 4 0 5 10 10 1 9 4 2 0 0'],
        operations: {
          NULL: '0 0 0 0 0 0 0 0 0',
          GETATTR: '50 50 0 6000 9000 25 100 150 3',
          READ: '1000 1100 2 200000 4000000 500 2500 4000 0',
          LOOKUP: '50 50 0 6000 9000 25 75 150 1',
          WRITE: '0 1 0 0 0 0 0 0 0',
        },
      }),
    }),
    identity: ok({ uid: 993, gid: 990, user: 'sbx_user1051', groups: [990, 1000] }),
    runtime: ok({
      node: 'v22.15.0',
      kernel: '5.10.1',
      architecture: 'x64',
      coldStart: true,
      uptimeSeconds: 12,
    }),
    tools: ok({ bin: ['cat', 'sh'] }),
    usage: ok([
      { mountPoint: '/mnt/efs', result: sizes(2 ** 53, 2 ** 53) },
      { mountPoint: '/tmp', result: sizes(1000, 60, 50) },
      { mountPoint: '/proc', result: failed('TIMEOUT') },
      { mountPoint: '/elsewhere', result: sizes(0, 0) },
    ]),
    list: ok(
      page(['a.txt', 'caf\udce9', 'dir', 'link', 'lost'], {
        types: '--dl?',
        modes: [0o100644, 0o104755, 0o41777, 0o120777, -1],
        targets: { 3: '../target' },
        errors: { 4: 'EACCES' },
        sizes: ['0', '1536', '6144', '9', '0'],
        cursor: 'more',
      }),
    ),
    file: failed('ENOENT', 'no such\nfile'),
  },
  {
    target: {
      ...lambdaFunction(),
      role: 'arn:aws:iam::123456789012:role/app/reports',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-a', 'subnet-b'],
      securityGroupIds: ['sg-function'],
      memoryMb: 512,
      timeoutSeconds: 90,
    },
    invocation: { count: 2, durationMs: 340, executedVersion: '$LATEST', logTail: 'REPORT' },
  },
);

const measured: LatencyMeasurement = {
  measuredAt: '2026-11-28T10:00:00.000Z',
  path: '/mnt/efs',
  file: '/mnt/efs/a.txt',
  series: [
    {
      operation: 'GETATTR',
      micros: [600, 900, 999.4, 12_000],
      cached: 0,
      mixed: 0,
      failed: 0,
      kernel: { operations: 3, retransmissions: 0, queueMs: 0, roundTripMs: 12, executeMs: 13 },
    },
    {
      operation: 'LOOKUP',
      micros: [999.6, 1000],
      cached: 1,
      mixed: 0,
      failed: 0,
      kernel: { operations: 0, retransmissions: 0, queueMs: 0, roundTripMs: 0, executeMs: 0 },
    },
    { operation: 'READ', bytes: 4096, micros: [], cached: 0, mixed: 1, failed: 2, error: 'EIO' },
    { operation: 'READ', bytes: 1024 * 1024, micros: [5], cached: 0, mixed: 0, failed: 1, error: 'EACCES' },
    { operation: 'READ', bytes: 1023, micros: [5], cached: 0, mixed: 0, failed: 0 },
    { operation: 'READ', bytes: 1025, micros: [5], cached: 0, mixed: 0, failed: 0 },
  ],
  sequential: [
    { bytes: 1000, ms: 100, fromServer: 900 },
    { bytes: 1000, ms: 100, fromServer: 899 },
    { bytes: 1000, ms: 0, fromServer: 101 },
    { bytes: 1000, ms: 0.1, fromServer: 100 },
    { bytes: 1000, ms: 100 },
    { bytes: 0, ms: 10 },
    { bytes: 1, ms: 1000, fromServer: 1 },
  ],
  ms: 1000,
};

describe('an export, kept word for word', () => {
  it('is a Markdown document of all that was read', () => {
    const setup = { ...setupWith(), metrics: reading(metricsOf({})) };
    kept('report.md.txt', reportToMarkdown(buildReport(rich), t, 'en', setup, measured));
  });

  it('is JSON of all that was read', () => {
    kept('report.json.txt', reportToJson(buildReport(rich), setupWith(), measured));
  });

  it('has no errors of a disk, and none where the kernel counts none', () => {
    const disk = probeCapture({ mounts: ok('/dev/vda /mnt/efs ext4 rw 0 0\n') });
    assert.doesNotMatch(reportToMarkdown(buildReport(disk), t, 'en'), /Errors that reach/);
    const old = probeCapture({
      mountstats: ok({ before: '', after: mountstats({ operations: { READ: '7 7 0 1 1 1 1 1' } }) }),
    });
    const text = reportToMarkdown(buildReport(old), t, 'en');
    assert.match(text, /^\| Errors \|\s+\|$/m);
    assert.match(text, /^\| `READ` \| 7 \| 100% \| 0 \| 0 \|\s+\| 0.1 ms \| 0.1 ms \|$/m);
  });

  it('is a summary', () => {
    const captures = [
      rich,
      probeCapture({}),
      mountCapture(healthyOptions),
      probeCapture({ mounts: ok(efsLine) }, { unresponsive: ['/mnt/efs'] }),
      probeCapture({ mounts: ok(efsLine) }, { way: 'temporary-probe' }),
    ];
    const reports = captures.map(capture => reportSummary(buildReport(capture), '1.2.3', t, 'en'));
    const failedWith = (params: Readonly<Record<string, string>>) => {
      const explanation = explainFailure(
        { code: 'efs-mount-connectivity', params },
        lambdaFunction(),
        setupWith(),
      );
      return failureSummary(
        { target: lambdaFunction(), at: '2026-11-28T02:16:00Z', message: 'No.', explanation },
        '1.2.3',
        t,
        'en',
      );
    };
    kept(
      'summaries.txt',
      [...reports, failedWith({}), failedWith({ reason: 'See http://example.com and www.example.com' })].join(
        '\n',
      ),
    );
  });
});

describe('what an export leaves out, at its bounds', () => {
  const names = (count: number) => Array.from({ length: count }, (_, index) => `file${index}`);
  const markdown = (capture: Parameters<typeof buildReport>[0]) =>
    reportToMarkdown(buildReport(capture), t, 'en');
  const rowsWith = (text: string, pattern: RegExp) =>
    text.split('\n').filter(line => line.startsWith('|') && pattern.test(line)).length;

  it('shows 1,000 entries of a directory, and says how many more there are', () => {
    const listed = (count: number) => markdown(probeCapture({ list: ok(page(names(count))) }));
    assert.equal(rowsWith(listed(1000), /file\d/), 1000);
    assert.doesNotMatch(listed(1000), /more entries/);
    assert.equal(rowsWith(listed(1001), /file\d/), 1000);
    assert.match(listed(1001), /^One more entry is not shown here\.$/m);
    assert.match(listed(1002), /^2 more entries are not shown here\.$/m);
    assert.match(listed(1), /1 entry/);
    assert.match(listed(2), /2 entries/);
    assert.match(listed(0), /The directory is empty\./);
  });

  it('shows 1,000 options, operations, storage rows and tools', () => {
    const options = (count: number) => mountCapture([healthyOptions, ...names(count)].join(','));
    const shown = buildReport(mountCapture(healthyOptions)).mount?.options.length ?? 0;
    assert.doesNotMatch(markdown(options(1000 - shown)), /not shown here/);
    assert.match(markdown(options(1002 - shown)), /^2 more entries are not shown here\.$/m);

    const operations = (count: number) =>
      probeCapture({
        mountstats: ok({
          before: '',
          after: mountstats({
            operations: Object.fromEntries(names(count).map(name => [name, '1 1 0 1 1 1 1 1 0'])),
          }),
        }),
      });
    assert.equal(rowsWith(markdown(operations(1000)), /file\d/), 1000);
    assert.doesNotMatch(markdown(operations(1000)), /not shown here/);
    assert.equal(rowsWith(markdown(operations(1002)), /file\d/), 1000);
    assert.match(markdown(operations(1002)), /^2 more entries are not shown here\.$/m);

    const storage = (count: number) =>
      probeCapture({
        usage: ok(names(count).map(name => ({ mountPoint: `/${name}`, result: sizes(10, 5) }))),
      });
    assert.equal(rowsWith(markdown(storage(1000)), /file\d/), 1000);
    assert.doesNotMatch(markdown(storage(1000)), /not shown here/);
    assert.match(markdown(storage(1002)), /^2 more entries are not shown here\.$/m);

    const tools = (count: number) => probeCapture({ tools: ok({ bin: names(count) }) });
    assert.doesNotMatch(markdown(tools(1000)), /not shown here|file1000/);
    assert.doesNotMatch(markdown(tools(1002)), /file1000/);
    assert.match(markdown(tools(1002)), /^2 more entries are not shown here\.$/m);
  });

  it('tells of eight findings, six causes and four pages in a summary of 25 lines', () => {
    const bad = [
      ['hard', 'soft'],
      ['noresvport', 'nocto'],
      ['rsize=1048576', 'rsize=4096'],
      ['sec=sys', 'sec=krb5'],
      ['local_lock=none', 'local_lock=all'],
      ['vers=4.1', 'vers=4.0'],
      ['retrans=2', 'retrans=5'],
      ['namlen=255', 'namlen=255,fsc'],
      ['relatime', 'relatime,lookupcache=none'],
      ['port=20252', 'port=20252,nconnect=4'],
    ] as const;
    const with_ = (count: number) => {
      const options = bad
        .slice(0, count)
        .reduce((text, [from, to]) => text.replace(from, to), healthyOptions);
      const report = buildReport(mountCapture(options));
      return { found: report.findings.length, text: reportSummary(report, '1', t, 'en') };
    };
    const told = (text: string) => text.split('\n').filter(line => line.startsWith('- ')).length;
    const counts = bad.map((_, index) => with_(index + 1));
    for (const { found, text } of counts) {
      assert.equal(told(text), Math.min(8, found));
      assert.equal(/^One more finding is in the report\.$/m.test(text), found === 9, `${found}`);
      assert.equal(
        new RegExp(`^${found - 8} more findings are in the report\\.$`, 'm').test(text),
        found > 9,
      );
      assert.ok(text.split('\n').filter(line => line.startsWith('https://')).length <= 4);
      assert.ok(text.trimEnd().split('\n').length <= 25);
    }
    assert.ok(counts.some(({ found }) => found === 8) && counts.some(({ found }) => found === 9));
    assert.ok(counts.some(({ found }) => found > 9));
  });

  it('cuts a line after 1,000 characters', () => {
    const reason = (length: number) => {
      const explanation = explainFailure(
        { code: 'efs-mount-connectivity', params: { reason: 'x'.repeat(length) } },
        lambdaFunction(),
      );
      const text = failureSummary(
        { target: lambdaFunction(), at: '2026-11-28T02:16:00Z', message: 'No.', explanation },
        '1',
        t,
        'en',
      );
      return text.split('\n').find(line => line.includes('xxx')) ?? '';
    };
    const before = reason(10).length - 10;
    assert.equal(reason(1000 - before).length, 1000);
    assert.doesNotMatch(reason(1000 - before), /…/);
    assert.equal(reason(1001 - before).length, 1000);
    assert.match(reason(1001 - before), /…$/);
  });
});

describe('a section of latency, kept word for word', () => {
  it('is the same for each kind of file system but for the figure that AWS names', () => {
    const withoutFile: LatencyMeasurement = { ...measured, file: undefined, series: [], sequential: [] };
    kept(
      'latency.txt',
      [
        latencyMarkdown(measured, 'efs', t, 'en'),
        latencyMarkdown(withoutFile, 's3files', t, 'en'),
        latencyMarkdown(withoutFile, 'unknown', t, 'en'),
      ].join('\n\n'),
    );
  });
});
