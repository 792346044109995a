import assert from 'node:assert/strict';
import {
  counted,
  formatAge,
  formatAgo,
  formatBytes,
  formatClock,
  formatDuration,
  formatExactTime,
  formatMinute,
  formatMode,
  formatOptionValue,
  formatShare,
  formatUtc,
  parseMode,
} from '../../../../src/core/text/display';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function table<T>(
  name: string,
  format: (value: T) => string,
  cases: readonly (readonly [T, string])[],
): void {
  it(name, () =>
    assert.deepEqual(
      cases.map(([value]) => format(value)),
      cases.map(([, text]) => text),
    ),
  );
}

describe('durations and times at their bounds', () => {
  table<number>('formatDuration', ms => formatDuration(ms, 'en'), [
    [0, '0 ms'],
    [0.04, '0 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [10.4, '10 ms'],
    [999, '999 ms'],
    [1000, '1 s'],
    [1049, '1 s'],
    [1051, '1.1 s'],
    [119_900, '119.9 s'],
    [120_000, '2 min'],
    [120_499, '2 min'],
    [120_500, '2 min 1 s'],
    [150_000, '2 min 30 s'],
    [HOUR - 1, '1 h'],
    [HOUR, '1 h'],
    [HOUR + 5 * MINUTE, '1 h 5 min'],
    [HOUR + 5 * SECOND, '1 h'],
    [DAY - SECOND, '23 h 59 min'],
    [DAY, '1 d'],
    [3 * DAY + 4 * HOUR, '3 d 4 h'],
    [3 * DAY + 4 * MINUTE, '3 d'],
  ]);

  table<number>('formatAge', ms => formatAge(ms, 'en'), [
    [-5 * MINUTE, '0 minutes ago'],
    [0, '0 minutes ago'],
    [MINUTE - 1, '0 minutes ago'],
    [MINUTE, '1 minute ago'],
    [59 * MINUTE, '59 minutes ago'],
    [HOUR - 1, '59 minutes ago'],
    [HOUR, '1 hour ago'],
    [48 * HOUR - 1, '47 hours ago'],
    [48 * HOUR, '2 days ago'],
    [72 * HOUR - 1, '2 days ago'],
    [72 * HOUR, '3 days ago'],
  ]);

  table<number>('formatAgo', ms => formatAgo(ms, 'en'), [
    [-1, 'now'],
    [0, 'now'],
    [999, 'now'],
    [SECOND, '1 sec. ago'],
    [MINUTE - 1, '59 sec. ago'],
    [MINUTE, '1 min. ago'],
    [HOUR - 1, '59 min. ago'],
    [HOUR, '1 hr. ago'],
    [DAY - 1, '23 hr. ago'],
    [DAY, 'yesterday'],
    [2 * DAY, '2 days ago'],
  ]);

  it('are of the reader’s day', () => {
    const at = new Date(2026, 0, 5, 2, 6, 4).getTime();
    assert.equal(formatClock(at, at), '02:06:04');
    assert.equal(formatClock(at, new Date(2026, 0, 5, 23, 59, 59).getTime()), '02:06:04');
    assert.equal(formatClock(at, new Date(2026, 0, 6, 0, 0, 0).getTime()), '2026-01-05 02:06');
    assert.equal(formatMinute(new Date(2026, 11, 31, 12, 0).getTime()), '2026-12-31 12:00');
    assert.equal(formatMinute(Number.NaN), '');
  });

  it('are in UTC where they leave the editor', () => {
    assert.equal(formatUtc(Date.parse('2026-11-28T02:09:59.999Z')), '2026-11-28 02:09:59 UTC');
    assert.equal(formatUtc(Number.NaN), '');
    assert.equal(formatExactTime(0), '1970-01-01T00:00:00.000Z');
    assert.equal(formatExactTime(Number.NaN), '');
  });
});

describe('numbers at their bounds', () => {
  table<bigint>('formatBytes', bytes => formatBytes(bytes, 'en'), [
    [1075n, '1.0 KiB'],
    [1076n, '1.1 KiB'],
    [102_348n, '99.9 KiB'],
    [102_349n, '100 KiB'],
    [1_048_063n, '1,023 KiB'],
    [1_048_064n, '1.0 MiB'],
    [1_048_525n, '1.0 MiB'],
    [1024n ** 7n, '1.0 ZiB'],
    [1024n ** 8n, '1,024 ZiB'],
    [-1n, '-1 B'],
    [-1024n, '-1.0 KiB'],
  ]);

  table<number>('formatShare', share => formatShare(share, 'en'), [
    [0, '0%'],
    [0.0004, '0%'],
    [0.0994, '9.9%'],
    [0.1, '10%'],
    [0.125, '13%'],
    [-0.05, '-5%'],
    [1, '100%'],
  ]);

  it('take the form that the language has for them', () => {
    const forms = { one: 'one', other: 'other' };
    assert.deepEqual(
      [0, 1, 2].map(count => counted(count, 'en', forms)),
      ['other', 'one', 'other'],
    );
    assert.equal(counted(1, 'ja', forms), 'other');
  });

  it('have the unit of their option', () => {
    const value = (text: string, unit?: 'bytes' | 'seconds' | 'deciseconds') =>
      formatOptionValue({ value: text, ...(unit && { unit }) }, 'en');
    assert.equal(value('600', 'deciseconds'), '60 s');
    assert.equal(value('605', 'deciseconds'), '60.5 s');
    assert.equal(value('60', 'seconds'), '60 s');
    assert.equal(value('1048576', 'bytes'), '1.0 MiB');
    assert.equal(value('60'), '60');
    assert.equal(value('-60', 'seconds'), '-60');
    assert.equal(value('1234567890123456', 'bytes'), '1234567890123456');
    assert.equal(value('123456789012345', 'bytes'), '112 TiB');
  });
});

describe('modes', () => {
  const modes: readonly (readonly [number, string])[] = [
    [0o000, '---------'],
    [0o777, 'rwxrwxrwx'],
    [0o421, 'r---w---x'],
    [0o124, '--x-w-r--'],
    [0o4000, '--S------'],
    [0o4100, '--s------'],
    [0o2000, '-----S---'],
    [0o2010, '-----s---'],
    [0o1000, '--------T'],
    [0o1001, '--------t'],
    [0o7777, 'rwsrwsrwt'],
    [0o7666, 'rwSrwSrwT'],
  ];
  table<number>('are spelled as ls does', formatMode, modes);
  it('are read again', () =>
    assert.deepEqual(
      modes.map(([, text]) => parseMode(text)),
      modes.map(([mode]) => mode),
    ));
  it('are read with a mark behind them, and else not', () => {
    assert.equal(parseMode('rwxr-xr-x+'), 0o755);
    assert.equal(parseMode('rwxr-xr-x@'), 0o755);
    assert.equal(parseMode('rwxr-xr-x.'), 0o755);
    assert.equal(parseMode('rwxr-xr-x*'), undefined);
    assert.equal(parseMode('rwxr-xr-'), undefined);
    assert.equal(parseMode('rwtr-xr-x'), undefined);
    assert.equal(parseMode('rwxr-xr-s'), undefined);
  });
});
