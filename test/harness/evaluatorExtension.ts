import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './projectRoot';

const manifest = {
  name: 'host-evaluator',
  publisher: 'efs-mount-inspector-tests',
  version: '0.0.0',
  engines: { vscode: '^1.101.0' },
  activationEvents: ['*'],
  main: './index.js',
  capabilities: { untrustedWorkspaces: { supported: true } },
};

/**
 * Puts an extension with the evaluator among the installed ones, before VS Code first looks at that folder. It is
 * installed, and not a second one under development, because the workbench's URL has room for one of those.
 */
export async function installEvaluator(extensionsFolder: string): Promise<void> {
  const folder = path.join(extensionsFolder, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
  const evaluator = path.join(projectRoot, 'out/test/harness/hostEvaluator.js');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'index.js'), `module.exports = require(${JSON.stringify(evaluator)});\n`);
}
