import { LogTail } from './logTail';
import type { ExecutionEnvironment, Invocation, InvocationOutcome } from './executionEnvironment';

/** Answers events from stored texts as some function once did, or would. May never settle: the timeout ends it. */
export type ReplayHandler = (
  event: unknown,
  log: (text: string) => void,
) => ReplayOutcome | Promise<ReplayOutcome>;

export type ReplayOutcome =
  | { readonly kind: 'answered'; readonly value: unknown }
  | { readonly kind: 'exited'; readonly status: string };

/** Runs a {@link ReplayHandler} in place of a function's code. */
export class ReplayEnvironment implements ExecutionEnvironment {
  readonly #handler: ReplayHandler;
  readonly #log = new LogTail();
  #end: (outcome: ReplayOutcome) => void = () => {};
  readonly #closed = new Promise<ReplayOutcome>(resolve => (this.#end = resolve));

  constructor(handler: ReplayHandler) {
    this.#handler = handler;
  }

  ready(): Promise<boolean> {
    return Promise.resolve(true);
  }

  takeLog(): Buffer {
    return this.#log.take();
  }

  async handle(invocation: Invocation): Promise<InvocationOutcome> {
    const event: unknown = JSON.parse(invocation.payload.toString());
    const log = (text: string) => this.#log.add(Buffer.from(text));
    const outcome = await Promise.race([this.#handler(event, log), this.#closed]);
    return outcome.kind === 'exited'
      ? outcome
      : { kind: 'answered', payload: Buffer.from(JSON.stringify(outcome.value)) };
  }

  close(): Promise<void> {
    this.#end({ kind: 'exited', status: 'signal: killed' });
    return Promise.resolve();
  }
}
