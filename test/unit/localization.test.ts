import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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

  it('has the same keys in both manifests of contributed strings, and all that package.json uses', () => {
    const english = readBundle('package.nls.json');
    assert.deepEqual(Object.keys(readBundle('package.nls.ja.json')).sort(), Object.keys(english).sort());
    const used = new Set(
      [...readFileSync('package.json', 'utf8').matchAll(/"%([\w.]+)%"/g)].map(match => match[1]),
    );
    assert.deepEqual([...used].sort(), Object.keys(english).sort());
  });
});
