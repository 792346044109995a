import type { Connection } from '../../aws/connection';
import type { Translate } from '../../core/translate';

/** Whose credentials are used: neither keys of the environment nor a role of the machine are a profile's. */
export function credentialSourceName(connection: Connection | undefined, t: Translate): string {
  const { origin, profile } = connection ?? {};
  switch (origin) {
    case 'environment':
      return t('environment variables');
    case 'web-identity':
      return t('web identity');
    case 'container':
      return profile === undefined ? t('container role') : t('{0} (container role)', profile);
    case 'instance':
      return profile === undefined ? t('instance role') : t('{0} (instance role)', profile);
    case 'profile':
    case undefined:
      return profile ?? 'default';
  }
}
