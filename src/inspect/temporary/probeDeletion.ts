import { setTimeout as sleep } from 'node:timers/promises';

import { awsCommand } from '../../aws/awsCommand';
import type { AwsApis } from '../../aws/awsApis';
import type { Log } from '../../aws/log';
import { problemCodeOf, type HumanError } from '../../core/humanError';
import { Emitter, type Event } from '../emitter';
import { inspectError, asHumanError } from '../inspectProblems';
import type { JournalEntry } from './journalEntry';
import type { CreationOutcome } from './probeCreation';
import type { ProbeJournal } from './probeJournal';

/** Which waits there are, in milliseconds. */
export interface DeletionTiming {
  /** Before each retry of a deletion that failed for a passing reason. */
  readonly retryDelaysMs: readonly number[];
  /** Between attempts while Lambda refuses because the function is still being prepared. */
  readonly conflictDelayMs: number;
  readonly conflictAttempts: number;
}

const defaultTiming: DeletionTiming = {
  retryDelaysMs: [2_000, 10_000, 30_000],
  conflictDelayMs: 5_000,
  conflictAttempts: 120,
};

export interface ProbeDeletionOptions {
  readonly apis: AwsApis;
  readonly journal: ProbeJournal;
  readonly log: Log;
  readonly machine: string;
  readonly timing?: Partial<DeletionTiming>;
}

/**
 * Deletes temporary probes, and takes them out of the journal when they are known not to exist in their account any
 * more. Whatever leaves that open, the entry stays.
 */
export class ProbeDeletion {
  readonly #options: ProbeDeletionOptions;
  readonly #timing: DeletionTiming;
  readonly #running = new Map<string, Promise<HumanError | undefined>>();
  readonly #failed = new Emitter<HumanError>();
  readonly #told = new Set<string>();
  #tellsOfOthers = false;

  /** Tells what is left behind and how to delete it by hand, once for each probe. */
  readonly onDidFail: Event<HumanError> = this.#failed.event;

  constructor(options: ProbeDeletionOptions) {
    this.#options = options;
    this.#timing = { ...defaultTiming, ...options.timing };
  }

  isRunning(name: string): boolean {
    return this.#running.has(name);
  }

  /** The user has asked for it: what is left behind is told again, also of other machines. */
  forgetTold(): void {
    this.#told.clear();
    this.#tellsOfOthers = true;
  }

  /** Resolves when nothing is being deleted any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  /**
   * Deletes a temporary probe; a deletion under way is joined.
   * @param creation what came of its creation, where that is not over or not clear
   * @returns why it is left behind, or undefined where it is gone
   */
  delete(entry: JournalEntry, creation: Promise<CreationOutcome> = CREATED): Promise<HumanError | undefined> {
    let running = this.#running.get(entry.name);
    if (!running) {
      running = this.#delete(entry, creation).finally(() => this.#running.delete(entry.name));
      this.#running.set(entry.name, running);
    }
    return running;
  }

  async #delete(entry: JournalEntry, creation: Promise<CreationOutcome>): Promise<HumanError | undefined> {
    const { journal, log, machine } = this.#options;
    try {
      const came = await creation;
      if (came !== 'refused') {
        await this.#request(entry);
        log.info(`The temporary probe ${entry.name} is deleted.`);
      }
      // A request to create it that is still on its way somewhere may be carried out after this: look again later.
      if (came !== 'unclear') {
        await journal.remove(entry.name);
      }
      return undefined;
    } catch (error) {
      const left = leftBehind(entry, asHumanError(error));
      log.warn(left.message);
      // Another machine's credentials are other ones: its windows will delete it.
      const isOurs = entry.machine === machine || this.#tellsOfOthers;
      if (isOurs && !this.#told.has(entry.name)) {
        this.#told.add(entry.name);
        this.#failed.fire(left);
      }
      return left;
    }
  }

  async #request({ arn, connection }: JournalEntry): Promise<void> {
    const { conflictAttempts, conflictDelayMs, retryDelaysMs } = this.#timing;
    let conflicts = 0;
    for (let attempt = 0; ;) {
      try {
        await this.#options.apis.for(connection).lambda.deleteFunction(arn);
        return;
      } catch (error) {
        const code = problemCodeOf(error);
        if (code === 'demo-down') {
          // It was in the demo's memory.
          return;
        }
        if (isConflict(error) && conflicts++ < conflictAttempts) {
          await sleep(conflictDelayMs);
          continue;
        }
        const delay = passing.has(code) ? retryDelaysMs[attempt++] : undefined;
        if (delay === undefined) {
          throw error;
        }
        await sleep(delay);
      }
    }
  }
}

const CREATED: Promise<CreationOutcome> = Promise.resolve('created');

/** What may pass by itself, beyond the SDK's own attempts. */
const passing = new Set([
  'throttled',
  'service-failed',
  'connection-lost',
  'connect-timeout',
  'no-route',
  'network-failed',
]);

/** Lambda deletes no function that it is still preparing. */
function isConflict(error: unknown): boolean {
  const { cause } = error as { readonly cause?: Error };
  return cause?.name === 'ResourceConflictException';
}

function leftBehind({ arn, connection, name }: JournalEntry, error: HumanError): HumanError {
  const { endpoint, profile, region } = connection;
  const command = awsCommand(
    ...['lambda', 'delete-function', '--function-name', arn, '--region', region],
    ...(profile ? ['--profile', profile] : []),
    ...(endpoint ? ['--endpoint-url', endpoint] : []),
  );
  const params = {
    probe: name,
    region,
    reason: error.message,
    command,
  };
  return inspectError('temporary-probe-not-deleted', params, error);
}
