import { encodeText } from '../core/text/byteText';
import { decodeCursor, type CursorPosition } from './cursor';
import {
  DEFAULT_LIST_LIMIT,
  MAX_FILE_BYTES,
  MAX_LATENCY_SAMPLES,
  MAX_LIST_LIMIT,
  MAX_PENDING_DIRECTORIES,
  MAX_SEQUENTIAL_BYTES,
  PROBE_PROTOCOL,
  type FileRequest,
  type LatencyRequest,
  type PendingDirectory,
  type ProbeRefusal,
  type TotalsRequest,
} from '../protocol';

/** The kernel's PATH_MAX, in bytes with the final NUL. */
export const PATH_MAX = 4096;

/** Most section names, and characters of one, that a request may hold: far more than there are. */
const MOST_WANTED = 64;
/** A cursor holds a name of at most 255 bytes. */
const CURSOR_LENGTH = 8192;

/** A request that was found to be one. */
export interface ParsedRequest {
  /** Section names, each once; newer extensions may know more of them than this probe. */
  readonly sections: ReadonlySet<string>;
  readonly mountPath: string;
  readonly list?: WantedList;
  readonly file?: FileRequest;
  readonly totals?: TotalsRequest;
  readonly latency?: LatencyRequest;
  readonly deadlineMs?: number;
}

export interface WantedList {
  readonly path: string;
  readonly position?: CursorPosition;
  readonly limit: number;
  readonly withinMs?: number;
}

export function parseRequest(event: unknown): ParsedRequest | ProbeRefusal {
  if (!isObject(event) || typeof event['probe'] !== 'number') {
    return refuse('REQUEST', 'This is not a request to a probe.');
  }
  if (event['probe'] !== PROBE_PROTOCOL) {
    return refuse('PROTOCOL', `This probe speaks protocol ${PROBE_PROTOCOL}, not ${event['probe']}.`);
  }
  const { want, mountPath, deadlineMs } = event;
  if (!Array.isArray(want) || want.length > MOST_WANTED || !want.every(isSectionName)) {
    return refuse('REQUEST', '"want" must be a list of section names.');
  }
  if (!isAbsolutePath(mountPath)) {
    return refuse('REQUEST', `"mountPath" must be ${ABSOLUTE_PATH}.`);
  }
  if (deadlineMs !== undefined && !isPositive(deadlineMs)) {
    return refuse('REQUEST', '"deadlineMs" must be a positive number of milliseconds.');
  }
  const sections = new Set<string>(want);
  const list = sections.has('list') ? parseList(event['list']) : undefined;
  const file = sections.has('file') ? parseFile(event['file']) : undefined;
  const totals = sections.has('totals') ? parseTotals(event['totals']) : undefined;
  const latency = sections.has('latency') ? parseLatency(event['latency']) : undefined;
  if (list && 'refused' in list) {
    return list;
  }
  if (file && 'refused' in file) {
    return file;
  }
  if (totals && 'refused' in totals) {
    return totals;
  }
  if (latency && 'refused' in latency) {
    return latency;
  }
  return { sections, mountPath, deadlineMs, list, file, totals, latency };
}

function parseList(list: unknown): WantedList | ProbeRefusal {
  if (!isObject(list) || !isAbsolutePath(list['path'])) {
    return refuse('REQUEST', `"list.path" must be ${ABSOLUTE_PATH}.`);
  }
  const { path, cursor, limit = DEFAULT_LIST_LIMIT, withinMs } = list;
  if (!isPositive(limit) || !Number.isSafeInteger(limit)) {
    return refuse('REQUEST', '"list.limit" must be a positive whole number.');
  }
  if (withinMs !== undefined && !isPositive(withinMs)) {
    return refuse('REQUEST', '"list.withinMs" must be a positive number of milliseconds.');
  }
  const wanted = { path, limit: Math.min(limit, MAX_LIST_LIMIT), withinMs };
  if (cursor === undefined) {
    return wanted;
  }
  const position = isText(cursor, CURSOR_LENGTH) ? decodeCursor(cursor) : undefined;
  return position
    ? { ...wanted, position }
    : refuse('REQUEST', '"list.cursor" must be the cursor of an earlier page.');
}

