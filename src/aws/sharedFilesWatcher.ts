import { watch, type FSWatcher } from 'node:fs';
import path from 'node:path';
import type { AwsEnvironment } from './connection';

/**
 * Tells when the files that hold profiles were edited, or when a sign-in has written a token. It watches the folders:
 * editors replace a file instead of writing into it, and a file may not exist yet.
 */
export class SharedFilesWatcher {
  readonly #environment: AwsEnvironment;
  readonly #onProfiles: () => void;
  readonly #onTokens: () => void;
  readonly #settleMs: number;
  readonly #watchers: FSWatcher[] = [];
  readonly #timers = new Map<() => void, NodeJS.Timeout>();
  #disposed = false;

  /** @param settleMs how long nothing has to change before it is told: an editor writes in several steps */
  constructor(
    environment: AwsEnvironment,
    { onProfiles, onTokens }: { readonly onProfiles: () => void; readonly onTokens: () => void },
    settleMs = 300,
  ) {
    this.#environment = environment;
    this.#onProfiles = onProfiles;
    this.#onTokens = onTokens;
    this.#settleMs = settleMs;
  }

  /** Begins anew, also with folders that did not exist the last time. */
  async start(): Promise<void> {
    const { sharedFilePaths } = await import('./sharedFiles');
    this.#stop();
    if (this.#disposed) {
      return;
    }
    const { config, credentials } = sharedFilePaths(this.#environment);
    const folders = new Set([path.dirname(config), path.dirname(credentials)]);
    const names = new Set([path.basename(config), path.basename(credentials)]);
    for (const folder of folders) {
      const exists = this.#watch(folder, name => names.has(name), this.#onProfiles);
      if (!exists) {
        // The first profile makes the folder.
        const appeared = () => void this.start().then(this.#onProfiles);
        this.#watch(path.dirname(folder), name => name === path.basename(folder), appeared);
      }
    }
    // Tokens stay at home wherever the profiles are.
    const { HOME, USERPROFILE } = this.#environment;
    const home = path.dirname(sharedFilePaths({ HOME, USERPROFILE }).config);
    for (const cache of ['sso', 'login']) {
      this.#watch(path.join(home, cache, 'cache'), name => name.endsWith('.json'), this.#onTokens);
    }
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop();
  }

  #stop(): void {
    for (const watcher of this.#watchers.splice(0)) {
      watcher.close();
    }
    for (const timer of this.#timers.values()) {
      clearTimeout(timer);
    }
    this.#timers.clear();
  }

  /** @returns whether the folder exists and can be watched */
  #watch(folder: string, concerns: (name: string) => boolean, tell: () => void): boolean {
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        // Some systems do not say what changed.
        if (name === null || concerns(name)) {
          clearTimeout(this.#timers.get(tell));
          this.#timers.set(tell, setTimeout(tell, this.#settleMs));
        }
      });
      // Without watching, the files still count on the next refresh.
      watcher.on('error', () => watcher.close());
      this.#watchers.push(watcher);
      return true;
    } catch {
      return false;
    }
  }
}
