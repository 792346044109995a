// `npm run test:vsix`: packages the extension, installs the package into a VS Code of its own and uses it there.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { launchWorkbench } from '../ui/driver';
import { runCheck } from './check';
import { runNpm } from './command';
import { projectRoot } from './projectRoot';

const extensionId = 'efs-mount-inspector.efs-mount-inspector';

async function main(): Promise<void> {
  const vsix = path.join(projectRoot, 'out/efs-mount-inspector.vsix');
  console.log('Packaging the extension…');
  await runNpm(['run', 'package', '--', '--out', vsix], { cwd: projectRoot });
  console.log(`The package has ${statSync(vsix).size} bytes.`);

  const driver = await launchWorkbench({ vsix });
  try {
    const installed = await driver.evaluateInHost(async (api, id) => {
      const extension = api.extensions.getExtension(id);
      await extension?.activate();
      return { active: extension?.isActive, folder: extension?.extensionPath };
    }, extensionId);
    if (!installed.active || !installed.folder?.startsWith(driver.server.dataFolder)) {
      throw new Error(`The installed extension did not start: ${JSON.stringify(installed)}`);
    }
    if (!existsSync(path.join(installed.folder, 'dist/ThirdPartyNotices.txt'))) {
      throw new Error('The package holds no notices of the work of others that is bundled in it.');
    }
    await driver.runFromPalette('EFS Mount Inspector: Try the Demo');
    // Trying the demo shows the sidebar.
    await driver.treeItem('cmd-function').waitFor();
    await driver.runFromPalette('Inspect EFS Mount');
    await driver.pick('cmd-function');
    await driver.webview().getByText('Hard mount: the kernel retries').first().waitFor();
    await driver.screenshot('vsix');
  } finally {
    await driver.close();
  }
  console.log('The installed package inspects its demo.');
}

void runCheck(main);
