import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { checks } from '../../../src/template/checks';
import { createTranslate } from '../../../src/core/translate';
import { checkDescriptions, describeCheck } from '../../../src/template/words/checkDescriptions';

interface Manifest {
  contributes: {
    configuration: { properties: Record<string, { properties?: Record<string, { enum: string[] }> }> };
  };
}

const codes = checks.map(({ code }) => code).sort();
const readme = readFileSync('README.md', 'utf8');

describe('the codes of the template checks', () => {
  it('are all that a severity can be chosen for', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const severities =
      contributes.configuration.properties['efsMountInspector.template.severities']?.properties ?? {};
    // What is said where the checks give up is of no check.
    assert.deepEqual(Object.keys(severities).sort(), [...codes, 'too-complex'].sort());
    for (const { enum: values } of Object.values(severities)) {
      assert.deepEqual(values, ['error', 'warning', 'info', 'off']);
    }
  });

  it('are each in the Japanese table, with the severity and page of the English one', () => {
    const rows = (text: string) =>
      [
        ...text.matchAll(/^\| `([a-z0-9-]+)` +\| (error|warning|info) +\| (.+?) +\| \[AWS\]\((\S+)\) +\|$/gm),
      ].map(([, code, severity, meaning = '', page]) => ({ code, severity, meaning, page }));
    const japanese = rows(readFileSync('README.ja.md', 'utf8'));
    const without = (all: typeof japanese) => all.map(row => ({ ...row, meaning: '' }));
    assert.deepEqual(without(japanese), without(rows(readme)));
    for (const { code, meaning } of japanese) {
      assert.match(meaning, /[\u3040-\u30ff]/, code);
    }
  });

  it('are each in the table of the README, with the severity and a page of the check', () => {
    const rows = [
      ...readme.matchAll(/^\| `([a-z0-9-]+)` +\| (error|warning|info) +\| (.+?) +\| \[AWS\]\((\S+)\) +\|$/gm),
    ];
    assert.deepEqual(
      rows.map(([, code]) => code),
      checkDescriptions.map(({ code }) => code),
    );
    for (const [index, [, code, severity, meaning, page]] of rows.entries()) {
      const check = checkDescriptions[index] ?? assert.fail(code);
      assert.equal(severity, check.severity, code);
      assert.ok(page && check.sources.includes(page), code);
      assert.equal(
        meaning?.replaceAll('`', '').toLowerCase(),
        describeCheck(check.code, createTranslate()).toLowerCase(),
      );
    }
  });
});
