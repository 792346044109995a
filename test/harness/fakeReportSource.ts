import assert from 'node:assert/strict';
import { toColumns } from '../../src/core/listing/directoryColumns';
import { extended, listed, type ListedDirectory } from '../../src/core/listing/listing';
import type { Directory } from '../../src/core/listing/directory';
import type { FileSystemSetup } from '../../src/core/mount/fileSystemSetup';
import type { LambdaFunction } from '../../src/core/lambdaFunction';
import type { Report } from '../../src/core/report';
import { Emitter } from '../../src/inspect/emitter';
import type { AllowedCommand } from '../../src/views/report/commandMessages';
import type {
  InspectionState,
  LatencyContent,
  SetupProblems,
  TerminalContent,
} from '../../src/views/report/messages';
import type { ListOptions, ReportSource } from '../../src/views/report/reportSource';
import type { TotalsContent } from '../../src/views/report/messages';

/** The rest of the extension, as far as report panels need it: one function, whose ARN is {@link arn}. */
export class FakeReportSource implements ReportSource {
  readonly arn = 'arn:aws:lambda:us-east-1:123456789012:function:cmd-function';
  readonly #changed = new Emitter<string>();
  readonly onDidChange = this.#changed.event;
  /** What the panels asked for, in order. */
  readonly calls: string[] = [];
  measured: LatencyContent = { measuring: false };
  readonly #latencyChanged = new Emitter<string>();
  readonly onDidChangeLatency = this.#latencyChanged.event;
  counted: readonly TotalsContent[] = [];
  readonly #totalsChanged = new Emitter<{ arn: string }>();
  readonly onDidChangeTotals = this.#totalsChanged.event;
  readonly #directories = new Map<string, ListedDirectory>();
  #report: Report | undefined;
  #state: InspectionState = { kind: 'idle' };
  #temporaryProbe = false;
  #setup: FileSystemSetup | undefined;
  problems: SetupProblems = {};
  asksCloudWatch = false;
  asksEc2 = false;
  #target: LambdaFunction | undefined;
  readonly #targetsChanged = new Emitter<void>();
  readonly onDidChangeTargets = this.#targetsChanged.event;
  /** What {@link list} makes of an answer, where its first rows were told before. */
  grow: ((page: Directory) => ListedDirectory) | undefined;
  /** Answers {@link list}. */
  read: (path: string, options: ListOptions) => Promise<Directory> = path =>
    Promise.reject(new Error(`Nobody expected that ${path} is listed.`));

  constructor(report?: Report) {
    this.set({ report });
  }

  set({
    report,
    state,
    temporaryProbe,
    setup,
  }: {
    readonly report?: Report;
    readonly state?: InspectionState;
    readonly temporaryProbe?: boolean;
    readonly setup?: FileSystemSetup;
  }): void {
    if (report) {
      this.#report = report;
      report.directories.forEach(directory => this.#directories.set(directory.path, directory));
    }
    this.#state = state ?? this.#state;
    this.#temporaryProbe = temporaryProbe ?? this.#temporaryProbe;
    this.#setup = setup ?? this.#setup;
    this.#changed.fire(this.arn);
  }

  setup(): FileSystemSetup | undefined {
    return this.#setup;
  }

  setupProblems(): SetupProblems {
    return this.problems;
  }

  readingMetrics(): boolean {
    return this.asksCloudWatch;
  }

  readingNetwork(): boolean {
    return this.asksEc2;
  }

  target(): LambdaFunction | undefined {
    return this.#target;
  }

  terminal(): TerminalContent {
    return { shell: 'posix' };
  }

  /** As when a listing or a look has shown it. */
  setTarget(target: LambdaFunction): void {
    this.#target = target;
    this.#targetsChanged.fire();
  }

  hasTemporaryProbe(): boolean {
    return this.#temporaryProbe;
  }

  /** As when something about another function happens. */
  fireForOther(): void {
    this.#changed.fire('arn:aws:lambda:us-east-1:123456789012:function:other');
  }

  report(): Report | undefined {
    return this.#report;
  }

  state(): InspectionState {
    return this.#state;
  }

  /** The commands that the webview runs, with what they are given. */
  readonly run = ({ name, argument }: AllowedCommand): void => {
    const { arn, ...given } = argument;
    assert.equal(arn, this.arn);
    this.calls.push([name, ...Object.values(given)].join(' '));
  };

  latency(): LatencyContent {
    return this.measured;
  }

  setLatency(measured: LatencyContent): void {
    this.measured = measured;
    this.#latencyChanged.fire(this.arn);
  }

  totals(): readonly TotalsContent[] {
    return this.counted;
  }

  setTotals(totals: readonly TotalsContent[]): void {
    this.counted = totals;
    this.#totalsChanged.fire({ arn: this.arn });
  }

  /** As when the tree or an inspection has read it, in place of what was known. */
  know(directory: Directory): void {
    this.#directories.set(directory.path, listed(toColumns(directory)));
  }

  listed(_arn: string, path: string): ListedDirectory | undefined {
    return this.#directories.get(path);
  }

  /** With `more`, {@link read} answers with the next page alone. */
  async list(_arn: string, path: string, options: ListOptions): Promise<ListedDirectory> {
    this.calls.push(`list ${options.more ? 'more of ' : ''}${path}`);
    const answer = await this.read(path, options);
    const page = toColumns(answer);
    const before = options.more ? this.listed(_arn, path) : undefined;
    const directory = this.grow?.(answer) ?? (before ? extended(before, page) : listed(page));
    this.#directories.set(path, directory);
    return directory;
  }

  explainError(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
  }
}
