import { mkdir, readFile, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

import type { Log } from '../../aws/log';
import { toJournalEntry, type JournalEntry, type KeptEntry } from './journalEntry';
import { EARLIER_PREFIX, earlierKeys, journalFiles, type EarlierJournal } from './journalPlace';
import { isTemporaryName } from './temporaryFunction';
import { isFileMissing } from '../isFileMissing';

/**
 * What we have created in accounts, kept over restarts: written before the creation, removed after the deletion. Each
 * probe has a file of its own that is never written again, so that windows do not get in each other's way; its time
 * of modification is the sign of life of whoever uses the probe. The folder is the machine's: globalState is shared
 * with remote windows, whose credentials may be another account's.
 */
export class ProbeJournal {
  readonly #folder: string;
  readonly #log: Log;
  readonly #earlier: EarlierJournal | undefined;
  readonly #damaged = new Set<string>();

  constructor(folder: string, log: Log, earlier?: EarlierJournal) {
    this.#folder = folder;
    this.#log = log;
    this.#earlier = earlier;
  }

  async entries(): Promise<readonly KeptEntry[]> {
    const files = (await journalFiles(this.#folder)).filter(file =>
      isTemporaryName(path.basename(file, SUFFIX)),
    );
    const entries = await Promise.all(files.map(file => this.#read(file)));
    return [...entries.filter(entry => entry !== undefined), ...this.#earlierEntries()];
  }

  /** @throws where it cannot be written; nothing may be created then */
  async write(entry: JournalEntry): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeFile(this.#fileOf(entry.name), JSON.stringify(entry), {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    });
  }

  /** Says that the probe is in use. An entry that was removed meanwhile stays so. */
  async renew(name: string): Promise<void> {
    const now = new Date();
    try {
      await utimes(this.#fileOf(name), now, now);
    } catch (error) {
      if (!isFileMissing(error)) {
        this.#log.warn(
          `The journal entry of the temporary probe ${name} could not be renewed: ${String(error)}`,
        );
      }
    }
  }

  async remove(name: string): Promise<void> {
    const key = EARLIER_PREFIX + name;
    if (this.#earlier?.keys().includes(key)) {
      await this.#earlier.update(key, undefined);
    }
    try {
      await unlink(this.#fileOf(name));
    } catch (error) {
      if (!isFileMissing(error)) {
        throw error;
      }
    }
  }

  /** Undefined where another window has removed it meanwhile, or where it says nothing usable. */
  async #read(file: string): Promise<KeptEntry | undefined> {
    try {
      const where = path.join(this.#folder, file);
      const { mtimeMs, size } = await stat(where);
      const text = size <= LARGEST_BYTES ? await readFile(where, 'utf8') : '';
      const entry = toJournalEntry(parseJson(text));
      if (entry && entry.name === path.basename(file, SUFFIX)) {
        return { ...entry, renewedAt: mtimeMs };
      }
      if (!this.#damaged.has(file)) {
        this.#damaged.add(file);
        this.#log.warn(`${where} is damaged. “Delete Leftover Probes” finds what may have been created.`);
      }
    } catch (error) {
      if (!isFileMissing(error)) {
        this.#log.warn(`The journal entry ${file} could not be read: ${String(error)}`);
      }
    }
    return undefined;
  }

  /** They stay where they are until the probe is gone: which machine's windows may delete it, they do not say. */
  #earlierEntries(): readonly KeptEntry[] {
    return earlierKeys(this.#earlier).flatMap(key => {
      const kept = this.#earlier?.get<Record<string, unknown>>(key);
      const entry = toJournalEntry(kept);
      return entry && key === EARLIER_PREFIX + entry.name
        ? { ...entry, machine: '', renewedAt: Number(kept?.leaseUntil) || 0 }
        : [];
    });
  }

  #fileOf(name: string): string {
    return path.join(this.#folder, name + SUFFIX);
  }
}

const SUFFIX = '.json';
const LARGEST_BYTES = 16_384;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
