import type {
  AccessPoint,
  FileSystem,
  FileSystemSetup,
  MountTarget,
  Synchronization,
} from '../core/mount/fileSystemSetup';
import { policyPart } from '../core/mount/fileSystemPolicy';
import type { Reading } from '../core/mount/reading';
import type { Connection } from './connection';
import { mountTargetsOf } from './mountTargetsOf';
import { creationInfoOf, posixUserOf } from './posixUserOf';
import { Readings, type ReadingsOptions } from './readings';
import type {
  S3FilesAccessPoint,
  S3FilesClient,
  S3FilesFileSystem,
  S3FilesMountTarget,
  S3FilesSynchronization,
} from './sdk/s3FilesSdk';
import { wholeNumber } from './wholeNumber';

/** The one error with which S3 Files says that there is none of something. */
const ABSENT = 'ResourceNotFoundException';

/** Rules of one file system: more than AWS lets anybody have. */
const MOST_RULES = 100;

/** S3 Files as one connection sees them: how a file system is set up. Only reads; the SDK is loaded on first use. */
export class S3FilesApi {
  readonly #readings: Readings<S3FilesClient>;

  constructor(connection: Connection, options: ReadingsOptions) {
    this.#readings = new Readings(connection, options, (sdk, ...asked) => sdk.connectS3Files(...asked));
  }

  /**
   * Reads the configuration behind an access point, of which the ARN names the file system, so that nothing has to wait
   * for anything. What is refused or fails is in its own part.
   * @throws the signal's reason
   */
  async fileSystemSetup(
    accessPointId: string,
    fileSystemId: string,
    signal: AbortSignal,
  ): Promise<FileSystemSetup> {
    const [accessPoint, fileSystem, mountTargets, policy, synchronization] = await Promise.all([
      this.#readings.read('GetAccessPoint', signal, ABSENT, async client =>
        toAccessPoint(accessPointId, await client.accessPoint(accessPointId, signal)),
      ),
      this.#readings.read('GetFileSystem', signal, ABSENT, async client =>
        toFileSystem(fileSystemId, await client.fileSystem(fileSystemId, signal)),
      ),
      this.#readMountTargets(fileSystemId, signal),
      this.#readings.read(
        'GetFileSystemPolicy',
        signal,
        ABSENT,
        async client => (await client.policy(fileSystemId, signal)) ?? null,
      ),
      this.#readings.read('GetSynchronizationConfiguration', signal, ABSENT, async client =>
        toSynchronization(await client.synchronization(fileSystemId, signal)),
      ),
    ]);
    const readAt = new Date().toISOString();
    if (fileSystem.ok && fileSystem.value === null) {
      return { readAt, accessPoint, fileSystem };
    }
    return {
      readAt,
      accessPoint,
      fileSystem,
      mountTargets,
      ...policyPart(policy, 's3files'),
      synchronization,
    };
  }

  /** Undefined where the file system does not exist. */
  async #readMountTargets(
    fileSystemId: string,
    signal: AbortSignal,
  ): Promise<Reading<readonly MountTarget[]> | undefined> {
    const found = await this.#readings.read('ListMountTargets', signal, ABSENT, client =>
      client.mountTargets(fileSystemId, signal),
    );
    return mountTargetsOf(
      found,
      ({ mountTargetId: id = '' }) =>
        this.#readings.read('GetMountTarget', signal, ABSENT, client => client.securityGroups(id, signal)),
      toMountTarget,
    );
  }

  dispose(): void {
    this.#readings.dispose();
  }
}

function toAccessPoint(id: string, from: S3FilesAccessPoint): AccessPoint {
  const { posixUser: user, rootDirectory: root } = from;
  const creation = root?.creationPermissions;
  return {
    id,
    fileSystemId: from.fileSystemId || undefined,
    lifeCycleState: from.status || undefined,
    posixUser: posixUserOf(user?.uid, user?.gid, user?.secondaryGids),
    rootDirectory: {
      path: root?.path ?? '/',
      creationInfo: creationInfoOf(creation?.ownerUid, creation?.ownerGid, creation?.permissions),
    },
  };
}

function toFileSystem(id: string, from: S3FilesFileSystem): FileSystem {
  return {
    id,
    name: from.name || undefined,
    lifeCycleState: from.status || undefined,
    stateMessage: from.statusMessage || undefined,
    kmsKeyId: from.kmsKeyId || undefined,
    bucket: from.bucket
      ? {
          arn: from.bucket,
          prefix: from.prefix ?? '',
          role: from.roleArn || undefined,
        }
      : undefined,
  };
}

function toMountTarget(from: S3FilesMountTarget, securityGroups: MountTarget['securityGroups']): MountTarget {
  const addresses = [from.ipv4Address, from.ipv6Address].flatMap(address => address ?? []);
  return {
    id: from.mountTargetId ?? '',
    subnetId: from.subnetId ?? '',
    vpcId: from.vpcId || undefined,
    zoneId: from.availabilityZoneId || undefined,
    addresses: addresses.length > 0 ? addresses : undefined,
    lifeCycleState: from.status ?? '',
    stateMessage: from.statusMessage || undefined,
    networkInterfaceId: from.networkInterfaceId || undefined,
    securityGroups,
  };
}

function toSynchronization(from: S3FilesSynchronization): Synchronization {
  return {
    importRules: (from.importDataRules ?? [])
      .slice(0, MOST_RULES)
      .map(({ prefix = '', sizeLessThan, trigger = '' }) => {
        const size = wholeNumber(sizeLessThan);
        return { prefix, trigger, sizeLessThan: size === undefined ? undefined : String(size) };
      }),
    expirationDays: (from.expirationDataRules ?? [])
      .slice(0, MOST_RULES)
      .flatMap(({ daysAfterLastAccess }) => wholeNumber(daysAfterLastAccess) ?? []),
  };
}
