import type { FileSystemKind, LambdaFunction } from '../capture';
import type { Translate } from '../localize';
import {
  accountOfAccessPoint,
  type CauseCode,
  type FactName,
  type FailureCause,
  type FailureCode,
  type MountFailure,
} from '../mountFailure';
import { visible } from '../visibleText';
import { nameKind } from './fileSystem';

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

export function describeFailure(failure: MountFailure, t: Translate): FailureWords {
  const names = namesOf(failure.function, t);
  const { label, headline } = headlines[failure.code](t, names);
  return {
    label,
    headline,
    causes: failure.causes.map(({ code, standing }) => {
      const [title, check] = causes[code](t, names);
      return { code, standing, title, check };
    }),
    facts: failure.facts.flatMap(fact => {
      const { name, values } = facts[fact](t, failure.function);
      return values.length === 0 ? [] : [{ name, values: values.map(visible) }];
    }),
  };
}

/** How certain a cause is, for the place beside its title. Where it is only likely, its place in the order says so. */
export function describeStanding(standing: FailureCause['standing'], t: Translate): string | undefined {
  switch (standing) {
    case 'certain':
      return t('This is the cause');
    case 'likely':
      return undefined;
    case 'ruled-out':
      return t('Ruled out');
  }
}

/** What sentences name, as it is shown. */
interface Names {
  readonly function: string;
  /** `EFS`, `S3 Files` or `the file system`. */
  readonly service: string;
  readonly role: string;
  readonly vpc: string;
  readonly subnets: string;
  readonly groups: string;
  readonly accessPoint: string;
  readonly kind: FileSystemKind;
  readonly timeoutSeconds: number;
  readonly account: string;
  readonly otherAccount: string;
}

function namesOf(target: LambdaFunction, t: Translate): Names {
  const { accountId, fileSystem, role, securityGroupIds, subnetIds, vpcId } = target;
  const list = (values: readonly string[]) => values.map(visible).join(', ') || '–';
  return {
    function: visible(target.name),
    service: nameKind(fileSystem.kind, t),
    role: visible(role?.split(':role/')[1] ?? role ?? '–'),
    vpc: visible(vpcId ?? '–'),
    subnets: list(subnetIds),
    groups: list(securityGroupIds),
    accessPoint: visible(fileSystem.accessPointId ?? fileSystem.arn),
    kind: fileSystem.kind,
    timeoutSeconds: target.timeoutSeconds,
    account: visible(accountId ?? '–'),
    otherAccount: visible(accountOfAccessPoint(target) ?? '–'),
  };
}

const facts: Readonly<
  Record<FactName, (t: Translate, target: LambdaFunction) => { name: string; values: readonly string[] }>
> = {
  role: (t, { role }) => ({ name: t('Role'), values: role === undefined ? [] : [role] }),
  vpc: (t, { vpcId }) => ({ name: t('VPC'), values: vpcId === undefined ? [] : [vpcId] }),
  subnets: (t, { subnetIds }) => ({ name: t('Subnets'), values: subnetIds }),
  securityGroups: (t, { securityGroupIds }) => ({ name: t('Security groups'), values: securityGroupIds }),
  accessPoint: (t, { fileSystem }) => ({ name: t('Access point'), values: [fileSystem.arn] }),
  timeout: (t, { timeoutSeconds }) => ({ name: t('Time-out'), values: [t('{0} s', timeoutSeconds)] }),
};

type Headline = (t: Translate, names: Names) => { readonly label: string; readonly headline: string };

