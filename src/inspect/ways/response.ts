import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import {
  isDecimal,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  oneOf,
  optional,
  own,
  shape,
  textUpTo,
  type Guard,
} from '../../core/guards';
import { JsonMeter } from '../../core/text/jsonMeter';
import {
  MAX_FILE_BYTES,
  MAX_LATENCY_SAMPLES,
  MAX_LIST_LIMIT,
  PROBE_PROTOCOL,
  latencyOperations,
  type PackedResponse,
  type ProbeAnswers,
  type ProbeRefusal,
  type ProbeResponse,
  type SectionName,
  type TotalsPart,
} from '../../protocol';

/**
 * Most bytes that a packed response may unpack to: a page of 100,000 names of 255 bytes has 34 MiB. Parsing as much takes
 * a fifth of a second.
 */
const UNPACKED_BYTES = 48 * 1024 * 1024;
/** Counting what a chunk holds takes a millisecond. */
const UNPACKED_CHUNK_BYTES = 256 * 1024;

/** Characters of a mount table or of the statistics of all mounts: far more than a function has, or a machine. */
const TEXT_LENGTH = 2 * 1024 * 1024;
const MOST_ENTRIES = MAX_LIST_LIMIT;
/** Directories that remain: what a request named, and what a part found. */
const MOST_PENDING = 2 * MAX_LIST_LIMIT;
/** Kinds of requests that are measured. */
const MOST_SERIES = 20;
/** Mounts, tools, groups. */
const MOST_OF_SANDBOX = 20_000;

/**
 * Why a payload is no response to work with.
 * `not-a-probe`: something else than a probe answered. `refused`: a probe did not understand the request.
 * `other-protocol`: a probe answered in a protocol that is not ours. `damaged`: a probe's answer cannot be read.
 */
export type UnusableReason = 'not-a-probe' | 'refused' | 'other-protocol' | 'damaged';

export class UnusableResponseError extends Error {
  readonly reason: UnusableReason;
  /** What the probe said, where `reason` is `refused`. */
  readonly refusal?: ProbeRefusal;
  /** The protocol that the probe speaks, where it said so. */
  readonly protocol?: number;

  constructor(
    reason: UnusableReason,
    message: string,
    { refusal, protocol }: { readonly refusal?: ProbeRefusal; readonly protocol?: number } = {},
  ) {
    super(message);
    this.name = 'UnusableResponseError';
    this.reason = reason;
    this.refusal = refusal;
    this.protocol = protocol;
  }
}

/** A response unpacks to more than was wanted, and may still be one to work with. */
export class LargeResponseError extends Error {
  override readonly name = 'LargeResponseError';
}

/**
 * The response in what an invocation returned, parsed from JSON and packed or not. Everything in it is checked,
 * because any code may have answered: a section that is not as the protocol says becomes one that failed with
 * `MALFORMED`.
 *
 * @param wantedBytes most that a packed response is to unpack to
 * @throws {UnusableResponseError}
 * @throws {LargeResponseError} where it unpacks to more than is wanted
 */
export async function unpackResponse(payload: unknown, wantedBytes = UNPACKED_BYTES): Promise<ProbeResponse> {
  if (isRefusal(payload)) {
    const { refused, probe: protocol } = payload;
    throw new UnusableResponseError('refused', refused.message, { refusal: payload, protocol });
  }
  if (!isFromProbe(payload)) {
    throw new UnusableResponseError('not-a-probe', 'The payload is not a probe’s.');
  }
  const protocol = payload.probe;
  if (protocol !== PROBE_PROTOCOL) {
    throw new UnusableResponseError('other-protocol', `The probe speaks protocol ${protocol}.`, { protocol });
  }
  const response = isPacked(payload) ? await unpack(payload, wantedBytes) : payload;
  if (!isResponse(response)) {
    throw new UnusableResponseError('damaged', 'The probe’s response is not as the protocol says.');
  }
  const { probe, unresponsive, leftover, totalMs, sections } = response;
  return { probe, unresponsive, leftover, totalMs, sections: checkSections(sections) };
}

