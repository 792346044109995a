import type { StateReasonCode } from '@aws-sdk/client-lambda';
import type { Call } from './callLog';
import type { ServiceErrorDetails } from './serviceError';

/** One thing that goes wrong, for the calls it matches. Of several that match, the first that is not used up applies. */
export interface Fault {
  /** Name as in the API, e.g. `Invoke`. Absent: every operation. */
  readonly operation?: string;
  readonly functionName?: string;
  readonly region?: string;
  /** Leave this many matching calls alone first. */
  readonly skip?: number;
  /** Apply to this many calls, then no more. Absent: to all. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

export type FaultEffect =
  /** Answer with an error of the API, doing nothing. */
  | ({ readonly kind: 'error'; readonly name: string; readonly message?: string } & ServiceErrorDetails)
  /** Answer with something that is not of the API, doing nothing: a proxy's page, say. */
  | {
      readonly kind: 'reply';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string;
    }
  /** Wait before doing anything, in milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Take the request and never answer it, doing nothing. */
  | { readonly kind: 'hang' }
  /** Break the connection, `before` anything was done or `after` all was. */
  | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
  /** Do as asked, but let only the first bytes of the body through and then break the connection. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** CreateFunction only: what becomes of the function. */
  | ({ readonly kind: 'creation' } & Creation);

/** What happens to a function after CreateFunction has answered. */
export interface Creation {
  /** How long it stays Pending, in milliseconds. */
  readonly pendingMs?: number;
  /** It then becomes Failed, for this reason, instead of Active. */
  readonly failure?: { readonly code: StateReasonCode; readonly reason: string };
}

/** Decides which call is disturbed and how. */
export class Faults {
  #entries: { readonly fault: Fault; matched: number }[] = [];

  constructor(faults: readonly Fault[] = []) {
    this.set(faults);
  }

  /** Replaces all faults; counting starts again. */
  set(faults: readonly Fault[]): void {
    this.#entries = faults.map(fault => ({ fault, matched: 0 }));
  }

  /** What to do to this call. It is counted by each fault that matches, up to the one that applies. */
  effectOn(call: Call): FaultEffect | undefined {
    for (const entry of this.#entries) {
      if (!matches(entry.fault, call)) {
        continue;
      }
      const { skip = 0, times = Infinity, effect } = entry.fault;
      const index = entry.matched++;
      if (index >= skip && index < skip + times) {
        return effect;
      }
    }
    return undefined;
  }
}

function matches(fault: Fault, call: Call): boolean {
  return (
    (fault.operation === undefined || fault.operation === call.operation) &&
    (fault.functionName === undefined || fault.functionName === call.functionName) &&
    (fault.region === undefined || fault.region === call.region)
  );
}
