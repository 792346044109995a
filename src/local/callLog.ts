/** A call of an operation as it arrived at the endpoint, whether or not it was answered. */
export interface Call {
  /** Name as in the API, e.g. `Invoke`. */
  readonly operation: string;
  readonly region: string;
  /** Without region, account and qualifier, however the client spelled it. */
  readonly functionName?: string;
  readonly qualifier?: string;
  /** Of Invoke: `RequestResponse`, `Event` or `DryRun`. */
  readonly invocationType?: string;
  /** The client's own count of tries of this request, from 1, where it says so. */
  readonly attempt?: number;
  /** Milliseconds since 1970. */
  readonly arrivedAt: number;
  /** HTTP status of the answer; absent while there is none, and where the connection was broken instead. */
  status?: number;
  /** The fault that was injected. */
  fault?: string;
}

const keep = 20_000;

/** The last calls, oldest first. */
export class CallLog {
  readonly #calls: Call[] = [];

  get all(): readonly Call[] {
    return this.#calls;
  }

  add(call: Call): void {
    this.#calls.push(call);
    if (this.#calls.length > keep) {
      this.#calls.splice(0, keep / 2);
    }
  }
}
