import type { Connection } from '../../aws/connection';
import { isConnection } from '../kept/keptConnection';
import { isTemporaryName } from './temporaryFunction';

/** A temporary probe that was about to be created and is not known to be deleted. */
export interface JournalEntry {
  readonly name: string;
  /** The probe's own. It names the account: with another account's credentials, a bare name would be another function. */
  readonly arn: string;
  readonly connection: Connection;
  /** The function it is for. */
  readonly functionArn: string;
  /** Which clock its times are of, and where it was written. Empty where that is not known. */
  readonly machine: string;
}

/** An entry with the sign of life of whoever uses the probe. */
export interface KeptEntry extends JournalEntry {
  /** When its lease was last renewed, by the clock of its machine. Milliseconds since 1970. */
  readonly renewedAt: number;
}

/** ARN of a function beside another one. */
export function arnBeside(functionArn: string, name: string): string {
  return [...functionArn.split(':').slice(0, 6), name].join(':');
}

const functionArnPattern = /^arn:aws[a-z-]*:lambda:[a-z0-9-]{1,40}:\d{12}:function:[\w-]{1,64}$/;

/** An entry as it was kept, or undefined for what is none: damaged, or of something that is not ours. */
export function toJournalEntry(kept: unknown): JournalEntry | undefined {
  if (typeof kept !== 'object' || kept === null) {
    return undefined;
  }
  const {
    name,
    arn,
    connection,
    functionArn,
    machine = '',
  } = kept as Partial<Record<keyof JournalEntry, unknown>>;
  if (
    typeof name !== 'string' ||
    typeof functionArn !== 'string' ||
    typeof machine !== 'string' ||
    !isTemporaryName(name) ||
    !functionArnPattern.test(functionArn) ||
    !isConnection(connection)
  ) {
    return undefined;
  }
  // Entries of before ARNs were kept have none.
  const own = arnBeside(functionArn, name);
  const isOwn = (arn === undefined || arn === own) && own.split(':')[3] === connection.region;
  return isOwn ? { name, arn: own, connection, functionArn, machine } : undefined;
}
