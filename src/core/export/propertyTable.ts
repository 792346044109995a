import type { Translate } from '../translate';
import { prose, table } from '../text/markdownText';

/** A table of names, which are texts, and values, which are Markdown. */
export function propertyTable(
  rows: readonly (readonly [name: string, value: string])[],
  t: Translate,
): string {
  return table(
    [
      [t('Property'), 'left'],
      [t('Value'), 'left'],
    ],
    rows.map(([name, value]) => [prose(name), value]),
  );
}
