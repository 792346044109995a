import { own } from '../core/guards';
import { inRegion } from './inRegion';
import type { MetricSeed } from './options';

export interface MetricKey {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: readonly { readonly name: string; readonly value: string }[];
}

export interface MetricRange {
  /** Seconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly period: number;
}

/** All metrics of one account: a value for each minute, made when it is asked for. */
export class MetricStore {
  readonly #seeds: readonly MetricSeed[];

  constructor(seeds: readonly MetricSeed[]) {
    this.#seeds = seeds;
  }

  /** Beginning of each period, and the statistic of its minutes, oldest first. A metric that nobody sends has none. */
  points(
    key: MetricKey,
    statistic: string,
    { from, period, to }: MetricRange,
  ): readonly (readonly [number, number])[] {
    const seed = inRegion(this.#seeds, key.region).find(each => isMeant(each, key));
    if (!seed) {
      return [];
    }
    const now = Date.now() / 1000;
    const points: (readonly [number, number])[] = [];
    for (let at = Math.ceil(from / period) * period; at < to; at += period) {
      const values = Array.from({ length: period / 60 }, (_, minute) => at + minute * 60)
        .filter(minute => minute < now)
        .flatMap(minute => seed.valueAt(minute, now) ?? []);
      const value = own(statistics, statistic)?.(values);
      if (values.length > 0 && value !== undefined) {
        points.push([at, value]);
      }
    }
    return points;
  }
}

function isMeant(seed: MetricSeed, { dimensions, name, namespace }: MetricKey): boolean {
  const wanted = { ...seed.dimensions, FileSystemId: seed.fileSystemId };
  return (
    seed.namespace === namespace &&
    seed.name === name &&
    dimensions.length === Object.keys(wanted).length &&
    Object.entries(wanted).every(([key, value]) =>
      dimensions.some(dimension => dimension.name === key && dimension.value === value),
    )
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

const statistics: Readonly<Record<string, (values: readonly number[]) => number>> = {
  Average: values => sum(values) / values.length,
  Maximum: values => Math.max(...values),
  Minimum: values => Math.min(...values),
  SampleCount: values => values.length,
  Sum: sum,
};
