import type { Connection } from '../../aws/connection';
import type { LambdaApis } from '../../aws/lambdaApi';
import { isHumanError, type HumanError } from '../../core/humanError';
import type { JournalEntry } from './probeJournal';
import { isTemporaryName, TEMPORARY_TAG } from './temporaryFunction';

/** Temporary probes that were found by looking for them. */
export interface FoundProbes {
  readonly entries: readonly JournalEntry[];
  /** Regions that could not be searched. */
  readonly unsearched: readonly HumanError[];
}

/**
 * Looks for temporary probes that no journal knows, by their names; their tag has to be ours.
 * @throws the signal's reason
 */
export async function findProbes(
  apis: LambdaApis,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<FoundProbes> {
  const entries: JournalEntry[] = [];
  const unsearched: HumanError[] = [];
  for (const connection of connections) {
    const api = apis.for(connection);
    try {
      for await (const { functions } of api.listFunctions(signal)) {
        for (const found of functions) {
          if (isTemporaryName(found.name) && Object.hasOwn(await api.tagsOf(found, signal), TEMPORARY_TAG)) {
            entries.push({ name: found.name, connection, functionArn: found.arn, leaseUntil: 0 });
          }
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      if (!isHumanError(error)) {
        throw error;
      }
      unsearched.push(error);
    }
  }
  return { entries, unsearched };
}
