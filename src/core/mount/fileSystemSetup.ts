import type { Network } from './network';
import type { Reading } from './reading';

/**
 * How the file system behind a function's access point is set up, as the EFS API tells it. JSON-safe. Texts are
 * untrusted. https://docs.aws.amazon.com/efs/latest/ug/API_Operations.html
 */
export interface FileSystemSetup {
  /** ISO 8601. */
  readonly readAt: string;
  /** Null where it does not exist. */
  readonly accessPoint: Reading<AccessPoint | null>;
  /** Absent where the access point did not tell which. Null where it does not exist. */
  readonly fileSystem?: Reading<FileSystem | null>;
  readonly mountTargets?: Reading<readonly MountTarget[]>;
  /** Whether the file system has a policy of its own; without one, every client may mount it. */
  readonly policy?: Reading<boolean>;
  /** The network in between, where it was asked for. */
  readonly network?: Network;
}

export interface AccessPoint {
  readonly id: string;
  readonly fileSystemId?: string;
  readonly lifeCycleState?: string;
  /** Replaces the user of every call. Absent: the function's own user. */
  readonly posixUser?: PosixUser;
  readonly rootDirectory: RootDirectory;
}

export interface PosixUser {
  readonly uid: number;
  readonly gid: number;
  readonly secondaryGids: readonly number[];
}

export interface RootDirectory {
  readonly path: string;
  /** How EFS creates it where it does not exist. Absent: it is not created. */
  readonly creationInfo?: { readonly uid: number; readonly gid: number; readonly permissions: string };
}

export interface FileSystem {
  readonly id: string;
  readonly name?: string;
  readonly lifeCycleState?: string;
  /** `bursting`, `provisioned` or `elastic`. */
  readonly throughputMode?: string;
  /** MiB/s, of a provisioned one. */
  readonly provisionedMibps?: number;
  readonly performanceMode?: string;
  readonly encrypted?: boolean;
  /** Metered bytes, decimal. */
  readonly sizeBytes?: string;
  /** Of a One Zone file system. */
  readonly zone?: string;
}

export interface MountTarget {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId?: string;
  /** E.g. `us-east-1a`. */
  readonly zone?: string;
  /** E.g. `use1-az1`: the same zone in each account. */
  readonly zoneId?: string;
  /** IPv4 and IPv6, those it has. */
  readonly addresses?: readonly string[];
  readonly lifeCycleState: string;
  readonly securityGroups: Reading<readonly string[]>;
}

/** An `updating` file system or mount target can be mounted. https://docs.aws.amazon.com/efs/latest/ug/API_FileSystemDescription.html */
export function isUnready(lifeCycleState: string): boolean {
  return lifeCycleState !== 'available' && lifeCycleState !== 'updating';
}

/**
 * Bytes per second of a bursting file system without credits: 50 KiB/s for each GiB stored, at least 1 MiB/s.
 * https://docs.aws.amazon.com/efs/latest/ug/performance.html
 */
export function burstingBaseline(storedBytes: bigint): bigint {
  const baseline = (storedBytes * 50n) / (1024n * 1024n);
  return baseline > 1_048_576n ? baseline : 1_048_576n;
}
