/** Where everything is that does not say its region. */
export const DEFAULT_REGION = 'us-east-1';

export function inRegion<T extends { readonly region?: string }>(
  seeds: readonly T[],
  region: string,
): readonly T[] {
  return seeds.filter(seed => (seed.region ?? DEFAULT_REGION) === region);
}
