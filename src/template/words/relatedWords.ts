import type { Translate } from '../../core/translate';
import type { RelatedRange } from '../templateFinding';
import { shorten } from './sentence';

/** What a related place is. */
export function describeRelated({ is, id }: RelatedRange, t: Translate): string {
  const name = shorten(id);
  switch (is) {
    case 'access-point':
      return t('Access point {0}', name);
    case 'file-system':
      return t('File system {0}', name);
    case 'file-system-configs':
      return t('The first file system');
    case 'function':
      return t('Function {0}', name);
    case 'mount-target':
      return t('Mount target {0}', name);
    case 'parameter':
      return t('Value of parameter {0}', name);
    case 'role':
      return t('Role {0}', name);
    case 'security-group':
      return t('Security group {0}', name);
    case 'subnet':
      return t('Subnet {0}', name);
  }
}
