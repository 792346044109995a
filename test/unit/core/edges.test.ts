import assert from 'node:assert/strict';
import { decodeReport, encodeReport } from '../../../src/core/export/encode';
import { reportToMarkdown } from '../../../src/core/export/reportMarkdown';
import { fixText } from '../../../src/core/export/fixText';
import { fixFormats } from '../../../src/core/fixes/fix';
import { fixesForCause, fixesForFinding } from '../../../src/core/fixes/fixesFor';
import { bySeverity } from '../../../src/core/findings/finding';
import { histogramOf, placeAmong } from '../../../src/core/latency/distribution';
import { parseRange } from '../../../src/core/mount/addressRange';
import { isCompleteNfsList, readOptions } from '../../../src/core/mount/mountOptions';
import { answerRetries, isNfs } from '../../../src/core/mount/retries';
import { nfsStatistics } from '../../../src/core/mount/statistics';
import { parseMountStats } from '../../../src/core/parse/mountstats';
import { parseOptionString } from '../../../src/core/parse/optionString';
import { buildReport } from '../../../src/core/report';
import { decodeBytes, encodeText } from '../../../src/core/text/byteText';
import { decodeText } from '../../../src/core/text/decodeText';
import {
  counted,
  formatBytes,
  formatDuration,
  formatOptionValue,
  formatShare,
} from '../../../src/core/text/display';
import { fileNameFor } from '../../../src/core/text/fileName';
import { TextLines } from '../../../src/core/text/textLines';
import { bounded, plain, visible, visibleJson } from '../../../src/core/text/visibleText';
import { createTranslate } from '../../../src/core/translate';
import { columnsFromPage } from '../../../src/core/listing/directoryColumns';
import { columnsOf, extended, listed } from '../../../src/core/listing/listing';
import { describeCause } from '../../../src/core/words/mountCauseWords';
import { describeNotRead } from '../../../src/core/words/sectionWords';
import type { DirectoryPage, StatFs } from '../../../src/protocol';
import { failed, healthyOptions, lambdaFunction, mountCapture, ok, probeCapture } from './captures';
import { mountstats } from './mountstatsText';

const t = createTranslate();

describe('values of a report', () => {
  it('come back from JSON as they were, whatever looks like a number of ours', () => {
    for (const value of [
      { a: 5n, b: -7n, c: [0n, null, undefined === null] },
      { $bigint: 5 },
      { $bigint: 'five' },
      { $bigint: '5', more: 1 },
      { a: null },
      [null, 'text', { deep: { deeper: 12345678901234567890n } }],
    ]) {
      const report = { ...buildReport(probeCapture({})), environment: value as never };
      assert.deepEqual(decodeReport(encodeReport(report)).environment, value);
    }
  });

  it('are sorted by severity, equal ones as they were', () => {
    const all = (['info', 'error', 'warning', 'info', 'error'] as const).map((severity, index) => ({
      severity,
      code: String(index),
      subject: '/mnt/efs',
      sources: [],
    }));
    assert.deepEqual(
      all.toSorted(bySeverity).map(({ severity, code }) => `${severity} ${code}`),
      ['error 1', 'error 4', 'warning 2', 'info 0', 'info 3'],
    );
  });
});

