import type { LambdaFunction } from '../../core/lambdaFunction';
import { Emitter, type Event } from '../emitter';
import type { JournalEntry } from './journalEntry';

/** A temporary probe that this window has created and may ask. */
export interface LiveProbe {
  readonly entry: JournalEntry;
  /** With the name of the function that it is for, which is what messages speak of. */
  readonly probe: LambdaFunction;
}

/** In milliseconds. */
export interface KeepTiming {
  /** How long a probe is kept after its last use. */
  readonly keepMs: number;
  /** How often it is looked whether a probe is still wanted. */
  readonly checkMs: number;
}

export interface LiveProbesOptions {
  /** Whether a function is being looked at, by its ARN: its probe is kept as long. */
  readonly isShown: (arn: string) => boolean;
  /** Called for a probe that nobody has wanted for its time. */
  readonly onUnwanted: (arn: string) => void;
  readonly timing: KeepTiming;
}

interface Kept extends LiveProbe {
  readonly timer: NodeJS.Timeout;
  uses: number;
  lastUsed: number;
}

/** The temporary probes that this window keeps, by the ARN of the function that each is for. */
export class LiveProbes {
  readonly #options: LiveProbesOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #changed = new Emitter<string>();

  /** Tells the ARN of a function that has a probe now, or has none any more. */
  readonly onDidChange: Event<string> = this.#changed.event;

  constructor(options: LiveProbesOptions) {
    this.#options = options;
  }

  get arns(): readonly string[] {
    return [...this.#kept.keys()];
  }

  get(arn: string): LiveProbe | undefined {
    return this.#kept.get(arn);
  }

  /** The function that a probe is for. */
  functionOf(probeName: string): string | undefined {
    return this.arns.find(arn => this.#kept.get(arn)?.entry.name === probeName);
  }

  isInUse(arn: string): boolean {
    return (this.#kept.get(arn)?.uses ?? 0) > 0;
  }

  add(arn: string, live: LiveProbe): void {
    const timer = setInterval(() => this.#check(arn), this.#options.timing.checkMs).unref();
    this.#kept.set(arn, { ...live, timer, uses: 0, lastUsed: performance.now() });
    this.#changed.fire(arn);
  }

  remove(arn: string): LiveProbe | undefined {
    const kept = this.#kept.get(arn);
    if (kept) {
      clearInterval(kept.timer);
      this.#kept.delete(arn);
      this.#changed.fire(arn);
    }
    return kept;
  }

  /** Runs `work` with a probe, which is wanted meanwhile. Undefined where there is none. */
  use<T>(arn: string, work: (probe: LambdaFunction) => Promise<T>): Promise<T> | undefined {
    const kept = this.#kept.get(arn);
    if (!kept) {
      return undefined;
    }
    kept.uses++;
    return work(kept.probe).finally(() => {
      kept.uses--;
      kept.lastUsed = performance.now();
    });
  }

  dispose(): void {
    this.arns.forEach(arn => this.remove(arn));
    this.#changed.dispose();
  }

  #check(arn: string): void {
    const kept = this.#kept.get(arn);
    if (!kept) {
      return;
    }
    if (kept.uses > 0 || this.#options.isShown(arn)) {
      kept.lastUsed = performance.now();
    } else if (performance.now() - kept.lastUsed >= this.#options.timing.keepMs) {
      this.#options.onUnwanted(arn);
    }
  }
}
