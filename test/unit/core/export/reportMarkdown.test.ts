import assert from 'node:assert/strict';
import { createTranslate } from '../../../../src/core/translate';
import { reportToMarkdown } from '../../../../src/core/export/reportMarkdown';
import { code, fenced, prose } from '../../../../src/core/text/markdownText';
import { buildReport } from '../../../../src/core/report';
import type { DirectoryPage } from '../../../../src/protocol';
import { healthyOptions, lambdaFunction, mountCapture, ok, probeCapture, recordedCapture } from '../captures';

const t = createTranslate();

function listing(names: readonly string[]): DirectoryPage {
  const zeros = names.map(() => 0);
  return {
    path: '/mnt/efs',
    names,
    types: '-'.repeat(names.length),
    modes: names.map(() => 0o100644),
    links: zeros,
    uids: zeros,
    gids: zeros,
    sizes: names.map(() => '1'),
    modified: zeros,
    targets: {},
    errors: {},
    changed: false,
  };
}

describe('code', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', ''],
    ['index.db', '`index.db`'],
    ['<b>bold</b>', '`<b>bold</b>`'],
    ['a b', '`a b`'],
    ['[x](https://example.com) @someone', '`[x](https://example.com) @someone`'],
    ['a\nb', '`a␊b`'],
    ['a`b', '<code>a&#96;b</code>'],
    ['a|b', '<code>a&#124;b</code>'],
    ['a\\', '<code>a&#92;</code>'],
    [' a', '<code>&#32;a</code>'],
    ['</code><b>|', '<code>&#60;/code&#62;&#60;b&#62;&#124;</code>'],
  ];
  for (const [text, markdown] of cases) {
    it(JSON.stringify(text), () => assert.equal(code(text), markdown));
  }
});

describe('prose and fenced', () => {
  it('leave no markup in sentences', () => {
    assert.equal(
      prose('a *b* <i>c</i> [d](e) | `f`'),
      'a &#42;b&#42; &#60;i&#62;c&#60;/i&#62; &#91;d&#93;(e) &#124; &#96;f&#96;',
    );
  });
  it('make no links of bare addresses', () => {
    const made = prose('see https://example.com/a, HTTP://x, www.example.com, WWW.x and me@example.com: so');
    assert.doesNotMatch(made, /:\/\/|www\.|@/i);
    assert.match(made, /^see https&#58;\/\/example\.com.*: so$/);
  });
  it('cannot be closed by the text', () => {
    assert.equal(fenced('a\n```\nb\n'), '````text\na\n```\nb\n````');
    assert.equal(fenced('x'), '```text\nx\n```');
  });
});

describe('reportToMarkdown', () => {
  it('tells everything of the function of 2022', () => {
    const text = reportToMarkdown(
      buildReport({
        ...recordedCapture(),
        target: { ...lambdaFunction(), origin: { kind: 'recorded', on: '2022-04-29' } },
      }),
      t,
      'en',
    );
    for (const part of [
      '## Hard mount: the kernel retries until EFS answers.',
      '| Origin | Recorded 2022-04-29 |',
      'Nothing was found that is worth your time.',
      '| `timeo` | `60 s` | `60 s` | As recommended |',
      '| `acregmin` | `3 s` (default) |',
      '| `127.0.0.1:/` | `nfs4` | elastic | 0 B |  |  | `/mnt/efs` |',
      '| `tmp` | `drwx------` | `sbx_user1051` | `990` | 4.0 KiB |',
      '- ls -l /mnt/efs: exit status 1',
      '<details>\n<summary>df -h</summary>\n\n```text\n',
      '<details>\n<summary>19 entries</summary>\n\n| Name |',
    ]) {
      assert.ok(text.includes(part), `${part}\n---\n${text}`);
    }
  });

  it('names findings with severity, advice and pages', () => {
    const text = reportToMarkdown(buildReport(mountCapture(healthyOptions.replace('hard', 'soft'))), t, 'en');
    assert.match(text, /### Warning: The mount is soft/);
    assert.match(text, /- `soft-mount`\n- <https:\/\/docs\.aws\.amazon\.com/);
  });

  it('keeps every table row on one line with as many cells as its heading, whatever the names are', () => {
    const names = [
      'a|b',
      '`',
      '```',
      'line\nbreak',
      '\\',
      '\\|',
      '<script>',
      'x\u202Ey',
      '| --- |',
      ' ',
      'caf\udce9',
    ];
    const text = reportToMarkdown(buildReport(probeCapture({ list: ok(listing(names)) })), t, 'en');
    const rows = text.split('\n').filter(line => line.includes('`-rw-r--r--`'));
    assert.equal(rows.length, names.length);
    for (const row of rows) {
      assert.equal(row.replace(/`[^`|\\]*`/g, '').split('|').length, 8, row);
    }
    assert.doesNotMatch(text.replace(/`[^`\n]*`/g, ''), /<script>/);
  });

  it('says how many entries it leaves out', () => {
    const names = Array.from({ length: 1234 }, (_, index) => `f${index}`);
    const text = reportToMarkdown(buildReport(probeCapture({ list: ok(listing(names)) })), t, 'en');
    assert.ok(text.includes('234 more entries are not shown here.'));
    assert.ok(text.includes('`f999`') && !text.includes('`f1000`'));
  });
});
