import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../harness/projectRoot';
import { testKey } from '../harness/testKey';

const distDir = path.join(projectRoot, 'dist');

/**
 * The built endpoint in a process of its own, so that it does not share our event loop.
 * @param functions JavaScript that makes the functions it has; `local` is the module, `distDir` its folder
 */
export async function startEndpoint(functions: string): Promise<{ url: string; stop: () => void }> {
  const script = `const distDir = ${JSON.stringify(distDir)};
    const local = require(distDir + '/local.js');
    local.startLocalLambda({ distDir, demo: false, accessKey: ${JSON.stringify(testKey)}, functions: ${functions} }).then(({ url }) => console.log(url));`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { url, stop: () => child.kill() };
}
