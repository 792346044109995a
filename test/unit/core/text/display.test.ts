import assert from 'node:assert/strict';
import {
  formatAgo,
  formatAge,
  formatBytes,
  formatDuration,
  formatInteger,
  formatList,
  formatMode,
  formatOctalMode,
  formatOptionValue,
  formatShare,
  formatTimestamp,
  parseMode,
} from '../../../../src/core/text/display';
import { visible, visibleLines } from '../../../../src/core/text/visibleText';

describe('formatBytes', () => {
  const cases: readonly (readonly [bigint, string])[] = [
    [0n, '0 B'],
    [1n, '1 B'],
    [1023n, '1,023 B'],
    [1024n, '1.0 KiB'],
    [1536n, '1.5 KiB'],
    [102_297n, '99.9 KiB'],
    [102_400n, '100 KiB'],
    // What would round to 1024 is shown in the next unit.
    [1024n * 1024n - 1n, '1.0 MiB'],
    [1024n * 1024n, '1.0 MiB'],
    [551_550_976n, '526 MiB'],
    // EFS, by old and new kernels; above what a double holds.
    [9_223_372_036_854_775_807n, '8.0 EiB'],
    [9_007_199_254_739_968n * 1024n, '8.0 EiB'],
    [-1536n, '-1.5 KiB'],
  ];
  for (const [bytes, text] of cases) {
    it(`${bytes}: ${text}`, () => assert.equal(formatBytes(bytes, 'en'), text));
  }

  it('writes numbers as the locale does', () => {
    assert.equal(formatBytes(1536n, 'de'), '1,5 KiB');
    assert.equal(formatInteger(9_223_372_036_854_775_807n, 'en'), '9,223,372,036,854,775,807');
    assert.equal(formatInteger(1_234_567, 'de'), '1.234.567');
  });
});

describe('numbers and dates', () => {
  it('are English where the language is none that is known, whatever the operating system’s is', () => {
    for (const language of ['en', 'qps-ploc', 'xx', 'C', 'not a language', '']) {
      assert.equal(formatBytes(1536n, language), '1.5 KiB', language);
      assert.equal(formatShare(0.015, language), '1.5%', language);
      assert.match(formatTimestamp(0, language, 'UTC'), /^Jan 1, 1970, 12:00\sAM$/, language);
      assert.equal(formatAge(180_000, language), '3 minutes ago', language);
      assert.equal(formatAgo(180_000, language), '3 min. ago', language);
      assert.equal(formatList(['a', 'b', 'c'], language), 'a, b, and c', language);
    }
  });

  it('have the digits and the calendar of what AWS and the kernel write, in every language', () => {
    for (const language of ['ar-EG', 'fa', 'th', 'ja-JP-u-ca-japanese', 'mr', 'hi-u-nu-deva']) {
      assert.match(formatInteger(2026, language), /^[0-9][^0-9]?[0-9]{3}$/, language);
      assert.match(formatShare(0.25, language), /25/, language);
      assert.match(formatTimestamp(Date.UTC(2026, 10, 28, 12), language, 'UTC'), /2026/, language);
      assert.match(formatAge(180_000, language), /3/, language);
      assert.match(formatAgo(180_000, language), /3/, language);
    }
  });
});

describe('formatDuration', () => {
  it('has the words of Japanese sentences', () => {
    assert.deepEqual(
      [5, 1500, 150_000, 90_000_000].map(ms => formatDuration(ms, 'ja')),
      ['5 ミリ秒', '1.5 秒', '2 分 30 秒', '1 日 1 時間'],
    );
    assert.equal(formatOptionValue({ value: '600', unit: 'deciseconds' }, 'ja-JP'), '60 秒');
  });

  const cases: readonly (readonly [number, string])[] = [
    [0, '0 ms'],
    [0.25, '0.3 ms'],
    [12.4, '12 ms'],
    [999, '999 ms'],
    [1500, '1.5 s'],
    [60_000, '60 s'],
    [119_900, '119.9 s'],
    [180_000, '3 min'],
    [150_000, '2 min 30 s'],
    [3_900_000, '1 h 5 min'],
    [3_600_000, '1 h'],
    [273_600_000, '3 d 4 h'],
  ];
  for (const [ms, text] of cases) {
    it(`${ms} ms: ${text}`, () => assert.equal(formatDuration(ms, 'en'), text));
  }
});

