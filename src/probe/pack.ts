import { Readable } from 'node:stream';
import { constants, createGzip } from 'node:zlib';
import { PROBE_PROTOCOL, type PackedResponse, type ProbeResponse } from '../protocol';

/** A response of more bytes than this travels packed. */
const PLAIN_BYTES = 256 * 1024;

/**
 * Most characters of a packed response. Lambda refuses payloads of more than 6 MB:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const PACKED_LENGTH = 5_500_000;

/** The JSON is made in texts of about this length. */
const CHUNK_LENGTH = 64 * 1024;

/** Most array elements that are turned into JSON at once. */
const SLICE = 256;

/**
 * Packs a response where it is large, and shortens its directory page until it fits.
 *
 * @param respond makes the response with at most this many directory entries
 */
export async function packResponse(
  respond: (mostEntries: number) => ProbeResponse,
): Promise<ProbeResponse | PackedResponse> {
  let response = respond(Infinity);
  if (isSmall(response)) {
    return response;
  }
  for (;;) {
    const gzip = (await compress(response)).toString('base64');
    const entries = countEntries(response);
    if (gzip.length <= PACKED_LENGTH || entries <= 1) {
      return { probe: PROBE_PROTOCOL, gzip };
    }
    response = respond(Math.max(1, Math.floor((entries * PACKED_LENGTH * 0.95) / gzip.length)));
  }
}

function countEntries({ sections: { list } }: ProbeResponse): number {
  const page = list?.ok ? list.value : list?.partial;
  return page?.names.length ?? 0;
}

function isSmall(response: ProbeResponse): boolean {
  let bytes = 0;
  for (const text of jsonChunks(response)) {
    bytes += Buffer.byteLength(text);
    if (bytes > PLAIN_BYTES) {
      return false;
    }
  }
  return true;
}

/** Compresses chunk by chunk: the JSON of 100 000 entries does not fit beside them into a small function's memory. */
async function compress(response: ProbeResponse): Promise<Buffer> {
  const json = Readable.from(jsonChunks(response), { highWaterMark: 1 });
  const gzip = json.pipe(createGzip({ level: constants.Z_BEST_SPEED }));
  const compressed: Buffer[] = [];
  for await (const chunk of gzip) {
    compressed.push(chunk as Buffer);
  }
  return Buffer.concat(compressed);
}

/** `JSON.stringify(value)` in consecutive texts. */
export function* jsonChunks(value: unknown): Generator<string> {
  let chunk = '';
  for (const piece of jsonPieces(value)) {
    chunk += piece;
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function* jsonPieces(value: unknown): Generator<string> {
  if (Array.isArray(value) && value.length > SLICE) {
    for (let start = 0; start < value.length; start += SLICE) {
      const slice = JSON.stringify(value.slice(start, start + SLICE));
      yield (start === 0 ? '[' : ',') + slice.slice(1, -1);
    }
    yield ']';
  } else if (isRecord(value)) {
    yield* objectPieces(value);
  } else {
    yield JSON.stringify(value);
  }
}

function* objectPieces(value: Record<string, unknown>): Generator<string> {
  let separator = '{';
  for (const [key, field] of Object.entries(value)) {
    if (field !== undefined) {
      yield `${separator}${JSON.stringify(key)}:`;
      yield* jsonPieces(field);
      separator = ',';
    }
  }
  yield separator === '{' ? '{}' : '}';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
