import { describeError } from '../../inspect/inspectProblems';
import type { Totals } from '../../inspect/totalsCounter';
import { t } from '../localize';
import type { TotalsContent } from './messages';

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
