import type { Connection } from '../../aws/connection';
import type { AwsApis } from '../../aws/awsApis';
import { isHumanError, type HumanError } from '../../core/humanError';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { JournalEntry } from './journalEntry';
import { isTemporaryName, TEMPORARY_TAG } from './temporaryFunction';

/** A temporary probe that was found by looking for it. */
export interface FoundProbe extends JournalEntry {
  /** Milliseconds since 1970; absent where nothing tells. */
  readonly createdAt?: number;
  /** Says which function it is for. Untrusted text. */
  readonly description?: string;
}

export interface FoundProbes {
  readonly probes: readonly FoundProbe[];
  /** Regions that could not be searched. */
  readonly unsearched: readonly HumanError[];
}

/**
 * Looks for temporary probes that no journal knows, by their names; their tag has to be ours.
 * @throws the signal's reason
 */
export async function findProbes(
  apis: AwsApis,
  connections: readonly Connection[],
  signal: AbortSignal,
): Promise<FoundProbes> {
  const probes: FoundProbe[] = [];
  const unsearched: HumanError[] = [];
  for (const connection of connections) {
    const api = apis.for(connection).lambda;
    try {
      for await (const { functions } of api.listFunctions(signal)) {
        for (const { target: found } of functions) {
          if (!isTemporaryName(found.name)) {
            continue;
          }
          const tags = await api.tagsOf(found, signal);
          if (Object.hasOwn(tags, TEMPORARY_TAG)) {
            probes.push(toFoundProbe(found, connection, tags[TEMPORARY_TAG]));
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
  return { probes, unsearched };
}

function toFoundProbe(
  { arn, description, lastModified = '', name }: LambdaFunction,
  connection: Connection,
  taggedAt = '',
): FoundProbe {
  const createdAt = [taggedAt, lastModified].map(Date.parse).find(time => !Number.isNaN(time));
  return {
    name,
    arn,
    connection,
    functionArn: arn,
    machine: '',
    createdAt,
    description,
  };
}
