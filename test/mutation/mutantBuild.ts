import { inlineWorkers } from '../../build/bundles.mjs';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from '../harness/projectRoot';
import { instrument, SWITCH, type Mutant } from './mutants';

/** Holds the test files with mutants in them. */
export const mutationFolder = path.join(projectRoot, 'out', 'mutation');

/** A source file with its place among all mutants. */
interface Source {
  readonly source: string;
  /** Of the file's first mutant. */
  readonly firstId: number;
}

/** All mutants of some rooms; a room may also be a part of one or a file, without its ending. */
export class MutatedSources {
  /** By the file's path in the project. */
  readonly #sources = new Map<string, Source>();
  readonly mutants: readonly Mutant[];

  constructor(rooms: readonly string[]) {
    const mutants: Mutant[] = [];
    const inRooms = new RegExp(`^src/(?:${rooms.join('|')})(?:/.*)?\\.ts$`);
    const names = readdirSync(path.join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
      .map(name => `src/${name.replaceAll('\\', '/')}`)
      .filter(name => inRooms.test(name));
    for (const file of names.sort()) {
      const source = readFileSync(path.join(projectRoot, file), 'utf8');
      this.#sources.set(file, { source, firstId: mutants.length });
      mutants.push(...instrument(file, source, mutants.length).mutants);
    }
    this.mutants = mutants;
  }

  /** The code of a file with those mutants in it that are wanted; undefined in another room. */
  with(wanted: ReadonlySet<number>, file: string): string | undefined {
    const known = this.#sources.get(file);
    return known && instrument(file, known.source, known.firstId, id => wanted.has(id)).code;
  }
}

function mutating(sources: MutatedSources, sample: readonly Mutant[]): Plugin {
  const wanted = new Set(sample.map(({ id }) => id));
  const done = new Map<string, string | undefined>();
  return {
    name: 'mutants',
    setup(builder) {
      // Not the workers, which are built by themselves and know of no switch.
      builder.onLoad({ filter: /\.ts$/, namespace: 'file' }, ({ path: absolute }) => {
        const file = path.relative(projectRoot, absolute).replaceAll('\\', '/');
        if (!done.has(file)) {
          done.set(file, sources.with(wanted, file));
        }
        const contents = done.get(file);
        return contents === undefined ? undefined : { contents, loader: 'ts' };
      });
    },
  };
}

/** The switch: see runner.ts. */
const banner = `const ${SWITCH} = (theSwitch => id =>
  theSwitch.reached === undefined ? id === theSwitch.on : (theSwitch.reached.add(id), false)
)(globalThis.__mutation);`;

/** The same in the probe's processes, which know nothing of their tests: from a file beside the code, into a file. */
const probeBanner = `globalThis.${SWITCH} ??= (() => {
  const fs = require('node:fs');
  const { on, noteIn } = JSON.parse(fs.readFileSync(require('node:path').join(__dirname, 'mutant.json'), 'utf8'));
  const reached = new Set();
  return id => {
    if (noteIn !== undefined && !reached.has(id)) {
      reached.add(id);
      fs.appendFileSync(noteIn, id + '\\n');
    }
    return id === on;
  };
})();
const ${SWITCH} = globalThis.${SWITCH};`;

/**
 * Builds test files and the probe with the mutants of a sample in them.
 * @param files as they are built without mutants
 * @returns the test files with mutants, and the file with the code of the probe
 */
export async function buildMutants(
  sources: MutatedSources,
  sample: readonly Mutant[],
  files: readonly string[],
): Promise<{ readonly tests: readonly string[]; readonly probe: string }> {
  const options = {
    absWorkingDir: projectRoot,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    logLevel: 'warning',
    plugins: [mutating(sources, sample), inlineWorkers],
  } satisfies BuildOptions;
  rmSync(mutationFolder, { recursive: true, force: true });
  mkdirSync(mutationFolder, { recursive: true });
  const names = files.map(file => path.relative(path.join(projectRoot, 'out', 'test'), file));
  await build({
    ...options,
    entryPoints: names.map(name => path.join('test', name.replace(/\.js$/, '.ts'))),
    outdir: path.join(mutationFolder, 'test'),
    outbase: 'test',
    packages: 'external',
    external: ['vscode'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.txt': 'text' },
    banner: { js: banner },
  });
  const probe = path.join(mutationFolder, 'probe.js');
  await build({
    ...options,
    entryPoints: ['src/probe/handler.ts'],
    banner: { js: probeBanner },
    outfile: probe,
  });
  return { tests: names.map(name => path.join(mutationFolder, 'test', name)), probe };
}