describe('other formats', () => {
  it('gives option values their unit', () => {
    assert.equal(formatOptionValue({ value: '600', unit: 'deciseconds' }, 'en'), '60 s');
    assert.equal(formatOptionValue({ value: '15', unit: 'deciseconds' }, 'en'), '1.5 s');
    assert.equal(formatOptionValue({ value: '1048576', unit: 'bytes' }, 'en'), '1.0 MiB');
    assert.equal(formatOptionValue({ value: '3', unit: 'seconds' }, 'en'), '3 s');
    assert.equal(formatOptionValue({ value: 'banana', unit: 'seconds' }, 'en'), 'banana');
    assert.equal(formatOptionValue({ value: '4.1' }, 'en'), '4.1');
  });

  it('spells modes as ls does', () => {
    assert.equal(formatMode(0o755), 'rwxr-xr-x');
    assert.equal(formatMode(0o100644), 'rw-r--r--');
    assert.equal(formatMode(0o4755), 'rwsr-xr-x');
    assert.equal(formatMode(0o2644), 'rw-r-Sr--');
    assert.equal(formatMode(0o1777), 'rwxrwxrwt');
    assert.equal(formatMode(0o1776), 'rwxrwxrwT');
    assert.equal(formatOctalMode(0o40755), '0755');
  });

  it('reads every mode that it writes', () => {
    for (let mode = 0; mode <= 0o7777; mode++) {
      assert.equal(parseMode(formatMode(mode)), mode);
    }
    assert.equal(parseMode('rwxr-xr-x+'), 0o755);
    for (const text of ['', 'rwx', '?????????', 'rwxr-xr-xx', 'drwxr-xr-x']) {
      assert.equal(parseMode(text), undefined, text);
    }
  });

  it('shows small shares with a decimal', () => {
    assert.equal(formatShare(0, 'en'), '0%');
    assert.equal(formatShare(0.0123, 'en'), '1.2%');
    assert.equal(formatShare(0.5, 'en'), '50%');
  });

  it('shows a time in the zone asked for, and nothing for no time', () => {
    assert.match(formatTimestamp(Date.UTC(2022, 3, 29, 1, 22), 'en', 'UTC'), /^Apr 29, 2022, 1:22\sAM$/);
    assert.equal(formatTimestamp(NaN, 'en'), '');
  });
});

describe('visible', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['line feeds', 'a\nb', 'a␊b'],
    ['escape sequences', '\u001b[31mred', '␛[31mred'],
    ['NUL and DEL', '\0\u007f', '␀␡'],
    ['C1 controls', '\u0085', '\\u0085'],
    ['right-to-left overrides', 'photo\u202Egnp.exe', 'photo\\u202Egnp.exe'],
    ['isolates', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['zero-width characters', 'a\u200Bb\uFEFF', 'a\\u200Bb\\uFEFF'],
    ['line separators', 'a\u2028b', 'a\\u2028b'],
    ['bytes that were not UTF-8', 'caf\udce9', 'caf\\xE9'],
    ['other lone surrogates', '\ud800', '\\uD800'],
    ['tag characters', 'x\u{E0041}', 'x\\u{E0041}'],
  ];
  for (const [what, text, shown] of cases) {
    it(`shows ${what}`, () => assert.equal(visible(text), shown));
  }

  it('leaves alone what can be seen', () => {
    for (const text of ['日本語 名前.txt', 'naïve', '❤️', '👩', 'שלום', 'a b', 'x\u00a0y']) {
      assert.equal(visible(text), text);
    }
  });

  it('keeps the lines of a text', () => {
    assert.equal(visibleLines('a\tb\nc\r\u202E'), 'a\tb\nc␍\\u202E');
  });
});
