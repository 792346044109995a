/** One event for a function to handle. */
export interface Invocation {
  readonly requestId: string;
  /** JSON. */
  readonly payload: Buffer;
  readonly functionArn: string;
  /** Milliseconds since 1970 at which the function's timeout ends it. */
  readonly deadline: number;
  /** JSON, as the client sent it in base64. */
  readonly clientContext?: string;
}

/** How a function ended its work on an event. */
export type InvocationOutcome =
  | { readonly kind: 'answered'; readonly payload: Buffer }
  /** An error that the function or its runtime reported: JSON with errorType and errorMessage. */
  | { readonly kind: 'failed'; readonly payload: Buffer; readonly errorType: string }
  /** Its answer was longer than Lambda lets through. */
  | { readonly kind: 'too-large' }
  /** The process ended before it answered. `status` in Lambda's words, e.g. `exit status 1`; empty for 0. */
  | { readonly kind: 'exited'; readonly status: string };

/** Where one function's code runs, for one event at a time and for many one after another. */
export interface ExecutionEnvironment {
  /**
   * Waits until it asks for an event, or has had its time to start or finish.
   * False where it cannot take one: what it was to run did not start, or has ended.
   */
  ready(): Promise<boolean>;
  /** Log text since the last call of this. */
  takeLog(): Buffer;
  /** Never rejects for what the function does; may never settle. */
  handle(invocation: Invocation): Promise<InvocationOutcome>;
  /** Ends it, whatever it is doing. */
  close(): Promise<void>;
}
