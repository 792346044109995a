import type {
  AccessPointDescription,
  FileSystemDescription,
  MountTargetDescription,
} from '@aws-sdk/client-efs';
import type { CreateFunctionCommandInput, FunctionConfiguration, State } from '@aws-sdk/client-lambda';
import type {
  GetAccessPointResponse,
  GetFileSystemResponse,
  GetMountTargetResponse,
  GetSynchronizationConfigurationResponse,
} from '@aws-sdk/client-s3files';
import type { NetworkAcl, RouteTable, SecurityGroup, Subnet } from '../core/mount/network';
import type { AccessKey } from './accessKey';
import type { Fault } from './faults';
import type { ReplayHandler } from './execution/replayEnvironment';

export interface LocalLambdaOptions {
  /** Folder of the built product: holds `probe.zip` and `local-runtime.js`. */
  readonly distDir: string;
  /** Whether to offer the demo functions. */
  readonly demo: boolean;
  /** What requests have to be signed with. Default: one that nobody can guess. */
  readonly accessKey?: AccessKey;
  /**
   * `extension`: no more than the extension asks for, and functions are created with the shipped probe's code alone.
   * Default `everything`: whoever has the key runs code as whoever started the endpoint.
   */
  readonly offers?: 'everything' | 'extension';
  /** TCP port on 127.0.0.1; without one, any that is free. */
  readonly port?: number;
  /** How long a created function stays Pending, in milliseconds. Default 0: it is Active when next asked about. */
  readonly pendingMs?: number;
  /** Added before each answer, in milliseconds: the round trip to a far region. */
  readonly latencyMs?: number;
  /** What goes wrong. More can be set while the endpoint runs. */
  readonly faults?: readonly Fault[];
  /** Functions that exist from the start, after those of the demo. */
  readonly functions?: readonly FunctionSeed[];
  /** EFS file systems that exist, besides those of the demo. */
  readonly fileSystems?: readonly FileSystemSeed[];
  /** S3 file systems that exist, besides those of the demo. */
  readonly s3FileSystems?: readonly S3FileSystemSeed[];
  /** VPCs that exist, besides that of the demo. */
  readonly networks?: readonly NetworkSeed[];
  /** What CloudWatch has of file systems, besides those of the demo. */
  readonly metrics?: readonly MetricSeed[];
}

/** A VPC with what belongs to it. */
export interface NetworkSeed {
  /** Default `us-east-1`. */
  readonly region?: string;
  readonly vpcId: string;
  /** Default true, both. */
  readonly dnsSupport?: boolean;
  readonly dnsHostnames?: boolean;
  /** Default: the Amazon-provided DNS. */
  readonly nameServers?: readonly string[];
  readonly subnets: readonly Subnet[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly routeTables?: readonly RouteTable[];
}

/** A metric of a file system. */
export interface MetricSeed {
  /** Default `us-east-1`. */
  readonly region?: string;
  readonly namespace: string;
  readonly name: string;
  readonly fileSystemId: string;
  /** Besides `FileSystemId`. */
  readonly dimensions?: Readonly<Record<string, string>>;
  /** What was sent for a minute, in seconds since 1970 as `now` is; undefined where nothing was. */
  readonly valueAt: (at: number, now: number) => number | undefined;
}

/** An S3 file system with what belongs to it, in the API's spelling. What is left out is as in most accounts. */
export interface S3FileSystemSeed {
  /** Default `us-east-1`. */
  readonly region?: string;
  readonly fileSystem: Partial<Omit<GetFileSystemResponse, 'tags'>> & { readonly fileSystemId: string };
  readonly accessPoints: readonly (Partial<Omit<GetAccessPointResponse, 'tags'>> & {
    readonly accessPointId: string;
  })[];
  readonly mountTargets: readonly (Partial<GetMountTargetResponse> & {
    readonly mountTargetId: string;
    readonly subnetId: string;
  })[];
  /** The JSON of its policy. */
  readonly policy?: string;
  /** Absent where it has none. */
  readonly synchronization?: Pick<
    GetSynchronizationConfigurationResponse,
    'importDataRules' | 'expirationDataRules'
  >;
}

/** An EFS file system with what belongs to it, in the API's spelling. What is left out is as in most accounts. */
export interface FileSystemSeed {
  /** Default `us-east-1`. */
  readonly region?: string;
  readonly fileSystem: Partial<FileSystemDescription> & { readonly FileSystemId: string };
  readonly accessPoints: readonly (AccessPointDescription & { readonly AccessPointId: string })[];
  readonly mountTargets: readonly (Partial<MountTargetDescription> & {
    readonly MountTargetId: string;
    readonly SubnetId: string;
    readonly SecurityGroups?: readonly string[];
  })[];
  /** The JSON of its policy. */
  readonly policy?: string;
}

/** A function that exists without having been created through the API. */
export interface FunctionSeed {
  /** Default `us-east-1`. */
  readonly region?: string;
  readonly configuration: SeedConfiguration;
  readonly code: FunctionCode;
}

type UpdateFields = 'LastUpdateStatus' | 'LastUpdateStatusReason' | 'LastUpdateStatusReasonCode';

/** In the API's spelling. What is left out has the API's own default. */
export type SeedConfiguration = Omit<CreateFunctionCommandInput, 'Code' | 'Role' | 'FunctionName'> &
  Pick<FunctionConfiguration, 'StateReason' | 'StateReasonCode' | 'LastModified' | UpdateFields> & {
    readonly FunctionName: string;
    readonly Role?: string;
    readonly VpcConfig?: { readonly VpcId?: string };
    /** Default `Active`. */
    readonly State?: State;
  };

/** What runs when a function is invoked. */
export type FunctionCode =
  | { readonly kind: 'zip'; readonly zip: Uint8Array }
  /** Answers from stored texts, which `zip` holds for whoever asks for the code. */
  | { readonly kind: 'replay'; readonly zip: Uint8Array; readonly handler: ReplayHandler }
  /** No environment of it starts: Invoke answers with this error of the API. */
  | {
      readonly kind: 'unstartable';
      readonly zip: Uint8Array;
      readonly error: { readonly name: string; readonly message: string };
    }
  /** A container image: it is listed, but cannot run here. */
  | { readonly kind: 'image'; readonly uri: string };
