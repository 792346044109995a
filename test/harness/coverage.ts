// `npm run coverage`: runs the unit suite, prints how much of each room it reaches, and fails where a room is below its floor.
import { CoverageReport } from 'monocart-coverage-reports';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { closingLines, noTests } from './counts';
import { projectRoot } from './projectRoot';
import { belowFloor, coverageByRoom, formatCoverage } from './coverageByRoom';

/** Percent of the branches of a room that the unit tests take at least. Raise them; lower none without saying why. */
const floors: Readonly<Record<string, number>> = {
  core: 85,
  template: 85,
  probe: 50,
  inspect: 75,
  aws: 75,
  local: 75,
};

const rawFolder = path.join(projectRoot, 'out/coverage');

async function main(): Promise<void> {
  rmSync(rawFolder, { recursive: true, force: true });
  const { status } = spawnSync(
    process.execPath,
    [path.join(projectRoot, 'out/test/harness/test.js'), 'unit'],
    {
      cwd: projectRoot,
      stdio: 'inherit',
      windowsHide: true,
      env: { ...process.env, NODE_V8_COVERAGE: rawFolder },
    },
  );
  if (status !== 0) {
    throw new Error('The unit tests failed: what they reach says nothing.');
  }
  console.log('\nReading what they reached…');
  const report = new CoverageReport({
    reports: [['none']],
    logging: 'error',
    outputDir: path.join(projectRoot, 'out/coverage-report'),
    // Bundles of tests and the built probe. Each holds a copy of the sources that it uses.
    entryFilter: ({ url }) => /\/(out\/test|dist)\//.test(url),
    sourceFilter: source => /(^|\/)src\//.test(source) && !source.includes('node_modules'),
  });
  await report.addFromDir(rawFolder);
  const result = await report.generate();
  const rooms = coverageByRoom(
    (result?.files ?? []).map(({ sourcePath, summary: { lines, branches } }) => ({
      sourcePath,
      lines,
      branches,
    })),
  );
  console.log(formatCoverage(rooms));
  const low = belowFloor(rooms, floors);
  low.forEach(line => console.error(line));
  console.log(
    closingLines({ ...noTests, passed: Object.keys(floors).length - low.length, failed: low.length }),
  );
  process.exitCode = low.length > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
