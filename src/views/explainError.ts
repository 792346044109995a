import type { Log } from '../aws/log';
import { describeError } from '../inspect/inspectProblems';
import { t } from './localize';

/** What went wrong, as a sentence for people; the log has the rest. */
export function explainError(error: unknown, log: Log): string {
  log.error(error instanceof Error ? error : String(error));
  return describeError(error, t);
}
