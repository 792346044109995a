import type { DirectoryColumns } from '../core/listing/directoryColumns';
import { columnsOf, extended, listed, type ListedDirectory } from '../core/listing/listing';
import type { Report } from '../core/report';
import { breathe } from './breathe';
import type { KnownFunction } from './functionCatalog';
import { Emitter, type Disposable, type Event } from './emitter';
import type { Inspector } from './inspector';
import type { Asking } from './probeGuard';
import type { InspectionStore } from './inspectionStore';

/** Names a directory that changed. */
export interface DirectoryChange {
  readonly arn: string;
  readonly path: string;
}

export interface RowsAsking extends Asking {
  /** Hears of what is known meanwhile, each time that there is more of it. */
  readonly onRows?: (directory: ListedDirectory) => void;
}

export interface PageAsking extends RowsAsking {
  /** Most entries, where it is to be another number than the setting says. */
  readonly limit?: number;
}

interface Reading {
  readonly abort: AbortController;
  readonly directory: Promise<ListedDirectory>;
  readonly listeners: Set<(directory: ListedDirectory) => void>;
  /** What it brought so far. */
  rows?: ListedDirectory;
  waiting: number;
}

/**
 * How long a function reads a directory before it answers, in milliseconds: the first time until there is something to
 * look at, then longer, but never so long that giving up would be of little use.
 */
const FIRST_ANSWER_MS = 100;
const LONGEST_ANSWER_MS = 4000;
/** After so long a directory has to be asked for again. */
const READING_MS = 15_000;

/** Entries that are kept of all directories together; a million take about 90 MiB. */
const MOST_ENTRIES = 3_000_000;
/** Directories, most of which are small. */
const MOST_DIRECTORIES = 20_000;

/** The directories read so far, by function and path. The tree and the report share it. */
export class DirectoryCache implements Disposable {
  readonly #inspector: Pick<Inspector, 'list' | 'pageSize'>;
  readonly #mostEntries: number;
  readonly #known = new Map<string, Map<string, ListedDirectory>>();
  /** That which is joined, by function and path. */
  readonly #reading = new Map<string, Reading>();
  /** Those, and those that were superseded. */
  readonly #underWay = new Set<Reading>();
  readonly #changed = new Emitter<DirectoryChange>();
  readonly #followed: Disposable[] = [];

  readonly onDidChange: Event<DirectoryChange> = this.#changed.event;

  /** @param mostEntries that are kept of all directories together */
  constructor(inspector: Pick<Inspector, 'list' | 'pageSize'>, mostEntries = MOST_ENTRIES) {
    this.#inspector = inspector;
    this.#mostEntries = mostEntries;
  }

  /** What is known, without asking. A directory that could not be read has an `error`; so has one that hung. */
  get(arn: string, path: string): ListedDirectory | undefined {
    return this.#known.get(arn)?.get(path);
  }

  isReading(arn: string, path: string): boolean {
    return this.#reading.has(key(arn, path));
  }

