import assert from 'node:assert/strict';
import { bounded, plain, plainLines, visible, visibleLines } from '../../../../src/core/text/visibleText';

/** How VS Code finds links in notifications, titles of progress and prompts. */
const linked = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/;

describe('text that somebody else chose', () => {
  for (const [hidden, shown] of [
    ['a\nb', 'a␊b'],
    ['\u001b[31m', '␛[31m'],
    ['\u0085\u009b', '\\u0085\\u009B'],
    ['\u202Egpj.exe', '\\u202Egpj.exe'],
    ['\u2066a\u2069', '\\u2066a\\u2069'],
    ['a\u200Bb\uFEFF\u00AD', 'a\\u200Bb\\uFEFF\\u00AD'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\uFFF9a\uFFFB', '\\uFFF9a\\uFFFB'],
    ['\u{E0041}', '\\u{E0041}'],
    ['\uDCFF', '\\xFF'],
    ['❤\uFE0F プロ ñ', '❤\uFE0F プロ ñ'],
  ] as const) {
    it(`hides nothing: ${shown}`, () => {
      assert.equal(visible(hidden), shown);
      assert.equal(visible(shown), shown);
    });
  }

  it('keeps line feeds and tabs of several lines, and no others', () => {
    assert.equal(visibleLines('a\n\tb\r\u202E'), 'a\n\tb␍\\u202E');
  });

  it('is never longer than a screen takes, whatever it is made of', () => {
    const most = visible('a'.repeat(5_000_000)).length;
    assert.ok(most < 5000);
    for (const part of ['\n', '\u202E', '😀', '\u{E0041}', '](', '$(', 'ab']) {
      const text = part.repeat(3_000_000);
      assert.ok(visible(text).length <= most);
      assert.ok(plain(text).length <= 1500, String(plain(text).length));
      assert.ok(plainLines(text).length <= 2 * most);
      assert.equal(visible(visible(text)), visible(text));
      assert.match(visible(text), /…$/);
    }
  });

  it('is not cut within a character', () => {
    assert.equal(bounded('ab😀cd', 4), 'ab…');
    assert.equal(bounded('ab😀cd', 5), 'ab😀…');
    assert.equal(bounded('ab😀', 4), 'ab😀');
  });
});

describe('text in a message', () => {
  for (const text of [
    'leaves [Click](command:workbench.action.openSettings)',
    '[a](https://example.com)',
    '[a](http://example.com "title")',
    '[a](FILE:///etc/passwd)',
    '[[a]](command:x)',
    '[a]\u200B(command:x)',
    '[a]\n(command:x)',
    '[a](([a](command:x)',
    '\\[a\\](command:x)',
    `"[a](command:x?${encodeURIComponent('["b"]')})"`,
    '[$(alert)](command:x)',
  ]) {
    it(`is no link: ${JSON.stringify(text)}`, () => {
      assert.doesNotMatch(plain(text), linked);
      assert.doesNotMatch(plainLines(text), linked);
      // VS Code makes one line of several before it looks.
      assert.doesNotMatch(plainLines(text).replace(/[\r\n]+/g, ' '), linked);
      assert.equal(plain(plain(text)), plain(text));
    });
  }

  it('is no link where one part ends and the next begins', () => {
    assert.doesNotMatch(plain(`${plain('[Click]')}${plain('(command:x)')}`), linked);
  });

  it('is no icon', () => {
    assert.doesNotMatch(plain('$(trash) a $(sync~spin)'), icon);
  });

  it('stays as it is where it means nothing to VS Code', () => {
    for (const text of ['a (b) [c] $d', '/mnt/efs/名前 1.txt', 'fn(x)[0]']) {
      assert.equal(plain(text), text);
    }
  });
});
