import type { ProbeQuestions, ProbeRefusal, ProbeSections } from '../../protocol';
import type { ServedMount } from '../mountTable';
import type { OpenDirectories } from '../openDirectories';

/** What a request may ask about directories and files of the mount; a listing is told in parts, and goes its own way. */
export type QuestionName = Exclude<keyof ProbeQuestions, 'list'>;

/** What the child must know beside the request. */
export interface OnMount {
  /** What is opened must be of this mount, */
  readonly mount: ServedMount;
  /** and not of these mount points below it, which are not touched. */
  readonly otherMounts: readonly string[];
  /** Time of {@link now} at which the work ends early. */
  readonly stopAt: number;
}

/** A request on the mount that it is about, as the child is given it. */
export type MountStep<Name extends QuestionName> = ProbeQuestions[Name] & OnMount & { readonly kind: Name };

/** All that the probe knows of one kind of question: what a request may say, and how it is answered. */
export interface Question<Name extends QuestionName> {
  /** The request within its bounds, or why it is none. */
  parse(request: Readonly<Record<string, unknown>>): ProbeQuestions[Name] | ProbeRefusal;
  /** All of them must be on the mount; a call that hangs is taken for one on the first. */
  paths(request: ProbeQuestions[Name]): readonly [string, ...string[]];
  /** Milliseconds after which it ends early; without it, it has all the time there is. */
  withinMs?(request: ProbeQuestions[Name]): number;
  /** In the child: everything here may hang. */
  answer(step: MountStep<Name>, open: OpenDirectories): ProbeSections[Name];
}