describe('storage by statfs', () => {
  const whole: StatFs = {
    blockSize: '1000',
    blocks: '100',
    blocksFree: '40',
    blocksAvailable: '30',
    inodes: '7',
    inodesFree: '3',
  };
  const rowOf = (value: StatFs, fsType = 'ext4') =>
    buildReport(
      probeCapture({
        mounts: ok(`/dev/vdb /data ${fsType} rw 0 0\n`),
        usage: ok([{ mountPoint: '/data', result: ok(value) }]),
      }),
    ).storage[0];

  it('counts as df does', () => {
    const row = rowOf(whole);
    assert.deepEqual(
      [row?.total, row?.used, row?.available, row?.usedPercent, row?.inodes, row?.inodesFree],
      [100_000n, 60_000n, 30_000n, 67, 7n, 3n],
    );
    assert.deepEqual(
      [row?.source, row?.fsType, row?.rounded, row?.elastic],
      ['/dev/vdb', 'ext4', false, false],
    );
    const percent = (free: string) =>
      rowOf({ ...whole, blocksFree: free, blocksAvailable: free })?.usedPercent;
    assert.deepEqual(['100', '99', '1', '0'].map(percent), [0, 1, 99, 100]);
    assert.equal(percent('50'), 50);
  });

  it('has no percentage of nothing', () => {
    const none = { ...whole, blocks: '0', blocksFree: '0', blocksAvailable: '0' };
    assert.equal(rowOf(none)?.usedPercent, undefined);
    assert.equal(rowOf(none)?.total, 0n);
  });

  it('is a failure where any of its numbers is none', () => {
    for (const key of Object.keys(whole) as (keyof StatFs)[]) {
      for (const wrong of ['', '-1', '1.5', 'x', 5 as unknown as string]) {
        const row = rowOf({ ...whole, [key]: wrong });
        assert.deepEqual([row?.error?.code, row?.total, row?.elastic], ['EINVAL', undefined, false], key);
      }
    }
  });

  it('is elastic from half of what EFS reports on, over NFS', () => {
    const of = (blocks: bigint, fsType?: string) =>
      rowOf(
        { ...whole, blockSize: '1', blocks: String(blocks), blocksFree: '0', blocksAvailable: '0' },
        fsType,
      )?.elastic;
    assert.deepEqual(
      [of(2n ** 62n, 'nfs4'), of(2n ** 62n, 'nfs'), of(2n ** 62n - 1n, 'nfs4')],
      [true, true, false],
    );
    assert.equal(of(2n ** 62n, 'ext4'), false);
  });
});

describe('statistics of NFS', () => {
  const statsOf = (after: Parameters<typeof mountstats>[0], before?: Parameters<typeof mountstats>[0]) =>
    nfsStatistics(
      '/mnt/efs',
      parseMountStats(mountstats(after)).entries,
      before && parseMountStats(mountstats(before)).entries,
    );
  const read = (count: number, more: Readonly<Record<string, string>> = {}) => ({
    operations: { READ: `${count} ${count} 0 1 1 1 1 1 0`, ...more },
  });

  it('has the busiest operations first, and those of equal number as the kernel has them', () => {
    const one = '1 1 0 1 1 1 1 1 0';
    const stats = statsOf({
      operations: {
        A: one,
        B: '3 3 0 1 1 1 1 1 0',
        C: one,
        D: '2 2 0 1 1 1 1 1 0',
        E: one,
        F: '0 0 0 0 0 0 0 0 0',
      },
    });
    assert.deepEqual(
      stats?.operations.map(({ name, share }) => `${name} ${share}`),
      ['B 0.375', 'D 0.25', 'A 0.125', 'C 0.125', 'E 0.125'],
    );
  });

  it('has no share of nothing', () => {
    const stats = statsOf({ operations: { READ: '0 2 1 5 5 5 5 5 0' } });
    assert.deepEqual(stats?.operations[0], {
      name: 'READ',
      operations: 0n,
      share: 0,
      retransmissions: 2n,
      majorTimeouts: 1n,
      errors: 0n,
      averageQueueMs: 0,
      averageRoundTripMs: 0,
      averageExecuteMs: 0,
      averageBytesSent: 0,
      averageBytesReceived: 0,
      duringProbe: undefined,
    });
  });

  it('subtracts only what is older, of the same source, and where nothing has shrunk', () => {
    const during = (
      before: Parameters<typeof mountstats>[0],
      after: Parameters<typeof mountstats>[0] = read(10),
    ) => statsOf({ age: 100, ...after }, { age: 100, ...before })?.duringProbe?.operations;
    assert.equal(during(read(7)), 3n);
    assert.equal(during({ ...read(7), age: 99 }), 3n);
    assert.equal(during({ ...read(7), age: 101 }), undefined);
    assert.equal(during({ ...read(7), source: 'other:/' }), undefined);
    assert.equal(during(read(11)), undefined);
    const write = (count: number) => ({ WRITE: `${count} ${count} 0 1 1 1 1 1 0` });
    assert.equal(during(read(7, write(5)), read(10, write(4))), undefined);
    assert.equal(during(read(7), read(10, write(4))), 7n);
  });

  it('knows the share of the cache', () => {
    const share = (bytes: string) => statsOf({ bytes })?.cacheHitShare;
    // normalRead, normalWrite, directRead, directWrite, serverRead, …
    assert.equal(share('1000 0 0 0 250 0 0 0'), 0.75);
    assert.equal(share('1000 0 100 0 350 0 0 0'), 0.75);
    assert.equal(share('1000 0 500 0 350 0 0 0'), 1);
    assert.equal(share('1000 0 0 0 2000 0 0 0'), 0);
    assert.equal(share('0 0 0 0 250 0 0 0'), undefined);
  });

  it('counts reconnects of every connection, half of what newer kernels count', () => {
    const reconnects = (...counts: readonly number[]) =>
      statsOf({ transports: counts.map(count => `tcp 0 1 ${count} 0 5 400 400 3 9 4 2 0 0`) });
    assert.deepEqual(
      [[0], [1], [2], [3], [4], [5], [5, 7]].map(counts => reconnects(...counts)?.reconnects),
      [0n, 0n, 0n, 1n, 1n, 2n, 5n],
    );
    assert.equal(reconnects(1, 1)?.lateReplies, 6n);
  });
});

