import { encodeReport } from '../../core/export/encode';
import type { LatencyMeasurement } from '../../core/latency/latency';
import type { FileSystemSetup } from '../../core/mount/fileSystemSetup';
import type { Report } from '../../core/report';
import type { Disposable } from '../../inspect/emitter';
import { columnsOf, type ListedDirectory } from '../../core/listing/listing';
import { MAX_LIST_LIMIT } from '../../protocol';
import { allowedCommand, type AllowedCommand } from './commandMessages';
import { isWebviewMessage } from './messageGuard';
import { mayOpen } from './links';
import {
  remedyCommands,
  type HostMessage,
  type ListDirectoryMessage,
  type Localization,
  type ReportContent,
  type ReportIdentity,
  type StateContent,
} from './messages';
import type { ReportSource } from './reportSource';

/**
 * Most rows in one message, so that neither side is held up for more than some milliseconds. The first message of a
 * directory that is not shown yet is small, so that there is something to see soon.
 */
export const rowsPerMessage = { first: 2000, further: 20_000 } as const;

/** What a session can do to the window around it. */
export interface SessionWindow {
  /** Resolves when the webview has the message or is gone. */
  post(message: HostMessage): Thenable<unknown>;
  run(command: AllowedCommand): void;
  copy(text: string): void;
  openExternal(url: string): void;
}

interface Shown {
  readonly report: Report | undefined;
  readonly setup: FileSystemSetup | undefined;
  readonly latency: LatencyMeasurement | undefined;
  readonly readingMetrics: boolean;
  readonly readingNetwork: boolean;
}

/** The host's side of one report panel: answers its webview and tells it of changes. */
export class ReportSession implements Disposable {
  readonly #source: ReportSource;
  readonly #window: SessionWindow;
  readonly #identity: ReportIdentity;
  readonly #localization: Localization;
  readonly #listings = new Map<number, AbortController>();
  readonly #subscriptions: readonly Disposable[];
  /** Directory that the webview shows or asked for last. */
  #path: string | undefined;
  /** Of which the webview has rows. A directory that is read again has other ones. */
  #sent: ListedDirectory['entries'] | undefined;
  /** JSON of the function as the webview knows it. */
  #target: string | undefined;
  /** What the webview shows; absent until it has asked. */
  #shown: Shown | undefined;

