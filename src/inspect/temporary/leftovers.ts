import type { AwsApis } from '../../aws/awsApis';
import type { Connection } from '../../aws/connection';
import type { HumanError } from '../../core/humanError';
import type { JournalEntry } from './journalEntry';
import type { LeaseWatch } from './lease';
import { findProbes, type FoundProbe } from './leftoverProbes';
import type { LiveProbes } from './liveProbes';
import type { ProbeDeletion } from './probeDeletion';
import type { ProbeJournal } from './probeJournal';

/** What a search for temporary probes came to. */
export interface FoundLeftovers {
  /** Of this machine, and used by no window any more; or of this window, and not in use right now. */
  readonly unused: readonly JournalEntry[];
  /** No journal of this machine knows them: somebody else may be using them. */
  readonly unknown: readonly FoundProbe[];
  /** How many are left alone because a window uses them. */
  readonly inUse: number;
  /** Regions that could not be searched. */
  readonly unsearched: readonly HumanError[];
}

export interface DeletionResult {
  readonly deleted: readonly string[];
  readonly left: readonly HumanError[];
}

export interface LeftoversOptions {
  readonly apis: AwsApis;
  readonly journal: ProbeJournal;
  readonly leases: LeaseWatch;
  readonly live: LiveProbes;
  readonly deletion: ProbeDeletion;
  /** Whether this window is making, using or deleting a probe right now. */
  readonly isBusy: (name: string) => boolean;
  /** Deletes one now; where that fails, it is tried again later. */
  readonly deleteProbe: (entry: JournalEntry) => Promise<HumanError | undefined>;
}

/** Temporary probes that are not in use, found and deleted on the user's command. */
export class Leftovers {
  readonly #options: LeftoversOptions;

  constructor(options: LeftoversOptions) {
    this.#options = options;
  }

  /** Looks for those of this machine, and for those that no journal knows. @throws the signal's reason */
  async find(connections: readonly Connection[], signal: AbortSignal): Promise<FoundLeftovers> {
    const { apis, isBusy, journal, leases, live } = this.#options;
    const { probes, unsearched } = await findProbes(apis, connections, signal);
    // A probe is journalled before it is created: whoever was found and is of this machine is in here.
    const entries = await journal.entries();
    const known = new Set(entries.map(({ name }) => name));
    const unused = entries
      .filter(entry => !isBusy(entry.name))
      .filter(entry => live.functionOf(entry.name) !== undefined || leases.remaining(entry) === 0)
      // Where the credentials of then are gone, those that found it are as good.
      .map(entry => ({ ...entry, connection: connectionOf(probes, entry.arn) ?? entry.connection }));
    return {
      unused,
      unknown: probes.filter(({ name }) => !known.has(name) && !isBusy(name)),
      inUse: entries.length - unused.length,
      unsearched,
    };
  }

  /** Deletes what the user has chosen of {@link find}. What has come into use meanwhile is left alone. */
  async delete(entries: readonly JournalEntry[]): Promise<DeletionResult> {
    const { deleteProbe, deletion, isBusy, live } = this.#options;
    deletion.forgetTold();
    const deleted: string[] = [];
    const left: HumanError[] = [];
    await Promise.all(
      entries.map(async entry => {
        if (isBusy(entry.name)) {
          return;
        }
        live.remove(live.functionOf(entry.name) ?? '');
        const failure = await deleteProbe(entry);
        if (failure) {
          left.push(failure);
        } else {
          deleted.push(entry.name);
        }
      }),
    );
    return { deleted, left };
  }
}

function connectionOf(probes: readonly FoundProbe[], arn: string): Connection | undefined {
  return probes.find(probe => probe.arn === arn)?.connection;
}