describe('options of a mount', () => {
  it('are a whole list only with version, protocol and what happens without an answer', () => {
    const isWhole = (text: string) => isCompleteNfsList(parseOptionString(text));
    for (const flag of ['hard', 'soft', 'softerr']) {
      assert.equal(isWhole(`vers=4.1,proto=tcp,${flag}`), true);
    }
    for (const text of ['proto=tcp,hard', 'vers=4.1,hard', 'vers=4.1,proto=tcp', '']) {
      assert.equal(isWhole(text), false, text);
    }
  });

  it('are read once, the last of each, with the defaults that the kernel leaves out', () => {
    const readAs = (text: string, stats = '') =>
      readOptions(parseOptionString(text), parseOptionString(stats)).map(
        ({ key, value, unit = '', evidence }) => `${key} ${value} ${unit} ${evidence}`,
      );
    assert.deepEqual(readAs('rw,timeo=50,hard,timeo=600'), [
      'rw   printed',
      'hard   printed',
      'timeo 600 deciseconds printed',
    ]);
    assert.deepEqual(
      readAs(
        'vers=4.1,proto=tcp,hard,port=1,noresvport,noac,sync,nocto,fsc,nconnect=2,lookupcache=pos',
        'acregmin=7',
      ),
      [
        ...[
          'vers 4.1',
          'proto tcp',
          'hard ',
          'port 1',
          'noresvport ',
          'noac ',
          'sync ',
          'nocto ',
          'fsc ',
          'nconnect 2',
        ].map(text => `${text}  printed`),
        'lookupcache pos  printed',
        'acregmin 7 seconds mountstats',
        'acregmax 60 seconds default',
        'acdirmin 30 seconds default',
        'acdirmax 60 seconds default',
      ],
    );
    const ports = (vers: string) =>
      readAs(`vers=${vers},proto=tcp,hard`).filter(text => text.startsWith('port '));
    assert.deepEqual([ports('4.1'), ports('3')], [['port 2049  default'], []]);
  });

  it('are of NFS by two types', () => {
    assert.deepEqual(['nfs', 'nfs4', 'nfsd', 'ext4'].map(isNfs), [true, true, false, false]);
  });

  it('answer when something is retransmitted, and what ends first', () => {
    const answer = (options: string, functionTimeoutMs?: number) => {
      const {
        firstRetransmissionMs,
        majorTimeoutMs,
        retransmissionsMs,
        endsFirst,
        errorOnTimeout,
        recovery,
      } = answerRetries({
        kind: 'efs',
        fsType: 'nfs4',
        options: parseOptionString(options),
        ...(functionTimeoutMs !== undefined && { functionTimeoutMs }),
      });
      return {
        firstRetransmissionMs,
        majorTimeoutMs,
        retransmissionsMs,
        endsFirst,
        errorOnTimeout,
        recovery,
      };
    };
    assert.deepEqual(answer('hard,timeo=600,retrans=2,proto=tcp'), {
      firstRetransmissionMs: 60_000,
      majorTimeoutMs: 180_000,
      retransmissionsMs: [60_000],
      endsFirst: undefined,
      errorOnTimeout: undefined,
      recovery: 'hard',
    });
    for (const options of [
      'soft,timeo=600',
      'soft,retrans=2',
      'soft,timeo=0,retrans=2',
      'soft,timeo=600,retrans=2,proto=udp',
    ]) {
      assert.deepEqual(
        [answer(options).majorTimeoutMs, answer(options).recovery],
        [undefined, 'soft'],
        options,
      );
    }
    const ends = (ms: number) => answer('softerr,timeo=600,retrans=2', ms).endsFirst;
    assert.deepEqual([179_999, 180_000, 180_001].map(ends), [
      'function-timeout',
      'function-timeout',
      'error-on-timeout',
    ]);
    assert.equal(answer('softerr,timeo=600,retrans=2').errorOnTimeout, 'ETIMEDOUT');
    // NFS_MAX_TCP_TIMEOUT: ten minutes.
    assert.equal(answer('soft,timeo=3000,retrans=1').majorTimeoutMs, 600_000);
    assert.equal(answer('soft,timeo=6000,retrans=5').majorTimeoutMs, 600_000);
    assert.equal(answer('soft,timeo=2999,retrans=1').majorTimeoutMs, 599_800);
  });
});

