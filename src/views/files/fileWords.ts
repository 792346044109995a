import type { LambdaFunction } from '../../core/lambdaFunction';
import { formatInteger } from '../../core/text/display';
import { MAX_FILE_BYTES } from '../../protocol';
import { locale, t } from '../localize';

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What reading a file costs, for the question that comes before it. @param size bytes */
export function describeCost(size: bigint, { name }: LambdaFunction): string {
  const invocations = (size + BigInt(MAX_FILE_BYTES) - 1n) / BigInt(MAX_FILE_BYTES);
  return invocations <= 1n
    ? t('Reading all of it takes one invocation of {0}.', name)
    : t('Reading all of it takes about {0} invocations of {1}.', formatInteger(invocations, locale), name);
}