  /** Takes over what an inspection read, in place of what was known of the function. */
  replaceAll(arn: string, directories: readonly ListedDirectory[]): void {
    const before = this.#known.get(arn) ?? new Map<string, ListedDirectory>();
    const now = new Map(directories.map(directory => [directory.path, copyOf(directory)]));
    this.#known.set(arn, now);
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      this.#changed.fire({ arn, path });
    }
  }

  /** From now on takes over what each new report brings, before anybody who listens to the store later hears of it. */
  follow(store: Pick<InspectionStore, 'get' | 'onDidChange'>): void {
    const reports = new Map<string, Report['directories']>();
    this.#followed.push(
      store.onDidChange(arn => {
        const read = store.get(arn)?.report?.directories;
        if (read && read !== reports.get(arn)) {
          reports.set(arn, read);
          this.replaceAll(arn, read);
        }
      }),
    );
  }

  /**
   * A directory as far as it is known, or else its first page. A reading under way is joined; it ends when the last
   * who waits for it gives up.
   * @throws HumanError, or the signal's reason
   */
  list(known: KnownFunction, path: string, asking: RowsAsking): Promise<ListedDirectory> {
    const { arn } = known.target;
    const listed = this.get(arn, path);
    return listed && !this.isReading(arn, path)
      ? Promise.resolve(listed)
      : this.#read(known, path, undefined, asking);
  }

  /**
   * As {@link list}, but with what is known as soon as anything is.
   * @param onLateError is told of what fails after that
   * @throws as {@link list}
   */
  firstRows(
    known: KnownFunction,
    path: string,
    asking: Asking,
    onLateError: (error: unknown) => void,
  ): Promise<ListedDirectory> {
    let isShown = false;
    return new Promise((resolve, reject) => {
      const onRows = (rows: ListedDirectory) => {
        isShown = true;
        resolve(rows);
      };
      this.list(known, path, { ...asking, onRows }).then(resolve, error => {
        (isShown ? onLateError : reject)(error);
      });
    });
  }

  /**
   * Reads the next page, where there is one, and appends it; resolves with all that is known then.
   * @throws as {@link list}
   */
  more(known: KnownFunction, path: string, asking: PageAsking): Promise<ListedDirectory> {
    const { arn } = known.target;
    const listed = this.get(arn, path);
    return listed && isComplete(listed) && !this.isReading(arn, path)
      ? Promise.resolve(listed)
      : this.#read(known, path, listed, asking);
  }

  /**
   * Reads a directory from its beginning, also where it failed or hung before. A reading under way may have passed by
   * what has changed since it began: whoever waits for it is given this one.
   * @throws as {@link list}
   */
  async reload(known: KnownFunction, path: string, asking: RowsAsking): Promise<ListedDirectory> {
    // Who has given up already takes nothing from those who wait.
    asking.signal.throwIfAborted();
    this.#reading.delete(key(known.target.arn, path));
    return await this.#read(known, path, undefined, asking);
  }

  async #read(
    known: KnownFunction,
    path: string,
    before: ListedDirectory | undefined,
    asking: PageAsking,
  ): Promise<ListedDirectory> {
    const { onRows, signal, ...asked } = asking;
    signal.throwIfAborted();
    const { arn } = known.target;
    const id = key(arn, path);
    let reading = this.#reading.get(id);
    if (!reading) {
      const abort = new AbortController();
      const listeners = new Set<(directory: ListedDirectory) => void>();
      const brought = (rows: ListedDirectory) => {
        started.rows = rows;
        listeners.forEach(listener => listener(rows));
        this.#changed.fire({ arn, path });
      };
      const started: Reading = {
        abort,
        directory: this.#request(known, path, before, {
          ...asked,
          signal: abort.signal,
          onRows: brought,
        }).finally(() => {
          this.#underWay.delete(started);
          this.#end(id, started);
          this.#changed.fire({ arn, path });
        }),
        listeners,
        waiting: 0,
      };
      reading = started;
      this.#reading.set(id, reading);
      this.#underWay.add(reading);
      this.#changed.fire({ arn, path });
    }
    return this.#wait(id, reading, { signal, onRows });
  }

  /** Waits for a shared reading; the last who gives up ends it. */
  async #wait(
    id: string,
    reading: Reading,
    { signal, onRows }: Pick<RowsAsking, 'signal' | 'onRows'>,
  ): Promise<ListedDirectory> {
    reading.waiting++;
    if (onRows) {
      reading.listeners.add(onRows);
      if (reading.rows) {
        onRows(reading.rows);
      }
    }
    try {
      return await new Promise<ListedDirectory>((resolve, reject) => {
        const giveUp = () => reject(signal.reason as Error);
        signal.addEventListener('abort', giveUp, { once: true });
        reading.directory.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
      });
    } finally {
      reading.waiting--;
      if (onRows) {
        reading.listeners.delete(onRows);
      }
      if (reading.waiting === 0) {
        // Whoever asks from now on shall not join what is being given up.
        this.#end(id, reading);
        reading.abort.abort();
      }
    }
  }

  #end(id: string, reading: Reading): void {
    if (this.#reading.get(id) === reading) {
      this.#reading.delete(id);
    }
  }

  /** A page in as many answers as it takes, so that its first rows are there early. */
  async #request(
    known: KnownFunction,
    path: string,
    before: ListedDirectory | undefined,
    { limit = this.#inspector.pageSize, onRows, ...asking }: PageAsking,
  ): Promise<ListedDirectory> {
    const { arn } = known.target;
    const id = key(arn, path);
    const giveUpAt = performance.now() + READING_MS;
    let seen = this.get(arn, path)?.entries;
    let directory = before;
    let wanted = limit;
    for (let withinMs = FIRST_ANSWER_MS; ; withinMs = Math.min(4 * withinMs, LONGEST_ANSWER_MS)) {
      const request = { path, cursor: directory?.cursor, limit: wanted, withinMs };
      const page = await this.#inspector.list(known, request, asking);
      await breathe();
      // A page that is given up is asked for again, and must not be there twice then.
      asking.signal.throwIfAborted();
      const later = this.#reading.get(id);
      if (later && later.abort.signal !== asking.signal) {
        return this.#wait(id, later, asking);
      }
      const newer = this.get(arn, path);
      if (newer && newer.entries !== seen) {
        // An inspection has read the directory meanwhile, and this is a page of what was there before.
        return newer;
      }
      directory = directory ? withPage(directory, page) : listed(page);
      seen = directory.entries;
      this.#keep(arn, path, directory);
      wanted -= page.names.length;
      const isEnd = page.cursor === undefined || page.error !== undefined || page.names.length === 0;
      if (isEnd || wanted <= 0 || performance.now() >= giveUpAt) {
        return directory;
      }
      onRows?.(directory);
    }
  }

  #keep(arn: string, path: string, directory: ListedDirectory): void {
    const directories = this.#known.get(arn) ?? new Map<string, ListedDirectory>();
    directories.delete(path);
    this.#known.delete(arn);
    this.#known.set(arn, directories.set(path, directory));
    this.#forgetOldest(key(arn, path));
  }

  /** Forgets all that was read. @returns how many directories */
  deleteAll(): number {
    const all = this.#all();
    all.forEach(({ arn, path }) => this.#delete(arn, path));
    return all.length;
  }

  /** Those read longest ago go first, but never the one that was just read. */
  #forgetOldest(newest: string): void {
    const all = this.#all();
    let entries = all.reduce((sum, { directory }) => sum + directory.entries.length, 0);
    let count = all.length;
    for (const { arn, path, directory } of all) {
      if (entries <= this.#mostEntries && count <= MOST_DIRECTORIES) {
        return;
      }
      if (key(arn, path) !== newest && !this.isReading(arn, path)) {
        entries -= directory.entries.length;
        count -= 1;
        this.#delete(arn, path);
      }
    }
  }

  #delete(arn: string, path: string): void {
    this.#known.get(arn)?.delete(path);
    this.#changed.fire({ arn, path });
  }

  /** Those that changed last, last. */
  #all(): readonly { arn: string; path: string; directory: ListedDirectory }[] {
    return [...this.#known].flatMap(([arn, directories]) =>
      [...directories].map(([path, directory]) => ({ arn, path, directory })),
    );
  }

  dispose(): void {
    this.#followed.forEach(listener => listener.dispose());
    for (const { abort } of this.#underWay) {
      abort.abort();
    }
    this.#changed.dispose();
  }
}

/** What is appended to the copy does not show in the report that the original belongs to. */
function copyOf(directory: ListedDirectory): ListedDirectory {
  return listed(columnsOf(directory, 0, directory.entries.length));
}

function key(arn: string, path: string): string {
  return `${arn}\0${path}`;
}

/** One that failed before its first entry can be tried again. */
function isComplete({ cursor, error, entries }: ListedDirectory): boolean {
  return cursor === undefined && (error === undefined || entries.length > 0);
}

function withPage(before: ListedDirectory, page: DirectoryColumns): ListedDirectory {
  // A page that failed altogether can be asked for again.
  return page.error && page.names.length === 0 ? { ...before, error: page.error } : extended(before, page);
}
