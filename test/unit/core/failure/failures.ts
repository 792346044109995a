import type { FailureCode } from '../../../../src/core/failure/startFailures';

/** Everything that is known to keep Lambda from starting a function that mounts a file system. */
export const failures = [
  'efs-mount-connectivity',
  'efs-mount-failure',
  'efs-mount-timeout',
  'efs-io',
  's3files-mount-connectivity',
  's3files-mount-failure',
  's3files-mount-timeout',
  'mount-targets-missing',
  'mount-targets-not-available',
  'network-interface-not-ready',
  'network-interface-limit',
  'subnet-addresses-exhausted',
  'subnet-invalid',
  'security-group-invalid',
  'ec2-throttled',
  'ec2-denied',
  'ec2-failed',
  'kms-failed',
  'image-unusable',
  'role-not-assumable',
  'function-inactive',
  'function-updating',
  'snapstart-failed',
  'code-invalid',
] as const satisfies readonly FailureCode[];
