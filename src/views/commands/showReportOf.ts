import type { KnownFunction } from '../../inspect/functionCatalog';
import type { Surfaces } from '../surfaces';

/** Opens the report of a function that was inspected, also by an earlier window. @returns whether it was */
export async function showReportOf(
  { target: { arn, name } }: KnownFunction,
  { panels, store }: Pick<Surfaces, 'panels' | 'store'>,
): Promise<boolean> {
  await store.restore(arn);
  if (!store.get(arn)) {
    return false;
  }
  panels.show({ arn, functionName: name });
  return true;
}
