import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * A home folder with just these files of `~/.aws`, and an environment with no other AWS setting. The SDK reads the
 * process's environment, so that is changed until `leave`.
 */
export class AwsHome {
  readonly folder: string;
  readonly #before: NodeJS.ProcessEnv;

  private constructor(folder: string, before: NodeJS.ProcessEnv) {
    this.folder = folder;
    this.#before = before;
  }

  static async enter(
    files: Readonly<Record<string, string | Uint8Array>> = {},
    variables: NodeJS.ProcessEnv = {},
  ): Promise<AwsHome> {
    const folder = await mkdtemp(path.join(tmpdir(), 'aws-home-'));
    const home = new AwsHome(folder, { ...process.env });
    for (const name of Object.keys(process.env)) {
      if (name.startsWith('AWS_')) {
        delete process.env[name];
      }
    }
    Object.assign(process.env, { HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' }, variables);
    for (const [name, text] of Object.entries(files)) {
      await home.write(name, text);
    }
    return home;
  }

  /** Writes a file below `~/.aws`. */
  async write(name: string, text: string | Uint8Array): Promise<void> {
    const file = path.join(this.folder, '.aws', name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  async leave(): Promise<void> {
    for (const name of Object.keys(process.env)) {
      delete process.env[name];
    }
    Object.assign(process.env, this.#before);
    await rm(this.folder, { recursive: true });
  }
}

export const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };
