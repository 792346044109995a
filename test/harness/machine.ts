import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the harness looks at to find programs, so that the ways of each system can be tried on any. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly environment: NodeJS.ProcessEnv;
  readonly path: path.PlatformPath;
  readonly isExecutable: (file: string) => boolean;
  /** The text of a file, or nothing where there is none. */
  readonly read: (file: string) => string | undefined;
}

export const thisMachine: Machine = {
  platform: process.platform,
  environment: process.env,
  path,
  isExecutable: file => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  read: file => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
};
