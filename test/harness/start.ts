// `npm start`: opens VS Code with the extension on its demo and a sample workspace. With `-- --check` it opens the same
// in a headless browser instead, sees that the extension starts, and ends.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { runCheck } from './check';
import { findProgram } from './command';
import { FrontDoor } from './frontDoor';
import { projectRoot, sampleWorkspace } from './projectRoot';
import { checkStart } from './startCheck';
import { demoEnvironment } from './testEnvironment';
import { VscodeServer } from './vscodeServer';

const firstSteps = `What to do first:
  1. Click the EFS Mounts icon in the activity bar on the left. The demo's functions are listed there.
  2. Rest the pointer on "cmd-function" and click its magnifying glass: the report opens.
  3. Open template.yaml in the explorer and rest the pointer on FileSystemConfigs.`;

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform === 'darwin' || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}

async function startDesktop(code: string): Promise<void> {
  console.log(`Opening VS Code.\n\n${firstSteps}\n\nThis command ends when you close that window.`);
  const child = spawn(
    code,
    ['--new-window', '--wait', `--extensionDevelopmentPath=${projectRoot}`, sampleWorkspace],
    { stdio: 'inherit', env: { ...process.env, ...demoEnvironment } },
  );
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  process.exit(exitCode ?? 1);
}

async function startServer(port: number): Promise<void> {
  const server = await VscodeServer.start({ env: () => demoEnvironment });
  const door = await FrontDoor.open(
    server.authority,
    { folder: sampleWorkspace, extensionDevelopmentPath: projectRoot },
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
    `\nVS Code is running. Open it in a browser:\n\n    ${door.url}\n\n${firstSteps}\n\nPress Ctrl+C to stop.`,
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
  const code = values.server ? undefined : findProgram('code');
  if (values.check) {
    await runCheck(checkStart);
  } else if (code && hasDisplay()) {
    await startDesktop(code);
  } else {
    await startServer(Number(values.port));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
