import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sampleWorkspace } from './projectRoot';

/** A sample workspace of the user's own, so that what they save in it changes nothing of the project. */
export class SampleCopy {
  readonly #parent = mkdtempSync(path.join(os.tmpdir(), 'efs-mount-inspector-'));
  readonly folder = path.join(this.#parent, path.basename(sampleWorkspace));

  constructor() {
    cpSync(sampleWorkspace, this.folder, { recursive: true });
  }

  remove(): void {
    rmSync(this.#parent, { recursive: true, force: true, maxRetries: 5 });
  }
}
