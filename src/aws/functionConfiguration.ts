import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FileSystemConfig, LambdaFunction, Origin } from '../core/lambdaFunction';
import { PROBE_MARKER_VARIABLE } from '../protocol';
import { parseAccessPointArn } from './accessPointArn';

/** `recorded YYYY-MM-DD` or `constructed`: the demo's functions say so of themselves. */
export const ORIGIN_VARIABLE = 'EFS_MOUNT_INSPECTOR_ORIGIN';

/**
 * What we keep of an entry of ListFunctions. Of its environment variables, which hold secrets, only ours are read.
 * Undefined for a function that mounts no file system.
 */
export function toLambdaFunction(from: FunctionConfiguration): LambdaFunction | undefined {
  const arn = from.FunctionArn;
  const fileSystem = from.FileSystemConfigs?.[0];
  if (!arn || !fileSystem) {
    return undefined;
  }
  const [, , , region = '', accountId] = arn.split(':');
  const variables = from.Environment?.Variables ?? {};
  return {
    arn,
    name: from.FunctionName ?? arn.split(':')[6] ?? arn,
    region,
    accountId: accountId || undefined,
    description: from.Description || undefined,
    runtime: from.Runtime,
    handler: from.Handler,
    packageType: from.PackageType === 'Image' ? 'Image' : 'Zip',
    architecture: from.Architectures?.[0] ?? 'x86_64',
    memoryMb: from.MemorySize ?? 128,
    timeoutSeconds: from.Timeout ?? 3,
    role: from.Role,
    vpcId: from.VpcConfig?.VpcId || undefined,
    subnetIds: from.VpcConfig?.SubnetIds ?? [],
    securityGroupIds: from.VpcConfig?.SecurityGroupIds ?? [],
    fileSystem: toFileSystemConfig(fileSystem.Arn ?? '', fileSystem.LocalMountPath ?? ''),
    codeSha256: from.CodeSha256,
    lastModified: from.LastModified,
    snapStart: from.SnapStart?.ApplyOn === 'PublishedVersions',
    declaresProbe: (variables[PROBE_MARKER_VARIABLE] ?? '') !== '',
    origin: toOrigin(variables[ORIGIN_VARIABLE]),
  };
}

function toFileSystemConfig(arn: string, localMountPath: string): FileSystemConfig {
  const { kind, accessPointId, fileSystemId } = parseAccessPointArn(arn);
  return { kind, arn, localMountPath, accessPointId, fileSystemId };
}

function toOrigin(declared: string | undefined): Origin {
  const recorded = /^recorded (\d{4}-\d{2}-\d{2})$/.exec(declared ?? '');
  if (recorded?.[1]) {
    return { kind: 'recorded', on: recorded[1] };
  }
  return { kind: declared === 'constructed' ? 'constructed' : 'live' };
}
