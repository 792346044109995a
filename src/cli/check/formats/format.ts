import type { Severity } from '../../../core/findings/finding';
import type * as Templates from '../../../template';
import type { Language } from '../../language';
import type { Paint } from '../../terminal';
import type { CheckRun } from '../checkRun';

/** What a format needs beside the findings. */
export interface FormatContext extends Language {
  readonly templates: typeof Templates;
  readonly paint: Paint;
  /** Whether findings of a severity fail the run. */
  readonly isFailure: (severity: Severity) => boolean;
  /** Of the program. */
  readonly version: string;
  /** Absolute path of the repository, or else of the folder of the run: what names in pipelines start from. */
  readonly root: string;
}

/** Writes the findings of a run in the way that a person or a program expects. */
export type Format = (run: CheckRun, context: FormatContext) => string;
