// A module of VS Code for tests of what is built with its API, without a window. Import this before anything of views/.
import Module from 'node:module';

/** A message that was shown, with the buttons to choose from. */
export interface Said {
  readonly text: string;
  readonly detail?: string;
  readonly buttons: readonly string[];
}

/** Oldest first. */
export const said: Said[] = [];

let answer: (said: Said) => string | undefined = () => undefined;

/** What a person chooses from now on. */
export function answerWith(choose: (said: Said) => string | undefined): void {
  answer = choose;
}

function show(text: string, ...rest: readonly (string | { readonly detail?: string })[]) {
  const buttons = rest.filter(each => typeof each === 'string');
  const { detail } = rest.find(each => typeof each !== 'string') ?? {};
  const message = { text, buttons, ...(detail !== undefined && { detail }) };
  said.push(message);
  return Promise.resolve(answer(message));
}

class TreeItem {
  constructor(
    public label: string,
    public collapsibleState = 0,
  ) {}
}

class ThemeIcon {
  constructor(
    readonly id: string,
    readonly color?: unknown,
  ) {}
}

class ThemeColor {
  constructor(readonly id: string) {}
}

class EventEmitter {
  readonly #listeners = new Set<(value: unknown) => void>();
  readonly event = (listener: (value: unknown) => void) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(value: unknown): void {
    for (const listener of this.#listeners) {
      listener(value);
    }
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

/** VS Code's file system: what stands in for it is put in by a test. */
export const fileSystem = {
  copy: (_from: { readonly fsPath: string }, _to: unknown, _options: unknown): Promise<void> =>
    Promise.resolve(),
};

/** Commands that were run, oldest first, each with its arguments. */
export const executed: (readonly [command: string, ...args: unknown[]])[] = [];

interface TerminalOptions {
  readonly shellPath: string;
  readonly shellArgs: readonly string[];
}

/** What was run in terminals, oldest first. Each ends at once, with `exitCode`. */
export const terminals = { run: [] as TerminalOptions[], exitCode: 0 };

/** The one that was opened last. */
let terminal: object | undefined;

const double = {
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState: { None: 0, Collapsed: 1, Expanded: 2 },
  Uri: {
    from: (parts: object) => parts,
    file: (fsPath: string) => ({ scheme: 'file', fsPath, toString: () => `file://${fsPath}` }),
  },
  env: { language: 'en' },
  l10n: { bundle: undefined },
  window: {
    showInformationMessage: show,
    showWarningMessage: show,
    showErrorMessage: show,
    createTerminal: (options: TerminalOptions) => {
      terminals.run.push(options);
      return (terminal = { show() {}, exitStatus: { code: terminals.exitCode } });
    },
    onDidCloseTerminal: (listener: (closed: unknown) => void) => {
      setImmediate(() => listener(terminal));
      return { dispose() {} };
    },
    withProgress: (_: unknown, work: (...given: unknown[]) => unknown) =>
      work({ report() {} }, { onCancellationRequested: () => ({ dispose() {} }) }),
  },
  ProgressLocation: { SourceControl: 1, Window: 10, Notification: 15 },
  workspace: { fs: fileSystem },
  commands: {
    executeCommand: (...command: [string, ...unknown[]]) => {
      executed.push(command);
      return Promise.resolve();
    },
  },
};

const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
const load = loader._load;
loader._load = (request, ...rest) => (request === 'vscode' ? double : load(request, ...rest));