function parseFile(file: unknown): FileRequest | ProbeRefusal {
  if (!isObject(file) || !isAbsolutePath(file['path'])) {
    return refuse('REQUEST', `"file.path" must be ${ABSOLUTE_PATH}.`);
  }
  const { path, offset, length } = file;
  if (typeof offset !== 'string' || !/^\d{1,18}$/.test(offset)) {
    return refuse('REQUEST', '"file.offset" must be a decimal number of bytes.');
  }
  if (!isPositive(length) || !Number.isSafeInteger(length)) {
    return refuse('REQUEST', '"file.length" must be a positive whole number.');
  }
  return { path, offset, length: Math.min(length, MAX_FILE_BYTES) };
}

function parseTotals(totals: unknown): TotalsRequest | ProbeRefusal {
  if (!isObject(totals) || !isAbsolutePath(totals['path'])) {
    return refuse('REQUEST', `"totals.path" must be ${ABSOLUTE_PATH}.`);
  }
  const { path, pending, limit, maxDirectories } = totals;
  if (!isPositive(limit) || !isPositive(maxDirectories)) {
    return refuse('REQUEST', '"totals.limit" and "totals.maxDirectories" must be positive numbers.');
  }
  if (pending !== undefined && !isPending(pending)) {
    return refuse('REQUEST', '"totals.pending" must be directories that an earlier answer named.');
  }
  return { path, pending, limit: Math.min(limit, MAX_LIST_LIMIT), maxDirectories };
}

function parseLatency(latency: unknown): LatencyRequest | ProbeRefusal {
  if (!isObject(latency) || !isAbsolutePath(latency['path'])) {
    return refuse('REQUEST', `"latency.path" must be ${ABSOLUTE_PATH}.`);
  }
  const { path, file, samples, operationsPerSecond, sequentialBytes, withinMs } = latency;
  if (file !== undefined && !isAbsolutePath(file)) {
    return refuse('REQUEST', `"latency.file" must be ${ABSOLUTE_PATH}.`);
  }
  if (
    !isPositive(samples) ||
    !isPositive(operationsPerSecond) ||
    !isPositive(sequentialBytes) ||
    !isPositive(withinMs)
  ) {
    return refuse(
      'REQUEST',
      '"latency.samples", "operationsPerSecond", "sequentialBytes" and "withinMs" must be positive numbers.',
    );
  }
  return {
    path,
    file,
    samples: Math.min(Math.floor(samples), MAX_LATENCY_SAMPLES),
    operationsPerSecond,
    sequentialBytes: Math.min(Math.floor(sequentialBytes), MAX_SEQUENTIAL_BYTES),
    withinMs,
  };
}

function isPending(pending: unknown): pending is readonly PendingDirectory[] {
  return (
    Array.isArray(pending) &&
    pending.length <= MAX_PENDING_DIRECTORIES &&
    pending.every(
      (each: unknown) =>
        isObject(each) &&
        isAbsolutePath(each['path']) &&
        (each['cursor'] === undefined ||
          (isText(each['cursor'], CURSOR_LENGTH) && decodeCursor(each['cursor']) !== undefined)),
    )
  );
}

const ABSOLUTE_PATH = `an absolute path of less than ${PATH_MAX} bytes without NUL`;

function isAbsolutePath(value: unknown): value is string {
  return (
    isText(value, PATH_MAX) &&
    value.startsWith('/') &&
    !value.includes('\0') &&
    encodeText(value).length < PATH_MAX
  );
}

function isSectionName(value: unknown): value is string {
  return isText(value, MOST_WANTED);
}

function isText(value: unknown, length: number): value is string {
  return typeof value === 'string' && value.length <= length;
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function refuse(code: 'PROTOCOL' | 'REQUEST', message: string): ProbeRefusal {
  return { probe: PROBE_PROTOCOL, refused: { code, message } };
}
