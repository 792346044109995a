import type { LambdaFunction } from '../core/lambdaFunction';
import type { Connection } from './connection';

/** The IAM action that allows an operation. */
export const actions = {
  ListFunctions: 'lambda:ListFunctions',
  Invoke: 'lambda:InvokeFunction',
  CreateFunction: 'lambda:CreateFunction',
  GetFunctionConfiguration: 'lambda:GetFunctionConfiguration',
  DeleteFunction: 'lambda:DeleteFunction',
  ListTags: 'lambda:ListTags',
  DescribeAccessPoints: 'elasticfilesystem:DescribeAccessPoints',
  DescribeFileSystemPolicy: 'elasticfilesystem:DescribeFileSystemPolicy',
  DescribeFileSystems: 'elasticfilesystem:DescribeFileSystems',
  DescribeMountTargets: 'elasticfilesystem:DescribeMountTargets',
  DescribeMountTargetSecurityGroups: 'elasticfilesystem:DescribeMountTargetSecurityGroups',
  GetAccessPoint: 's3files:GetAccessPoint',
  GetFileSystem: 's3files:GetFileSystem',
  GetFileSystemPolicy: 's3files:GetFileSystemPolicy',
  GetMountTarget: 's3files:GetMountTarget',
  GetSynchronizationConfiguration: 's3files:GetSynchronizationConfiguration',
  ListMountTargets: 's3files:ListMountTargets',
  GetMetricData: 'cloudwatch:GetMetricData',
  DescribeDhcpOptions: 'ec2:DescribeDhcpOptions',
  DescribeNetworkAcls: 'ec2:DescribeNetworkAcls',
  DescribeRouteTables: 'ec2:DescribeRouteTables',
  DescribeSecurityGroupRules: 'ec2:DescribeSecurityGroupRules',
  DescribeSecurityGroups: 'ec2:DescribeSecurityGroups',
  DescribeSubnets: 'ec2:DescribeSubnets',
  DescribeVpcAttribute: 'ec2:DescribeVpcAttribute',
  DescribeVpcs: 'ec2:DescribeVpcs',
} as const;

/** An operation of Lambda, or of a service around a mount. */
export type AwsOperation = keyof typeof actions;

/** What was being done when something was thrown. */
export interface CallContext {
  readonly operation: AwsOperation;
  readonly connection: Connection;
  /** The function that was asked. */
  readonly target?: LambdaFunction;
  /** The function whose configuration the one that is created gets. */
  readonly copied?: LambdaFunction;
  /** Name of the function that the call is about, where it was not asked. */
  readonly functionName?: string;
}

/**
 * Milliseconds after which an Invoke is given up: the function's own timeout, and what a cold start, a mount and the
 * network may take beside it.
 */
export function invokeBoundMs({ timeoutSeconds }: LambdaFunction, graceMs = 15_000): number {
  return timeoutSeconds * 1000 + graceMs;
}
