import { existsSync } from 'node:fs';
import path from 'node:path';

function folderWithManifest(from: string): string {
  const parent = path.dirname(from);
  if (existsSync(path.join(from, 'package.json'))) {
    return from;
  }
  if (parent === from) {
    throw new Error(`No package.json above ${__dirname}.`);
  }
  return folderWithManifest(parent);
}

/** The project's folder, found from wherever the bundle that this ends up in was written. */
export const projectRoot = folderWithManifest(__dirname);

/** A folder with a SAM template to look at. */
export const sampleWorkspace = path.join(projectRoot, 'test/fixtures/sample-workspace');
