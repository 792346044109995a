import type { TextLines } from '../../core/text/textLines';
import type { TemplateFinding } from '../../template';

/** A template with a function that mounts a file system, and what is wrong with it. */
export interface CheckedTemplate {
  /** As it is shown: from the folder of the run where it is below that. With slashes. */
  readonly name: string;
  /** Absolute; undefined for standard input. */
  readonly path: string | undefined;
  readonly text: string;
  readonly lines: TextLines;
  readonly findings: readonly TemplateFinding[];
}

/** What one run of the checks came to. */
export interface CheckRun {
  /** Files that were looked into, templates or not. */
  readonly files: number;
  readonly templates: readonly CheckedTemplate[];
  /** Findings that were fixed. */
  readonly fixed: number;
}
