import type { ComponentChildren } from 'preact';
import { formatUtc } from '../../../src/core/text/display';

/** A time in the reader's zone, with the same in UTC as its tooltip. @param at ISO 8601 */
export function Moment({ at, children }: { readonly at: string; readonly children: ComponentChildren }) {
  return (
    <time datetime={at} title={formatUtc(Date.parse(at))}>
      {children}
    </time>
  );
}
