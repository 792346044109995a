import { isHumanError } from '../core/humanError';
import { redact } from '../core/text/redact';
import { visible, visibleLines } from '../core/text/visibleText';

/** Where services write what a person may want to look up later. `vscode.LogOutputChannel` fits it. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(error: string | Error): void;
}

/** The only way to the log that people read: without what would sign somebody in, and each message on its own line. */
export class RedactedLog implements Log {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  debug(message: string): void {
    this.#log.debug(visible(redact(message)));
  }

  info(message: string): void {
    this.#log.info(visible(redact(message)));
  }

  warn(message: string): void {
    this.#log.warn(visible(redact(message)));
  }

  /**
   * Of a problem that is understood the sentence: where in our code it was found is for those who look closer. Of a bug
   * its stack alone: its other fields can hold the headers of a request.
   */
  error(error: string | Error): void {
    const stack = typeof error === 'string' ? error : (error.stack ?? String(error));
    if (isHumanError(error)) {
      this.#log.error(visible(redact(error.message)));
      this.#log.debug(visibleLines(redact(stack)));
    } else {
      this.#log.error(visibleLines(redact(stack)));
    }
  }
}
