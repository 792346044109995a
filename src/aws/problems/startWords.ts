import type { Translate } from '../../core/translate';

/** Why Lambda could not start the function, and what to do. */
export const startWords = {
  'efs-mount-connectivity': (t: Translate, p: MountParams) =>
    t(
      'Lambda could not reach the EFS mount target for {0} ({1}, {2}). Check that TCP 2049 is open from the function’s security group to the mount target’s in both, and that a mount target exists in every zone of the function’s subnets.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'efs-mount-failure': (t: Translate, p: MountParams) =>
    t(
      'EFS refused the mount for {0} ({1}, {2}). Check that the access point and its root directory exist, and that the file system’s policy lets the function’s role mount it.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'efs-mount-timeout': (t: Translate, p: MountParams) =>
    t(
      'EFS was reached but the mount for {0} ({1}, {2}) took too long. Try again in a moment; if it stays, check the file system’s throughput and how many functions start at once.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'efs-io': (t: Translate, p: StartParams) =>
    t(
      'Lambda stopped the instance of {0} because an earlier invocation was stuck in I/O on the file system. The throughput of the file system may be used up: check its burst credits and throughput mode.',
      p.function,
    ),
  's3files-mount-connectivity': (t: Translate, p: MountParams) =>
    t(
      'Lambda could not reach the S3 Files mount target for {0} ({1}, {2}). Check that TCP 2049 is open from the function’s security group to the mount target’s in both, and that a mount target exists in every zone of the function’s subnets.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  's3files-mount-failure': (t: Translate, p: MountParams) =>
    t(
      'S3 Files refused the mount for {0} ({1}, {2}). Check that the access point is available and that the function’s role has s3files:ClientMount.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  's3files-mount-timeout': (t: Translate, p: MountParams) =>
    t(
      'S3 Files was reached but the mount for {0} ({1}, {2}) took too long. Try again in a moment.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'mount-targets-missing': (t: Translate, p: StartParams) =>
    t(
      'Lambda refused {0}, because a zone of its subnets has no mount target. Create one there: {1}',
      p.function,
      p.reason,
    ),
  'mount-targets-not-available': (t: Translate, p: StartParams) =>
    t(
      'Lambda refused {0}, because a mount target is not available yet. Wait some minutes and inspect again: {1}',
      p.function,
      p.reason,
    ),
  'network-interface-not-ready': (t: Translate, p: StartParams) =>
    t('The network interface of {0} is not ready yet. Wait a minute and try again.', p.function),
  'network-interface-limit': (t: Translate, p: StartParams) =>
    t(
      'Lambda could not make a network interface for {0}: the VPC has reached its limit. Ask for a higher quota of network interfaces or remove unused ones.',
      p.function,
    ),
  'subnet-addresses-exhausted': (t: Translate, p: StartParams & { subnets: string }) =>
    t(
      'Lambda could not start {0}: a subnet has no free IP address left ({1}). Free some or add subnets.',
      p.function,
      p.subnets,
    ),
  'subnet-invalid': (t: Translate, p: StartParams & { subnets: string }) =>
    t(
      'Lambda could not start {0}: a subnet of its VPC configuration does not exist ({1}). Correct the configuration.',
      p.function,
      p.subnets,
    ),
  'security-group-invalid': (t: Translate, p: StartParams & { groups: string }) =>
    t(
      'Lambda could not start {0}: a security group of its VPC configuration does not exist ({1}). Correct the configuration.',
      p.function,
      p.groups,
    ),
  'ec2-throttled': (t: Translate, p: StartParams) =>
    t(
      'EC2 is limiting the requests that Lambda makes to start {0}. Wait a minute and try again.',
      p.function,
    ),
  'ec2-denied': (t: Translate, p: RoleParams) =>
    p.way === 'temporary-probe'
      ? t(
          'The role of {0} ({1}) does not let Lambda make network interfaces for a temporary probe. If its policies are for {0} only (lambda:SourceFunctionArn), deploy the probe with a role of its own with “Copy Probe Template”. If not, attach the managed policy AWSLambdaVPCAccessExecutionRole.',
          p.function,
          p.role,
        )
      : t(
          'The role of {0} may not make network interfaces ({1}). Attach AWSLambdaVPCAccessExecutionRole to it.',
          p.function,
          p.role,
        ),
  'ec2-failed': (t: Translate, p: StartParams) =>
    t('EC2 failed while Lambda started {0}: {1}', p.function, p.reason),
  'kms-failed': (t: Translate, p: StartParams) =>
    t(
      'Lambda could not decrypt the environment variables of {0}: {1} Check the state of the KMS key and the role’s kms:Decrypt.',
      p.function,
      p.reason,
    ),
  'image-unusable': (t: Translate, p: StartParams) =>
    t('Lambda could not load the container image of {0}: {1}', p.function, p.reason),
  'role-not-assumable': (t: Translate, p: RoleParams) =>
    p.way === 'temporary-probe'
      ? t(
          'Lambda may not assume the role of {0} ({1}) for a temporary probe. If its trust policy is for {0} only (aws:SourceArn), deploy the probe with a role of its own with “Copy Probe Template”. If not, check that the role exists and trusts lambda.amazonaws.com.',
          p.function,
          p.role,
        )
      : t(
          'Lambda may not assume the role of {0} ({1}). Check that the role exists and trusts lambda.amazonaws.com.',
          p.function,
          p.role,
        ),
  'function-inactive': (t: Translate, p: StartParams) =>
    t(
      '{0} was idle for weeks and Lambda is activating it again. Wait a minute and inspect again.',
      p.function,
    ),
  'function-updating': (t: Translate, p: StartParams) =>
    t(
      '{0} is being created or updated: {1} Wait until that has ended and inspect again.',
      p.function,
      p.reason,
    ),
  'snapstart-failed': (t: Translate, p: StartParams) =>
    t('SnapStart could not start {0}: {1}', p.function, p.reason),
  'code-invalid': (t: Translate, p: StartParams) =>
    t('Lambda could not start {0} because of its code or runtime: {1}', p.function, p.reason),
};

interface StartParams {
  function: string;
  /** In Lambda's words. */
  reason: string;
  [key: string]: string;
}

/** `way` is `temporary-probe` where it was such a one, with the role of the function, that failed. */
interface RoleParams extends StartParams {
  role: string;
}

interface MountParams extends StartParams {
  accessPoint: string;
  path: string;
}
