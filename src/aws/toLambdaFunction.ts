import { own } from '../core/guards';
import type {
  EnvironmentError,
  FileSystemConfig as ConfiguredFileSystem,
  FunctionConfiguration,
} from '@aws-sdk/client-lambda';
import type { FileSystemConfig, LambdaFunction, Origin } from '../core/lambdaFunction';
import { PROBE_MARKER_VALUE, PROBE_MARKER_VARIABLE } from '../protocol';
import { parseAccessPointArn } from './accessPointArn';

/** `recorded YYYY-MM-DD` or `constructed`: the demo's functions say so of themselves. */
const ORIGIN_VARIABLE = 'EFS_MOUNT_INSPECTOR_ORIGIN';

/**
 * What we keep of an entry of ListFunctions. Of its environment variables, which hold secrets, only ours are read.
 * Undefined for a function that mounts no file system.
 */
export function toLambdaFunction(from: FunctionConfiguration): LambdaFunction | undefined {
  const arn = textOf(from.FunctionArn);
  const fileSystem = from.FileSystemConfigs?.[0];
  if (!arn || !fileSystem) {
    return undefined;
  }
  const [, , , region = '', accountId] = arn.split(':');
  const variables = from.Environment?.Variables ?? {};
  const layers = Array.isArray(from.Layers) ? textsOf(from.Layers.map(layer => layer?.Arn)) : [];
  return {
    arn,
    name: textOf(from.FunctionName) ?? arn.split(':')[6] ?? arn,
    region,
    accountId: accountId || undefined,
    description: textOf(from.Description),
    runtime: textOf(from.Runtime),
    handler: textOf(from.Handler),
    packageType: from.PackageType === 'Image' ? 'Image' : 'Zip',
    architecture: textOf(from.Architectures?.[0]) ?? 'x86_64',
    memoryMb: numberOf(from.MemorySize) ?? 128,
    timeoutSeconds: numberOf(from.Timeout) ?? 3,
    role: textOf(from.Role),
    vpcId: textOf(from.VpcConfig?.VpcId),
    subnetIds: textsOf(from.VpcConfig?.SubnetIds),
    securityGroupIds: textsOf(from.VpcConfig?.SecurityGroupIds),
    ipv6AllowedForDualStack: from.VpcConfig?.Ipv6AllowedForDualStack === true || undefined,
    fileSystem: toFileSystemConfig(fileSystem),
    codeSha256: textOf(from.CodeSha256),
    layers: layers.length > 0 ? layers : undefined,
    lastModified: textOf(from.LastModified),
    snapStart: from.SnapStart?.ApplyOn === 'PublishedVersions',
    declaresProbe: ownText(variables, PROBE_MARKER_VARIABLE) === PROBE_MARKER_VALUE,
    ...environmentError(from.Environment?.Error),
    origin: toOrigin(ownText(variables, ORIGIN_VARIABLE)),
  };
}

/** Without `kms:Decrypt` on its key, whoever lists functions gets this in place of the variables. */
function environmentError(error: EnvironmentError | undefined): Pick<LambdaFunction, 'environmentError'> {
  const said = [error?.ErrorCode, error?.Message].filter(part => typeof part === 'string' && part !== '');
  return said.length === 0 ? {} : { environmentError: said.join(': ').slice(0, TEXT_LENGTH) };
}

/** Longer than anything that Lambda allows here: an ARN, a description, an access point. */
const TEXT_LENGTH = 512;
/** https://docs.aws.amazon.com/lambda/latest/api/API_VpcConfig.html allows 16 subnets and 5 groups. */
const MOST_IDS = 64;

/** The SDK takes an endpoint's word for types. Undefined for what is no text, or none that Lambda allows. */
function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= TEXT_LENGTH ? value : undefined;
}

function textsOf(values: unknown): readonly string[] {
  return Array.isArray(values) ? values.slice(0, MOST_IDS).flatMap(value => textOf(value) ?? []) : [];
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function ownText(values: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return textOf(own(values, name));
}

function toFileSystemConfig({ Arn, LocalMountPath, S3FilesConfig }: ConfiguredFileSystem): FileSystemConfig {
  const arn = textOf(Arn) ?? '';
  const localMountPath = textOf(LocalMountPath) ?? '';
  const { kind, accessPointId, fileSystemId } = parseAccessPointArn(arn);
  const directS3Read = textOf(S3FilesConfig?.DirectS3Read);
  return { kind, arn, localMountPath, accessPointId, fileSystemId, directS3Read: directS3Read || undefined };
}

function toOrigin(declared: string | undefined): Origin {
  const recorded = /^recorded (\d{4}-\d{2}-\d{2})$/.exec(declared ?? '');
  if (recorded?.[1]) {
    return { kind: 'recorded', on: recorded[1] };
  }
  return { kind: declared === 'constructed' ? 'constructed' : 'live' };
}
