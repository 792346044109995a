// @ts-check
// Whether what `node esbuild.mjs` makes for development is there already, of the sources as they are now.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const stateFile = 'out/built-of.txt';
/** What is built of, besides packages, of which npm's own list stands for all. */
const sources = [
  'src',
  'media',
  'test',
  'build',
  'l10n',
  'esbuild.mjs',
  'package.json',
  'tsconfig.json',
  'node_modules/.package-lock.json',
];
/** One of each kind of thing that is built. */
const outputs = ['dist/extension.js', 'dist/report.js', 'dist/probe.zip', 'out/test/harness/test.js'];

/**
 * A text that is another one as soon as any source is: names, sizes and times of change.
 * @param {string} root
 */
export function sourcesState(root = '.') {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(source => filesOf(root, source))) {
    const { mtimeMs, size } = statSync(path.join(root, file));
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return `${process.version} ${hash.digest('hex')}`;
}

/**
 * @param {string} root
 * @param {string} source
 * @returns {string[]}
 */
function filesOf(root, source) {
  const from = path.join(root, source);
  if (!existsSync(from)) {
    return [];
  }
  return statSync(from).isDirectory()
    ? readdirSync(from, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => path.relative(root, path.join(entry.parentPath ?? entry.path, entry.name)))
        .sort()
    : [source];
}

/**
 * @param {string} state
 * @param {string} root
 */
export function wasBuilt(state, root = '.') {
  const file = path.join(root, stateFile);
  return (
    existsSync(file) &&
    readFileSync(file, 'utf8') === state &&
    outputs.every(output => existsSync(path.join(root, output)))
  );
}

/** Before anything is built: what breaks off, or is built for production, is not what is looked for. */
export function forgetBuilt(root = '.') {
  rmSync(path.join(root, stateFile), { force: true });
}

/**
 * @param {string} state as it was before the build: what changed meanwhile is built again
 * @param {string} root
 */
export function rememberBuilt(state, root = '.') {
  writeFileSync(path.join(root, stateFile), state);
}
