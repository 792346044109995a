import type { SectionError } from '../../../src/protocol';
import type {
  DirectoryFailedMessage,
  DirectoryMessage,
  FileSort,
  FilesViewState,
  WebviewMessage,
} from '../../../src/views/report/messages';
import { FileOrder } from './fileOrder';
import { Listing } from '../../../src/core/listing/listing';
import { crumbsOf } from './paths';
import { Selection } from './selection';

/** What is being read. `append`: the next page of the directory that is shown. */
type Wanted = { readonly path: string; readonly append: boolean };

export type FilesStatus =
  | { readonly kind: 'idle' }
  | ({ readonly kind: 'loading' } & Wanted)
  /** `message` is a whole sentence for people. */
  | ({ readonly kind: 'failed'; readonly message: string } & Wanted);

/** A snapshot to draw. */
export interface FilesView {
  /** Absent before the first directory was read. */
  readonly path?: string;
  readonly listing: Listing;
  /** Indexes into the listing, as they are shown. */
  readonly rows: Uint32Array;
  readonly sort: FileSort;
  readonly filter: string;
  readonly status: FilesStatus;
  readonly more: boolean;
  /** Whether nobody asked for what is shown: it came with the report. */
  readonly unasked: boolean;
  /** Whether the directory changed while it was read. */
  readonly changed: boolean;
  readonly error?: SectionError;
  /** Place in `rows` to bring into view; a new object each time. */
  readonly reveal?: { readonly row: number };
}

interface OpenOptions {
  /** Read it from the function again even where it is known. */
  readonly refresh?: boolean;
  readonly select?: string;
  /** It comes with the report; nobody has asked for it. */
  readonly unasked?: boolean;
  /** A link: where it leads to a file, that is opened. */
  readonly orFile?: boolean;
}

interface Ordering {
  readonly listing: Listing;
  readonly controller: AbortController;
  /** Whether rows came since it began. */
  outdated: boolean;
}

const byName: FileSort = { column: 'name', descending: false };

/** The directory that the Files part shows: asks the host for its pages, keeps them sorted and filtered. */
export class FilesModel {
  readonly #post: (message: WebviewMessage) => void;
  readonly #changed: () => void;
  #selection = new Selection();
  #listing = new Listing();
  #order = new FileOrder(this.#listing);
  #ordering: Ordering | undefined;
  #request = 0;
  #select: string | undefined;
  #orFile = false;
  #settled = false;
  #all = false;
  #view: FilesView;

