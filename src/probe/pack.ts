import { Readable } from 'node:stream';
import { constants, createGzip, gzipSync } from 'node:zlib';
import {
  PROBE_PROTOCOL,
  type DirectoryPage,
  type PackedResponse,
  type ProbeAnswers,
  type ProbeResponse,
  type Section,
} from '../protocol';

/** A response of more bytes than this travels packed. */
const PLAIN_BYTES = 256 * 1024;

/** A response of more bytes than this is packed piece by piece: at once it goes three times as fast. */
const WHOLE_BYTES = 1024 * 1024;

const { Z_BEST_SPEED } = constants;

/**
 * Most characters of a packed response. Lambda refuses payloads of more than 6 MB:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const PACKED_LENGTH = 5_500_000;

/** The JSON is made in pieces of about this many bytes. */
const CHUNK_BYTES = 64 * 1024;

/** Most array elements that are turned into JSON at once. */
const SLICE = 256;

/** A value of which the JSON is there already. */
export class JsonText {
  readonly pieces: readonly (string | Buffer)[];

  constructor(pieces: readonly (string | Buffer)[]) {
    this.pieces = pieces;
  }
}

/** A response whose directory may be JSON already. */
export interface PackableResponse extends Omit<ProbeResponse, 'sections'> {
  readonly sections: Omit<ProbeAnswers, 'list'> & {
    readonly list?: Section<DirectoryPage | (JsonText & { readonly count: number })>;
  };
}

/**
 * Packs a response where it is large, and shortens its directory page until it fits.
 *
 * @param respond makes the response with at most this many directory entries, or as few as it can
 * @param mostLength of the packed response, in characters
 */
export async function packResponse(
  respond: (mostEntries: number) => PackableResponse,
  mostLength = PACKED_LENGTH,
): Promise<ProbeResponse | PackedResponse> {
  let response = respond(Infinity);
  const whole = wholeJson(response);
  if (whole && whole.length <= PLAIN_BYTES) {
    return JSON.parse(whole.toString()) as ProbeResponse;
  }
  if (whole) {
    return { probe: PROBE_PROTOCOL, gzip: gzipSync(whole, { level: Z_BEST_SPEED }).toString('base64') };
  }
  for (;;) {
    const gzip = (await compress(response)).toString('base64');
    const entries = countEntries(response);
    if (gzip.length <= mostLength || entries <= 1) {
      return { probe: PROBE_PROTOCOL, gzip };
    }
    response = respond(Math.max(1, Math.floor((entries * mostLength * 0.95) / gzip.length)));
    if (countEntries(response) === entries) {
      return { probe: PROBE_PROTOCOL, gzip };
    }
  }
}

function countEntries({ sections: { list } }: PackableResponse): number {
  const page = list?.ok ? list.value : list?.partial;
  return page instanceof JsonText ? page.count : (page?.names.length ?? 0);
}

/** The JSON of a response, unless it has more than {@link WHOLE_BYTES}. */
function wholeJson(response: PackableResponse): Buffer | undefined {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for (const chunk of jsonChunks(response)) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > WHOLE_BYTES) {
      return undefined;
    }
  }
  return Buffer.concat(chunks);
}

/** Compresses chunk by chunk: the JSON of 100 000 entries does not fit beside them into a small function's memory. */
async function compress(response: PackableResponse): Promise<Buffer> {
  const json = Readable.from(jsonChunks(response), { highWaterMark: 1 });
  const gzip = json.pipe(createGzip({ level: Z_BEST_SPEED, chunkSize: CHUNK_BYTES }));
  const compressed: Buffer[] = [];
  for await (const chunk of gzip) {
    compressed.push(chunk as Buffer);
  }
  return Buffer.concat(compressed);
}

/** `JSON.stringify(value)` in consecutive pieces. */
export function* jsonChunks(value: unknown): Generator<Buffer> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  for (const piece of jsonPieces(value)) {
    const buffer = typeof piece === 'string' ? Buffer.from(piece) : piece;
    pieces.push(buffer);
    bytes += buffer.length;
    if (bytes >= CHUNK_BYTES) {
      yield Buffer.concat(pieces);
      pieces = [];
      bytes = 0;
    }
  }
  yield Buffer.concat(pieces);
}

function* jsonPieces(value: unknown): Generator<string | Buffer> {
  if (value instanceof JsonText) {
    yield* value.pieces;
  } else if (Array.isArray(value) && value.length > SLICE) {
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

function* objectPieces(value: Record<string, unknown>): Generator<string | Buffer> {
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
