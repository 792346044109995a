/** A failure of the runtime rather than of the handler, by Lambda's name for it. */
export class ReportedError extends Error {
  /** @param type e.g. `ImportModuleError`, reported as `Runtime.ImportModuleError` */
  constructor(type: string, message: string) {
    super(message);
    this.name = `Runtime.${type}`;
  }
}

/** An error as a function reports it. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html */
export interface ErrorReport {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace: readonly string[];
}

export function reportError(error: unknown): ErrorReport {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}
