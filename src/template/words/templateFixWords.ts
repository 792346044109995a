import type { Translate } from '../../core/translate';
import type { TemplateFix } from '../templateFinding';
import { shorten } from './sentence';

/** What a fix does, as the title of a quick fix. */
export function describeTemplateFix(fix: TemplateFix, t: Translate): string {
  switch (fix.kind) {
    case 'add-depends-on':
      return t('Add {0} to DependsOn', shorten(fix.ids.join(', ')));
    case 'add-keys':
      return t('Add {0}', shorten(fix.keys.join(', ')));
    case 'attach-policy':
      return t('Attach the managed policy {0}', shorten(fix.name));
    case 'complete-vpc-config':
      return t('Add {0} of this template', fix.key);
    case 'enable-versioning':
      return t('Turn on versioning of {0}', shorten(fix.id));
    case 'give-to-user':
      return t('Create the directory for user {0}', shorten(fix.uid));
    case 'make-list':
      return t('Make it a list with one entry');
    case 'rename-key':
    case 'replace-id':
      return t('Change it to {0}', shorten(fix.kind === 'rename-key' ? fix.key : fix.id));
    case 'replace-permissions':
      return t('Change the permissions to {0}', fix.mode);
    case 'set-timeout':
      return t('Set Timeout to {0} seconds', fix.seconds);
    case 'add-vpc-config':
      return t('Add VpcConfig with subnets and security group of this template');
    case 'replace-path':
      return t('Change the path to {0}', shorten(fix.path));
    case 'use-access-point':
      return t('Use the ARN of {0}', shorten(fix.id));
  }
}
