import { describeError } from '../../inspect/inspectProblems';
import type { Totals } from '../../inspect/totalsCounter';
import { t } from '../localize';

/** {@link Totals} as they cross to the webview: without bigint values, and with words in place of an error. */
export interface TotalsContent extends Omit<Totals, 'error' | 'bytes' | 'allocated' | 'operations'> {
  /** Decimal. */
  readonly bytes: string;
  readonly allocated: string;
  readonly operations?: string;
  /** A whole sentence for people; only where the count failed. */
  readonly message?: string;
}

export function toTotalsContent(totals: Totals): TotalsContent {
  const { error, bytes, allocated, operations, ...rest } = totals;
  return {
    ...rest,
    bytes: String(bytes),
    allocated: String(allocated),
    operations: operations === undefined ? undefined : String(operations),
    message: error === undefined ? undefined : describeError(error, t),
  };
}
