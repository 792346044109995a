import type { Severity } from '../findings/finding';
import type { Translate } from '../translate';

export function describeSeverity(severity: Severity, t: Translate): string {
  switch (severity) {
    case 'error':
      return t('Error');
    case 'warning':
      return t('Warning');
    case 'info':
      return t('Information');
  }
}
