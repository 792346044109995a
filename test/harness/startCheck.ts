import path from 'node:path';
import { launchBrowser } from './browser';
import { evaluatorSocketVariable } from './evaluation';
import { installEvaluator } from './evaluatorExtension';
import { FrontDoor } from './frontDoor';
import { HostClient } from './hostClient';
import { projectRoot, sampleWorkspace } from './projectRoot';
import { demoEnvironment, withoutAws } from './testEnvironment';
import { VscodeServer } from './vscodeServer';
import { workbenchRestored } from './workbenchPage';

/** Opens what `npm start` opens, as its user is told to, and throws when the extension does not start there. */
export async function checkStart(): Promise<void> {
  const socketIn = (dataFolder: string) => path.join(dataFolder, 'evaluator.sock');
  const server = await VscodeServer.start({
    env: dataFolder => ({
      ...withoutAws(dataFolder),
      ...demoEnvironment,
      [evaluatorSocketVariable]: socketIn(dataFolder),
    }),
    prepare: ({ extensions }) => installEvaluator(extensions),
  });
  const workbench = { folder: sampleWorkspace, extensionDevelopmentPath: projectRoot };
  const door = await FrontDoor.open(server.authority, workbench, 0);
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(door.url);
    await workbenchRestored(page);
    await page.getByRole('tab', { name: 'EFS Mounts' }).click();
    const host = new HostClient(socketIn(server.dataFolder));
    await host.evaluate(async api => {
      await api.extensions.getExtension('efs-mount-inspector.efs-mount-inspector')!.activate();
    });
    console.log('VS Code opens, and the extension starts in it.');
  } finally {
    await browser.close();
    door.close();
    await server.close();
  }
}
