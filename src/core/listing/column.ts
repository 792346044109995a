type Values = Uint8Array | Uint32Array | Int32Array | Float64Array | BigInt64Array;

/** Values that lie together: one more than so many copies none of those before it. */
const CHUNK_BITS = 15;
const CHUNK = 2 ** CHUNK_BITS;

/** Numbers that only become more. Neither does appending take longer the more there are, nor is there much room to spare. */
export class Column<T extends Values> {
  readonly #make: new (length: number) => T;
  readonly #chunks: T[] = [];
  #length = 0;

  /** @param make the constructor of a typed array */
  constructor(make: new (length: number) => T) {
    this.#make = make;
  }

  at(index: number): T[number] | undefined {
    return index < this.#length ? this.#chunks[index >>> CHUNK_BITS]?.[index % CHUNK] : undefined;
  }

  append(values: T): void {
    for (let done = 0; done < values.length;) {
      const offset = this.#length % CHUNK;
      const count = Math.min(values.length - done, CHUNK - offset);
      const chunk = this.#withRoom(this.#length >>> CHUNK_BITS, offset, offset + count);
      copy(values.subarray(done, done + count), chunk, offset);
      done += count;
      this.#length += count;
    }
  }

  /** Values `from` (inclusive) to `to` (exclusive). */
  slice(from: number, to: number): T {
    const length = Math.max(0, Math.min(to, this.#length) - from);
    const values = new this.#make(length);
    for (let done = 0; done < length;) {
      const offset = (from + done) % CHUNK;
      const count = Math.min(length - done, CHUNK - offset);
      const chunk = this.#chunks[(from + done) >>> CHUNK_BITS];
      if (chunk) {
        copy(chunk.subarray(offset, offset + count), values, done);
      }
      done += count;
    }
    return values;
  }

  /** Most directories are small: the first chunk grows by doubling. */
  #withRoom(number: number, used: number, needed: number): T {
    const chunk = this.#chunks[number];
    if (chunk && needed <= chunk.length) {
      return chunk;
    }
    const length = number > 0 ? CHUNK : Math.min(CHUNK, Math.max(needed, 2 * used));
    const larger = new this.#make(length);
    if (chunk) {
      copy(chunk, larger, 0);
    }
    this.#chunks[number] = larger;
    return larger;
  }
}

/** Both are of the same type; TypeScript cannot tell the number columns from the bigint one here. */
function copy<T extends Values>(from: Values, to: T, offset: number): void {
  (to as Uint8Array).set(from as Uint8Array, offset);
}
