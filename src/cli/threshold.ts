import type { Severity } from '../core/findings/finding';
import type { Arguments, Option } from './command';

const thresholds = ['error', 'warning', 'info', 'never'] as const;

/** Least severity that a run is to fail for. */
export type Threshold = (typeof thresholds)[number];

export const thresholdOption: Option = {
  name: 'fail-on',
  value: 'SEVERITY',
  choices: thresholds,
  describe: t => t('Least severity that makes the exit status 1; warning where it is not said'),
};

export function thresholdOf(args: Pick<Arguments, 'value'>): Threshold {
  const written = args.value(thresholdOption.name);
  return thresholds.find(threshold => threshold === written) ?? 'warning';
}

export function fails(severity: Severity, threshold: Threshold): boolean {
  return threshold !== 'never' && thresholds.indexOf(severity) <= thresholds.indexOf(threshold);
}
