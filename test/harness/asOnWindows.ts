import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { projectRoot } from './projectRoot';

/**
 * A module of the source as Windows would run it: with Windows's `path`, and `process.platform` set. What it asks of
 * the operating system is still this one's.
 *
 * @param file below `src`
 */
export async function asOnWindows<Module>(file: string): Promise<Module> {
  const { outputFiles } = await build({
    entryPoints: [path.join(projectRoot, 'src', file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    define: { 'process.platform': '"win32"' },
    logLevel: 'error',
  });
  const load = createRequire(path.join(projectRoot, 'package.json'));
  const module = { exports: {} };
  const run = vm.runInThisContext(
    `(function (require, module, exports) {${outputFiles[0]?.text ?? ''}\n})`,
  ) as (...context: unknown[]) => void;
  run(
    (name: string) => (/^(node:)?path$/.test(name) ? path.win32 : (load(name) as unknown)),
    module,
    module.exports,
  );
  return module.exports as Module;
}
