import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { createHash, randomUUID } from 'node:crypto';
import { DEMO_ACCOUNT, functionArn } from './functionName';
import { ACTIVE, StoredFunction, type FunctionStore } from './functionStore';
import { DEFAULT_REGION } from './inRegion';
import type { FunctionSeed, SeedConfiguration } from './options';

/** A function made from a seed or a CreateFunction request, with the API's defaults for what was left out. */
export function createStoredFunction(seed: FunctionSeed, store: FunctionStore): StoredFunction {
  const { configuration, code, region = DEFAULT_REGION } = seed;
  const { LastUpdateStatus, LastUpdateStatusReason, LastUpdateStatusReasonCode } = configuration;
  const state = {
    ...(configuration.State
      ? {
          State: configuration.State,
          StateReason: configuration.StateReason,
          StateReasonCode: configuration.StateReasonCode,
        }
      : ACTIVE),
    ...(LastUpdateStatus && { LastUpdateStatus, LastUpdateStatusReason, LastUpdateStatusReasonCode }),
  };
  return new StoredFunction(
    region,
    describe(region, configuration, code.kind === 'image' ? new Uint8Array() : code.zip, store),
    code,
    configuration.Tags ?? {},
    state,
  );
}

function describe(
  region: string,
  from: SeedConfiguration,
  code: Uint8Array,
  store: FunctionStore,
): StoredFunction['configuration'] {
  const image = from.PackageType === 'Image';
  return {
    FunctionName: from.FunctionName,
    FunctionArn: functionArn(region, from.FunctionName),
    Runtime: image ? undefined : from.Runtime,
    Role: from.Role ?? `arn:aws:iam::${DEMO_ACCOUNT}:role/${from.FunctionName}`,
    Handler: image ? undefined : from.Handler,
    CodeSize: code.length,
    Description: from.Description ?? '',
    Timeout: from.Timeout ?? 3,
    MemorySize: from.MemorySize ?? 128,
    LastModified: from.LastModified ?? lambdaTime(new Date()),
    CodeSha256: createHash('sha256')
      .update(code)
      .digest(image ? 'hex' : 'base64'),
    Version: '$LATEST',
    VpcConfig: from.VpcConfig && describeVpc(region, from.VpcConfig, store),
    Environment: from.Environment?.Variables && { Variables: from.Environment.Variables },
    TracingConfig: { Mode: from.TracingConfig?.Mode ?? 'PassThrough' },
    RevisionId: randomUUID(),
    FileSystemConfigs: from.FileSystemConfigs?.length ? from.FileSystemConfigs : undefined,
    PackageType: from.PackageType ?? 'Zip',
    Architectures: from.Architectures ?? ['x86_64'],
    EphemeralStorage: from.EphemeralStorage ?? { Size: 512 },
    SnapStart: { ApplyOn: from.SnapStart?.ApplyOn ?? 'None', OptimizationStatus: 'Off' },
    LoggingConfig: { LogFormat: 'Text', LogGroup: `/aws/lambda/${from.FunctionName}` },
  };
}

function describeVpc(
  region: string,
  {
    SubnetIds = [],
    SecurityGroupIds = [],
    VpcId,
    Ipv6AllowedForDualStack = false,
  }: NonNullable<SeedConfiguration['VpcConfig']>,
  store: FunctionStore,
): FunctionConfiguration['VpcConfig'] {
  const first = SubnetIds[0];
  // The service knows which VPC a subnet is in. Here only the functions that exist say so.
  const vpcId =
    VpcId ?? (first === undefined ? '' : (store.vpcOf(region, first) ?? first.replace(/^subnet-/, 'vpc-')));
  return { SubnetIds, SecurityGroupIds, VpcId: vpcId, Ipv6AllowedForDualStack };
}

/** E.g. `2026-11-22T12:55:31.324+0000`, as Lambda spells it. */
function lambdaTime(date: Date): string {
  return date.toISOString().replace('Z', '+0000');
}
