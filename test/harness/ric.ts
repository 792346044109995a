// Puts AWS's own runtime loop for Node.js on this machine, as a judge of ours.
import path from 'node:path';
import { findProgram, runNpm } from './command';
import { ensureInstalled, isInstalled } from './installOnce';
import { nodeHeaders } from './nodeHeaders';

/** The last that runs on Node 20. */
const version = '3.3.0';
const name = `aws-lambda-ric-${version}`;

const programs = ['autoconf', 'automake', 'libtoolize', 'cmake', 'g++', 'make'];

/** Why it is not built here, in words; undefined where it is built already or will be. */
export function ricObstacle(): string | undefined {
  if (isInstalled(name)) {
    return undefined;
  }
  if (process.env.CI === undefined) {
    return 'that takes a minute or two, and is done where CI is set in the environment';
  }
  if (process.platform !== 'linux') {
    return 'it builds on Linux alone';
  }
  const missing = programs.filter(program => !findProgram(program));
  return missing.length > 0 ? `this machine has no ${missing.join(', no ')}` : undefined;
}

/** The script to run with Node and a handler's name, built on first use and kept in `.vscode-test/`. */
export async function ensureRic(): Promise<string> {
  const home = await ensureInstalled(name, async target => {
    console.log(`Building AWS's runtime loop ${version}, once (a minute or two)…`);
    await runNpm(
      [
        'install',
        '--prefix',
        target,
        '--ignore-scripts=false',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
        `aws-lambda-ric@${version}`,
      ],
      { cwd: target, env: { ...process.env, ...nodeHeaders() } },
    );
  });
  return path.join(home, 'node_modules/aws-lambda-ric/bin/index.mjs');
}
