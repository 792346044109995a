import type { AccessPoint, FileSystem, FileSystemSetup, MountTarget } from '../core/mount/fileSystemSetup';
import { policyPart } from '../core/mount/fileSystemPolicy';
import type { Reading } from '../core/mount/reading';
import type { Connection } from './connection';
import { mountTargetsOf } from './mountTargetsOf';
import { creationInfoOf, posixUserOf } from './posixUserOf';
import type {
  AccessPointDescription,
  EfsClient,
  FileSystemDescription,
  MountTargetDescription,
} from './sdk/efsSdk';
import { Readings, type ReadingsOptions } from './readings';
import { wholeNumber } from './wholeNumber';

/** EFS as one connection sees it: how a file system is set up. Only reads; the SDK is loaded on first use. */
export class EfsApi {
  readonly #readings: Readings<EfsClient>;

  constructor(connection: Connection, options: ReadingsOptions) {
    this.#readings = new Readings(connection, options, (sdk, ...asked) => sdk.connectEfs(...asked));
  }

  /**
   * Reads the configuration behind an access point. What is refused or fails is in its own part.
   * @throws the signal's reason
   */
  async fileSystemSetup(accessPointId: string, signal: AbortSignal): Promise<FileSystemSetup> {
    const [accessPoint, mountTargets] = await Promise.all([
      this.#readings.read('DescribeAccessPoints', signal, 'AccessPointNotFound', async client => {
        const found = await client.accessPoint(accessPointId, signal);
        return found ? toAccessPoint(accessPointId, found) : null;
      }),
      this.#readMountTargets(accessPointId, signal),
    ]);
    const readAt = new Date().toISOString();
    const fileSystemId = accessPoint.ok ? accessPoint.value?.fileSystemId : undefined;
    if (fileSystemId === undefined) {
      return { readAt, accessPoint, mountTargets };
    }
    const [fileSystem, policy] = await Promise.all([
      this.#readings.read('DescribeFileSystems', signal, 'FileSystemNotFound', async client => {
        const found = await client.fileSystem(fileSystemId, signal);
        return found ? toFileSystem(fileSystemId, found) : null;
      }),
      this.#readings.read(
        'DescribeFileSystemPolicy',
        signal,
        'PolicyNotFound',
        async client => (await client.policy(fileSystemId, signal)) ?? null,
      ),
    ]);
    return {
      readAt,
      accessPoint,
      fileSystem,
      mountTargets,
      ...policyPart(policy, 'elasticfilesystem'),
    };
  }

  /** Undefined where the access point does not exist. */
  async #readMountTargets(
    accessPointId: string,
    signal: AbortSignal,
  ): Promise<Reading<readonly MountTarget[]> | undefined> {
    const found = await this.#readings.read('DescribeMountTargets', signal, 'AccessPointNotFound', client =>
      client.mountTargets(accessPointId, signal),
    );
    return mountTargetsOf(
      found,
      ({ MountTargetId: id = '' }) =>
        this.#readings.read('DescribeMountTargetSecurityGroups', signal, 'MountTargetNotFound', client =>
          client.securityGroups(id, signal),
        ),
      toMountTarget,
    );
  }

  dispose(): void {
    this.#readings.dispose();
  }
}

function toAccessPoint(id: string, from: AccessPointDescription): AccessPoint {
  const { PosixUser: user, RootDirectory: root } = from;
  const creation = root?.CreationInfo;
  return {
    id,
    fileSystemId: from.FileSystemId || undefined,
    lifeCycleState: from.LifeCycleState || undefined,
    posixUser: posixUserOf(user?.Uid, user?.Gid, user?.SecondaryGids),
    rootDirectory: {
      path: root?.Path ?? '/',
      creationInfo: creationInfoOf(creation?.OwnerUid, creation?.OwnerGid, creation?.Permissions),
    },
  };
}

function toFileSystem(id: string, from: FileSystemDescription): FileSystem {
  const sizeBytes = wholeNumber(from.SizeInBytes?.Value);
  const mibps = from.ProvisionedThroughputInMibps;
  return {
    id,
    name: from.Name || undefined,
    lifeCycleState: from.LifeCycleState || undefined,
    throughputMode: from.ThroughputMode || undefined,
    // No whole number: AWS takes 1.5 MiB/s, too.
    provisionedMibps: mibps !== undefined && Number.isFinite(mibps) && mibps > 0 ? mibps : undefined,
    performanceMode: from.PerformanceMode || undefined,
    encrypted: from.Encrypted,
    sizeBytes: sizeBytes === undefined ? undefined : String(sizeBytes),
    zone: from.AvailabilityZoneName || undefined,
    kmsKeyId: from.KmsKeyId || undefined,
  };
}

function toMountTarget(
  from: MountTargetDescription,
  securityGroups: MountTarget['securityGroups'],
): MountTarget {
  const zone = from.AvailabilityZoneName ?? from.AvailabilityZoneId;
  const addresses = [from.IpAddress, from.Ipv6Address].filter(address => !!address) as string[];
  return {
    id: from.MountTargetId ?? '',
    subnetId: from.SubnetId ?? '',
    vpcId: from.VpcId || undefined,
    zone: zone || undefined,
    zoneId: from.AvailabilityZoneId || undefined,
    addresses: addresses.length > 0 ? addresses : undefined,
    lifeCycleState: from.LifeCycleState ?? '',
    networkInterfaceId: from.NetworkInterfaceId || undefined,
    securityGroups,
  };
}
