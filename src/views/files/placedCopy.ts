import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { LocalCopy } from '../../inspect/localCopy';
import { inspectError } from '../../inspect/inspectProblems';

/** A file that is being written: in its place it is there whole or not at all. Its functions throw HumanErrors. */
export type PlacedCopy = Pick<LocalCopy, 'append' | 'discard' | 'keep'>;

/** Wherever VS Code can write to: a disk, or what another extension shows as one. */
export async function createCopy(place: vscode.Uri): Promise<PlacedCopy> {
  return place.scheme === 'file' ? LocalCopy.create(place.fsPath) : UploadedCopy.create(place);
}

/** Written to this machine first, and handed over as a whole. */
class UploadedCopy implements PlacedCopy {
  readonly #place: vscode.Uri;
  readonly #folder: string;
  readonly #local: LocalCopy;
  #isWhole = false;

  private constructor(place: vscode.Uri, folder: string, local: LocalCopy) {
    this.#place = place;
    this.#folder = folder;
    this.#local = local;
  }

  static async create(place: vscode.Uri): Promise<UploadedCopy> {
    // Readable by its user alone.
    const folder = await mkdtemp(path.join(tmpdir(), 'efs-mount-inspector-'));
    return new UploadedCopy(place, folder, await LocalCopy.create(fileIn(folder)));
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#local.append(bytes);
  }

  async keep(): Promise<void> {
    if (!this.#isWhole) {
      await this.#local.keep();
      this.#isWhole = true;
    }
    try {
      const file = vscode.Uri.file(fileIn(this.#folder));
      await vscode.workspace.fs.copy(file, this.#place, { overwrite: true });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw inspectError('copy-not-written', { path: this.#place.toString(true), reason }, error);
    }
  }

  async discard(): Promise<void> {
    await this.#local.discard();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function fileIn(folder: string): string {
  return path.join(folder, 'copy');
}
