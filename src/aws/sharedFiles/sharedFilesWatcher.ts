import { createHash } from 'node:crypto';
import { watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { AwsEnvironment } from '../connection';
import { readSmallFile } from './readSmallFile';
import { placesOf } from './watchedPlaces';

interface Digests {
  readonly profiles: string;
  readonly tokens: string;
}

/**
 * Tells when the contents of the files that hold profiles changed, or when a sign-in has written a token. It watches
 * folders: editors replace a file instead of writing into it, and a file may not exist yet. An event alone says little:
 * Windows sends one for each reading, too.
 */
export class SharedFilesWatcher {
  readonly #environment: AwsEnvironment;
  readonly #onProfiles: () => void;
  readonly #onTokens: () => void;
  readonly #settleMs: number;
  /** By what they watch: a folder and the names in it. */
  readonly #watchers = new Map<string, FSWatcher>();
  #files: readonly string[] = [];
  #caches: readonly string[] = [];
  #known: Digests | undefined;
  #timer: NodeJS.Timeout | undefined;
  #looking = Promise.resolve();
  #errorsLeft = MOST_ERRORS;
  #disposed = false;

  /** @param settleMs how long nothing has to change before it is looked at: an editor writes in several steps */
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

  async start(): Promise<void> {
    const { sharedFilePaths } = await import('./sharedFiles');
    const { config, credentials } = sharedFilePaths(this.#environment);
    this.#files = [config, credentials];
    // Tokens stay at home wherever the profiles are.
    const { HOME, USERPROFILE } = this.#environment;
    const home = path.dirname(sharedFilePaths({ HOME, USERPROFILE }).config);
    this.#caches = ['sso', 'login'].map(name => path.join(home, name, 'cache'));
    await this.#watchPlaces();
    this.#known = await this.#read();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers.values()) {
      watcher.close();
    }
    this.#watchers.clear();
  }

  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, this.#settleMs);
  }

  async #look(): Promise<void> {
    // First, so that nothing is missed between reading and watching.
    await this.#watchPlaces();
    const before = this.#known;
    const now = await this.#read();
    if (this.#disposed || !before) {
      return;
    }
    this.#known = now;
    if (now.profiles !== before.profiles) {
      this.#onProfiles();
    }
    if (now.tokens !== before.tokens) {
      this.#onTokens();
    }
  }

  async #read(): Promise<Digests> {
    const tokens = await Promise.all(this.#caches.map(tokensIn));
    return { profiles: await digest(this.#files), tokens: await digest(tokens.flat()) };
  }

  /** Follows folders and links that came, went or lead elsewhere now. */
  async #watchPlaces(): Promise<void> {
    const wanted = new Map<string, Set<string>>();
    const inCaches = this.#caches.map(cache => path.join(cache, ANY_TOKEN));
    for (const { folder, name } of (await Promise.all([...this.#files, ...inCaches].map(placesOf))).flat()) {
      wanted.set(folder, (wanted.get(folder) ?? new Set()).add(comparable(name)));
    }
    const keyed = new Map(
      [...wanted].map(([folder, names]) => [[folder, ...names].join('\0'), { folder, names }]),
    );
    for (const [key, watcher] of this.#watchers) {
      if (!keyed.has(key)) {
        watcher.close();
        this.#watchers.delete(key);
      }
    }
    for (const [key, { folder, names }] of keyed) {
      if (!this.#disposed && !this.#watchers.has(key)) {
        this.#watch(key, folder, names);
      }
    }
  }

  #watch(key: string, folder: string, names: ReadonlySet<string>): void {
    const itself = comparable(path.basename(folder));
    try {
      const watcher = watch(folder, { persistent: false }, (_, name) => {
        const changed = name === null ? undefined : comparable(name);
        if (changed === itself) {
          // Removed or moved: one that was made again in its place would not be heard.
          forget();
        }
        // Some systems do not say what changed.
        if (
          changed === undefined ||
          changed === itself ||
          names.has(changed) ||
          (names.has(ANY_TOKEN) && changed.endsWith('.json'))
        ) {
          this.#soon();
        }
      });
      const forget = () => {
        watcher.close();
        if (this.#watchers.get(key) === watcher) {
          this.#watchers.delete(key);
        }
      };
      watcher.on('error', () => {
        // So does Windows say that the folder is gone.
        forget();
        this.#errorsLeft -= 1;
        if (this.#errorsLeft > 0) {
          this.#soon();
        }
      });
      this.#watchers.set(key, watcher);
    } catch {
      // Without watching, the files still count on the next refresh.
    }
  }
}

/** A folder that cannot be watched for long is given up. */
const MOST_ERRORS = 100;

/** Stands for all tokens of a folder: no file has such a name. */
const ANY_TOKEN = '*.json';

/** Systems tell a name as it was written on the disk or as it was asked for. */
function comparable(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

/** AWS's tools leave some for each sign-in. */
const MOST_TOKENS = 1000;

async function tokensIn(cache: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(cache)).filter(name => name.endsWith('.json'));
    return names
      .sort()
      .slice(0, MOST_TOKENS)
      .map(name => path.join(cache, name));
  } catch {
    return [];
  }
}

/** Of the contents, since they hold secrets that are not to be kept. */
async function digest(files: readonly string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) {
    const contents = await readSmallFile(file).catch(() => undefined);
    hash.update(`${file}\0${contents?.length ?? 'none'}\0`).update(contents ?? '');
  }
  return hash.digest('hex');
}