async function unpack({ gzip }: PackedResponse, wantedBytes: number): Promise<unknown> {
  try {
    const bytes = await gunzip(Buffer.from(gzip, 'base64'), wantedBytes);
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    if (cause instanceof LargeResponseError) {
      throw cause;
    }
    // What V8 says of JSON quotes it.
    const message = (cause as Error).message.slice(0, 200);
    throw new UnusableResponseError('damaged', `The probe’s response cannot be unpacked: ${message}`);
  }
}

/** Piece by piece, on another thread: the extension host goes on meanwhile, and what is too much ends at once. */
async function gunzip(packed: Buffer, wantedBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const meter = new JsonMeter();
  const unpacked = Readable.from([packed], { objectMode: false }).pipe(
    createGunzip({ chunkSize: UNPACKED_CHUNK_BYTES }),
  );
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > UNPACKED_BYTES || !meter.add(chunk)) {
      throw new Error('it holds more than any such response');
    }
    if (length > wantedBytes) {
      throw new LargeResponseError();
    }
  }
  return Buffer.concat(chunks);
}

const isLongText = textUpTo(TEXT_LENGTH);

const isError = shape({ code: isText, message: isText });

export const section = (guard: Guard): Guard => {
  const isSuccess = shape({ value: guard, ms: isNumber });
  const isFailure = shape({ error: isError, ms: isNumber, partial: optional(guard) });
  return value =>
    isObject(value) &&
    ((value['ok'] === true && isSuccess(value)) || (value['ok'] === false && isFailure(value)));
};

const isStatFs = shape({
  blockSize: isDecimal,
  blocks: isDecimal,
  blocksFree: isDecimal,
  blocksAvailable: isDecimal,
  inodes: isDecimal,
  inodesFree: isDecimal,
});

const hasPageFields = shape({
  path: isText,
  names: listOf(isText, MOST_ENTRIES),
  types: textUpTo(MOST_ENTRIES),
  modes: listOf(isNumber, MOST_ENTRIES),
  links: listOf(isNumber, MOST_ENTRIES),
  uids: listOf(isNumber, MOST_ENTRIES),
  gids: listOf(isNumber, MOST_ENTRIES),
  sizes: listOf(isDecimal, MOST_ENTRIES),
  modified: listOf(isNumber, MOST_ENTRIES),
  cursor: optional(isText),
  changed: isFlag,
});

const isPage: Guard = value => {
  if (!isObject(value) || !hasPageFields(value)) {
    return false;
  }
  const { names, types, modes, links, uids, gids, sizes, modified, targets, errors } = value;
  const { length } = names as readonly string[];
  const columns = [types, modes, links, uids, gids, sizes, modified] as readonly { length: number }[];
  const isByIndex: Guard = record =>
    isObject(record) &&
    Object.entries(record).every(
      ([index, text]) => /^\d+$/.test(index) && Number(index) < length && isText(text),
    );
  return columns.every(column => column.length === length) && isByIndex(targets) && isByIndex(errors);
};

const isIdentity = shape({
  device: isDecimal,
  inode: isDecimal,
  size: isDecimal,
  modifiedNs: isDecimal,
  changedNs: isDecimal,
});

const hasTotalsFields = shape({
  path: isText,
  files: isNumber,
  directories: isNumber,
  links: isNumber,
  special: isNumber,
  bytes: isDecimal,
  allocated: isDecimal,
  linkedInodes: listOf(isDecimal, MOST_ENTRIES),
  linkedSizes: listOf(isDecimal, MOST_ENTRIES),
  linkedAllocated: listOf(isDecimal, MOST_ENTRIES),
  largest: listOf(
    shape({ path: isText, inode: isDecimal, size: isDecimal, allocated: isDecimal }),
    MOST_ENTRIES,
  ),
  unreadable: listOf(shape({ path: isText, code: isText }), MOST_ENTRIES),
  unreadableCount: isNumber,
  otherFileSystems: isNumber,
  changed: isFlag,
  pending: listOf(shape({ path: isText, cursor: optional(isText) }), MOST_PENDING),
});

