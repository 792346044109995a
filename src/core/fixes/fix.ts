import type { TerraformResource } from './terraformText';
import type { Tree } from './tree';

/** How a fix is written. */
export const fixFormats = ['aws-cli', 'cloudformation', 'terraform'] as const;
export type FixFormat = (typeof fixFormats)[number];

export type FixCode =
  | 'allow-inbound'
  | 'allow-outbound'
  | 'allow-in-network-acl'
  | 'create-mount-targets'
  | 'resolve-names'
  | 'add-file-system-again'
  | 'create-access-point'
  | 'allow-in-role'
  | 'allow-in-file-system-policy'
  | 'allow-bucket-in-role'
  | 'limit-concurrency'
  | 'elastic-throughput'
  | 'more-throughput'
  | 'raise-interface-quota'
  | 'correct-subnets'
  | 'correct-security-groups'
  | 'allow-network-interfaces'
  | 'enable-key'
  | 'renew-role'
  | 'update-image'
  | 'trust-lambda'
  | 'turn-snapstart-off'
  | 'more-ephemeral-storage';

/** What stands in a fix for something that is not known here: a person puts it in. */
export const placeholders = [
  'BUCKET_ARN',
  'CIDR_OF_THE_OTHER_SIDE',
  'FILE_SYSTEM_ID',
  'FUNCTION_SECURITY_GROUP_ID',
  'IMAGE_URI',
  'KEY_ID',
  'MOUNT_TARGET_SECURITY_GROUP_ID',
  'NEW_ACCESS_POINT_ARN',
  'NEW_SUBNET_ID',
  'OTHER_ROLE_ARN',
  'ROLE_ARN',
  'ROLE_NAME',
  'S3_FILES_ROLE_NAME',
  'SUBNET_ID_IN_THAT_ZONE',
  'VPC_ID',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** What to know before a fix is used. */
export type FixNote =
  | 'choose-number'
  | 'creates-directory'
  | 'elastic-price'
  | 'first-policy'
  | 'key-of-bucket'
  | 'leave-out-wrong'
  | 'nothing-between'
  | 'one-in-zone'
  | 'other-data'
  | 'provisioned-price'
  | 'replaces-policy'
  | 'replaces-trust';

/**
 * Something to copy that puts a cause or a finding right, with the ids of the function and its file system. Nothing of
 * it is ever run by us. Texts are untrusted until they are written in a format.
 */
export interface Fix {
  readonly code: FixCode;
  /** Words of commands of the AWS CLI without `aws`, in the order in which they are run. */
  readonly commands: readonly (readonly string[])[];
  /** Resources of a CloudFormation or SAM template, by logical id. Absent where no template can say it. */
  readonly cloudFormation?: Readonly<Record<string, Tree>>;
  readonly terraform?: readonly TerraformResource[];
  /** In which of them the properties belong into resources that are there already. Absent: in none. */
  readonly existing?: readonly FixFormat[];
  readonly notes: readonly FixNote[];
}
