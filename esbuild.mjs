// Builds everything: the extension and its lazily loaded chunks, the webview, the probe and its zip, and the tests.
import { build, context } from 'esbuild';
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { common, localRuntime, node, product, sharedVscode } from './build/bundles.mjs';
import { thirdPartyNotices } from './build/notices.mjs';
import { sourcesState, wasBuilt, rememberBuilt, forgetBuilt } from './build/upToDate.mjs';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const watching = flags.has('--watch');
const say = message => flags.has('--quiet') || console.log(message);

const shared = common(production);
const forNode = node(production);
const productOptions = product(production);
const runtime = localRuntime(production);

/** For browsers without a machine behind them: templates only, in one file, because such a host loads no other. */
const web = {
  ...shared,
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  outdir: 'dist',
  entryPoints: { web: 'src/web.ts' },
  plugins: [sharedVscode],
};

const webview = {
  ...shared,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: 'dist',
  entryPoints: { report: 'media/report/reportMain.tsx' },
  loader: { ...shared.loader, '.ttf': 'file' },
  assetNames: '[name]',
};

/** Not minified: whoever deploys the probe can read what runs in their account. */
const probe = {
  ...forNode,
  minify: false,
  sourcemap: false,
  outfile: 'dist/probe/index.js',
  entryPoints: ['src/probe/handler.ts'],
};

/** What tests put into the extension host of a browser. */
const webEvaluator = {
  ...web,
  sourcemap: 'inline',
  outdir: 'out/test/harness',
  entryPoints: { webEvaluator: 'test/harness/webEvaluator.ts' },
};

async function filesBelow(folder, ending) {
  if (!existsSync(folder)) {
    return [];
  }
  const names = await readdir(folder, { recursive: true });
  return names.filter(name => name.endsWith(ending)).map(name => path.join(folder, name));
}

async function testBundles() {
  return {
    ...forNode,
    minify: false,
    sourcemap: 'inline',
    packages: 'external',
    external: ['vscode'],
    outdir: 'out',
    outbase: '.',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    entryPoints: [
      ...(await filesBelow('test', '.test.ts')),
      // What tests start as a process of its own.
      ...(await filesBelow('test', '.child.ts')),
      ...(await filesBelow('test/harness', '.ts')),
      'test/bench/bench.ts',
      'test/mutation/mutate.ts',
      'test/mutation/runner.ts',
      'test/pictures/pictures.ts',
      ...['test/host/index.ts', 'test/ui/driver.ts'].filter(file => existsSync(file)),
    ],
  };
}

/** Builds the probe and its zip. The zip is reproducible: the same source gives the same bytes. */
async function buildProbe() {
  const { metafile } = await build(probe);
  const code = await readFile(probe.outfile);
  const zip = zipSync(
    { 'index.js': code },
    // Zip files hold local time: this is the same date in every time zone.
    { level: 9, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o644 << 16 },
  );
  await writeFile('dist/probe.zip', zip);
  say(`Probe: ${code.length} bytes, zipped ${zip.length} bytes.`);
  // As Lambda's CodeSha256 spells it: a function whose code is this zip is known to be a probe.
  productOptions.define = {
    PROBE_CODE_SHA256: JSON.stringify(createHash('sha256').update(zip).digest('base64')),
  };
  return metafile;
}

// Several commands that build first, one after another or side by side, build once.
const state = sourcesState();
if (!production && !watching && wasBuilt(state)) {
  say('Everything is built already.');
  process.exit();
}
forgetBuilt();

await rm('dist', { recursive: true, force: true });
const probeMetafile = await buildProbe();
if (watching) {
  for (const options of [productOptions, runtime, web, webview]) {
    await (await context(options)).watch();
  }
  say('Watching the extension and its webview for changes.');
} else {
  say('Building the extension and its webview…');
  const built = await Promise.all([productOptions, runtime, web, webview].map(options => build(options)));
  const notices = thirdPartyNotices([probeMetafile, ...built.map(({ metafile }) => metafile)]);
  await writeFile('dist/ThirdPartyNotices.txt', notices);
  if (!production) {
    say('Building the tests…');
    await rm('out', { recursive: true, force: true });
    await build(await testBundles());
    await build(webEvaluator);
    rememberBuilt(state);
  }
}