  constructor(
    post: (message: WebviewMessage) => void,
    changed: () => void,
    saved: Partial<FilesViewState> = {},
  ) {
    this.#post = post;
    this.#changed = changed;
    this.#view = {
      listing: this.#listing,
      rows: new Uint32Array(0),
      sort: saved.sort ?? byName,
      filter: saved.filter ?? '',
      status: { kind: 'idle' },
      more: false,
      unasked: true,
      changed: false,
    };
  }

  get view(): FilesView {
    return this.#view;
  }

  /** Whether something was shown once, or could not be. */
  get settled(): boolean {
    return this.#settled;
  }

  /** Of entries of {@link FilesView.listing}. Mutable: call {@link touch} after changing it. */
  get selection(): Selection {
    return this.#selection;
  }

  touch(): void {
    this.#set({ unasked: false });
  }

  reveal(row: number): void {
    this.#set({ reveal: { row } });
  }

  /** @param select name of an entry to select when it is there */
  open(path: string, { refresh = false, select, orFile = false, unasked = false }: OpenOptions = {}): void {
    this.#select = select;
    this.#orFile = orFile;
    this.#ask({ path, append: false }, refresh);
    this.#set({ unasked });
  }

  /** Reads the directory that is shown again, and selects the same entry. */
  refresh(): void {
    const { path, listing } = this.#view;
    const { focus } = this.#selection;
    if (path !== undefined) {
      this.open(path, { refresh: true, select: focus === undefined ? undefined : listing.names[focus] });
    }
  }

  /** Shows the directory above, with the one that was shown selected. */
  up(): void {
    const crumbs = crumbsOf(this.#view.path ?? '/');
    const parent = crumbs.at(-2);
    if (parent) {
      this.open(parent.path, { select: crumbs.at(-1)?.name });
    }
  }

  /** @param all all that remain, page by page, until they are there or {@link cancel} is called */
  loadMore(all = false): void {
    if (this.#view.path !== undefined && this.#view.more) {
      this.#ask({ path: this.#view.path, append: true }, false, all);
      this.#set({ unasked: false });
    }
  }

  retry(): void {
    const { status } = this.#view;
    if (status.kind === 'failed') {
      this.#ask(status, true);
    }
  }

  cancel(): void {
    this.#post({ type: 'cancelList', request: this.#request });
    this.#request += 1;
    this.#set({ status: { kind: 'idle' } });
  }

  sortBy(sort: FileSort): void {
    this.#set({ sort });
    this.#reorder();
  }

  filterBy(filter: string): void {
    this.#set({ filter, unasked: false });
    this.#reorder();
  }

  /** Answers to requests that are no longer wanted are dropped. */
  receive(message: DirectoryMessage | DirectoryFailedMessage): void {
    const { status } = this.#view;
    if (message.request !== this.#request || status.kind !== 'loading') {
      return;
    }
    if (message.type === 'directoryFailed') {
      this.#settled = true;
      this.#set({ status: { ...status, kind: 'failed', message: message.message } });
      return;
    }
    const { columns, done, from } = message;
    if (this.#orFile && columns.error?.code === 'ENOTDIR' && columns.names.length === 0) {
      this.#set({ status: { kind: 'idle' } });
      this.#post({ type: 'command', command: 'openFile', path: columns.path });
      return;
    }
    const isFirst = from === 0;
    if (isFirst) {
      this.#selection = new Selection();
      this.#listing = new Listing();
      this.#order = new FileOrder(this.#listing);
    }
    this.#listing.append(columns);
    const otherDirectory = this.#view.path !== undefined && this.#view.path !== columns.path;
    this.#view = {
      ...this.#view,
      path: columns.path,
      listing: this.#listing,
      // Rows of another listing mean nothing in this one.
      ...(this.#view.listing !== this.#listing && { rows: new Uint32Array(0) }),
      ...(otherDirectory && { filter: '' }),
      status: done ? { kind: 'idle' } : status,
      // Where the reading is given up before all rows have come, the others are still to be had.
      more: !done || columns.cursor !== undefined,
      changed: columns.changed,
      error: columns.error,
      ...(isFirst && { reveal: undefined }),
    };
    // What was shown stays until the first rows are in order.
    if (!isFirst) {
      this.#changed();
    }
    this.#takeIn();
    if (done && this.#all && !columns.error) {
      this.loadMore(true);
    }
  }

  #ask({ path, append }: Wanted, refresh: boolean, all = false): void {
    if (this.#view.status.kind === 'loading') {
      this.#post({ type: 'cancelList', request: this.#request });
    }
    this.#request += 1;
    this.#all = all;
    this.#set({ status: { kind: 'loading', path, append } });
    this.#post({
      type: 'list',
      request: this.#request,
      path,
      from: append ? this.#listing.length : undefined,
      all: all || undefined,
      refresh: refresh || undefined,
    });
  }

  /** Rows that came: they wait for an order that is being worked out, so that pages in quick succession show early. */
  #takeIn(): void {
    if (this.#ordering?.listing === this.#listing) {
      this.#ordering.outdated = true;
    } else {
      this.#reorder();
    }
  }

  /** The latest wish wins; rows that are shown stay until the new ones are ready. */
  #reorder(): void {
    this.#ordering?.controller.abort();
    const controller = new AbortController();
    const ordering = { listing: this.#listing, controller, outdated: false };
    this.#ordering = ordering;
    const { sort, filter } = this.#view;
    this.#order.compute(sort, filter, controller.signal).then(
      rows => {
        this.#ordering = undefined;
        this.#settled = true;
        this.#set({ rows });
        this.#selectWanted();
        if (ordering.outdated) {
          this.#reorder();
        }
      },
      (error: unknown) => {
        if (!controller.signal.aborted) {
          throw error;
        }
      },
    );
  }

  #selectWanted(): void {
    const index = this.#select === undefined ? -1 : this.#listing.names.indexOf(this.#select);
    const row = this.#view.rows.indexOf(index);
    if (row >= 0) {
      this.#select = undefined;
      this.#selection.only(index);
      this.reveal(row);
    }
  }

  #set(change: Partial<FilesView>): void {
    this.#view = { ...this.#view, ...change };
    this.#changed();
  }
}
