// The in-host suite. VS Code loads this module in its extension host, whether @vscode/test-electron started it or the
// VS Code server, and takes the promise of `run` for the result.
import { HostReporter, hostGrepVariable, hostReportVariable } from '../harness/hostReport';
import { runMocha } from '../harness/mochaRun';
import { testFilesBelow } from '../harness/testFiles';

export async function run(): Promise<void> {
  process.setSourceMapsEnabled(true);
  const socket = process.env[hostReportVariable];
  // Nobody listens where a debugger started the suite: then mocha prints to the debug console.
  const reporter = socket ? new HostReporter(socket) : undefined;
  const counts = await runMocha({
    files: testFilesBelow('test/host'),
    reporter: 'spec',
    timeout: 30_000,
    grep: process.env[hostGrepVariable],
    print: reporter && (text => reporter.print(text)),
  });
  await reporter?.end(counts);
  if (counts.failed > 0 || counts.passed === 0) {
    throw new Error(`${counts.failed} of the in-host tests failed, ${counts.passed} passed.`);
  }
}
