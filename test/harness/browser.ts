import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { findProgram, isExecutable } from './command';
import { canInstallDebianPackages, installDebianPackages } from './debianPackages';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macPrograms = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

function installedBrowser(): string | undefined {
  return (
    programs.map(name => findProgram(name)).find(file => file !== undefined) ?? macPrograms.find(isExecutable)
  );
}

/** A Chromium or Chrome on this machine, installed by the package manager where that is allowed. */
async function findBrowser(): Promise<string> {
  const wanted = process.env.CHROME_PATH;
  if (wanted) {
    if (!isExecutable(wanted)) {
      throw new Error(`CHROME_PATH names ${wanted}, which is no program. Correct it or unset it.`);
    }
    return wanted;
  }
  if (!installedBrowser() && canInstallDebianPackages()) {
    await installDebianPackages(['chromium', 'fonts-liberation']);
  }
  const found = installedBrowser();
  if (!found) {
    throw new Error(
      'The tests drive VS Code in a browser. Install Chromium or Google Chrome (on Debian and Ubuntu: ' +
        '"sudo apt-get install chromium"), or set CHROME_PATH to one, and run this again.',
    );
  }
  return found;
}

/** Installs the browser of the tests where there is none. */
export async function prepareBrowser(): Promise<void> {
  await findBrowser();
}

/** Starts a headless browser that talks to nobody but the pages it is given. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await findBrowser(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
