import { CoverageReport } from 'monocart-coverage-reports';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
  // 75 before its child waited for the next invocation: one that is killed while it waits tells nothing of what it did.
  // And what counts the kernel's requests runs on a real mount, in the NFS suite.
  probe: 65,
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
    // Bundles of tests and the built probe. Each holds a copy of the sources that it uses.
    entryFilter: ({ url }) => /\/(out\/test|dist)\//.test(url),
    sourceFilter: source => /(^|\/)src\//.test(source) && !source.includes('node_modules'),
  });
  removeCutOff(rawFolder);
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

/** A process that a test killed may have been writing what it reached. */
function removeCutOff(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    try {
      JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      rmSync(file);
      console.log(`Without ${name}, whose process was killed while it wrote it.`);
    }
  }
}