const isTotals: Guard = value => {
  if (!isObject(value) || !hasTotalsFields(value)) {
    return false;
  }
  const { linkedInodes, linkedSizes, linkedAllocated } = value as unknown as TotalsPart;
  return linkedInodes.length === linkedSizes.length && linkedInodes.length === linkedAllocated.length;
};

const isCount: Guard = value => isNumber(value) && (value as number) >= 0;

const isWhole: Guard = value => Number.isSafeInteger(value) && (value as number) >= 0;

export const isLatency = shape({
  path: isText,
  file: optional(isText),
  series: listOf(
    shape({
      operation: oneOf(...latencyOperations),
      bytes: optional(isCount),
      micros: listOf(isCount, MAX_LATENCY_SAMPLES),
      cached: isCount,
      mixed: isCount,
      failed: isCount,
      error: optional(isText),
      kernel: optional(
        shape({
          operations: isNumber,
          retransmissions: isNumber,
          queueMs: isNumber,
          roundTripMs: isNumber,
          executeMs: isNumber,
        }),
      ),
    }),
    MOST_SERIES,
  ),
  sequential: listOf(shape({ bytes: isWhole, ms: isCount, fromServer: optional(isWhole) }), 2),
  operations: optional(isCount),
  ms: isCount,
});

const SECTIONS: Readonly<Record<SectionName, Guard>> = {
  identity: shape({
    uid: isNumber,
    gid: isNumber,
    user: optional(isText),
    groups: listOf(isNumber, MOST_OF_SANDBOX),
  }),
  runtime: shape({
    node: isText,
    kernel: isText,
    architecture: isText,
    memoryLimitMb: optional(isNumber),
    region: optional(isText),
    executionEnvironment: optional(isText),
    functionName: optional(isText),
    functionVersion: optional(isText),
    coldStart: isFlag,
    uptimeSeconds: isNumber,
  }),
  mounts: isLongText,
  mtab: isLongText,
  mountinfo: isLongText,
  mountstats: shape({ before: isLongText, after: isLongText }),
  usage: listOf(shape({ mountPoint: isText, result: section(isStatFs) }), MOST_OF_SANDBOX),
  list: isPage,
  file: shape({
    path: isText,
    offset: isDecimal,
    base64: textUpTo(Math.ceil(MAX_FILE_BYTES / 3) * 4),
    end: isFlag,
    before: isIdentity,
    after: isIdentity,
  }),
  totals: isTotals,
  latency: isLatency,
  tools: shape({ bin: listOf(isText, MOST_OF_SANDBOX) }),
};

const hasResponseFields = shape({
  probe: value => value === PROBE_PROTOCOL,
  sections: isObject,
  unresponsive: listOf(isText, MOST_OF_SANDBOX),
  leftover: isFlag,
  totalMs: isNumber,
});

function isResponse(value: unknown): value is ProbeResponse {
  return hasResponseFields(value);
}

export function checkSections(sections: Readonly<Record<string, unknown>>): ProbeAnswers {
  const error = { code: 'MALFORMED', message: 'not what the probe protocol says, or more than it allows' };
  return Object.fromEntries(
    Object.entries(SECTIONS)
      .map(([name, guard]) => ({ name, guard, answer: own(sections, name) }))
      .filter(({ answer }) => answer !== undefined)
      .map(({ name, guard, answer }) => [
        name,
        section(guard)(answer) ? answer : { ok: false, error, ms: 0 },
      ]),
  );
}

/** The protocol's number alone is not enough: a function may send back the request that it was given. */
function isFromProbe(payload: unknown): payload is { readonly probe: number } {
  return (
    isObject(payload) && typeof payload['probe'] === 'number' && ('sections' in payload || isPacked(payload))
  );
}

function isPacked(payload: unknown): payload is PackedResponse {
  return isObject(payload) && typeof payload['gzip'] === 'string';
}

function isRefusal(payload: unknown): payload is ProbeRefusal {
  return shape({ probe: isNumber, refused: isError })(payload);
}
