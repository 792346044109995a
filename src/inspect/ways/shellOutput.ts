import { meteredJsonOf } from '../../core/text/jsonMeter';
import { encodeText } from '../../core/text/byteText';

/** What one invocation of a shell handler showed of its command's output. */
export interface ShellOutput {
  readonly bytes: Uint8Array;
  /** Whether the beginning is missing: the log tail holds only the last 4 KB. */
  readonly cut: boolean;
}

/** An answer that holds the output itself: a JSON string, or an object with one under a usual name. */
export function outputFromPayload(payload: Uint8Array): Uint8Array | undefined {
  const answer = meteredJsonOf(payload);
  if (typeof answer === 'string') {
    return encodeText(answer);
  }
  if (typeof answer !== 'object' || answer === null) {
    return undefined;
  }
  for (const [key, value] of Object.entries(answer)) {
    if (/^(output|stdout)$/i.test(key) && typeof value === 'string') {
      return encodeText(value);
    }
  }
  return undefined;
}

/**
 * The function's own lines of a log tail: those between Lambda's START and END lines, or `platform.start` and
 * `platform.report` where the log format is JSON. Undefined where the tail holds no end: it is of something else.
 */
export function outputFromLog(logTail: string): ShellOutput | undefined {
  const lines = splitKeepingEnds(logTail);
  const start = lines.findLastIndex(isStart);
  const end = lines.findIndex((line, index) => index > start && isEnd(line));
  const own = lines.slice(start + 1, end === -1 ? undefined : end).filter(line => !isPlatformLine(line));
  // What was printed without a line end stands on the same line as Lambda's END.
  const beforeEnd = END.exec(lines[end] ?? '')?.[1] ?? '';
  if (start === -1 && end === -1 && own.length === 0) {
    return undefined;
  }
  return { bytes: encodeText(own.join('') + beforeEnd), cut: start === -1 };
}

function splitKeepingEnds(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

const REQUEST_ID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const START = new RegExp(`^START RequestId: ${REQUEST_ID} Version: `);
const END = new RegExp(`^(.*)END RequestId: ${REQUEST_ID}\\s*$`, 's');
const REPORT = new RegExp(`^REPORT RequestId: ${REQUEST_ID}\\t`);
const PROCESS_END = new RegExp(
  `^(RequestId: ${REQUEST_ID} Error: |Runtime\\.ExitError\\s*$|\\S+ ${REQUEST_ID} Task timed out after )`,
);

function isStart(line: string): boolean {
  return START.test(line) || platformType(line) === 'platform.start';
}

function isEnd(line: string): boolean {
  return (
    END.test(line) || REPORT.test(line) || /^platform\.(runtimeDone|report)$/.test(platformType(line) ?? '')
  );
}

/** Lines that Lambda itself adds between the function's. */
function isPlatformLine(line: string): boolean {
  return (
    /^(INIT_START Runtime Version: |EXTENSION\tName: |LOGS\tName: |XRAY TraceId: )/.test(line) ||
    PROCESS_END.test(line) ||
    (platformType(line) ?? '').startsWith('platform.')
  );
}

function platformType(line: string): string | undefined {
  if (!line.startsWith('{') || !line.includes('platform.')) {
    return undefined;
  }
  try {
    const { type } = JSON.parse(line) as { readonly type?: unknown };
    return typeof type === 'string' ? type : undefined;
  } catch {
    return undefined;
  }
}
