/** What stands for many samples. All in the unit of the samples. */
export interface Distribution {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Percentiles by the nearest rank: each is a sample that was taken. Undefined without any. */
export function distributionOf(samples: readonly number[]): Distribution | undefined {
  const sorted = samples.toSorted((a, b) => a - b);
  const last = sorted.at(-1);
  if (last === undefined) {
    return undefined;
  }
  const rank = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? last;
  return { count: sorted.length, p50: rank(0.5), p90: rank(0.9), p99: rank(0.99), max: last };
}

/** A bar of a histogram: samples from `from` on and below `to`. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Of a decade: wide enough for a network and fine enough for a shape. */
const STEPS = [1, 1.5, 2, 3, 5, 7] as const;

/** Bins on a logarithmic scale, without a gap from that of the smallest sample to that of the largest. */
export function histogramOf(samples: readonly number[]): readonly Bin[] {
  const positive = samples.map(sample => Math.max(1, sample));
  if (positive.length === 0) {
    return [];
  }
  const highest = Math.max(...positive);
  const edges: number[] = [];
  for (let decade = 1; edges.length === 0 || (edges.at(-1) ?? 0) <= highest; decade *= 10) {
    edges.push(...STEPS.map(step => step * decade));
  }
  const bins = edges.slice(0, -1).map((from, at) => {
    const to = edges[at + 1] ?? Infinity;
    return { from, to, count: positive.filter(sample => sample >= from && sample < to).length };
  });
  const first = bins.findIndex(({ count }) => count > 0);
  const last = bins.findLastIndex(({ count }) => count > 0);
  return bins.slice(first, last + 1);
}

/** Place of a value on the scale of {@link histogramOf}'s bins, 0–1. Undefined where it lies outside of them. */
export function placeAmong(bins: readonly Bin[], value: number): number | undefined {
  const at = bins.findIndex(({ from, to }) => value >= from && value < to);
  const bin = bins[at];
  if (!bin) {
    return undefined;
  }
  const within = Math.log(value / bin.from) / Math.log(bin.to / bin.from);
  return (at + within) / bins.length;
}
