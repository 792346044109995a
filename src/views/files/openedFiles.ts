import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { visible } from '../../core/text/visibleText';
import type { FileLocation } from '../../inspect/fileContent';
import { t } from '../localize';

/** What was read of a file, or of its beginning. */
export interface ReadFile {
  readonly bytes: Uint8Array;
  readonly whole: boolean;
}

interface Opened extends ReadFile {
  readonly readAt: number;
  /** Whether a tab has shown it: it is forgotten with the last tab that does. */
  shown: boolean;
}

/** Bytes of files that no tab shows, of which VS Code may still ask for some. */
const MOST_UNSHOWN_BYTES = 128 * 1024 * 1024;

/**
 * Files of mounts as they were when they were read, for VS Code's own editors: these tell text from binary, know
 * encodings, and have a hex editor to offer. Reads nothing itself: showing a tab again must not invoke a function.
 */
export class OpenedFiles implements vscode.FileSystemProvider, vscode.Disposable {
  static readonly scheme = 'efs-mount';
  readonly #opened = new Map<string, Opened>();
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;
  readonly #registration: vscode.Disposable;
  /** Since the first file was opened: no tab before it shows anything of ours. */
  #tabs: vscode.Disposable | undefined;

  constructor() {
    this.#registration = vscode.workspace.registerFileSystemProvider(OpenedFiles.scheme, this, {
      isCaseSensitive: true,
      isReadonly: new vscode.MarkdownString(
        t('Files of a mount are opened read-only, as they were when they were read.'),
      ),
    });
  }

  /** Opens what was read, in place of what an open tab shows of the same file. */
  async show(location: FileLocation, { bytes, whole }: ReadFile): Promise<void> {
    this.#tabs ??= vscode.window.tabGroups.onDidChangeTabs(() => this.#forgetClosed());
    const uri = this.#uri(location, whole);
    const key = uri.toString();
    const known = this.#opened.get(key);
    this.#opened.delete(key);
    this.#forgetUnshown(bytes.length);
    this.#opened.set(key, { bytes, whole, readAt: Date.now(), shown: known?.shown ?? false });
    if (known) {
      this.#changed.fire([{ type: vscode.FileChangeType.Changed, uri }]);
    }
    await vscode.commands.executeCommand('vscode.open', uri, { preview: true });
  }

  /** `/FUNCTION/PATH`: what the tab's hover, the breadcrumbs and the window's title say. */
  #uri({ known, path }: FileLocation, whole: boolean): vscode.Uri {
    const { arn, name: functionName } = known.target;
    const folders = path.split('/').filter(Boolean).map(visible);
    const name = folders.pop() ?? '';
    const shownName = whole ? name : t('first MiB of {0}', name);
    return vscode.Uri.from({
      scheme: OpenedFiles.scheme,
      path: `/${[functionName, ...folders, shownName].join('/')}`,
      // Different names may look alike, and functions of two regions may have one name.
      query: createHash('sha256')
        .update(`${arn}\0${JSON.stringify(path)}`)
        .digest('hex')
        .slice(0, 16),
    });
  }

  #forgetClosed(): void {
    const shown = new Set(
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.flatMap(urisOf)).map(uri => uri.toString()),
    );
    for (const [key, opened] of this.#opened) {
      if (shown.has(key)) {
        opened.shown = true;
      } else if (opened.shown) {
        this.#opened.delete(key);
      }
    }
  }

  /** The oldest first. @param room bytes that are about to come */
  #forgetUnshown(room: number): void {
    const unshown = [...this.#opened].filter(([, { shown }]) => !shown);
    let bytes = unshown.reduce((sum, [, opened]) => sum + opened.bytes.length, room);
    for (const [key, opened] of unshown) {
      if (bytes <= MOST_UNSHOWN_BYTES) {
        return;
      }
      bytes -= opened.bytes.length;
      this.#opened.delete(key);
    }
  }

  /** Forgets all contents: tabs that show one say so when they are shown again. @returns of how many files */
  deleteAll(): number {
    const count = this.#opened.size;
    const uris = [...this.#opened.keys()].map(key => vscode.Uri.parse(key, true));
    this.#opened.clear();
    this.#changed.fire(uris.map(uri => ({ type: vscode.FileChangeType.Deleted, uri })));
    return count;
  }

  #find(uri: vscode.Uri): Opened {
    const opened = this.#opened.get(uri.toString());
    if (!opened) {
      throw vscode.FileSystemError.Unavailable(
        t('This file is not kept over a restart. Open it again from the EFS Mounts view or the report.'),
      );
    }
    return opened;
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const { bytes, readAt } = this.#find(uri);
    return {
      type: vscode.FileType.File,
      ctime: readAt,
      mtime: readAt,
      size: bytes.length,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    return this.#find(uri).bytes;
  }

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  dispose(): void {
    this.#tabs?.dispose();
    vscode.Disposable.from(this.#registration, this.#changed).dispose();
  }
}

function urisOf({ input }: vscode.Tab): vscode.Uri[] {
  const { uri, original, modified } = (input ?? {}) as Readonly<Record<string, vscode.Uri | undefined>>;
  return [uri, original, modified].filter(each => each !== undefined);
}
