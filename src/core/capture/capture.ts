import type { ProbeAnswers, Section, SectionError } from '../../protocol';
import type { LambdaFunction } from '../lambdaFunction';

/** As what a function can be invoked. */
export type InvocableWay = 'installed-probe' | 'shell-handler';

/** How a function's file system was asked. */
export type ProbeWay = InvocableWay | 'temporary-probe';

/** Output of one read-only command given to a shell handler. */
export interface CommandOutput {
  readonly command: string;
  readonly output: Section<string>;
}

/** What Lambda said about the invocations of one capture. */
export interface InvocationFacts {
  readonly count: number;
  readonly durationMs: number;
  readonly executedVersion?: string;
  /** The last 4 KB of the function's log. Untrusted text. */
  readonly logTail?: string;
}

/**
 * Everything one inspection read, unparsed and JSON-safe: reports are made from it again after a reload or by a newer
 * parser.
 */
export interface Capture {
  readonly version: 1;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly way: ProbeWay;
  readonly target: LambdaFunction;
  readonly invocation: InvocationFacts;
  /** A probe's sections; empty for a shell handler. */
  readonly probe: ProbeAnswers;
  readonly unresponsive: readonly string[];
  /** A shell handler's outputs; empty for a probe. */
  readonly commands: readonly CommandOutput[];
}

export type { Section, SectionError };
