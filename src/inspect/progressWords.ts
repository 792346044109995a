import type { Translate } from '../core/translate';
import type { Progress } from './ways/probeRunner';

/** One step of an inspection, as a sentence for people. */
export function describeProgress({ step, command, seconds, done, total }: Progress, t: Translate): string {
  switch (step) {
    case 'creating':
      return t('Creating the temporary probe…');
    case 'waiting':
      return t('Waiting until Lambda has prepared the temporary probe ({0} s)…', seconds ?? 0);
    case 'waking':
      return t('Lambda is preparing the function; waiting ({0} s)…', seconds ?? 0);
    case 'invoking':
      return t('Asking the probe inside Lambda…');
    case 'command':
      return t('Running “{0}” ({1} of {2})…', command ?? '', done + 1, total);
    case 'reading':
      return t('Reading the answer…');
  }
}
