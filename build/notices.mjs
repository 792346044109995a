// @ts-check
// What is bundled of others' work, under which licences, and the notices that go into the package with it.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Licences under which others' work may be bundled, as a package.json spells them: those that ask for a notice at most.
 */
const allowedLicences = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
]);

/** @typedef {{ name: string, version: string, licence: string, source: string, texts: string[] }} BundledPackage */

/**
 * The folders of the packages that esbuild took code or assets from, sorted.
 * @param {readonly import('esbuild').Metafile[]} metafiles of everything that is built into dist/
 * @returns {string[]} relative to the project's folder
 */
export function bundledFolders(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const [output, { inputs }] of Object.entries(outputs)) {
      if (output.endsWith('.map')) {
        continue;
      }
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
        if (folder && bytesInOutput > 0) {
          folders.add(folder);
        }
      }
    }
  }
  return [...folders].sort();
}

/**
 * @param {string} folder
 * @returns {BundledPackage}
 * Throws where the licence is not one of those allowed.
 */
function readPackage(folder) {
  const { name, version, license, repository, homepage } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  if (!allowedLicences.has(license)) {
    throw new Error(
      `${name} ${version} is bundled, and its licence is ${JSON.stringify(license)}, which nobody has looked at. ` +
        `Read the licence in ${folder}. If it allows bundling with a notice alone, add it to allowedLicences in ` +
        'build/notices.mjs; if not, take the package out.',
    );
  }
  const source = (repository?.url ?? repository ?? homepage ?? 'source not named').replace(/^git\+/, '');
  return { name, version, licence: license, source, texts: licenceTexts(folder) };
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function licenceTexts(folder) {
  return readdirSync(folder)
    .filter(file => /^(licen[cs]e|copying|notice)\b/i.test(file))
    .sort()
    .map(file => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
}

/**
 * Some packages of a scope leave the text out that the others of the scope carry.
 * @param {BundledPackage} one
 * @param {readonly BundledPackage[]} packages
 * @returns {BundledPackage}
 */
function withTexts(one, packages) {
  const scope = /^@[^/]+\//.exec(one.name)?.[0];
  const [texts] = [
    one,
    ...packages.filter(({ name, licence }) => scope && name.startsWith(scope) && licence === one.licence),
  ]
    .map(({ texts }) => texts)
    .filter(({ length }) => length > 0);
  if (!texts) {
    throw new Error(
      `${one.name} ${one.version} is bundled, and holds no licence text to pass on. ` +
        'Ask its authors for one, or take the package out.',
    );
  }
  return { ...one, texts };
}

/**
 * One text with a notice of every package. Packages with the same texts share them.
 * @param {readonly BundledPackage[]} packages
 */
function formatNotices(packages) {
  /** @type {Map<string, Set<string>>} */
  const namesByText = new Map();
  for (const { name, version, licence, source, texts } of packages) {
    const text = texts.join('\n\n');
    namesByText.set(
      text,
      (namesByText.get(text) ?? new Set()).add(`${name} ${version} (${licence}), ${source}`),
    );
  }
  const intro =
    'This extension contains the following work of others, each under the licence that follows it.';
  const blocks = [...namesByText].map(([text, names]) => `${[...names].join('\n')}\n\n${text}`);
  return `${[intro, ...blocks].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/**
 * The notices of everything that was bundled. Throws, saying what to do, where something may not be bundled.
 * @param {readonly import('esbuild').Metafile[]} metafiles
 * @param {string} root the folder that the metafiles' paths start from
 */
export function thirdPartyNotices(metafiles, root = '.') {
  const packages = bundledFolders(metafiles).map(folder => readPackage(path.join(root, folder)));
  return formatNotices(packages.map(one => withTexts(one, packages)));
}
