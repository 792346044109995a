import assert from 'node:assert/strict';
import { reportPage } from '../../../../src/views/report/html';

const page = reportPage({
  cspSource: 'https://*.vscode-cdn.net',
  nonce: 'bm9uY2U=',
  scriptUri: 'https://file+.vscode-resource.vscode-cdn.net/dist/report.js',
  styleUri: 'https://file+.vscode-resource.vscode-cdn.net/dist/report.css',
  locale: 'en',
  title: 'EFS: <img src=x onerror=alert(1)> & "co"',
});

describe('page of the report', () => {
  it('allows our own script, style and font and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.deepEqual(policy.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      "script-src 'nonce-bm9uY2U='",
      'style-src https://*.vscode-cdn.net',
      'font-src https://*.vscode-cdn.net',
    ]);
    assert.match(page, /<script nonce="bm9uY2U="/);
  });

  it('has no inline script, style or handler', () => {
    assert.doesNotMatch(page, /<script(?![^>]* src=)|<style| style=|<[^>]* on\w+=/);
  });

  it('holds text from outside as text', () => {
    assert.ok(page.includes('<title>EFS: &#60;img src=x onerror=alert(1)&#62; &#38; &#34;co&#34;</title>'));
  });
});
