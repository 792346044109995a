import { posix } from 'node:path';
import { runSteps } from './child';
import { now, since } from './clock';
import type { MountTable, ServedMount } from './mountTable';
import { PageBuilder, type PageText } from './page';
import {
  SANDBOX_DIRECTORIES,
  isWithin,
  type FileRange,
  type FileRequest,
  type FileSystemUsage,
  type LatencyPart,
  type LatencyRequest,
  type Section,
  type SectionError,
  type StatFs,
  type ToolFacts,
  type TotalsPart,
  type TotalsRequest,
} from '../protocol';
import type { WantedList } from './parseRequest';
import type { Outcome } from './section';
import type { Step, StepResult } from './steps';

/** How long one call may take before its mount counts as hung, where the deadline allows it. */
const CALL_MS = 3000;

/** A directory page or a range of a file ends this long before its child would be killed, so only a call that hangs is killed. */
const GRACE_MS = 1000;

const TIMEOUT: SectionError = { code: 'TIMEOUT', message: 'no answer before the deadline' };
const OUTSIDE: SectionError = { code: 'OUTSIDE', message: 'not on the mount of a remote file system' };
const SKIPPED: SectionError = { code: 'SKIPPED', message: 'the mount had already stopped responding' };

export interface Questions {
  readonly usage: boolean;
  readonly tools: boolean;
  readonly list?: WantedList;
  /** What directories and files must be on, but for the sandbox's own; where it is absent there are none. */
  readonly mount?: ServedMount;
  readonly file?: FileRequest;
  readonly totals?: TotalsRequest;
  readonly latency?: LatencyRequest;
}

/**
 * Asks the file systems, through children that can be killed. The file systems of the sandbox itself come first, then
 * each remote mount is tried with one statfs, and only then is a directory read; when a call hangs, a new child asks
 * what remains, without the mount that hung.
 */
export class FileSystemInquiry {
  readonly #mounts: MountTable;
  readonly #questions: Questions;
  readonly #deadline: number;
  readonly #callMs: number;
  readonly #graceMs: number;
  readonly #page: PageBuilder;
  readonly #usage = new Map<string, Outcome<StatFs>>();
  readonly #unresponsive: string[] = [];
  #tools: Outcome<ToolFacts> = { ok: false, error: TIMEOUT, ms: 0 };
  /** What is not asked is not to be given. */
  #list: Outcome<null> = { ok: false, error: OUTSIDE, ms: 0 };
  #file: Outcome<FileRange> = { ok: false, error: OUTSIDE, ms: 0 };
  #totals: Outcome<TotalsPart> = { ok: false, error: OUTSIDE, ms: 0 };
  #latency: Outcome<LatencyPart> = { ok: false, error: OUTSIDE, ms: 0 };

  /** @param deadline time of {@link now} by which everything must be over */
  constructor(mounts: MountTable, questions: Questions, deadline: number) {
    const budget = deadline - now();
    this.#mounts = mounts;
    this.#questions = questions;
    this.#deadline = deadline;
    this.#callMs = Math.min(CALL_MS, budget / 3);
    this.#graceMs = Math.min(GRACE_MS, budget / 5);
    this.#page = new PageBuilder(questions.list?.path ?? '');
  }

  /** Mount points on which a call did not return. */
  get unresponsive(): readonly string[] {
    return this.#unresponsive;
  }

