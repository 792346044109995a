import { format } from 'node:util';

type RequestId = () => string | undefined;

const levels = {
  trace: 'TRACE',
  debug: 'DEBUG',
  log: 'INFO',
  info: 'INFO',
  warn: 'WARN',
  error: 'ERROR',
} as const;

/** A line of the log as Lambda's runtime writes it: time, request id, level, text. */
export function logLine(requestId: string | undefined, level: string, text: string): void {
  process.stdout.write(`${new Date().toISOString()}\t${requestId ?? 'undefined'}\t${level}\t${text}\n`);
}

/** Has the console write such lines. */
export function redirectConsole(requestId: RequestId): void {
  for (const [method, level] of Object.entries(levels)) {
    const write = (...values: unknown[]) => logLine(requestId(), level, format(...values));
    Object.assign(globalThis.console, { [method]: write });
  }
}
