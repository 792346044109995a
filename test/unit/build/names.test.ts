import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../../harness/projectRoot';

const files = ['src', 'media'].flatMap(room =>
  readdirSync(path.join(projectRoot, room), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.tsx?$/.test(file))
    .map(file => `${room}/${file.split(path.sep).join('/')}`),
);

/** What stands more than once, each with where. */
function repeated(named: readonly (readonly [name: string, file: string])[]): readonly string[] {
  const places = new Map<string, Set<string>>();
  for (const [name, file] of named) {
    places.set(name, (places.get(name) ?? new Set()).add(file));
  }
  return [...places]
    .filter(([, found]) => found.size > 1)
    .map(([name, found]) => `${name}: ${[...found].join(', ')}`);
}

describe('a name', () => {
  it('of a file is that of no other; the door of a folder is its index', () => {
    const named = files.map(file => [path.basename(file).replace(/\.tsx?$/, ''), file] as const);
    assert.ok(named.length > 500);
    assert.deepEqual(repeated(named.filter(([name]) => name !== 'index')), []);
  });

  it('that one file exports, no other file exports as something of its own', () => {
    const named = files
      // What VS Code asks for is of one name in both.
      .filter(file => file !== 'src/web.ts')
      .flatMap(file => {
        const exported =
          /^export (?:async |abstract |declare )*(?:function\*?|const|class|interface|type|enum) (\w+)/gm;
        const text = readFileSync(path.join(projectRoot, file), 'utf8');
        return [...text.matchAll(exported)].map(([, name = '']) => [name, file] as const);
      });
    assert.ok(named.length > 1000);
    assert.deepEqual(repeated(named), []);
  });
});
