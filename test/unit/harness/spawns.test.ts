import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../../harness/projectRoot';

/** Calls of these start a program, in a console of its own on Windows. */
const starters = new Set(['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync']);

/** `file:line` of each call that starts a program, and whether it hides the window. */
function startsIn(file: string): readonly { readonly place: string; readonly hidden: boolean }[] {
  const code = readFileSync(path.join(projectRoot, file), 'utf8');
  if (!code.includes("'node:child_process'")) {
    return [];
  }
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const found: { place: string; hidden: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && starters.has(node.expression.text)) {
      const options = node.arguments.find(ts.isObjectLiteralExpression)?.properties ?? [];
      found.push({
        place: `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`,
        hidden: options.some(option => option.getText(source) === 'windowsHide: true'),
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('programs that are started', () => {
  it('open no console on Windows', () => {
    const files = ['src', 'test/harness'].flatMap(folder =>
      readdirSync(path.join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
        .filter(name => /\.tsx?$/.test(name))
        .map(name => path.join(folder, name)),
    );
    const starts = files.flatMap(startsIn);
    assert.ok(starts.length >= 6, `${starts.length} starts found`);
    assert.deepEqual(
      starts.filter(({ hidden }) => !hidden).map(({ place }) => place),
      [],
    );
  });
});
