import { readingValue } from '../mount/reading';
import type { Fix } from './fix';
import { fileSystemArn, fileSystemId, isS3Files, partition, roleName, type FixContext } from './fixContext';
import { jsonencode } from './terraformText';
import type { Tree } from './tree';

const POLICY_VERSION = '2012-10-17';

/** What the role of the function needs to mount, in a policy of its own. */
export function allowInRole(context: FixContext): Fix {
  const role = roleName(context);
  const name = 'MountFileSystem';
  const document = policyOf({
    ...mounting(context),
    Resource: fileSystemArn(context),
    ...onAccessPoint(context),
  });
  return rolePolicy('allow-in-role', { role, name, resource: 'mount_file_system' }, document);
}

/** A policy of its own in a role. @param named `resource`: its name in Terraform */
function rolePolicy(
  code: Fix['code'],
  { role, name, resource }: { readonly role: string; readonly name: string; readonly resource: string },
  document: { readonly [key: string]: Tree },
  notes: Fix['notes'] = [],
): Fix {
  return {
    code,
    commands: [
      [
        ...['iam', 'put-role-policy', '--role-name', role, '--policy-name', name],
        ...['--policy-document', JSON.stringify(document)],
      ],
    ],
    cloudFormation: {
      [name]: {
        Type: 'AWS::IAM::RolePolicy',
        Properties: { RoleName: role, PolicyName: name, PolicyDocument: document },
      },
    },
    terraform: [
      { type: 'aws_iam_role_policy', name: resource, body: { role, name, policy: jsonencode(document) } },
    ],
    notes,
  };
}

/**
 * The same in the policy of the file system: the only way for a role of another account. Undefined where EFS asks no
 * IAM, because there a first policy would shut out every other client.
 */
export function allowInFileSystemPolicy(context: FixContext): Fix | undefined {
  const isAsked = asksIam(context);
  if (isAsked === false) {
    return undefined;
  }
  const id = fileSystemId(context);
  const principal = { Principal: { AWS: context.target.role ?? 'ROLE_ARN' } };
  const document = policyOf({
    ...principal,
    ...mounting(context),
    Resource: fileSystemArn(context),
    ...onAccessPoint(context),
  });
  const isS3 = isS3Files(context);
  return {
    code: 'allow-in-file-system-policy',
    commands: [
      [
        ...[isS3 ? 's3files' : 'efs', 'put-file-system-policy', '--file-system-id', id],
        ...['--policy', JSON.stringify(document)],
      ],
    ],
    cloudFormation: isS3
      ? {
          FileSystemPolicy: {
            Type: 'AWS::S3Files::FileSystemPolicy',
            Properties: { FileSystemId: id, Policy: document },
          },
        }
      : { FileSystem: { Type: 'AWS::EFS::FileSystem', Properties: { FileSystemPolicy: document } } },
    existing: isS3 ? [] : ['cloudformation'],
    terraform: [
      {
        type: isS3 ? 'aws_s3files_file_system_policy' : 'aws_efs_file_system_policy',
        name: 'lambda',
        body: { file_system_id: id, policy: jsonencode(document) },
      },
    ],
    notes: isAsked === undefined ? ['replaces-policy', 'first-policy'] : ['replaces-policy'],
  };
}

/**
 * S3 Files always, EFS only where the file system has a policy. Undefined where that was not read.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export function asksIam(context: FixContext): boolean | undefined {
  return isS3Files(context) || readingValue(context.setup?.policy);
}

/**
 * What S3 Files need of the bucket, in the role that the file system has.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-prereq-policies.html
 */
export function allowBucketInRole(context: FixContext): Fix {
  const bucket = readingValue(context.setup?.fileSystem)?.bucket;
  const arn = bucket?.arn ?? 'BUCKET_ARN';
  const role = bucket?.role?.split('/').at(-1) ?? 'S3_FILES_ROLE_NAME';
  const name = 'SynchronizeBucket';
  const actions = ['AbortMultipartUpload', 'DeleteObject*', 'GetObject*', 'List*', 'PutObject*'];
  const document = policyOf({
    Action: actions.map(action => `s3:${action}`),
    Resource: [arn, `${arn}/*`],
  });
  return rolePolicy('allow-bucket-in-role', { role, name, resource: 'synchronize_bucket' }, document, [
    'key-of-bucket',
  ]);
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html */
export function allowNetworkInterfaces(context: FixContext): Fix {
  const role = roleName(context);
  const policy = `arn:${partition(context)}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole`;
  return {
    code: 'allow-network-interfaces',
    commands: [['iam', 'attach-role-policy', '--role-name', role, '--policy-arn', policy]],
    cloudFormation: { Role: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [policy] } } },
    existing: ['cloudformation'],
    terraform: [
      { type: 'aws_iam_role_policy_attachment', name: 'vpc_access', body: { role, policy_arn: policy } },
    ],
    notes: [],
  };
}

export function trustLambda(context: FixContext): Fix {
  const role = roleName(context);
  const document = policyOf({ Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
  return {
    code: 'trust-lambda',
    commands: [
      [
        ...['iam', 'update-assume-role-policy', '--role-name', role],
        ...['--policy-document', JSON.stringify(document)],
      ],
    ],
    cloudFormation: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: document } } },
    terraform: [
      {
        type: 'aws_iam_role',
        name: 'lambda',
        body: { name: role, assume_role_policy: jsonencode(document) },
      },
    ],
    existing: ['cloudformation', 'terraform'],
    notes: ['replaces-trust'],
  };
}

function policyOf(statement: { readonly [key: string]: Tree }): { readonly [key: string]: Tree } {
  return { Version: POLICY_VERSION, Statement: [{ Effect: 'Allow', ...statement }] };
}

/**
 * Mounting and writing. Where the access point makes every client user 0, also what keeps that user from being
 * squashed. https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function mounting(context: FixContext): { readonly Action: readonly string[] } {
  const service = isS3Files(context) ? 's3files' : 'elasticfilesystem';
  const isRoot = readingValue(context.setup?.accessPoint)?.posixUser?.uid === 0;
  const actions = ['ClientMount', 'ClientWrite', ...(isRoot ? ['ClientRootAccess'] : [])];
  return { Action: actions.map(action => `${service}:${action}`) };
}

/** Only through this access point. */
function onAccessPoint(context: FixContext): { readonly [key: string]: Tree } {
  const key = isS3Files(context) ? 's3files:AccessPointArn' : 'elasticfilesystem:AccessPointArn';
  return { Condition: { StringEquals: { [key]: context.target.fileSystem.arn } } };
}
