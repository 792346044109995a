import { gunzipSync } from 'node:zlib';
import { isFlag, isNumber, isObject, isText, listOf, shape } from '../../core/guards';
import { JsonMeter } from '../../core/text/jsonMeter';
import { PROBE_PROTOCOL, type PackedResponse, type ProbeRefusal, type ProbeResponse } from '../../protocol';
import { MOST_OF_SANDBOX, checkSections, isSectionError } from './answerSections';

/**
 * Most bytes that a packed response may unpack to: a page of 100,000 names of 255 bytes has 34 MiB. Parsing as much takes
 * a fifth of a second.
 */
const UNPACKED_BYTES = 48 * 1024 * 1024;
const UNPACKED_CHUNK_BYTES = 256 * 1024;

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
export function unpackResponse(payload: unknown, wantedBytes = UNPACKED_BYTES): ProbeResponse {
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
  const response = isPacked(payload) ? unpack(payload, wantedBytes) : payload;
  if (!isResponse(response)) {
    throw new UnusableResponseError('damaged', 'The probe’s response is not as the protocol says.');
  }
  const { probe, unresponsive, leftover, totalMs, sections } = response;
  return { probe, unresponsive, leftover, totalMs, sections: checkSections(sections) };
}

function unpack({ gzip }: PackedResponse, wantedBytes: number): unknown {
  try {
    const bytes = gunzip(Buffer.from(gzip, 'base64'), wantedBytes);
    if (!new JsonMeter().add(bytes)) {
      throw tooMuch();
    }
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

/** At once: it takes a millisecond for each megabyte, and what is too much ends where it becomes that. */
function gunzip(packed: Buffer, wantedBytes: number): Buffer {
  const most = Math.min(wantedBytes, UNPACKED_BYTES);
  try {
    return gunzipSync(packed, { maxOutputLength: most, chunkSize: UNPACKED_CHUNK_BYTES });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') {
      throw error;
    }
    throw most < UNPACKED_BYTES ? new LargeResponseError() : tooMuch();
  }
}

function tooMuch(): Error {
  return new Error('it holds more than any such response');
}

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

/** The protocol's number alone is not enough: a function may send back the request that it was given. */
function isFromProbe(payload: unknown): payload is { readonly probe: number } {
  return (
    isObject(payload) && typeof payload['probe'] === 'number' && ('sections' in payload || isPacked(payload))
  );
}

function isPacked(payload: Readonly<Record<string, unknown>>): payload is PackedResponse & typeof payload {
  return typeof payload['gzip'] === 'string';
}

function isRefusal(payload: unknown): payload is ProbeRefusal {
  return shape({ probe: isNumber, refused: isSectionError })(payload);
}
