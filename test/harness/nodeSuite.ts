import { fork } from 'node:child_process';
import path from 'node:path';
import type { Counts } from './counts';
import { noTests } from './counts';
import type { MochaRun } from './mochaRun';
import { projectRoot } from './projectRoot';

/**
 * Runs test files in a Node process of their own, so that what a test leaves behind ends with it.
 * A process that ends without a result counts as one failure.
 */
export function runNodeSuite(run: MochaRun): Promise<Counts> {
  return new Promise(resolve => {
    let counts: Counts | undefined;
    const child = fork(path.join(projectRoot, 'out/test/harness/mochaChild.js'), [JSON.stringify(run)], {
      cwd: projectRoot,
      execArgv: ['--enable-source-maps'],
    });
    const end = () => child.kill();
    process.once('exit', end);
    child.on('message', message => (counts = message as Counts));
    child.on('exit', (code, signal) => {
      process.off('exit', end);
      const result = counts ?? noTests;
      const brokeDown = counts === undefined || (code !== 0 && result.failed === 0);
      if (brokeDown) {
        console.error(`The test process ended early or uncleanly (${signal ?? `exit code ${code}`}).`);
      }
      resolve({ ...result, failed: result.failed + (brokeDown ? 1 : 0) });
    });
  });
}