describe('fixes of a function', () => {
  const textOf = (params: Readonly<Record<string, string | number>>, of = lambdaFunction()) =>
    fixesForFinding(
      { code: 'tmp-nearly-full', severity: 'warning', subject: '/tmp', params, sources: [] },
      of,
    ).map(fix => fixText(fix, 'aws-cli', { shell: 'posix', region: 'eu-west-1' }, t));

  it('double the ephemeral storage that there is, up to what Lambda gives', () => {
    const MiB = 1024 * 1024;
    const size = (total?: number) =>
      /Size=(\d+)/.exec(textOf(total === undefined ? {} : { total: String(total) })[0] ?? '')?.[1];
    assert.deepEqual(
      [
        undefined,
        500 * MiB,
        512 * MiB,
        767 * MiB,
        768 * MiB,
        769 * MiB,
        1024 * MiB,
        5120 * MiB,
        5632 * MiB,
        10_240 * MiB,
      ].map(size),
      ['1024', '1024', '1024', '1024', '2048', '2048', '2048', '10240', '10240', '10240'],
    );
  });

  it('keep how S3 is read', () => {
    const of = (directS3Read?: string) => {
      const target = lambdaFunction('s3files');
      const fixes = fixesForCause(
        { code: 'root-directory-missing', standing: 'likely' },
        {
          ...target,
          fileSystem: { ...target.fileSystem, ...(directS3Read !== undefined && { directS3Read }) },
        },
      );
      return fixes
        .flatMap(fix => fixFormats.map(format => fixText(fix, format, { shell: 'posix', region: 'x' }, t)))
        .filter(text => /DISABLED/.test(text)).length;
    };
    assert.deepEqual([of(), of('AUTO')], [0, 0]);
    assert.ok(of('DISABLED') > 0);
  });
});

