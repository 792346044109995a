// Builds everything: the extension and its lazily loaded chunks, the webview, the probe and its zip, and the tests.
import { build, context } from 'esbuild';
import { zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { thirdPartyNotices } from './build/notices.mjs';

const flags = new Set(process.argv.slice(2));
const production = flags.has('--production');
const watching = flags.has('--watch');
const say = message => flags.has('--quiet') || console.log(message);

/**
 * Our own modules that are loaded with `import()` on first use. Each becomes a file of its own in dist/, so that
 * starting the extension compiles none of them.
 */
const chunks = {
  'agent-tools': 'src/views/agent/agentTools.ts',
  'aws-lambda': 'src/aws/lambdaSdk.ts',
  'aws-efs': 'src/aws/efsSdk.ts',
  'aws-errors': 'src/aws/humanErrors.ts',
  'aws-profiles': 'src/aws/profiles.ts',
  'cli-aws': 'src/cli/aws/index.ts',
  commands: 'src/views/commands/commands.ts',
  inspecting: 'src/inspect/inspecting.ts',
  local: 'src/local/index.ts',
  template: 'src/template/index.ts',
};

/** Leaves `import()` of a chunk as a `require` of the chunk's file beside the importing bundle. */
const chunkImports = {
  name: 'chunk-imports',
  setup(builder) {
    const byFile = new Map(Object.entries(chunks).map(([name, file]) => [path.resolve(file), name]));
    builder.onResolve({ filter: /^\./ }, ({ kind, path: request, resolveDir }) => {
      const name = kind === 'dynamic-import' && byFile.get(path.resolve(resolveDir, `${request}.ts`));
      return name ? { path: `./${name}.js`, external: true } : undefined;
    });
  },
};

/**
 * Gives every module the same `vscode`. By itself, esbuild has each importing module ask VS Code for the API and copy
 * its hundreds of properties, which is half of the time that loading the extension takes.
 */
const sharedVscode = {
  name: 'shared-vscode',
  setup(builder) {
    const namespace = 'shared-vscode';
    builder.onResolve({ filter: /^vscode$/ }, ({ namespace: importer }) =>
      importer === namespace ? { path: 'vscode', external: true } : { path: 'vscode', namespace },
    );
    builder.onLoad({ filter: /^/, namespace }, () => ({ contents: "export * from 'vscode';" }));
  },
};

const common = {
  bundle: true,
  metafile: true,
  logLevel: 'warning',
  sourcemap: production ? false : 'linked',
  minify: production,
  loader: { '.txt': 'text' },
};

const node = {
  ...common,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The SDK's ES modules shake better: a third less code to compile when AWS is first used.
  mainFields: ['module', 'main'],
};

const product = {
  ...node,
  outdir: 'dist',
  entryPoints: {
    extension: 'src/extension.ts',
    ...Object.fromEntries(Object.entries(chunks).filter(([, file]) => existsSync(file))),
    cli: 'src/cli/main.ts',
    'cli-cdk': 'src/cli/cdkPlugin.ts',
    'local-cli': 'src/local/cli.ts',
    // The process in which the local endpoint runs a function's Node.js code.
    'local-runtime': 'src/local/runtime/loop.ts',
  },
  plugins: [chunkImports, sharedVscode],
};

/** For browsers without a machine behind them: templates only, in one file, because such a host loads no other. */
const web = {
  ...common,
  platform: 'browser',
  format: 'cjs',
  target: 'es2022',
  outdir: 'dist',
  entryPoints: { web: 'src/web.ts' },
  plugins: [sharedVscode],
};

const webview = {
  ...common,
  platform: 'browser',
  format: 'iife',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  outdir: 'dist',
  entryPoints: { report: 'media/report/main.tsx' },
  loader: { ...common.loader, '.ttf': 'file' },
  assetNames: '[name]',
};

/** Not minified: whoever deploys the probe can read what runs in their account. */
const probe = {
  ...node,
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
    ...node,
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
  product.define = { PROBE_CODE_SHA256: JSON.stringify(createHash('sha256').update(zip).digest('base64')) };
  return metafile;
}

await rm('dist', { recursive: true, force: true });
const probeMetafile = await buildProbe();
if (watching) {
  for (const options of [product, web, webview]) {
    await (await context(options)).watch();
  }
  say('Watching the extension and its webview for changes.');
} else {
  say('Building the extension and its webview…');
  const built = await Promise.all([build(product), build(web), build(webview)]);
  const notices = thirdPartyNotices([probeMetafile, ...built.map(({ metafile }) => metafile)]);
  await writeFile('dist/ThirdPartyNotices.txt', notices);
  if (!production) {
    say('Building the tests…');
    await rm('out', { recursive: true, force: true });
    await build(await testBundles());
    await build(webEvaluator);
  }
}
