import type { EFSClientConfig } from '@aws-sdk/client-efs';

import { isHumanError } from '../core/humanError';
import type { AccessPoint, FileSystem, FileSystemSetup, MountTarget } from '../core/mount/fileSystemSetup';
import type { Reading } from '../core/mount/reading';
import type { Connection } from './connection';
import type {
  AccessPointDescription,
  EfsClient,
  FileSystemDescription,
  MountTargetDescription,
} from './efsSdk';
import type { Log } from './log';
import { actions, type AwsOperation } from './operations';
import type { TokenBucket } from './tokenBucket';

export interface EfsApiOptions {
  readonly bucket: TokenBucket;
  readonly credentials: () => Promise<EFSClientConfig['credentials']>;
  readonly log: Log;
}

/** EFS as one connection sees it: how a file system is set up. Only reads; the SDK is loaded on first use. */
export class EfsApi {
  readonly #connection: Connection;
  readonly #options: EfsApiOptions;
  #client: Promise<EfsClient> | undefined;

  constructor(connection: Connection, options: EfsApiOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /**
   * Reads the configuration behind an access point. What is refused or fails is in its own part.
   * @throws the signal's reason
   */
  async fileSystemSetup(accessPointId: string, signal: AbortSignal): Promise<FileSystemSetup> {
    const [accessPoint, mountTargets] = await Promise.all([
      this.#read('DescribeAccessPoints', signal, 'AccessPointNotFound', async client => {
        const found = await client.accessPoint(accessPointId, signal);
        return found ? toAccessPoint(accessPointId, found) : null;
      }),
      this.#readMountTargets(accessPointId, signal),
    ]);
    const readAt = new Date().toISOString();
    const fileSystemId = accessPoint.ok ? accessPoint.value?.fileSystemId : undefined;
    if (fileSystemId === undefined) {
      return { readAt, accessPoint, ...(mountTargets && { mountTargets }) };
    }
    const [fileSystem, policy] = await Promise.all([
      this.#read('DescribeFileSystems', signal, 'FileSystemNotFound', async client => {
        const found = await client.fileSystem(fileSystemId, signal);
        return found ? toFileSystem(fileSystemId, found) : null;
      }),
      this.#read('DescribeFileSystemPolicy', signal, 'PolicyNotFound', async client =>
        (await client.policy(fileSystemId, signal)) ? true : null,
      ),
    ]);
    return {
      readAt,
      accessPoint,
      fileSystem,
      ...(mountTargets && { mountTargets }),
      policy: policy.ok ? { ok: true, value: policy.value === true } : policy,
    };
  }

  /** Undefined where the access point does not exist. */
  async #readMountTargets(
    accessPointId: string,
    signal: AbortSignal,
  ): Promise<Reading<readonly MountTarget[]> | undefined> {
    const found = await this.#read('DescribeMountTargets', signal, 'AccessPointNotFound', client =>
      client.mountTargets(accessPointId, signal),
    );
    if (!found.ok) {
      return found;
    }
    if (found.value === null) {
      return undefined;
    }
    const value = await Promise.all(
      found.value.map(async target => {
        const groups = await this.#read(
          'DescribeMountTargetSecurityGroups',
          signal,
          'MountTargetNotFound',
          client => client.securityGroups(target.MountTargetId ?? '', signal),
        );
        return toMountTarget(target, groups.ok ? { ok: true, value: groups.value ?? [] } : groups);
      }),
    );
    return { ok: true, value };
  }

  /** @param absent name of the error that says that there is none, which is an answer */
  async #read<T>(
    operation: AwsOperation,
    signal: AbortSignal,
    absent: string,
    read: (client: EfsClient) => Promise<T>,
  ): Promise<Reading<T | null>> {
    signal.throwIfAborted();
    const { log } = this.#options;
    const title = `${operation} ${this.#connection.region}`;
    try {
      const value = await read(await this.#connect());
      log.debug(title);
      return { ok: true, value };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof Error && error.name === absent) {
        log.debug(`${title}: ${absent}`);
        return { ok: true, value: null };
      }
      const { toHumanError } = await import('./humanErrors');
      const human = toHumanError(error, { operation, connection: this.#connection });
      if (!isHumanError(human) || !human.problem) {
        throw human;
      }
      log.info(`${title} failed: ${human.problem.code}`);
      return { ok: false, action: actions[operation], problem: human.problem };
    }
  }

  #connect(): Promise<EfsClient> {
    const { bucket, credentials } = this.#options;
    this.#client ??= Promise.all([import('./efsSdk'), credentials()]).then(([sdk, provider]) =>
      sdk.connect(this.#connection, { bucket, credentials: provider }),
    );
    return this.#client;
  }

  dispose(): void {
    void this.#client?.then(
      client => client.destroy(),
      () => undefined,
    );
  }
}

function toAccessPoint(id: string, from: AccessPointDescription): AccessPoint {
  const { PosixUser: user, RootDirectory: root } = from;
  const creation = root?.CreationInfo;
  return {
    id,
    ...(from.FileSystemId && { fileSystemId: from.FileSystemId }),
    ...(from.LifeCycleState && { lifeCycleState: from.LifeCycleState }),
    ...(user && {
      posixUser: { uid: user.Uid ?? 0, gid: user.Gid ?? 0, secondaryGids: user.SecondaryGids ?? [] },
    }),
    rootDirectory: {
      path: root?.Path ?? '/',
      ...(creation && {
        creationInfo: {
          uid: creation.OwnerUid ?? 0,
          gid: creation.OwnerGid ?? 0,
          permissions: creation.Permissions ?? '',
        },
      }),
    },
  };
}

function toFileSystem(id: string, from: FileSystemDescription): FileSystem {
  return {
    id,
    ...(from.Name && { name: from.Name }),
    ...(from.LifeCycleState && { lifeCycleState: from.LifeCycleState }),
    ...(from.ThroughputMode && { throughputMode: from.ThroughputMode }),
    ...(from.ProvisionedThroughputInMibps !== undefined && {
      provisionedMibps: from.ProvisionedThroughputInMibps,
    }),
    ...(from.PerformanceMode && { performanceMode: from.PerformanceMode }),
    ...(from.Encrypted !== undefined && { encrypted: from.Encrypted }),
    ...(from.SizeInBytes?.Value !== undefined && { sizeBytes: String(from.SizeInBytes.Value) }),
    ...(from.AvailabilityZoneName && { zone: from.AvailabilityZoneName }),
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
    ...(from.VpcId && { vpcId: from.VpcId }),
    ...(zone && { zone }),
    ...(from.AvailabilityZoneId && { zoneId: from.AvailabilityZoneId }),
    ...(addresses.length > 0 && { addresses }),
    lifeCycleState: from.LifeCycleState ?? '',
    securityGroups,
  };
}
