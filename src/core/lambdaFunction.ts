export type FileSystemKind = 'efs' | 's3files' | 'unknown';

/** Whether the answers come from a live file system, an earlier recording, or an invented example. */
export type Origin =
  | { readonly kind: 'live' }
  | { readonly kind: 'recorded'; readonly on: string }
  | { readonly kind: 'constructed' };

/** An entry of FileSystemConfigs. https://docs.aws.amazon.com/lambda/latest/api/API_FileSystemConfig.html */
export interface FileSystemConfig {
  readonly kind: FileSystemKind;
  /** ARN of the access point, as configured. */
  readonly arn: string;
  readonly localMountPath: string;
  readonly accessPointId?: string;
  /** Only an S3 Files ARN names it. */
  readonly fileSystemId?: string;
  /** Of S3 Files: `AUTO`, `ENABLED` or `DISABLED`. https://docs.aws.amazon.com/lambda/latest/api/API_S3FilesConfig.html */
  readonly directS3Read?: string;
}

/** What ListFunctions says about a function that mounts a file system. Nothing here costs a call per function. */
export interface LambdaFunction {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly accountId?: string;
  readonly description?: string;
  /** E.g. `nodejs22.x`; absent for container images. */
  readonly runtime?: string;
  readonly handler?: string;
  readonly packageType: 'Zip' | 'Image';
  /** Lambda's spelling: `x86_64` or `arm64`. */
  readonly architecture: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly role?: string;
  readonly vpcId?: string;
  readonly subnetIds: readonly string[];
  readonly securityGroupIds: readonly string[];
  /** Whether it may use IPv6 in subnets that have both. */
  readonly ipv6AllowedForDualStack?: boolean;
  readonly fileSystem: FileSystemConfig;
  readonly codeSha256?: string;
  /** ARNs of its layers' versions; absent where it has none. */
  readonly layers?: readonly string[];
  readonly lastModified?: string;
  readonly snapStart: boolean;
  /** Whether its environment declares our probe (PROBE_MARKER_VARIABLE). */
  readonly declaresProbe: boolean;
  /** In AWS's words, why its environment was not told: `kms:Decrypt` is missing, most often. */
  readonly environmentError?: string;
  readonly origin: Origin;
}
