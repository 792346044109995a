/** Milliseconds of work after which the browser gets a chance to paint and to answer the keyboard. */
const sliceMs = 8;
/** Rows between two looks at the clock. */
const step = 8192;

/** Work on many rows that leaves the page responsive: `await slice.due()` now and then. */
export class Slice {
  readonly #signal: AbortSignal;
  #until = performance.now() + sliceMs;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  /** Rejects when the work is no longer wanted. */
  async due(): Promise<void> {
    if (performance.now() >= this.#until) {
      await new Promise(resolve => setTimeout(resolve));
      this.#until = performance.now() + sliceMs;
    }
    this.#signal.throwIfAborted();
  }
}

/** The values for which `keep` holds, in their order. */
export async function filterInSlices(
  values: Uint32Array,
  keep: (value: number) => boolean,
  slice: Slice,
): Promise<Uint32Array> {
  const kept = new Uint32Array(values.length);
  let length = 0;
  for (let from = 0; from < values.length; from += step) {
    await slice.due();
    for (const value of values.subarray(from, from + step)) {
      if (keep(value)) {
        kept[length++] = value;
      }
    }
  }
  return kept.slice(0, length);
}

/** A sorted copy: runs that the engine sorts, merged from the bottom up. Stable. */
export async function sortInSlices(
  values: Uint32Array,
  compare: (a: number, b: number) => number,
  slice: Slice,
): Promise<Uint32Array> {
  let from = values.slice();
  for (let start = 0; start < from.length; start += step) {
    await slice.due();
    from.subarray(start, start + step).sort(compare);
  }
  let to = new Uint32Array(from.length);
  for (let run = step; run < from.length; run *= 2) {
    for (let start = 0; start < from.length; start += 2 * run) {
      const middle = Math.min(start + run, from.length);
      const end = Math.min(start + 2 * run, from.length);
      let left = start;
      let right = middle;
      for (let at = start; at < end; at++) {
        if (at % step === 0) {
          await slice.due();
        }
        const a = from[left] ?? 0;
        const b = from[right] ?? 0;
        const takeLeft = left < middle && (right >= end || compare(a, b) <= 0);
        to[at] = takeLeft ? a : b;
        if (takeLeft) {
          left++;
        } else {
          right++;
        }
      }
    }
    [from, to] = [to, from];
  }
  return from;
}
