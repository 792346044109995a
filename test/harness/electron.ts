// `npm run test:electron`: the in-host suite in VS Code's desktop build, where that can be downloaded and shown.
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import manifest from '../../package.json';
import { formatCounts } from './counts';
import { hostReportVariable, judgeHostRun, listenForHostReport, reportAddress } from './hostReport';
import { projectRoot, sampleWorkspace } from './projectRoot';
import { withoutAws } from './testEnvironment';

/** `stable`, `insiders`, a number, or `oldest`: the first that package.json promises to run in. */
const { VSCODE_VERSION: wanted = 'stable' } = process.env;
const version = wanted === 'oldest' ? manifest.engines.vscode.replace('^', '') : wanted;

async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version, cachePath: path.join(projectRoot, '.vscode-test') });
  } catch (error) {
    throw new Error(
      `VS Code's desktop build could not be downloaded (${(error as Error).message}). ` +
        'Without it, "npm run test:host" runs the same suite in the VS Code server.',
    );
  }
}

async function main(): Promise<void> {
  if (process.platform === 'linux' && !process.env.DISPLAY) {
    throw new Error('The desktop build needs a display. Run "xvfb-run -a npm run test:electron".');
  }
  const vscodeExecutablePath = await download();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-'));
  try {
    const socket = reportAddress(folder);
    const report = await listenForHostReport(socket);
    const exitCode = await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: projectRoot,
      extensionTestsPath: path.join(projectRoot, 'out/test/host/index.js'),
      launchArgs: [
        sampleWorkspace,
        '--disable-extensions',
        '--disable-workspace-trust',
        `--user-data-dir=${folder}`,
      ],
      extensionTestsEnv: { ...withoutAws(folder), [hostReportVariable]: socket },
    }).catch(() => 1);
    const counts = judgeHostRun(await report.close(), exitCode);
    console.log(formatCounts(counts));
    process.exitCode = counts.failed > 0 ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

main().catch((error: unknown) => {
  console.error((error as Error).message);
  process.exit(1);
});
