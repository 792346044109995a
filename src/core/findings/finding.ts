/** `error`: data, availability or a deployment is at stake. `warning`: worth changing. `info`: worth knowing. */
export type Severity = 'error' | 'warning' | 'info';

/**
 * One judgement, as data. The report, the tree badges and the template diagnostics all speak it; its words are made
 * at the edge from `code` and `params`.
 */
export interface Finding<Code extends string = string> {
  /** Stable, kebab case, e.g. `soft-mount`. Settings and documentation refer to it. */
  readonly code: Code;
  readonly severity: Severity;
  /** What is judged: a mount point, a function name, a logical id. Untrusted text. */
  readonly subject: string;
  /** What was found, as the kernel, AWS or the template spells it. Untrusted text. */
  readonly actual?: string;
  /** What is recommended or required, in the same spelling. */
  readonly expected?: string;
  /** Further values that the words need. Untrusted text. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Pages that say so, most specific first. */
  readonly sources: readonly string[];
}

const severityOrder: Record<Severity, number> = { error: 0, warning: 1, info: 2 };

/** Most severe first; equal severities keep their order. */
export function bySeverity(a: Finding, b: Finding): number {
  return severityOrder[a.severity] - severityOrder[b.severity];
}

/** A finding in words, for every surface. Each room words the codes it makes; this is the shape they share. */
export interface FindingWords {
  /** What is so, in one sentence. */
  readonly title: string;
  /** Why it matters, and who decided it. */
  readonly why: string;
  /** What to do, or that nothing can be done. */
  readonly action: string;
}