  get usage(): Outcome<readonly FileSystemUsage[]> {
    const value = [...this.#usage].map(([mountPoint, result]) => ({ mountPoint, result }));
    return { ok: true, value, ms: value.reduce((sum, { result }) => sum + result.ms, 0) };
  }

  get tools(): Outcome<ToolFacts> {
    return this.#tools;
  }

  get file(): Outcome<FileRange> {
    return this.#file;
  }

  get totals(): Outcome<TotalsPart> {
    return this.#totals;
  }

  get latency(): Outcome<LatencyPart> {
    return this.#latency;
  }

  /** The directory page as if it had ended after about so many entries. */
  list(mostEntries: number): Section<PageText> {
    const page = this.#page.firstEntries(mostEntries);
    if (this.#list.ok) {
      return { ...this.#list, value: page };
    }
    return page.count > 0 ? { ...this.#list, partial: page } : this.#list;
  }

  /** Settles before the deadline plus the time that killing takes. Never rejects. */
  async run(): Promise<void> {
    let steps = this.#plan();
    while (steps.length > 0) {
      const left = await this.#attempt(steps);
      steps = left.filter(step => !this.#isOnHungMount(step));
      const skipped = left.filter(step => !steps.includes(step));
      this.#fail(skipped, SKIPPED);
    }
  }

  #plan(): readonly Step[] {
    const { usage, tools, list, file, totals, latency } = this.#questions;
    const stopAt = this.#deadline - this.#graceMs;
    const { local, remote } = this.#mounts;
    const statfs = (mountPoint: string): Step => ({ kind: 'statfs', mountPoint });
    const long: Step[] = [];
    const listed = list && this.#mountFor(list.path);
    if (list && (listed || SANDBOX_DIRECTORIES.includes(list.path))) {
      long.push({ ...list, kind: 'list', mount: listed, leaveAlone: [], stopAt });
    }
    const read = file && this.#mountFor(file.path);
    if (read) {
      long.push({ ...file, kind: 'file', mount: read, stopAt });
    }
    const counted = totals && this.#mountFor(totals.path);
    if (counted) {
      const otherMounts = this.#mounts.below(counted.mountPoint);
      long.push({ ...totals, kind: 'totals', mount: counted, otherMounts, stopAt });
    }
    const measured = latency && this.#mountFor(latency.path);
    if (measured && (latency.file === undefined || this.#mountFor(latency.file))) {
      const within = Math.min(stopAt, now() + latency.withinMs);
      long.push({ ...latency, kind: 'latency', mount: measured, stopAt: within });
    }
    return [
      ...(usage ? local.map(statfs) : []),
      ...(tools ? [{ kind: 'tools' } as const] : []),
      ...(usage || long.length > 0 ? remote.map(statfs) : []),
      ...long,
    ];
  }

  /** The mount, where a path lies on it as far as its text tells. */
  #mountFor(path: string): ServedMount | undefined {
    const { mount } = this.#questions;
    return mount && isWithin(path, mount.mountPoint) ? mount : undefined;
  }

  /** Gives the steps to a child. Returns those that it did not come to. */
  async #attempt(steps: readonly Step[]): Promise<readonly Step[]> {
    if (now() >= this.#deadline) {
      this.#fail(steps, TIMEOUT);
      return [];
    }
    let beganAt = now();
    const end = await runSteps(
      steps.map(step => this.#withHungNeighbours(step)),
      {
        startBy: this.#deadline,
        doneBy: index => {
          beganAt = now();
          const kind = steps[index]?.kind;
          const isLong = kind === 'list' || kind === 'file' || kind === 'totals' || kind === 'latency';
          return isLong ? this.#deadline : Math.min(this.#deadline, beganAt + this.#callMs);
        },
        onPart: (part, texts) => this.#page.add(part, texts),
        onResult: result => this.#record(result),
      },
    );
    if (end.kind === 'finished') {
      return [];
    }
    const error = end.kind === 'hung' ? TIMEOUT : { code: 'CRASHED', message: end.reason };
    // A child that did not come to any further call would not do so a second time.
    const failed = steps.slice(end.done, end.began ? end.done + 1 : undefined);
    this.#fail(failed, error, since(beganAt));
    if (end.kind === 'hung' && end.began) {
      failed.forEach(step => this.#markUnresponsive(step));
    }
    return steps.slice(end.done + failed.length);
  }

  /** lstat on a hung mount point hangs, so listing the directory that holds it has to pass it by. */
  #withHungNeighbours(step: Step): Step {
    if (step.kind !== 'list') {
      return step;
    }
    const path = posix.resolve(step.path);
    const leaveAlone = this.#unresponsive
      .filter(mountPoint => posix.dirname(mountPoint) === path)
      .map(mountPoint => posix.basename(mountPoint));
    return { ...step, leaveAlone };
  }

  #markUnresponsive(step: Step): void {
    const mountPoint = this.#mountOf(step);
    // A path on a local file system that hung led elsewhere by a symbolic link.
    if (mountPoint !== undefined && (step.kind === 'statfs' || this.#mounts.remote.includes(mountPoint))) {
      this.#unresponsive.push(mountPoint);
    }
  }

  #isOnHungMount(step: Step): boolean {
    const mountPoint = this.#mountOf(step);
    return mountPoint !== undefined && this.#unresponsive.includes(mountPoint);
  }

  #mountOf(step: Step): string | undefined {
    switch (step.kind) {
      case 'statfs':
        return step.mountPoint;
      case 'list':
      case 'file':
      case 'totals':
      case 'latency':
        return this.#mounts.holding(step.path);
      case 'tools':
        return undefined;
    }
  }

  #fail(steps: readonly Step[], error: SectionError, ms = 0): void {
    const outcome = { ok: false, error, ms } as const;
    for (const step of steps) {
      this.#record(
        step.kind === 'statfs'
          ? { kind: 'statfs', mountPoint: step.mountPoint, outcome }
          : { kind: step.kind, outcome },
      );
    }
  }

  #record(result: StepResult): void {
    switch (result.kind) {
      case 'statfs':
        this.#usage.set(result.mountPoint, result.outcome);
        break;
      case 'tools':
        this.#tools = result.outcome;
        break;
      case 'list':
        this.#list = result.outcome;
        break;
      case 'file':
        this.#file = result.outcome;
        break;
      case 'totals':
        this.#totals = result.outcome;
        break;
      case 'latency':
        this.#latency = result.outcome;
        break;
    }
  }
}
