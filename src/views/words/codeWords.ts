import { formatTimestamp } from '../../core/text/display';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { locale, t } from '../localize';

/** By what a person tells a function from others of its name, and from what was deployed there before. */
export function describeCode({ connection, target }: KnownFunction): readonly string[] {
  const { handler, lastModified, packageType, runtime } = target;
  const changed = formatTimestamp(Date.parse(lastModified ?? ''), locale) || '–';
  return [
    t('Handler: {0} on {1}', handler ?? '–', runtime ?? packageType),
    t('Last changed: {0}', changed),
    ...(connection.endpoint === undefined ? [] : [t('Endpoint: {0}', connection.endpoint)]),
  ];
}
