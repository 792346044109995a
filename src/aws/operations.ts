import type { LambdaFunction } from '../core/lambdaFunction';
import type { Connection } from './connection';

/** An operation of Lambda or EFS. */
export type AwsOperation =
  | 'ListFunctions'
  | 'Invoke'
  | 'CreateFunction'
  | 'GetFunctionConfiguration'
  | 'DeleteFunction'
  | 'ListTags'
  | 'DescribeAccessPoints'
  | 'DescribeFileSystemPolicy'
  | 'DescribeFileSystems'
  | 'DescribeMountTargets'
  | 'DescribeMountTargetSecurityGroups';

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

/** The IAM action that allows an operation. */
export const actions: Record<AwsOperation, string> = {
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
};

/**
 * Milliseconds after which an Invoke is given up: the function's own timeout, and what a cold start, a mount and the
 * network may take beside it.
 */
export function invokeBoundMs({ timeoutSeconds }: LambdaFunction, graceMs = 15_000): number {
  return timeoutSeconds * 1000 + graceMs;
}