describe('texts at their bounds', () => {
  it('names of files keep an extension of twelve characters, and sixty of the name', () => {
    for (const [name, expected] of [
      ['a.txt', 'a.txt'],
      ['.txt', '.txt'],
      ['a.', 'a_'],
      [`${'a'.repeat(60)}.txt`, `${'a'.repeat(60)}.txt`],
      [`${'a'.repeat(61)}.txt`, `${'a'.repeat(60)}.txt`],
      [`${'a'.repeat(61)}.12345678901`, `${'a'.repeat(60)}.12345678901`],
      [`${'a'.repeat(61)}.123456789012`, 'a'.repeat(60)],
      [`.${'a'.repeat(70)}`, `.${'a'.repeat(59)}`],
      ['', '_'],
      ['com0', '_com0'],
      ['com10', 'com10'],
      ['\u001f\u0020\u007e\u007f\u009f\u00a0x', '_ ~__\u00a0x'],
      ['\ud7ff\ud800\udfff\ue000'.slice(0, 2), '\ud7ff_'],
    ] as const) {
      assert.equal(fileNameFor(name), expected, JSON.stringify(name));
    }
  });

  it('are UTF-16 by both bytes of a mark', () => {
    const text = (...bytes: readonly number[]) => decodeText(Uint8Array.from(bytes));
    assert.equal(text(0xff, 0xfe, 0x61, 0), 'a');
    assert.equal(text(0xfe, 0xff, 0, 0x61), 'a');
    assert.equal(text(0xff, 0x61), '\ufffda');
    assert.equal(text(0xfe, 0x61), '\ufffda');
    assert.equal(text(0x61, 0xfe), 'a\ufffd');
    assert.equal(text(0xef, 0xbb, 0xbf, 0x61), 'a');
    assert.equal(text(0x61, 0, 0x62, 0), 'ab');
  });

  it('of bytes come back as they were', () => {
    for (const bytes of [
      [0x7f],
      [0x80],
      [0xc1, 0x80],
      [0xc2, 0x80],
      [0xdf, 0xbf],
      [0xe0, 0x9f, 0x80],
      [0xe0, 0xa0, 0x80],
      [0xed, 0x9f, 0xbf],
      [0xed, 0xa0, 0x80],
      [0xee, 0x80, 0x80],
      [0xf0, 0x8f, 0x80, 0x80],
      [0xf0, 0x90, 0x80, 0x80],
      [0xf4, 0x8f, 0xbf, 0xbf],
      [0xf4, 0x90, 0x80, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
      [0xe0, 0xa0],
      [0x61, 0xff, 0x62, 0xc3, 0xa9, 0xfe],
      [0xc3, 0xa9, 0xff],
    ]) {
      assert.deepEqual([...encodeText(decodeBytes(Uint8Array.from(bytes)))], bytes);
    }
    assert.equal(decodeBytes(Uint8Array.from([0x61, 0xff, 0xc3, 0xa9])), 'a\udcffé');
  });

  it('fill in what a sentence names, in the language of the bundle', () => {
    const german = createTranslate({ 'Say {0}': 'Sag {0}', empty: '' });
    assert.equal(german('Say {0}', 1), 'Sag 1');
    assert.equal(german('Say {1} {0}', 1), 'Say {1} 1');
    assert.equal(german('constructor'), 'constructor');
    assert.equal(german('{0}{0}', 'a'), 'aa');
  });

  it('values have their units', () => {
    const values = (unit?: 'bytes' | 'seconds' | 'deciseconds') =>
      ['600', '1', '0', '', '5s', '999999999999999', '1234567890123456'].map(value =>
        formatOptionValue({ value, ...(unit && { unit }) }, 'en'),
      );
    assert.deepEqual(values('deciseconds').slice(0, 5), ['60 s', '0.1 s', '0 s', '', '5s']);
    assert.deepEqual(values('seconds').slice(0, 5), ['600 s', '1 s', '0 s', '', '5s']);
    assert.deepEqual(values('bytes'), ['600 B', '1 B', '0 B', '', '5s', '909 TiB', '1234567890123456']);
    assert.deepEqual(values().slice(0, 3), ['600', '1', '0']);
    assert.deepEqual(
      [0, 1, 2].map(count => counted(count, 'en', { one: 'one', other: 'other' })),
      ['other', 'one', 'other'],
    );
    assert.deepEqual(
      [1023n, 1024n, 1075n, 1076n, 102_348n, 102_349n, 102_400n, 1_048_575n, -2048n].map(bytes =>
        formatBytes(bytes, 'en'),
      ),
      ['1,023 B', '1.0 KiB', '1.0 KiB', '1.1 KiB', '99.9 KiB', '100 KiB', '100 KiB', '1.0 MiB', '-2.0 KiB'],
    );
    assert.deepEqual(
      [
        0, 0.94, 9.94, 9.96, 10.4, 999, 1000, 1049, 1051, 119_949, 120_000, 150_000, 3_599_499, 3_600_000,
        3_900_000, 86_400_000, 280_800_000,
      ].map(ms => formatDuration(ms, 'en')),
      [
        '0 ms',
        '0.9 ms',
        '9.9 ms',
        '10 ms',
        '10 ms',
        '999 ms',
        '1 s',
        '1 s',
        '1.1 s',
        '119.9 s',
        '2 min',
        '2 min 30 s',
        '59 min 59 s',
        '1 h',
        '1 h 5 min',
        '1 d',
        '3 d 6 h',
      ],
    );
    assert.deepEqual(
      [0, 0.0004, 0.001, 0.045, 0.0949, 0.0996, 0.1, 0.126, 1, 1.5].map(share => formatShare(share, 'en')),
      ['0%', '0%', '0.1%', '4.5%', '9.5%', '10%', '10%', '13%', '100%', '150%'],
    );
  });
});

describe('numbers of a network', () => {
  it('are ranges of addresses only where each part is one', () => {
    const isRange = (text: string) => parseRange(text) !== undefined;
    for (const text of [
      '0.0.0.0',
      '255.255.255.255/32',
      '10.0.0.0/0',
      '::',
      '::1/128',
      '1:2:3:4:5:6:7:8',
      '1::8',
      '1:2:3:4:5:6:7::',
      '::ffff:1.2.3.4',
      '1:2:3:4:5:6:1.2.3.4',
    ]) {
      assert.equal(isRange(text), true, text);
    }
    for (const text of [
      '',
      '1.2.3',
      '1.2.3.256',
      '1.2.3.4.5',
      '1.2.3.4/33',
      '1.2.3.4/',
      '1.2.3.4/x',
      '1.2.3.4/1/1',
      '::/129',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1::2::3',
      '1:2:3:4:5:6:7:8::',
      '::1:2:3:4:5:6:7:8',
      '12345::',
      'g::',
    ]) {
      assert.equal(isRange(text), false, text);
    }
    assert.deepEqual(parseRange('10.1.2.3/8'), { family: 4, first: 10n << 24n, last: (11n << 24n) - 1n });
    assert.deepEqual(parseRange('::1:0/112'), { family: 6, first: 0x10000n, last: 0x1ffffn });
  });

  it('have their place on a scale of latencies', () => {
    const bins = histogramOf([1000, 2999]);
    assert.deepEqual(
      [999, 1000, 1225, 1500, 2000, 2999, 3000].map(value => placeAmong(bins, value)?.toFixed(3)),
      [undefined, '0.000', '0.167', '0.333', '0.667', '1.000', undefined],
    );
    assert.deepEqual(histogramOf([0, 1]), [{ from: 1, to: 1.5, count: 2 }]);
  });
});

describe('directories that are read page by page', () => {
  const page = (names: readonly string[], more: Partial<DirectoryPage>): DirectoryPage => ({
    path: '/mnt/efs',
    names,
    types: '-'.repeat(names.length),
    modes: names.map(() => 0o100644),
    links: names.map(() => 1),
    uids: names.map(() => 0),
    gids: names.map(() => 0),
    sizes: names.map(() => '0'),
    modified: names.map(() => 0),
    targets: {},
    errors: {},
    changed: false,
    ...more,
  });

  it('keep each entry’s own owner, target and error', () => {
    const first = listed(
      columnsFromPage(page(['a', 'b'], { uids: [7, 8], targets: { 1: 'of b' }, errors: { 0: 'EACCES' } })),
    );
    const all = extended(
      first,
      columnsFromPage(
        page(['c', 'd'], { uids: [8, 9], modes: [0, -1], targets: { 0: 'of c' }, errors: { 1: 'EIO' } }),
      ),
    );
    assert.deepEqual(
      all.entries
        .slice(0, 4)
        .map(({ name, owner, target, error, mode, modeText }) => [
          name,
          owner,
          target,
          error,
          mode,
          modeText,
        ]),
      [
        ['a', '7', undefined, 'EACCES', 0o644, 'rw-r--r--'],
        ['b', '8', 'of b', undefined, 0o644, 'rw-r--r--'],
        ['c', '8', 'of c', undefined, 0, '---------'],
        ['d', undefined, undefined, 'EIO', undefined, undefined],
      ],
    );
    const columns = columnsOf(all, 1, 2);
    assert.deepEqual([columns.names, columns.targets, columns.errors], [['b'], { 0: 'of b' }, {}]);
    assert.deepEqual(columns.owners.words, ['8']);
  });
});

describe('texts that hide something', () => {
  it('show it, and nothing else', () => {
    for (const [text, expected] of [
      ['a\u0000b', 'a\u2400b'],
      ['\u001f \u007f', '\u241f \u2421'],
      ['\u009f', '\\u009F'],
      ['\u00ad', '\\u00AD'],
      ['\udc7f\udc80\udcff\udd00', '\\uDC7F\\x80\\xFF\\uDD00'],
      ['\ud800', '\\uD800'],
      ['\ufff0', '\\uFFF0'],
      ['\u{e0001}', '\\u{E0001}'],
      ['\u{1f600}\ufe0f', '\u{1f600}\ufe0f'],
      ['\u00a0', '\u00a0'],
    ] as const) {
      assert.equal(visible(text), expected, JSON.stringify(text));
    }
    assert.equal(visibleJson('"\u202e\udc80"\n'), '"\\u202e\\udc80"\n');
    assert.equal(bounded('abc', 3), 'abc');
    assert.equal(bounded('abcd', 3), 'ab…');
    assert.equal(bounded('a\u{1f600}b', 3), 'a…');
    assert.equal(visible('x'.repeat(4096)).length, 4096);
    assert.equal(visible('x'.repeat(4097)), `${'x'.repeat(4095)}…`);
    assert.equal(plain('x'.repeat(1000)), 'x'.repeat(1000));
    assert.equal(plain('x'.repeat(1001)), `${'x'.repeat(999)}…`);
    assert.equal(plain('[a](command:b) $(icon) $5 ]('), '[a] (command:b) $ (icon) $5 ] (');
    const ids = Array.from({ length: 600 }, (_, index) => `subnet-${index}`);
    const [, check] = describeCause(
      { code: 'addresses-used-up', standing: 'likely' },
      { ...lambdaFunction(), subnetIds: ids },
      t,
      'en',
    );
    assert.match(check, /…, or give/);
    assert.equal(/in (subnet.*), or/.exec(check)?.[1]?.length, 4096);
  });

  it('has its lines where editors have them', () => {
    const lines = new TextLines('a\nbc\r\n\rd');
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6, 7, 8].map(offset => {
        const { line, column } = lines.positionAt(offset);
        return `${line}:${column}`;
      }),
      ['0:0', '0:1', '1:0', '1:1', '1:2', '1:3', '2:0', '3:0', '3:1'],
    );
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(line => lines.lineAt(line)),
      ['a', 'bc', '', 'd', ''],
    );
    assert.deepEqual(new TextLines('').positionAt(0), { line: 0, column: 0 });
  });
});

