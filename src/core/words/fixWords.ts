import {
  placeholders,
  type Fix,
  type FixCode,
  type FixFormat,
  type FixNote,
  type Placeholder,
} from '../fixes/fix';
import type { Translate } from '../translate';

/** What a fix does, as a command: `Let the function in`. */
export function describeFix({ code }: Fix, t: Translate): string {
  return titles[code](t);
}

export function nameFormat(format: FixFormat, t: Translate): string {
  switch (format) {
    case 'aws-cli':
      return t('AWS CLI');
    case 'cloudformation':
      return t('CloudFormation');
    case 'terraform':
      return t('Terraform');
  }
}

/** What a person has to know and to put in before a text of the fix is used, a sentence each. */
export function explainFix(fix: Fix, format: FixFormat, text: string, t: Translate): readonly string[] {
  return [
    ...(fix.existing?.includes(format) ? [t('Put these properties into the resources that you have.')] : []),
    ...fix.notes.map(note => notes[note](t)),
    ...placeholders
      .filter(name => new RegExp(`\\b${name}\\b`).test(text))
      .map(name => t('Replace {0}: {1}', name, meanings[name](t))),
  ];
}

const titles: Readonly<Record<FixCode, (t: Translate) => string>> = {
  'allow-inbound': t => t('Let the function in at the mount targets'),
  'allow-outbound': t => t('Let NFS out of the function'),
  'allow-in-network-acl': t => t('Let NFS through the network ACL'),
  'create-mount-targets': t => t('Create mount targets'),
  'resolve-names': t => t('Turn on DNS in the VPC'),
  'add-file-system-again': t => t('Remove the file system and add it again'),
  'create-access-point': t => t('Create an access point that makes its directory'),
  'allow-in-role': t => t('Allow it in the role'),
  'allow-in-file-system-policy': t => t('Allow it in the policy of the file system'),
  'allow-bucket-in-role': t => t('Allow the bucket in the role of S3 Files'),
  'limit-concurrency': t => t('Limit the concurrency'),
  'elastic-throughput': t => t('Change to elastic throughput'),
  'more-throughput': t => t('Provision more throughput'),
  'raise-interface-quota': t => t('Ask for a higher quota'),
  'correct-subnets': t => t('Correct the subnets'),
  'correct-security-groups': t => t('Correct the security groups'),
  'allow-network-interfaces': t => t('Attach the managed policy'),
  'enable-key': t => t('Enable the key'),
  'renew-role': t => t('Renew the role’s grant'),
  'update-image': t => t('Update the image'),
  'trust-lambda': t => t('Trust Lambda'),
  'turn-snapstart-off': t => t('Turn SnapStart off'),
  'more-ephemeral-storage': t => t('Give more ephemeral storage'),
};

const notes: Readonly<Record<FixNote, (t: Translate) => string>> = {
  'choose-number': t => t('The number is an example: choose yours.'),
  'creates-directory': t =>
    t('A directory that exists keeps its owner and its mode. Give your function the new access point.'),
  'elastic-price': t =>
    t('Elastic throughput is paid for by what is read and written. It can be changed back after 24 hours.'),
  'first-policy': t =>
    t('Where the file system has no policy yet, this one shuts out all clients that it does not name.'),
  'key-of-bucket': t =>
    t(
      'Where the bucket is encrypted with a KMS key of yours, the role needs kms:Decrypt and kms:GenerateDataKey on it, too.',
    ),
  'leave-out-wrong': t => t('Leave out the one that does not exist.'),
  'nothing-between': t => t('In between, the function has no file system.'),
  'one-in-zone': t => t('A zone takes one mount target: leave out subnets in a zone that has one.'),
  'other-data': t => t('Choose the directory that holds your data.'),
  'provisioned-price': t => t('Provisioned throughput is paid for by the hour, used or not.'),
  'replaces-policy': t => t('It replaces the whole policy: add the statements that are to stay.'),
  'replaces-trust': t => t('It replaces the whole trust policy: add the statements that are to stay.'),
};

const meanings: Readonly<Record<Placeholder, (t: Translate) => string>> = {
  BUCKET_ARN: t => t('ARN of the bucket'),
  CIDR_OF_THE_OTHER_SIDE: t => t('CIDR of the subnets on the other side'),
  FILE_SYSTEM_ID: t => t('id of the file system'),
  FUNCTION_SECURITY_GROUP_ID: t => t('security group of the function'),
  IMAGE_URI: t => t('URI of an image in Amazon ECR'),
  KEY_ID: t => t('id of the KMS key'),
  MOUNT_TARGET_SECURITY_GROUP_ID: t => t('security group of the mount targets'),
  NEW_ACCESS_POINT_ARN: t => t('AccessPointArn in the answer of the first command'),
  NEW_SUBNET_ID: t => t('a further subnet of the same VPC'),
  OTHER_ROLE_ARN: t => t('another role that Lambda may assume'),
  ROLE_ARN: t => t('ARN of the function’s role'),
  ROLE_NAME: t => t('name of the function’s role'),
  S3_FILES_ROLE_NAME: t => t('name of the role of S3 Files'),
  SUBNET_ID_IN_THAT_ZONE: t => t('a subnet in the zone that lacks a mount target'),
  VPC_ID: t => t('VPC of the function'),
};
