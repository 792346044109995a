/** A finding in words, for every surface. Each room words the codes it makes; this is the shape they share. */
export interface FindingWords {
  /** What is so, in one sentence. */
  readonly title: string;
  /** Why it matters, and who decided it. */
  readonly why: string;
  /** What to do, or that nothing can be done. */
  readonly action: string;
}
