import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createTranslate, joinSentences } from '../../src/core/translate';
import { formatDuration } from '../../src/core/text/display';
import { collectMessages } from '../harness/messages';

type Bundle = Record<string, string>;
const readBundle = (file: string): Bundle => JSON.parse(readFileSync(file, 'utf8')) as Bundle;
const placeholders = (text: string): string[] => (text.match(/\{\d+\}/g) ?? []).sort();

describe('localization', () => {
  const { messages, notLiteral } = collectMessages('.');
  const japanese = readBundle('l10n/bundle.l10n.ja.json');

  it('passes only literal sentences to t()', () => {
    assert.deepEqual(notLiteral, []);
  });

  it('has a Japanese translation for every sentence, with the same placeholders', () => {
    const missing = messages
      .filter(({ text }) => !japanese[text])
      .map(({ text, place }) => `${place}: ${text}`);
    assert.deepEqual(missing, []);
    for (const { text } of messages) {
      const translated = new Set(placeholders(japanese[text] ?? ''));
      assert.deepEqual([...translated], [...new Set(placeholders(text))], text);
    }
  });

  it('translates no sentence that is no longer used', () => {
    const used = new Set(messages.map(({ text }) => text));
    assert.deepEqual(
      Object.keys(japanese).filter(text => !used.has(text)),
      [],
    );
  });

  it('has no blank between Japanese words, whatever stands in their place', () => {
    const t = createTranslate(japanese);
    const stray = /[\p{sc=Hira}\p{sc=Kana}\p{sc=Han}。、」ー] [\p{sc=Hira}\p{sc=Kana}\p{sc=Han}「]/u;
    const duration = formatDuration(60_000, 'ja');
    assert.equal(duration, '60 秒');
    const said = Object.keys(japanese).map(text => t(text, ...Array<string>(12).fill(duration)));
    assert.deepEqual(
      said.filter(text => stray.test(text)),
      [],
    );
    const sentences = Object.values(japanese).filter(text => /。$/.test(text));
    assert.doesNotMatch(joinSentences(sentences), stray);
    assert.equal(
      joinSentences(['失敗しました。', 'AWS が拒否しました。']),
      '失敗しました。AWS が拒否しました。',
    );
    // A name keeps the blank around it, and English all of its own.
    assert.equal(createTranslate({ a: '{0} の {1} を' })('a', 'fs-1', '写真'), 'fs-1 の写真を');
    assert.equal(createTranslate()('{0} {1}', '写真', '集'), '写真 集');
    assert.equal(joinSentences(['One.', 'Two.']), 'One. Two.');
  });

  it('has the same keys in both manifests of contributed strings, and all that package.json uses', () => {
    const english = readBundle('package.nls.json');
    assert.deepEqual(Object.keys(readBundle('package.nls.ja.json')).sort(), Object.keys(english).sort());
    const used = new Set(
      [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(match => match[1]),
    );
    assert.deepEqual([...used].sort(), Object.keys(english).sort());
  });

  /** Terms that the field has another word for: kernel, nfs(5), nfsstat and AWS's documentation. */
  const wrong: readonly (readonly [RegExp, string])[] = [
    [/\btime-outs?\b|\b(a|the|its|each) time out\b/i, 'timeout'],
    [/\brepetitions?\b|\brepeat(s|ed|ing)?\b/i, 'retry or retransmit'],
    [/\bre-?sen[dt](s|ing)?\b/i, 'retransmit'],
    [/\bround[- ]trip times?\b/i, 'RTT'],
    [/\bmountpoints?\b/i, 'mount point'],
    [/\baccess-?points?\b(?<!access[ -]points?)|\bAccess Points?\b/, 'access point'],
    [/\bmount-targets?\b/i, 'mount target'],
    [/\bNFS4ERR_JUKEBOX\b/, 'NFS4ERR_DELAY'],
  ];
  const wrongJapanese: readonly (readonly [RegExp, string])[] = [
    [/タイム[ ・]?アウト(?<!タイムアウト)|時間切れ/, 'タイムアウト'],
    [/アクセス[ ・]ポイント/, 'アクセスポイント'],
    [/マウント[ ・](ターゲット|ポイント)/, 'マウントターゲット'],
    [/再送信|リトライ/, '再送, 再試行'],
    [/呼び出しを繰り返/, '再試行'],
    [/サブ[ ・]ネット/, 'サブネット'],
    [/ラムダ/, 'Lambda'],
    [/パーミッション/, 'アクセス許可'],
    [/(?<!実行)ロールの実行(?!ロール)/, '実行ロール'],
  ];

  it('uses the terms of the field, in English and in Japanese', () => {
    const english = [...messages.map(({ text }) => text), ...Object.values(readBundle('package.nls.json'))];
    const translated = [...Object.values(japanese), ...Object.values(readBundle('package.nls.ja.json'))];
    const found = [
      ...english.flatMap(text =>
        wrong.filter(([term]) => term.test(text)).map(([, right]) => `${right}: ${text}`),
      ),
      ...translated.flatMap(text =>
        wrongJapanese.filter(([term]) => term.test(text)).map(([, right]) => `${right}: ${text}`),
      ),
    ];
    assert.deepEqual(found, []);
    // A pattern that finds nothing at all would prove nothing.
    for (const [text, patterns] of [
      ['A time-out. A time out. It is repeated. It was resent. The round-trip time of a mountpoint.', wrong],
      [
        'タイム・アウト、時間切れ、アクセス・ポイント、マウント ターゲット、リトライ、パーミッション',
        wrongJapanese,
      ],
    ] as const) {
      assert.ok(patterns.filter(([term]) => term.test(text)).length >= 5, text);
    }
  });
});
