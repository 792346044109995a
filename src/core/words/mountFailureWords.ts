import type { LambdaFunction } from '../lambdaFunction';
import type { Translate } from '../translate';
import type { FactName, FailureCode } from '../failure/startFailures';
import type { MountFailure } from '../failure/mountFailure';
import type { CauseCode, FailureCause } from '../failure/mountCauses';
import { visible } from '../text/visibleText';
import { nameKind } from './fileSystemKindWords';
import { describeCause } from './mountCauseWords';

/** A failure in words. Untrusted text in them has nothing hidden. */
export interface FailureWords {
  /** A few words for a list, e.g. `mount target not reached`. */
  readonly label: string;
  readonly headline: string;
  readonly causes: readonly CauseWords[];
  readonly facts: readonly { readonly name: string; readonly values: readonly string[] }[];
}

export interface CauseWords {
  readonly code: CauseCode;
  readonly standing: FailureCause['standing'];
  readonly title: string;
  /** What to look at, with this function's own resources. */
  readonly check: string;
}

export function describeFailure(failure: MountFailure, t: Translate, locale: string): FailureWords {
  const service = nameKind(failure.target.fileSystem.kind, t);
  const { label, headline } = headlines[failure.code](t, service);
  return {
    label,
    headline,
    causes: failure.causes.map(cause => {
      const { code, standing } = cause;
      const [title, check] = describeCause(cause, failure.target, t, locale);
      return { code, standing, title, check };
    }),
    facts: failure.facts.flatMap(fact => {
      const { name, values } = facts[fact](t, failure.target);
      return values.length === 0 ? [] : [{ name, values: values.map(visible) }];
    }),
  };
}

/** How certain a cause is, for the place beside its title. Where it is only likely, its place in the order says so. */
export function describeStanding(standing: FailureCause['standing'], t: Translate): string | undefined {
  switch (standing) {
    case 'certain':
      return t('This is the cause');
    case 'indicated':
      return t('The configuration points to it');
    case 'likely':
      return undefined;
    case 'ruled-out':
      return t('Ruled out');
  }
}

const facts: Readonly<
  Record<FactName, (t: Translate, target: LambdaFunction) => { name: string; values: readonly string[] }>
> = {
  role: (t, { role }) => ({ name: t('Role'), values: role === undefined ? [] : [role] }),
  vpc: (t, { vpcId }) => ({ name: t('VPC'), values: vpcId === undefined ? [] : [vpcId] }),
  subnets: (t, { subnetIds }) => ({ name: t('Subnets'), values: subnetIds }),
  securityGroups: (t, { securityGroupIds }) => ({ name: t('Security groups'), values: securityGroupIds }),
  accessPoint: (t, { fileSystem }) => ({ name: t('Access point'), values: [fileSystem.arn] }),
  timeout: (t, { timeoutSeconds }) => ({ name: t('Timeout'), values: [t('{0} s', timeoutSeconds)] }),
};

type Headline = (t: Translate, service: string) => { readonly label: string; readonly headline: string };

const notReached: Headline = (t, service) => ({
  label: t('mount target not reached'),
  headline: t('Lambda could not reach {0} over the network of this function.', service),
});
const refused: Headline = (t, service) => ({
  label: t('mount refused'),
  headline: t('{0} was reached but refused the mount.', service),
});
const timedOut: Headline = (t, service) => ({
  label: t('mount timed out'),
  headline: t('{0} was reached but the mount took too long.', service),
});

const headlines: Readonly<Record<FailureCode, Headline>> = {
  'efs-mount-connectivity': notReached,
  's3files-mount-connectivity': notReached,
  'efs-mount-failure': refused,
  's3files-mount-failure': refused,
  'efs-mount-timeout': timedOut,
  's3files-mount-timeout': timedOut,
  'efs-io': t => ({
    label: t('stuck in I/O'),
    headline: t(
      'Lambda stopped this instance of the function because an earlier invocation was stuck in I/O on the file system.',
    ),
  }),
  'mount-targets-missing': t => ({
    label: t('no mount target in a zone'),
    headline: t('A zone of the function’s subnets has no mount target.'),
  }),
  'mount-targets-not-available': t => ({
    label: t('mount target not available yet'),
    headline: t('A mount target in the zones of the function’s subnets is not available yet.'),
  }),
  'network-interface-not-ready': t => ({
    label: t('network not ready'),
    headline: t('The network interface of the function is still being prepared.'),
  }),
  'network-interface-limit': t => ({
    label: t('no network interface left'),
    headline: t(
      'Lambda could not make a network interface for the function: the account has reached its quota.',
    ),
  }),
  'subnet-addresses-exhausted': t => ({
    label: t('no IP address left'),
    headline: t('A subnet of the function has no free IP address left.'),
  }),
  'subnet-invalid': t => ({
    label: t('subnet does not exist'),
    headline: t('A subnet of the function’s VPC configuration does not exist.'),
  }),
  'security-group-invalid': t => ({
    label: t('security group does not exist'),
    headline: t('A security group of the function’s VPC configuration does not exist.'),
  }),
  'ec2-throttled': t => ({
    label: t('EC2 is throttling'),
    headline: t('EC2 limited the requests that Lambda made to start the function.'),
  }),
  'ec2-denied': t => ({
    label: t('role may not use the network'),
    headline: t('The role of the function may not make network interfaces.'),
  }),
  'ec2-failed': t => ({
    label: t('EC2 failed'),
    headline: t('EC2 failed while Lambda prepared the network of the function.'),
  }),
  'kms-failed': t => ({
    label: t('KMS key not usable'),
    headline: t('Lambda could not decrypt the environment variables of the function.'),
  }),
  'image-unusable': t => ({
    label: t('container image not usable'),
    headline: t('Lambda could not load the container image of the function.'),
  }),
  'role-not-assumable': t => ({
    label: t('role not usable by Lambda'),
    headline: t('Lambda may not assume the role of the function.'),
  }),
  'function-inactive': t => ({
    label: t('function was inactive'),
    headline: t('The function was idle for weeks, and Lambda is preparing it again.'),
  }),
  'function-updating': t => ({
    label: t('function is being updated'),
    headline: t('The function is being created or updated.'),
  }),
  'snapstart-failed': t => ({
    label: t('SnapStart failed'),
    headline: t('SnapStart could not start the function.'),
  }),
  'code-invalid': t => ({
    label: t('code not usable'),
    headline: t('Lambda could not start the function because of its code or runtime.'),
  }),
};
