import type { Problem } from '../../core/humanError';
import { joinSentences, type Translate } from '../../core/translate';
import type { DenyingPolicy } from './denial';

/** Values of `access-denied`. */
export interface DenialParams {
  action: string;
  principal: string;
  resource: string;
  /** Kind of the policy that denies or does not allow it; empty where AWS does not name it. */
  policy: DenyingPolicy | '';
  /** `explicit` where a policy has the effect Deny. */
  effect: 'explicit' | 'none';
  /** In AWS's words. */
  reason: string;
  [key: string]: string;
}

/** What AWS denied to whom, and what can be done about it. @param p values of the problem `access-denied` */
export function denialWords(t: Translate, p: DenialParams): string {
  const denied =
    p.principal === ''
      ? t('AWS denied {0}.', p.action)
      : t('AWS denied {0} on {2} to {1}.', p.action, p.principal, p.resource);
  return joinSentences([denied, adviceFor(t, p)]);
}

function adviceFor(t: Translate, p: DenialParams): string {
  const { policy } = p;
  if (p.effect === 'explicit') {
    return policy === ''
      ? t(
          'A policy denies it explicitly, so that asking for the permission does not help. Ask whoever manages the policies, or select another profile. AWS says: {0}',
          p.reason,
        )
      : t(
          'A policy denies it explicitly ({0}), so that asking for the permission does not help. Ask whoever manages that policy, or select another profile. AWS says: {1}',
          policyName(t, policy),
          p.reason,
        );
  }
  if (limitsPermissions(policy)) {
    return t(
      'A policy that limits all permissions does not allow it ({0}), so that asking for the permission does not help. Ask whoever manages that policy, or select another profile. AWS says: {1}',
      policyName(t, policy),
      p.reason,
    );
  }
  if (policy === 'resource') {
    return t('The resource-based policy of what was asked for must allow it. AWS says: {0}', p.reason);
  }
  return /^sts:AssumeRole/.test(p.action)
    ? t(
        'Both the policies of whoever assumes the role and the role’s trust policy must allow it. Ask for that, or select another profile.',
      )
    : t('Ask for that permission, or select a profile that has it.');
}

/** Whether a policy forbids it, whatever another one allows. @param params of the problem `access-denied` */
export function isForbidden({ effect, policy }: Problem['params']): boolean {
  return effect === 'explicit' || limitsPermissions((policy ?? '') as DenyingPolicy | '');
}

/** Whether a policy of this kind only limits what others allow. */
function limitsPermissions(policy: DenyingPolicy | ''): policy is LimitingPolicy {
  return policy !== '' && policy !== 'identity' && policy !== 'resource';
}

type LimitingPolicy = Exclude<DenyingPolicy, 'identity' | 'resource'>;

function policyName(t: Translate, policy: DenyingPolicy): string {
  switch (policy) {
    case 'identity':
      return t('identity-based policy');
    case 'resource':
      return t('resource-based policy');
    case 'service-control':
      return t('service control policy (SCP)');
    case 'resource-control':
      return t('resource control policy (RCP)');
    case 'boundary':
      return t('permissions boundary');
    case 'session':
      return t('session policy');
    case 'vpc-endpoint':
      return t('VPC endpoint policy');
  }
}
