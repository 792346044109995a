import path from 'node:path';
import { format } from 'node:util';
import { launchBrowser } from './browser';
import type { Counts } from './counts';
import {
  hostGrepVariable,
  hostReportVariable,
  judgeHostRun,
  listenForHostReport,
  reportAddress,
} from './hostReport';
import { projectRoot, sampleWorkspace } from './projectRoot';
import { withoutAws } from './testEnvironment';
import { VscodeServer } from './vscodeServer';

const runTimeoutMs = 10 * 60_000;

/** Runs the in-host suite in the VS Code server, with headless Chromium as its window. */
export async function runHostSuite(grep: string | undefined): Promise<Counts> {
  const server = await VscodeServer.start({
    env: dataFolder => ({
      ...withoutAws(dataFolder),
      [hostReportVariable]: reportAddress(dataFolder),
      [hostGrepVariable]: grep,
    }),
  });
  try {
    const report = await listenForHostReport(reportAddress(server.dataFolder));
    const { exitCode, log } = await openUntilExit(
      server.workbenchUrl({
        folder: sampleWorkspace,
        extensionDevelopmentPath: projectRoot,
        extensionTestsPath: path.join(projectRoot, 'out/test/host/index.js'),
      }),
    );
    const counts = await report.close();
    if (!counts) {
      console.error(`No result came from the extension host. Its window's log:\n${log.join('\n')}`);
    }
    return judgeHostRun(counts, exitCode);
  } finally {
    await server.close();
  }
}

/** Opens the workbench and waits until its tests end. Returns their exit code and what the window logged. */
async function openUntilExit(url: string): Promise<{ exitCode: number; log: string[] }> {
  const browser = await launchBrowser();
  const log: string[] = [];
  try {
    const page = await browser.newPage();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
      log.push(format(...args));
    });
    const ended = new Promise<number>((resolve, reject) => {
      setTimeout(() => reject(new Error('The in-host tests did not end in time.')), runTimeoutMs).unref();
      browser.once('disconnected', () => reject(new Error('The browser ended.')));
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    const [exitCode] = await Promise.all([ended, page.goto(url)]);
    return { exitCode, log };
  } finally {
    await browser.close();
  }
}
