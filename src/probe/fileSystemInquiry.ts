import { posix } from 'node:path';
import { runSteps } from './child';
import { now, since } from './clock';
import type { MountTable, ServedMount } from './mountTable';
import { PageBuilder, type PageText } from './page';
import {
  SANDBOX_DIRECTORIES,
  isWithin,
  type FileSystemUsage,
  type ProbeAnswers,
  type ProbeSections,
  type Section,
  type SectionError,
  type StatFs,
  type ToolFacts,
} from '../protocol';
import type { Asked, WantedList } from './parseRequest';
import { questionNames, questions } from './questions';
import type { QuestionName } from './questions/question';
import type { Outcome } from './section';
import type { QuestionStep, Step, StepResult } from './steps';

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
  readonly asked: Asked;
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
  readonly #runSteps: typeof runSteps;
  readonly #usage = new Map<string, Outcome<StatFs>>();
  readonly #unresponsive: string[] = [];
  #tools: Outcome<ToolFacts> = { ok: false, error: TIMEOUT, ms: 0 };
  /** What is not asked is not to be given. */
  #list: Outcome<null> = { ok: false, error: OUTSIDE, ms: 0 };
  readonly #answers = new Map<QuestionName, Outcome<ProbeSections[QuestionName]>>();

  /** @param deadline time of {@link now} by which everything must be over */
  constructor(mounts: MountTable, questions: Questions, deadline: number, run = runSteps) {
    const budget = deadline - now();
    this.#runSteps = run;
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

  /** Of each question, by its section. */
  get answers(): ProbeAnswers {
    return Object.fromEntries(
      questionNames.map(name => [name, this.#answers.get(name) ?? { ok: false, error: OUTSIDE, ms: 0 }]),
    );
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
    const { usage, tools, list } = this.#questions;
    const stopAt = this.#deadline - this.#graceMs;
    const { local, remote } = this.#mounts;
    const statfs = (mountPoint: string): Step => ({ kind: 'statfs', mountPoint });
    const long: Step[] = [];
    const listed = list && this.#mountFor(list.path);
    if (list && (listed || SANDBOX_DIRECTORIES.includes(list.path))) {
      long.push({ ...list, kind: 'list', mount: listed, leaveAlone: [], stopAt });
    }
    long.push(...questionNames.flatMap(name => this.#question(name, stopAt)));
    return [
      ...(usage ? local.map(statfs) : []),
      ...(tools ? [{ kind: 'tools' } as const] : []),
      ...(usage || long.length > 0 ? remote.map(statfs) : []),
      ...long,
    ];
  }

  /** Nothing where one of its paths is not on the mount. */
  #question<Name extends QuestionName>(name: Name, stopAt: number): readonly QuestionStep[] {
    const request = this.#questions.asked[name];
    if (request === undefined) {
      return [];
    }
    const question = questions[name];
    const [path, ...others] = question.paths(request);
    const mount = this.#mountFor(path);
    if (!mount || !others.every(other => this.#mountFor(other))) {
      return [];
    }
    const otherMounts = this.#mounts.below(mount.mountPoint);
    const ends = Math.min(stopAt, now() + (question.withinMs?.(request) ?? Infinity));
    return [{ ...request, kind: name, mount, otherMounts, stopAt: ends } as QuestionStep];
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
    const end = await this.#runSteps(
      steps.map(step => this.#withHungNeighbours(step)),
      {
        startBy: this.#deadline,
        doneBy: index => {
          beganAt = now();
          const kind = steps[index]?.kind;
          const isLong = kind !== 'statfs' && kind !== 'tools';
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
    const suspected = step.kind === 'statfs' ? [step.mountPoint] : this.#mounts.remote;
    this.#unresponsive.push(...suspected.filter(each => each === mountPoint));
  }

  #isOnHungMount(step: Step): boolean {
    const mountPoint = this.#mountOf(step);
    return this.#unresponsive.some(hung => hung === mountPoint);
  }

  #mountOf(step: Step): string | undefined {
    switch (step.kind) {
      case 'statfs':
        return step.mountPoint;
      case 'tools':
        return undefined;
      default:
        return this.#mounts.holding(step.path);
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
      default:
        this.#answers.set(result.kind, result.outcome);
    }
  }
}