const notReached: Headline = (t, { service }) => ({
  label: t('mount target not reached'),
  headline: t('Lambda could not reach {0} over the network of this function.', service),
});
const refused: Headline = (t, { service }) => ({
  label: t('mount refused'),
  headline: t('{0} was reached but refused the mount.', service),
});
const timedOut: Headline = (t, { service }) => ({
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

/** Title, and what to check. */
type Cause = (t: Translate, names: Names) => readonly [title: string, check: string];

const causes: Readonly<Record<CauseCode, Cause>> = {
  'mount-target-inbound': (t, { groups }) => [
    t('The security group of the mount targets does not let the function in.'),
    t('It needs an inbound rule for TCP 2049 from {0}.', groups),
  ],
  'function-outbound': (t, { groups }) => [
    t('The security group of the function does not let NFS out.'),
    t('{0} needs an outbound rule for TCP 2049 to the security group of the mount targets.', groups),
  ],
  'mount-target-missing': (t, { subnets, service }) => [
    t('A zone of the function’s subnets has no mount target.'),
    t(
      'The {0} file system needs a mount target in the zone of each of these subnets: {1}.',
      service,
      subnets,
    ),
  ],
  'mount-target-not-available': (t, { subnets }) => [
    t('A mount target is new, and not available yet.'),
    t(
      'The mount targets in the zones of {0} must be in the state “available”. Their names take another 90 seconds to be known.',
      subnets,
    ),
  ],
  'other-network': (t, { subnets, vpc }) => [
    t('The way between the networks is not open.'),
    t(
      'The network ACLs and route tables of {0} must let TCP 2049 and its answers pass. Mount targets in another VPC than {1} need VPC peering or a transit gateway.',
      subnets,
      vpc,
    ),
  ],
  'network-changed': t => [
    t('The network of the function was changed after the file system was added.'),
    t('Remove the file system from the function’s configuration and add it again.'),
  ],
  'root-directory-missing': (t, { accessPoint, kind }) => [
    t('The root directory of the access point does not exist.'),
    kind === 's3files'
      ? t('{0} creates it only if it has CreationPermissions with owner, group and permissions.', accessPoint)
      : t('{0} creates it only if it has CreationInfo with owner, group and permissions.', accessPoint),
  ],
  'role-denied': (t, { kind, role }) =>
    kind === 's3files'
      ? [
          t('The role of the function may not mount the file system.'),
          t('{0} needs s3files:ClientMount, and s3files:ClientWrite to write.', role),
        ]
      : [
          t('The policy of the file system does not let the function’s role mount it.'),
          t(
            'Only where the file system has a policy: {0} needs elasticfilesystem:ClientMount, and elasticfilesystem:ClientWrite to write. For user 0 it needs elasticfilesystem:ClientRootAccess, too.',
            role,
          ),
        ],
  'access-point-unavailable': (t, { accessPoint }) => [
    t('The access point or its file system was deleted, or is not available yet.'),
    t('{0} and its file system must exist in this region, in the state “available”.', accessPoint),
  ],
  'execute-permission': (t, { accessPoint }) => [
    t('The access point’s user may not enter its root directory.'),
    t(
      'The user of {0} needs the execute permission on its root directory. CreationInfo does not change a directory that exists.',
      accessPoint,
    ),
  ],
  'other-account': (t, { account, otherAccount }) => [
    t('The access point is in another account.'),
    t(
      'S3 Files are mounted within one account only: the function is in {0}, the access point in {1}.',
      account,
      otherAccount,
    ),
  ],
  'many-connections': t => [
    t('Many execution environments connected at the same time.'),
    t(
      'A file system takes 3,000 new connections at once and 500 a minute after that, 25,000 in all. Try again in a moment; if it stays, limit the concurrency of the functions that mount it.',
    ),
  ],
  'throughput-exhausted': (t, { accessPoint }) => [
    t('The throughput of the file system is used up.'),
    t(
      'For the file system of {0}, look in CloudWatch at BurstCreditBalance (falling to 0) and PercentIOLimit (near 100 %). Elastic throughput has no credits that could end.',
      accessPoint,
    ),
  ],
  'hung-call': (t, { timeoutSeconds }) => [
    t('A file-system call did not return before the function’s time-out.'),
    t(
      'The time-out is {0} s. Calls on a hard mount wait until the file system answers: look in the log for invocations that timed out, and whether a mount target or security group was changed then.',
      timeoutSeconds,
    ),
  ],
  'interface-in-preparation': t => [
    t('A new pair of subnets and security groups takes a minute or more.'),
    t('Wait a minute and try again.'),
  ],
  'interface-quota': (t, { vpc }) => [
    t('The quota of network interfaces is used up.'),
    t(
      'In {0}, remove network interfaces that nobody uses, or ask for a higher quota in Service Quotas. Functions with the same subnets and security groups share theirs.',
      vpc,
    ),
  ],
  'addresses-used-up': (t, { subnets }) => [
    t('All IP addresses of a subnet are in use.'),
    t('Free addresses in {0}, or give the function further subnets.', subnets),
  ],
  'subnet-deleted': (t, { subnets }) => [
    t('The subnet was deleted, or belongs to another account.'),
    t('One of these does not exist: {0}. Correct the VPC configuration of the function.', subnets),
  ],
  'security-group-deleted': (t, { groups, vpc }) => [
    t('The security group was deleted, or belongs to another VPC.'),
    t('One of these does not exist in {1}: {0}. Correct the VPC configuration of the function.', groups, vpc),
  ],
  'ec2-busy': t => [
    t('Many functions or instances are starting in this account.'),
    t('Wait a minute and try again.'),
  ],
  'role-lacks-network-permissions': (t, { role }) => [
    t('The role lacks the permissions for a function in a VPC.'),
    t('Attach the managed policy AWSLambdaVPCAccessExecutionRole to {0}.', role),
  ],
  'ec2-trouble': (t, { vpc }) => [
    t('EC2 refused or failed for a reason of its own.'),
    t('Lambda’s own words say which. Check quotas and the state of {0}, then try again.', vpc),
  ],
  'key-unusable': (t, { role }) => [
    t('The KMS key is disabled or deleted, or the role may not use it.'),
    t('The key of the function’s configuration must be enabled, and {0} needs kms:Decrypt on it.', role),
  ],
  'image-unusable': t => [
    t('The image was deleted from its repository, or Lambda may not read it.'),
    t(
      'The repository must still hold the image of the function’s configuration, and its policy must let Lambda read it. Then update the function’s code.',
    ),
  ],
  'role-trust': (t, { role }) => [
    t('The role was deleted, or does not trust Lambda.'),
    t('{0} must exist, and its trust policy must allow lambda.amazonaws.com to assume it.', role),
  ],
  idle: t => [
    t('Lambda gives up the network of functions that nobody invokes.'),
    t('The attempt has woken it. Wait a minute and inspect again.'),
  ],
  'update-in-progress': t => [
    t('Lambda is preparing a new configuration or new code.'),
    t('Wait until that has ended and inspect again.'),
  ],
  'snapstart-with-file-system': (t, { function: name }) => [
    t('SnapStart does not support file systems.'),
    t('Turn SnapStart off for {0}, or remove its file system.', name),
  ],
  'code-unusable': t => [
    t('The code package is damaged, or its runtime is not supported any more.'),
    t('Deploy the function again with a runtime that Lambda supports.'),
  ],
};