describe('sentences in Japanese', () => {
  it('have a blank beside a name, and none within their own text', () => {
    const japanese = createTranslate({
      'Of {0}': '{0} の値',
      'At {0}': '値 {0}',
      'Both {0}': 'この {0} の値',
    });
    assert.equal(japanese('Of {0}', 'efs'), 'efs の値');
    assert.equal(japanese('Of {0}', '名前'), '名前の値');
    assert.equal(japanese('At {0}', '名前'), '値名前');
    assert.equal(japanese('At {0}', 'efs'), '値 efs');
    assert.equal(japanese('Both {0}', '名前'), 'この名前の値');
    assert.equal(japanese('Both {0}', 5), 'この 5 の値');
  });
});

describe('what was not read', () => {
  it('says when nobody asked, and when it was not tried', () => {
    const said = (code: string, message: string) =>
      describeNotRead({ what: 'usage', error: { code, message } }, t);
    assert.match(said('NOT_RECORDED', 'not recorded in 2022'), /: not recorded in 2022\.$/);
    assert.match(said('NOT_RECORDED', 'not recorded'), /: not recorded\.$/);
    assert.match(said('NOT_RECORDED', 'not recorded in 20225'), /: not recorded\.$/);
    assert.match(said('SKIPPED', ''), /: not tried, because the mount had already stopped answering\.$/);
  });

  it('leaves its sections out where there is nothing', () => {
    const text = reportToMarkdown(buildReport(probeCapture({})), t, 'en');
    assert.doesNotMatch(text, /^## (?:Raw|Not read|Storage|NFS statistics|Mount options|Files)/m);
  });
});

describe('a report of a damaged capture', () => {
  it('says what was not read, and has the rest', () => {
    const report = buildReport(
      probeCapture({
        mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`),
        usage: failed('TIMEOUT', 'no answer'),
        list: 5 as never,
      }),
    );
    assert.deepEqual(
      report.notRead.map(({ what, error }) => `${what} ${error.code}`),
      ['usage TIMEOUT', 'list DAMAGED'],
    );
    const sections = [
      { ok: 'x', error: { code: 'EIO', message: 'm' } },
      { ok: false, error: { code: 5, message: 'm' } },
      { ok: false, error: { code: 'EIO', message: 5 } },
      { ok: false, error: null },
      { ok: false },
      null,
    ].map(list => buildReport(probeCapture({ list: list as never })).notRead[0]?.error.code);
    assert.deepEqual(new Set(sections), new Set(['DAMAGED']));
    assert.equal(report.mount?.fsType, 'nfs4');
    assert.equal(report.capture.target.timeoutSeconds * 1000, report.verdict.functionTimeoutMs);
    assert.deepEqual(buildReport(mountCapture(healthyOptions)).notRead, []);
  });
});
