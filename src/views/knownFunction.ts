import type { KnownFunction } from '../inspect/functionCatalog';
import type { Services } from './services';

/** The function as the catalog knows it now, or else as it was when it was inspected. */
export function findFunction(
  arn: string,
  { catalog, store }: Pick<Services, 'catalog' | 'store'>,
): KnownFunction | undefined {
  return catalog.find(arn) ?? store.get(arn);
}
