import type { CursorPosition } from './cursor';
import type { ServedMount } from './mountTable';
import type { DirectoryPage, ProbeSections, StatFs, ToolFacts } from '../protocol';
import type { MountStep, QuestionName } from './questions/question';
import type { Outcome } from './section';

/** What the handler asks its child to do. Everything here may hang. */
export type Step = StatFsStep | ToolsStep | ListStep | QuestionStep;

/** Of one of {@link questions}. */
export type QuestionStep = { [Name in QuestionName]: MountStep<Name> }[QuestionName];

export interface StatFsStep {
  readonly kind: 'statfs';
  readonly mountPoint: string;
}

export interface ToolsStep {
  readonly kind: 'tools';
}

export interface ListStep {
  readonly kind: 'list';
  readonly path: string;
  /** Where the path must lead; absent for a directory of the sandbox. */
  readonly mount?: ServedMount;
  readonly position?: CursorPosition;
  readonly limit: number;
  /** Milliseconds after which the page ends early, once it has some entries; counted from the first names on. */
  readonly withinMs?: number;
  /** Names in this directory that are hung mount points: lstat on them would hang too. */
  readonly leaveAlone: readonly string[];
  /** Time of {@link now} at which the page ends early, with a cursor. */
  readonly stopAt: number;
}

/** What became of a step; a directory's entries are sent before, in parts. */
export type StepResult =
  | { readonly kind: 'statfs'; readonly mountPoint: string; readonly outcome: Outcome<StatFs> }
  | { readonly kind: 'tools'; readonly outcome: Outcome<ToolFacts> }
  | { readonly kind: 'list'; readonly outcome: Outcome<null> }
  | { readonly kind: QuestionName; readonly outcome: Outcome<ProbeSections[QuestionName]> };

/** A line of the child's output. Steps are done in order: each begins, and its result comes before the next. */
export type Message =
  { readonly began: number } | { readonly part: DirectoryPart } | { readonly result: StepResult };

/**
 * Consecutive entries of a page, sent as soon as they are read. In the child's output the texts of {@link COLUMNS}
 * follow, so that the parent hands them on as they are.
 */
export interface DirectoryPart {
  /** Position of the first entry in readdir order. */
  readonly first: number;
  readonly count: number;
  /** Name of the last entry; empty where there is none. */
  readonly last: string;
  readonly fingerprint: string;
  /** Whether entries follow, in this page or the next. */
  readonly more: boolean;
  /** As in {@link DirectoryPage}. */
  readonly changed: boolean;
}

/**
 * The fields of a page that have something for each entry, and what stands around their text in JSON. A part has the
 * text in between; the indexes of targets and errors are those of the page.
 */
export const COLUMNS = {
  names: '[]',
  types: '""',
  modes: '[]',
  links: '[]',
  uids: '[]',
  gids: '[]',
  sizes: '[]',
  modified: '[]',
  targets: '{}',
  errors: '{}',
} as const satisfies Partial<Record<keyof DirectoryPage, string>>;

/** Between a part and each text of its columns: none of them, being JSON, holds one. */
export const COLUMN_SEPARATOR = '\t';

/** Third argument of a process that runs steps instead of serving invocations. */
export const WORKER_MARKER = '--efs-mount-inspector-worker';
