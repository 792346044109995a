import type { ProbeWay } from '../core/capture/capture';
import type { FileSystemKind, LambdaFunction } from '../core/lambdaFunction';
import { TEMPORARY_PREFIX } from './temporary/temporaryFunction';

interface Statement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** An IAM policy, as its JSON. */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** Listing has no resource: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html */
const discover: Statement = {
  Sid: 'FindFunctions',
  Effect: 'Allow',
  Action: ['lambda:ListFunctions'],
  Resource: '*',
};

/** Without it, everything works but the explanation of mount failures, which is then less certain. */
const explain: Statement = {
  Sid: 'OptionalExplainMountFailures',
  Effect: 'Allow',
  Action: [
    'elasticfilesystem:DescribeAccessPoints',
    'elasticfilesystem:DescribeFileSystemPolicy',
    'elasticfilesystem:DescribeFileSystems',
    'elasticfilesystem:DescribeMountTargets',
    'elasticfilesystem:DescribeMountTargetSecurityGroups',
  ],
  Resource: '*',
};

/** Without it, or without some of it, less of the path of a mount is proved open or closed. */
const explainNetwork: Statement = {
  Sid: 'OptionalExplainNetwork',
  Effect: 'Allow',
  Action: [
    'ec2:DescribeDhcpOptions',
    'ec2:DescribeNetworkAcls',
    'ec2:DescribeRouteTables',
    'ec2:DescribeSecurityGroupRules',
    'ec2:DescribeSecurityGroups',
    'ec2:DescribeSubnets',
    'ec2:DescribeVpcAttribute',
    'ec2:DescribeVpcs',
  ],
  Resource: '*',
};

/** The same of S3 Files. */
const explainS3Files: Statement = {
  ...explain,
  Action: [
    's3files:GetAccessPoint',
    's3files:GetFileSystem',
    's3files:GetFileSystemPolicy',
    's3files:GetMountTarget',
    's3files:GetSynchronizationConfiguration',
    's3files:ListMountTargets',
  ],
};

/** Without it, nobody tells whether credits, I/O limit or throughput are used up. It is paid, and asked for by hand. */
const metrics: Statement = {
  Sid: 'OptionalReadMetrics',
  Effect: 'Allow',
  Action: ['cloudwatch:GetMetricData'],
  Resource: '*',
};

const optionalOf: Readonly<Record<FileSystemKind, readonly Statement[]>> = {
  efs: [explain, metrics],
  s3files: [explainS3Files, metrics],
  unknown: [],
};

/**
 * The least that a user needs to inspect this function in this way. With a function's own ARN and role, no other
 * function can be invoked and no other role passed.
 */
export function iamPolicy(way: ProbeWay, target: LambdaFunction): IamPolicy {
  const statements = way === 'temporary-probe' ? temporaryProbe(target) : [invoke(target), look(target)];
  return {
    Version: '2012-10-17',
    Statement: [discover, ...statements, ...optionalOf[target.fileSystem.kind], explainNetwork],
  };
}

function invoke({ arn }: LambdaFunction): Statement {
  return { Sid: 'InvokeProbe', Effect: 'Allow', Action: ['lambda:InvokeFunction'], Resource: arn };
}

/**
 * Without it, a function that was seen more than three minutes ago is invoked only when a person says so, and one that
 * was idle for weeks, or is being updated, is not waited for.
 */
function look({ arn }: LambdaFunction): Statement {
  return {
    Sid: 'OptionalLookAtFunction',
    Effect: 'Allow',
    Action: ['lambda:GetFunctionConfiguration'],
    Resource: arn,
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html and …/configuration-filesystem.html */
function temporaryProbe({ arn, fileSystem, role }: LambdaFunction): readonly Statement[] {
  const probes = `${arn.split(':').slice(0, 6).join(':')}:${TEMPORARY_PREFIX}*`;
  return [
    {
      Sid: 'CreateAndDeleteTemporaryProbes',
      Effect: 'Allow',
      Action: [
        'lambda:CreateFunction',
        'lambda:TagResource',
        'lambda:ListTags',
        'lambda:GetFunctionConfiguration',
        'lambda:InvokeFunction',
        'lambda:DeleteFunction',
      ],
      Resource: probes,
    },
    {
      Sid: 'GiveItTheRoleOfTheFunction',
      Effect: 'Allow',
      Action: ['iam:PassRole'],
      Resource: role ?? '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
    {
      Sid: 'GiveItTheNetworkOfTheFunction',
      Effect: 'Allow',
      Action: ['ec2:DescribeSecurityGroups', 'ec2:DescribeSubnets', 'ec2:DescribeVpcs'],
      Resource: '*',
    },
    ...(fileSystem.kind === 'efs'
      ? [
          {
            Sid: 'GiveItTheMountOfTheFunction',
            Effect: 'Allow' as const,
            Action: ['elasticfilesystem:DescribeMountTargets'],
            Resource: '*',
          },
        ]
      : []),
  ];
}
