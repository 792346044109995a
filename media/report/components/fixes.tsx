import { fixText, formatsOf } from '../../../src/core/export/fixText';
import type { Fix } from '../../../src/core/fixes/fix';
import { describeFix, nameFormat } from '../../../src/core/words/fixWords';
import { useSurroundings } from '../host';
import { CopyMenu } from './copyButton';

/** What a person can copy to put something right. */
export function Fixes({ fixes, region }: { readonly fixes: readonly Fix[]; readonly region: string }) {
  const { t, terminal } = useSurroundings();
  if (fixes.length === 0) {
    return null;
  }
  const label = t('Copy Fix');
  return (
    <ul class="fixes">
      {fixes.map(fix => {
        const title = describeFix(fix, t);
        return (
          <li key={fix.code} data-fix={fix.code}>
            <span>{title}</span>
            <CopyMenu
              label={label}
              name={`${label}: ${title}`}
              items={formatsOf(fix).map(format => ({
                label: nameFormat(format, t),
                text: () => fixText(fix, format, { ...terminal, region }, t),
              }))}
            />
          </li>
        );
      })}
    </ul>
  );
}
