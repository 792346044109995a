import { CoverageReport } from 'monocart-coverage-reports';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './projectRoot';
import { belowFloor, coverageByRoom, formatCoverage } from './coverageByRoom';

/**
 * Percent of the branches of a room that the unit tests take at least: what was measured, less what chance and the
 * machine take. Raise them; lower none without saying why.
 */
const floors: Readonly<Record<string, number>> = {
  aws: 84,
  cli: 75,
  core: 88,
  inspect: 81,
  // 82 before it served EC2, S3 Files and CloudWatch, whose odd requests few tests make.
  local: 80,
  // Most of it runs in the tests' own process: one that is killed while it waits tells nothing of what it did.
  probe: 89,
  template: 85,
};

const rawFolder = path.join(projectRoot, 'out/coverage');

/**
 * Forgets what an earlier run reached.
 * @returns what has a process, and every one that it starts, note what it reaches, in its environment
 */
export function startCoverage(): NodeJS.ProcessEnv {
  rmSync(rawFolder, { recursive: true, force: true });
  mkdirSync(rawFolder, { recursive: true });
  // Some tests run as nobody.
  chmodSync(rawFolder, 0o777);
  return { NODE_V8_COVERAGE: rawFolder };
}

/** Prints how much of each room was reached, and answers with a sentence for each that is below its floor. */
export async function endCoverage(): Promise<readonly string[]> {
  console.log('\nReading what the tests reached…');
  const report = new CoverageReport({
    reports: [['none']],
    logging: 'error',
    outputDir: path.join(projectRoot, 'out/coverage-report'),
    entryFilter: ({ url }) => isOurs(url),
    sourceFilter: source => /(^|\/)src\//.test(source) && !source.includes('node_modules'),
  });
  condense(rawFolder);
  await report.addFromDir(rawFolder);
  const result = await report.generate();
  const rooms = coverageByRoom(
    (result?.files ?? [])
      .filter(({ sourcePath }) => !sourcePath.includes('node_modules'))
      .map(({ sourcePath, summary: { lines, branches } }) => ({ sourcePath, lines, branches })),
  );
  console.log(formatCoverage(rooms));
  return belowFloor(rooms, floors);
}

/** Bundles of tests and what is built of the product. Each holds a copy of the sources that it uses. */
function isOurs(url: string): boolean {
  return /\/(out\/test|dist)\//.test(url);
}

/** What a process noted: Node.js's documentation, `NODE_V8_COVERAGE`. */
interface Noted {
  readonly result: readonly { readonly url: string }[];
  /** By the URL of the script. */
  readonly 'source-map-cache'?: Readonly<Record<string, unknown>>;
}

/**
 * Leaves of what the processes noted what is ours, and each source map once: every process notes all modules of Node.js, too,
 * and the maps of all that it loaded. One that a test killed may have been writing.
 */
function condense(folder: string): void {
  const mapped = new Set<string>();
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    let noted: Noted;
    try {
      noted = JSON.parse(readFileSync(file, 'utf8')) as Noted;
    } catch {
      rmSync(file);
      console.log(`Without ${name}, whose process was killed while it wrote it.`);
      continue;
    }
    const result = noted.result.filter(({ url }) => isOurs(url));
    const maps = Object.entries(noted['source-map-cache'] ?? {}).filter(
      ([url]) => isOurs(url) && !mapped.has(url),
    );
    maps.forEach(([url]) => mapped.add(url));
    writeFileSync(file, JSON.stringify({ result, 'source-map-cache': Object.fromEntries(maps) }));
  }
}
