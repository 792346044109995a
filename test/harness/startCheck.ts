import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { WorkbenchPage } from '../ui/workbenchPage';
import { launchBrowser } from './browser';
import { projectRoot } from './projectRoot';
import { withoutAws } from './testEnvironment';

/** What `npm start` runs after the build. */
const startScript = path.join(projectRoot, 'out/test/harness/start.js');

/**
 * Starts VS Code as `npm start` does without a desktop and opens the address that it prints. Throws when the sidebar, a
 * first report and the offer of the first steps do not come by themselves.
 */
export async function checkStart(): Promise<void> {
  const browser = await launchBrowser();
  const started = fork(startScript, ['--server'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { ...process.env, ...withoutAws(path.join(projectRoot, 'out')) },
  });
  const exited = once(started, 'exit') as Promise<[number | null]>;
  try {
    const workbench = new WorkbenchPage(await browser.newPage());
    await workbench.page.goto(await printedAddress(started));
    await workbench.restored();
    const opened = new URL(workbench.page.url()).searchParams.get('folder') ?? '';
    if (opened.startsWith(projectRoot) || !existsSync(path.join(opened, 'template.yaml'))) {
      throw new Error(`npm start opened ${opened}, which is no copy of the sample workspace.`);
    }
    await workbench.treeItem('cmd-function').waitFor();
    await workbench.notification('New to EFS Mount Inspector?').waitFor();
    await workbench.webview().getByText('Hard mount: the kernel retries').first().waitFor();
    await workbench.screenshot('start');
  } finally {
    await browser.close();
    started.kill('SIGINT');
  }
  const [exitCode] = await exited;
  if (exitCode !== 0) {
    throw new Error(`npm start ended with code ${exitCode} when it was interrupted.`);
  }
  console.log('npm start opens VS Code with the sidebar and a first report.');
}

function printedAddress(started: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    createInterface({ input: started.stdout! }).on('line', line => {
      console.log(`  | ${line}`);
      const url = /^\s+(http:\S+)$/.exec(line)?.[1];
      if (url) {
        resolve(url);
      }
    });
    started.once('exit', code => reject(new Error(`npm start ended with code ${code} before VS Code ran.`)));
  });
}
