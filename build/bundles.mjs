// @ts-check
// What esbuild makes of the parts of the product that run in Node.js.
import { build } from 'esbuild';
import path from 'node:path';

/**
 * Our own modules that are loaded with `import()` on first use. Each becomes a file of its own in dist/, so that
 * starting the extension compiles none of them.
 */
const chunks = {
  'agent-tools': 'src/views/agent/agentTools.ts',
  'aws-credentials': 'src/aws/credentials/credentials.ts',
  'aws-lambda': 'src/aws/sdk/lambdaSdk.ts',
  'aws-surroundings': 'src/aws/sdk/surroundingsSdk.ts',
  'aws-errors': 'src/aws/problems/humanErrors.ts',
  'aws-profiles': 'src/aws/credentials/profiles.ts',
  'cli-aws': 'src/cli/aws/index.ts',
  'cli-report': 'src/cli/report/index.ts',
  commands: 'src/views/commands/createCommands.ts',
  inspecting: 'src/inspect/inspecting.ts',
  local: 'src/local/index.ts',
  template: 'src/template/index.ts',
  'template-editor': 'src/views/template/registerTemplates.ts',
  window: 'src/views/openWindow.ts',
};

/**
 * Leaves `import()` of a chunk as a `require` of the chunk's file beside the importing bundle.
 * @type {import('esbuild').Plugin}
 */
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
 * Leaves the SDK's own search for credentials out of its clients: each is given {@link chunks}' `aws-credentials`, and
 * the search is a third of a client's code.
 * @type {import('esbuild').Plugin}
 */
const givenCredentials = {
  name: 'given-credentials',
  setup(builder) {
    const namespace = 'given-credentials';
    builder.onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ importer }) =>
      /[\\/]@aws-sdk[\\/]client-[^\\/]+[\\/]/.test(importer) ? { path: 'none', namespace } : undefined,
    );
    builder.onLoad({ filter: /^/, namespace }, () => ({
      contents: `export const defaultProvider = () => () =>
        Promise.reject(new Error('This client was given no credentials.'));`,
    }));
  },
};

/** Of this build, by file: several bundles have the same one. @type {Map<string, ReturnType<typeof bundledWorker>>} */
const workers = new Map();

/**
 * Takes a module whose import ends in `?worker` as the text of a program for a thread: wherever a bundle lies, it needs
 * no file beside it.
 * @type {import('esbuild').Plugin}
 */
export const inlineWorkers = {
  name: 'inline-workers',
  setup(builder) {
    const namespace = 'inline-worker';
    builder.onStart(() => workers.clear());
    builder.onResolve({ filter: /\?worker$/ }, ({ path: request, resolveDir }) => ({
      path: path.resolve(resolveDir, request.replace(/\?worker$/, '.ts')),
      namespace,
    }));
    builder.onLoad({ filter: /^/, namespace }, async ({ path: file }) => {
      const bundled = workers.get(file) ?? bundledWorker(file);
      workers.set(file, bundled);
      try {
        const { contents, watchFiles } = await bundled;
        return { contents, watchFiles, loader: 'text' };
      } catch (error) {
        // While watching, the worker that is mended is built again.
        return { errors: /** @type {import('esbuild').BuildFailure} */ (error).errors, watchFiles: [file] };
      }
    });
  },
};

/**
 * A worker with all that it is made of: where one of these changes, so does what imports it.
 * @param {string} file
 */
async function bundledWorker(file) {
  const { outputFiles, metafile } = await build({
    ...node(true),
    plugins: [],
    entryPoints: [file],
    write: false,
  });
  const watchFiles = Object.keys(metafile.inputs).map(input => path.resolve(input));
  return { contents: outputFiles[0]?.text ?? '', watchFiles };
}

/**
 * Gives every module a `vscode` that inherits from VS Code's API. By itself, esbuild has each importing module ask for the
 * API and copy its hundreds of own properties, which is half of the time that loading the extension takes.
 * @type {import('esbuild').Plugin}
 */
export const sharedVscode = {
  name: 'shared-vscode',
  setup(builder) {
    const namespace = 'shared-vscode';
    builder.onResolve({ filter: /^vscode$/ }, ({ namespace: importer }) =>
      importer === namespace ? { path: 'vscode', external: true } : { path: 'vscode', namespace },
    );
    builder.onLoad({ filter: /^/, namespace }, () => ({
      contents: "module.exports = Object.create(require('vscode'));",
    }));
  },
};

/**
 * Of every bundle.
 * @param {boolean} production
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export const common = production => ({
  bundle: true,
  metafile: true,
  logLevel: 'warning',
  sourcemap: production ? false : 'linked',
  minify: production,
  loader: { '.txt': 'text' },
});

/**
 * Of every bundle for Node.js.
 * @param {boolean} production
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export const node = production => ({
  ...common(production),
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  // The SDK's ES modules shake better: a third less code to compile when AWS is first used.
  mainFields: ['module', 'main'],
  plugins: [inlineWorkers],
});

/**
 * The extension, its chunks, the command line and the local endpoint.
 * @param {boolean} production
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export const product = production => ({
  ...node(production),
  outdir: 'dist',
  entryPoints: {
    extension: 'src/extension.ts',
    ...chunks,
    cli: 'src/cli/main.ts',
    'cli-cdk': 'src/cli/cdkPlugin.ts',
    'local-cli': 'src/local/cli.ts',
  },
  plugins: [chunkImports, givenCredentials, inlineWorkers, sharedVscode],
  // Chunks are loaded with `require`: Node's `import()` reads all of a file first for the names that it may export, which
  // takes several times as long as loading it.
  supported: { 'dynamic-import': false },
});

/**
 * The process in which the local endpoint runs a function's Node.js code, which may be an ES module.
 * @param {boolean} production
 * @returns {import('esbuild').BuildOptions & { metafile: true }}
 */
export const localRuntime = production => ({
  ...node(production),
  outdir: 'dist',
  entryPoints: { 'local-runtime': 'src/local/runtime/loop.ts' },
});
