import { RECENT_SECONDS, type FileSystemMetrics } from './metrics';
import type { Network } from './network';
import { readingValue, type Reading } from './reading';

/**
 * How the file system behind a function's access point is set up, as the API of EFS or S3 Files tells it. JSON-safe.
 * Texts are untrusted. https://docs.aws.amazon.com/efs/latest/ug/API_Operations.html,
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Files.html
 */
export interface FileSystemSetup {
  /** ISO 8601. */
  readonly readAt: string;
  /** Null where it does not exist. */
  readonly accessPoint: Reading<AccessPoint | null>;
  /** Absent where the access point did not tell which. Null where it does not exist. */
  readonly fileSystem?: Reading<FileSystem | null>;
  readonly mountTargets?: Reading<readonly MountTarget[]>;
  /** Whether the file system has a policy of its own; without one, every client may mount an EFS. */
  readonly policy?: Reading<boolean>;
  /** What of its policy denies mounting to anybody; absent where nothing is known to. */
  readonly mountDenials?: readonly MountDenial[];
  /** Of S3 Files. Null where it has none. */
  readonly synchronization?: Reading<Synchronization | null>;
  /** What CloudWatch has of it, where it was asked: that costs money. */
  readonly metrics?: Reading<FileSystemMetrics>;
  /** The network in between, where it was asked for. */
  readonly network?: Network;
}

/**
 * A statement of a file system's policy that denies mounting to somebody.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export interface MountDenial {
  /** Empty where it has none. */
  readonly sid: string;
  /** `*`, account ids and ARNs. */
  readonly principals: readonly string[];
  /** ARNs with wildcards. Empty: the file system that has the policy. */
  readonly resources: readonly string[];
  /** It denies where all of them hold. */
  readonly conditions: readonly PolicyCondition[];
}

export interface PolicyCondition {
  /** E.g. `StringEquals`. */
  readonly operator: string;
  /** E.g. `aws:SecureTransport`. */
  readonly key: string;
  readonly values: readonly string[];
}

/**
 * What of the bucket is in an S3 file system, and how long it stays. An object that no rule imports is listed, and is
 * read from the bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-files-synchronization.html
 */
export interface Synchronization {
  readonly importRules: readonly ImportRule[];
  /** Days without access after which data leaves the file system; the object stays in the bucket. */
  readonly expirationDays: readonly number[];
}

export interface ImportRule {
  /** Of the keys in the bucket; empty for all. */
  readonly prefix: string;
  /** `ON_DIRECTORY_FIRST_ACCESS` or `ON_FILE_ACCESS`. */
  readonly trigger: string;
  /** Bytes, decimal: objects from this size on are not imported. Absent where the answer has no such number. */
  readonly sizeLessThan?: string;
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
  /** Absent where the answer has no such number. */
  readonly uid?: number;
  /** As {@link uid}. */
  readonly gid?: number;
  readonly secondaryGids: readonly number[];
}

export interface RootDirectory {
  readonly path: string;
  /** How it is created where it does not exist: EFS's CreationInfo, S3 Files' CreationPermissions. Absent: it is not. */
  readonly creationInfo?: { readonly uid?: number; readonly gid?: number; readonly permissions: string };
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
  readonly kmsKeyId?: string;
  /** Of S3 Files: why it is in its state. */
  readonly stateMessage?: string;
  /** Of S3 Files. */
  readonly bucket?: LinkedBucket;
}

/** What of S3 a file system shows. */
export interface LinkedBucket {
  readonly arn: string;
  /** Of the keys that it shows; empty for all. */
  readonly prefix: string;
  /** ARN of the role with which S3 Files reads and writes the bucket. */
  readonly role?: string;
}

export interface MountTarget {
  readonly id: string;
  readonly subnetId: string;
  readonly vpcId?: string;
  /** E.g. `us-east-1a`. S3 Files tell only the id. */
  readonly zone?: string;
  /** E.g. `use1-az1`: the same zone in each account. */
  readonly zoneId?: string;
  /** IPv4 and IPv6, those it has. */
  readonly addresses?: readonly string[];
  readonly networkInterfaceId?: string;
  readonly lifeCycleState: string;
  /** Of S3 Files: why it is in its state. */
  readonly stateMessage?: string;
  readonly securityGroups: Reading<readonly string[]>;
}

/**
 * The set-up without metrics that were read at another time than that: they tell of the half hour before they were
 * read, and prove nothing of what happened in another.
 * @param at ISO 8601
 */
export function asOf(setup: FileSystemSetup | undefined, at: string): FileSystemSetup | undefined {
  const metrics = readingValue(setup?.metrics);
  if (!setup || !metrics) {
    return setup;
  }
  const apartMs = Math.abs(Date.parse(metrics.readAt) - Date.parse(at));
  return apartMs <= RECENT_SECONDS * 1000 ? setup : { ...setup, metrics: undefined };
}

/** Octal permissions, as an access point is made with. */
export function isMode(permissions: string): boolean {
  return /^[0-7]{3,4}$/.test(permissions);
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
