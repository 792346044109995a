/**
 * How much of JSON there may be. A byte of it can take a hundred to hold, and making a million arrays, or as many names
 * of properties, takes a second in which nothing else goes on.
 */
export interface JsonBounds {
  /** Values of any kind. */
  readonly values: number;
  /** Arrays and objects. */
  readonly containers: number;
  /** Names of properties. */
  readonly names: number;
}

/**
 * Far more than any answer that we work with: a page of 100,000 entries has a million values, in a dozen arrays; a part
 * of a count names at most as many directories, each in an object.
 */
export const ANSWER_JSON: JsonBounds = { values: 2_500_000, containers: 300_000, names: 500_000 };

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const BRACE = 0x7b;

/** Counts what UTF-8 JSON holds, piece by piece, before it is parsed. Of what is no JSON, it says nothing. */
export class JsonMeter {
  readonly #bounds: JsonBounds;
  #values = 1;
  #containers = 0;
  #names = 0;
  #inText = false;
  #isEscaped = false;

  constructor(bounds: JsonBounds = ANSWER_JSON) {
    this.#bounds = bounds;
  }

  /** @returns whether what was added until now is within the bounds */
  add(json: Uint8Array): boolean {
    let inText = this.#inText;
    let isEscaped = this.#isEscaped;
    // An iterator takes twice as long.
    for (let index = 0; index < json.length; index++) {
      const byte = json[index] ?? 0;
      if (inText) {
        if (isEscaped) {
          isEscaped = false;
        } else if (byte === BACKSLASH) {
          isEscaped = true;
        } else if (byte === QUOTE) {
          inText = false;
        }
        continue;
      }
      switch (byte) {
        case QUOTE:
          inText = true;
          break;
        case COMMA:
          this.#values += 1;
          break;
        case COLON:
          this.#names += 1;
          break;
        case BRACKET:
        case BRACE:
          this.#containers += 1;
          this.#values += 1;
          break;
      }
    }
    this.#inText = inText;
    this.#isEscaped = isEscaped;
    const { values, containers, names } = this.#bounds;
    return this.#values <= values && this.#containers <= containers && this.#names <= names;
  }
}

/** @throws SyntaxError for what is no JSON; RangeError for what is beyond the bounds */
export function parseMeteredJson(json: Uint8Array, bounds?: JsonBounds): unknown {
  if (!new JsonMeter(bounds).add(json)) {
    throw new RangeError('It holds more values than any such answer.');
  }
  return JSON.parse(new TextDecoder().decode(json));
}

/** Like {@link parseMeteredJson}; undefined for what is no JSON, or beyond the bounds. */
export function meteredJsonOf(json: Uint8Array): unknown {
  try {
    return parseMeteredJson(json);
  } catch {
    return undefined;
  }
}
