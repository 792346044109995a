import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

/** Code point of each glyph in a style sheet. */
function glyphs(file: string): Map<string, string> {
  const css = readFileSync(file, 'utf8');
  const rules = css.matchAll(/\.codicon-([a-z-]+)::?before\s*\{\s*content:\s*['"]\\([0-9a-f]+)['"]/g);
  return new Map([...rules].map(([, name = '', code = '']) => [name, code]));
}

describe('icons of the report', () => {
  it('are where the font has them', () => {
    const ours = glyphs('media/report/style/icons.css');
    const fonts = glyphs('node_modules/@vscode/codicons/dist/codicon.css');
    assert.ok(ours.size > 10);
    for (const [name, code] of ours) {
      assert.equal(code, fonts.get(name), name);
    }
  });

  it('that are used are there', () => {
    const source = readFileSync('media/report/components/icon.tsx', 'utf8');
    const names = [...source.matchAll(/\| '([a-z-]+)'/g)].map(([, name]) => name);
    assert.deepEqual(names.toSorted(), [...glyphs('media/report/style/icons.css').keys()].toSorted());
  });
});