  constructor(
    source: ReportSource,
    window: SessionWindow,
    identity: ReportIdentity,
    localization: Localization,
  ) {
    this.#source = source;
    this.#window = window;
    this.#identity = identity;
    this.#localization = localization;
    this.#subscriptions = [
      source.onDidChange(arn => {
        if (arn === identity.arn) {
          this.#update();
        }
      }),
      source.onDidChangeTargets(() => {
        if (this.#shown && JSON.stringify(source.target(identity.arn)) !== this.#target) {
          this.#post({ type: 'state', ...this.#state() });
        }
      }),
      source.onDidChangeLatency(arn => {
        if (arn === identity.arn && this.#shown) {
          this.#post({ type: 'latency', ...source.latency(arn) });
        }
      }),
      source.onDidChangeTotals(({ arn }) => {
        if (arn === identity.arn && this.#shown) {
          this.#post({ type: 'totals', totals: source.totals(arn) });
        }
      }),
    ];
  }

  /** Messages of unknown type or shape are ignored: the webview may be of another version after an update. */
  receive(message: unknown): void {
    if (!isWebviewMessage(message)) {
      return;
    }
    switch (message.type) {
      case 'ready':
        this.#cancelListings();
        this.#sent = undefined;
        this.#path = message.path;
        this.#start();
        break;
      case 'command': {
        const allowed = allowedCommand(message, this.#identity.arn);
        if (allowed && this.#isOffered(allowed)) {
          this.#window.run(allowed);
        }
        break;
      }
      case 'copy':
        this.#window.copy(message.text);
        break;
      case 'openLink':
        this.#openLink(message.url);
        break;
      case 'list':
        void this.#list(message);
        break;
      case 'cancelList':
        this.#listings.get(message.request)?.abort();
        break;
      default:
    }
  }

  dispose(): void {
    this.#subscriptions.forEach(subscription => subscription.dispose());
    this.#cancelListings();
  }

  #start(): void {
    const { arn } = this.#identity;
    const { report, setup, readingMetrics, readingNetwork } = (this.#shown = this.#known());
    this.#post({
      type: 'initial',
      identity: this.#identity,
      ...this.#localization,
      ...this.#content(report),
      ...this.#state(),
      setup,
      ...this.#source.latency(arn),
      readingMetrics,
      readingNetwork,
      setupProblems: this.#source.setupProblems(arn),
      totals: this.#source.totals(arn),
    });
  }

  #update(): void {
    if (!this.#shown) {
      return;
    }
    const { arn } = this.#identity;
    const shown = this.#shown;
    const { report, setup, readingMetrics, readingNetwork } = (this.#shown = this.#known());
    if (report !== shown.report) {
      this.#post({ type: 'report', ...this.#content(report) });
    }
    if (
      setup !== shown.setup ||
      readingMetrics !== shown.readingMetrics ||
      readingNetwork !== shown.readingNetwork
    ) {
      const setupProblems = this.#source.setupProblems(arn);
      this.#post({ type: 'setup', setup, readingMetrics, readingNetwork, setupProblems });
    }
    if (this.#source.latency(arn).latency !== shown.latency) {
      this.#post({ type: 'latency', ...this.#source.latency(arn) });
    }
    this.#post({ type: 'state', ...this.#state() });
  }

  #known(): Shown {
    const { arn } = this.#identity;
    return {
      report: this.#source.report(arn),
      setup: this.#source.setup(arn),
      latency: this.#source.latency(arn).latency,
      readingMetrics: this.#source.readingMetrics(arn),
      readingNetwork: this.#source.readingNetwork(arn),
    };
  }

  /** What helps with a problem can be run while that problem is shown. */
  #isOffered({ name, argument }: AllowedCommand): boolean {
    const { arn } = this.#identity;
    const state = this.#source.state(arn);
    const { metrics, network } = this.#source.setupProblems(arn);
    const shown = [
      ...(metrics?.remedies ?? []),
      ...(network?.remedies ?? []),
      ...(state.kind === 'failed' ? state.remedies : []),
      ...(this.#source.latency(arn).latencyFailure?.remedies ?? []),
    ];
    return (
      !(remedyCommands as readonly string[]).includes(name) ||
      shown.some(
        remedy =>
          remedy.command === name &&
          (remedy.command !== 'openSetting' || remedy.setting === argument['setting']) &&
          (remedy.command !== 'signInAgain' || remedy.refused === argument['refused']),
      )
    );
  }

  #openLink(url: string): void {
    const report = this.#source.report(this.#identity.arn);
    const findings = report?.findings ?? [];
    if (
      mayOpen(
        url,
        findings.flatMap(finding => finding.sources),
      )
    ) {
      this.#window.openExternal(url);
    }
  }

  async #list({ request, path, from = 0, all, refresh }: ListDirectoryMessage): Promise<void> {
    this.#path = path;
    const controller = new AbortController();
    const { signal } = controller;
    this.#listings.set(request, controller);
    try {
      const { arn } = this.#identity;
      const known = refresh ? undefined : this.#source.listed(arn, path);
      // What the tree has read meanwhile is not read again.
      const isKnown = known && (from === 0 || known.entries !== this.#sent || known.entries.length > from);
      const limit = all ? MAX_LIST_LIMIT : undefined;
      const isShown = from > 0 || refresh === true;
      let at = from;
      const send = async (directory: ListedDirectory, isWhole: boolean): Promise<void> => {
        const { entries } = directory;
        at = entries === this.#sent ? Math.min(at, entries.length) : 0;
        for (let done = !isWhole && at === entries.length; !done && !signal.aborted;) {
          const size = rowsPerMessage[at > 0 || isShown ? 'further' : 'first'];
          const to = Math.min(at + size, entries.length);
          done = to === entries.length;
          this.#sent = entries;
          const columns = columnsOf(directory, at, to);
          await this.#window.post({ type: 'directory', request, from: at, columns, done: isWhole && done });
          at = to;
        }
      };
      // Rows that are read again keep their place: they are exchanged at once.
      let sending = Promise.resolve();
      const onRows = (rows: ListedDirectory) => {
        sending = sending.then(() => send(rows, false));
        // Whoever awaits it is told; but nobody does where the reading fails.
        sending.catch(() => undefined);
      };
      const directory = isKnown
        ? known
        : await this.#source.list(arn, path, {
            more: from > 0,
            limit,
            signal,
            onRows: refresh ? undefined : onRows,
          });
      await sending;
      await send(directory, true);
    } catch (error) {
      if (!signal.aborted) {
        this.#post({ type: 'directoryFailed', request, message: this.#source.explainError(error) });
      }
    } finally {
      // A webview that was made anew counts its requests from the beginning.
      if (this.#listings.get(request) === controller) {
        this.#listings.delete(request);
      }
    }
  }

  #cancelListings(): void {
    for (const controller of this.#listings.values()) {
      controller.abort();
    }
    this.#listings.clear();
  }

  #state(): StateContent {
    const { arn } = this.#identity;
    const target = this.#source.target(arn);
    this.#target = JSON.stringify(target);
    return {
      target,
      state: this.#source.state(arn),
      terminal: this.#source.terminal(arn),
      temporaryProbe: this.#source.hasTemporaryProbe(arn),
    };
  }

  #post(message: HostMessage): void {
    void this.#window.post(message);
  }

  /** Directories go beside the report, when they are asked for: as columns they are many times smaller and quicker. */
  #content(report: Report | undefined): ReportContent {
    const paths = new Set(report?.directories.map(directory => directory.path));
    if (this.#path !== undefined) {
      paths.add(this.#path);
    }
    const directories = [...paths].flatMap(each => this.#source.listed(this.#identity.arn, each) ?? []);
    return {
      report: report && encodeReport(report),
      directories: directories.map(directory => ({
        path: directory.path,
        count: directory.entries.length,
        complete: directory.cursor === undefined && directory.error === undefined,
      })),
    };
  }
}
