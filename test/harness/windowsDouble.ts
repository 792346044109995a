// The product's own code, bundled as for Windows: its paths are Windows', and its drives are folders of this machine.
import { build, type Plugin } from 'esbuild';
import { createRequire } from 'node:module';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';
import type * as windowsModules from './windowsModules';

/** What is in the bundle. */
export type OnWindows = typeof windowsModules;

const stand = (name: string) =>
  ({
    fs: `module.exports = globalThis.windowsDrives.wrap(require('node:fs'));`,
    'fs/promises': `module.exports = globalThis.windowsDrives.wrap(require('node:fs/promises'));`,
    path: `module.exports = require('node:path').win32;`,
  })[name];

const standIns: Plugin = {
  name: 'windows',
  setup(builder) {
    builder.onResolve({ filter: /^node:(fs|fs\/promises|path)$/ }, ({ path: request, namespace }) =>
      namespace === 'windows' ? undefined : { path: request.slice('node:'.length), namespace: 'windows' },
    );
    builder.onLoad({ filter: /^/, namespace: 'windows' }, ({ path: name }) => ({ contents: stand(name) }));
  },
};

/** Drives and shares as folders below one of this machine. */
export class WindowsDrives {
  readonly #root: string;
  /** Runs before each call of the file system, with its name. Throws in its place. */
  interfere: (call: string) => void = () => undefined;

  constructor(root: string) {
    this.#root = root;
  }

  /** `C:\a\b` and `\\server\share\a`, also with slashes, as a path of this machine. */
  real(file: string): string {
    const [, drive, rest = ''] = /^([A-Za-z]):[\\/](.*)$/s.exec(file) ?? [];
    const parts = drive ? [drive.toUpperCase(), rest] : ['UNC', file.slice(2)];
    return path.join(this.#root, ...parts.flatMap(part => part.split(/[\\/]/)));
  }

  /** The functions of a module of Node's, for paths of Windows. */
  wrap(fs: object): object {
    const isAbsolute = (value: unknown): value is string =>
      typeof value === 'string' && /^([A-Za-z]:[\\/]|[\\/]{2})/.test(value);
    return Object.fromEntries(
      Object.entries(fs).map(([name, value]: [string, unknown]) => [
        name,
        typeof value !== 'function'
          ? value
          : (...args: unknown[]): unknown => {
              try {
                this.interfere(name);
              } catch (error) {
                if ('readFileSync' in fs) {
                  throw error;
                }
                return Promise.reject(error instanceof Error ? error : new Error(String(error)));
              }
              return (value as (...given: unknown[]) => unknown)(
                ...args.map(each => (isAbsolute(each) ? this.real(each) : each)),
              );
            },
      ]),
    );
  }
}

/** Puts drives below `folder`, and loads the code that is to live with them. */
export async function loadOnWindows(
  folder: string,
): Promise<{ readonly drives: WindowsDrives; readonly code: OnWindows }> {
  const drives = new WindowsDrives(folder);
  Object.assign(globalThis, { windowsDrives: drives });
  const { outputFiles } = await build({
    entryPoints: [path.join(projectRoot, 'test/harness/windowsModules.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    define: { 'process.platform': '"win32"' },
    plugins: [standIns],
  });
  const file = path.join(projectRoot, 'out', 'windows', 'double.cjs');
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, outputFiles[0]?.contents ?? '');
  return { drives, code: createRequire(file)(file) as OnWindows };
}
