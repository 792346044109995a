// What mutate.ts and its runners say to one another, and what both know of processes.
import { readFileSync } from 'node:fs';

/** An id that no mutant has. */
export const NO_MUTANT = -1;

/** What the switch in every bundle reads: the mutant that is on, or where to note those that are reached. */
export interface Switch {
  on: number;
  reached: Set<number> | undefined;
}

/** One run of the file without a mutant. */
export interface FirstRun {
  /** What failed first without any mutant, and how. */
  readonly failure: string | undefined;
  /** Ids of the mutants that were reached outside of tests. */
  readonly always: readonly number[];
  readonly tests: readonly TestRun[];
}

export interface TestRun {
  readonly title: string;
  readonly failed: boolean;
  readonly ms: number;
  /** Milliseconds of this process and of those that it started and waited for, however busy the machine is. */
  readonly cpuMs: number;
  /** Ids of the mutants. */
  readonly reached: readonly number[];
}

/** A mutant to try: with the tests of these titles, or with all. */
export interface Trial {
  readonly mutant: number;
  readonly titles: readonly string[] | undefined;
  /** Of one test, in milliseconds. */
  readonly limit: number;
  /** Of one that was not done within the first. */
  readonly secondLimit: number;
}

/** `unsure`: the tests fail without the mutant, too. */
export type Verdict = 'killed' | 'timeout' | 'survived' | 'unsure';

export interface RunnerFiles {
  /** Bundle of the tests. */
  readonly test: string;
  /** Code of the probe with its mutants. */
  readonly probe: string;
  /** Where the tests find the probe. */
  readonly zip: string;
  /** Where the probe's processes note what they reach. */
  readonly noted: string;
}

/** Of Linux: processor time of a process, and of those that it started and that ended, in milliseconds. */
export function cpuMsOf(pid: number | 'self'): number {
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime, stime, cutime and cstime, in hundredths of a second
  const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  return fields
    .split(' ')
    .slice(11, 15)
    .reduce((sum, ticks) => sum + Number(ticks) * 10, 0);
}
