import type { Report } from '../report';

interface EncodedBigint {
  readonly $bigint: string;
}

/** Any value of data, bigint included, as JSON; {@link decodeData} is the inverse. */
function encodeData(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? ({ $bigint: member.toString() } satisfies EncodedBigint) : member,
  );
}

function decodeData(text: string): unknown {
  return JSON.parse(text, (_key, member: unknown) =>
    isEncodedBigint(member) ? BigInt(member.$bigint) : member,
  );
}

/**
 * A report as JSON for a message to the webview, bigint included. The answers that it was made from stay behind
 * (`capture.probe` and `capture.commands` come out empty), and so do directories: they cross as columns.
 */
export function encodeReport(report: Report): string {
  return encodeData({ ...report, directories: [], capture: { ...report.capture, probe: {}, commands: [] } });
}

export function decodeReport(text: string): Report {
  return decodeData(text) as Report;
}

function isEncodedBigint(member: unknown): member is EncodedBigint {
  return (
    typeof member === 'object' &&
    member !== null &&
    '$bigint' in member &&
    typeof member.$bigint === 'string' &&
    /^-?[0-9]+$/.test(member.$bigint) &&
    Object.keys(member).length === 1
  );
}
