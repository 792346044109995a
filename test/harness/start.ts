// `npm start`: opens VS Code with the extension on its demo and a copy of the sample workspace. With `-- --check` it opens the same
// in a headless browser instead, sees that the extension starts, and ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runCheck } from './check';
import { desktopAdvice, findDesktop, type Launcher } from './desktop';
import { FrontDoor } from './frontDoor';
import { thisMachine } from './machine';
import { projectRoot } from './projectRoot';
import { SampleCopy } from './sampleCopy';
import { checkStart } from './startCheck';
import { demoEnvironment } from './testEnvironment';
import { VscodeServer } from './vscodeServer';

/** Shown from the start: the extension starts with it. */
const templateIn = (folder: string) => path.join(folder, 'template.yaml');

const firstSteps = `The sidebar lists the demo's functions, and the report of the function recorded in 2022 opens by itself. Then:
  1. Rest the pointer on "soft-mount-example" in the sidebar and click Inspect EFS Mount: a mount with problems.
  2. Rest the pointer on FileSystemConfigs in template.yaml.
  3. Press F1 and run "EFS Mount Inspector: Show First Steps".`;

const goesAgain = 'The sample workspace is a copy that goes when this command ends.';

async function startDesktop({ program, args, environment }: Launcher): Promise<void> {
  console.log(
    `Opening VS Code.\n\n${firstSteps}\n\n${goesAgain}\nThis command ends when you close that window.`,
  );
  const sample = new SampleCopy();
  process.once('exit', () => sample.remove());
  const child = spawn(
    program,
    [
      ...args,
      '--new-window',
      '--wait',
      `--extensionDevelopmentPath=${projectRoot}`,
      sample.folder,
      templateIn(sample.folder),
    ],
    { stdio: 'inherit', windowsHide: true, env: { ...process.env, ...demoEnvironment, ...environment } },
  );
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  process.exit(exitCode ?? 1);
}

async function startServer(port: number): Promise<void> {
  const sample = new SampleCopy();
  process.once('exit', () => sample.remove());
  const server = await VscodeServer.start({
    env: () => demoEnvironment,
    withAllBuiltIn: true,
    settings: { 'workbench.welcomePage.walkthroughs.openOnInstall': true },
  });
  const door = await FrontDoor.open(
    server.authority,
    { folder: sample.folder, file: templateIn(sample.folder), extensionDevelopmentPath: projectRoot },
    port,
  );
  const stop = () => {
    console.log('\nStopping VS Code…');
    door.close();
    void server.close().then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  console.log(
    `\nVS Code is running. Open it in a browser:\n\n    ${door.url}\n\n${firstSteps}\n\n${goesAgain}\nPress Ctrl+C to stop.`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      server: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
    },
  });
  if (values.check) {
    await runCheck(checkStart);
    return;
  }
  const desktop = values.server ? undefined : findDesktop(thisMachine);
  if (desktop) {
    await startDesktop(desktop);
    return;
  }
  const advice = desktopAdvice(thisMachine);
  if (advice !== undefined) {
    throw new Error(advice);
  }
  await startServer(Number(values.port));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
