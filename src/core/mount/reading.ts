import type { Result } from '../../protocol';
import type { Problem } from '../humanError';

/** What one request told, or why it could not: a part that is denied costs only itself. */
export type Reading<T> = Result<
  T,
  {
    /** What the user's credentials would have to allow. */
    readonly action: string;
    readonly problem: Problem;
  }
>;

/** What was read, where it was. */
export function readingValue<T>(reading: Reading<T> | undefined): T | undefined {
  return reading?.ok ? reading.value : undefined;
}
