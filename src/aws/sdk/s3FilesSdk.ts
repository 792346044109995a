import {
  GetAccessPointCommand,
  GetFileSystemCommand,
  GetFileSystemPolicyCommand,
  GetMountTargetCommand,
  GetSynchronizationConfigurationCommand,
  ListMountTargetsCommand,
  S3FilesClient as SdkClient,
  type GetAccessPointCommandOutput,
  type GetFileSystemCommandOutput,
  type GetSynchronizationConfigurationCommandOutput,
  type ListMountTargetsDescription,
} from '@aws-sdk/client-s3files';

import type { Connection } from '../connection';
import { boundClient, readingConfig, type ReadingClientOptions } from '../transport/readingClient';
import { allPages } from './allPages';

export type S3FilesAccessPoint = GetAccessPointCommandOutput;
export type S3FilesFileSystem = GetFileSystemCommandOutput;
export type S3FilesMountTarget = ListMountTargetsDescription;
export type S3FilesSynchronization = GetSynchronizationConfigurationCommandOutput;

/** The calls we make, all of which only read. What the SDK throws is passed on as it is. */
export interface S3FilesClient {
  accessPoint(id: string, signal: AbortSignal): Promise<S3FilesAccessPoint>;
  fileSystem(id: string, signal: AbortSignal): Promise<S3FilesFileSystem>;
  mountTargets(fileSystemId: string, signal: AbortSignal): Promise<readonly S3FilesMountTarget[]>;
  /** Which the list of mount targets does not tell. */
  securityGroups(mountTargetId: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The JSON of the file system's policy. */
  policy(fileSystemId: string, signal: AbortSignal): Promise<string | undefined>;
  synchronization(fileSystemId: string, signal: AbortSignal): Promise<S3FilesSynchronization>;
  destroy(): void;
}

const MOST_SECURITY_GROUPS = 50;

export function connectS3Files(connection: Connection, options: ReadingClientOptions): S3FilesClient {
  const client = new SdkClient(readingConfig(connection, 's3files', options));
  boundClient(client, options);
  return {
    accessPoint(accessPointId, abortSignal) {
      return client.send(new GetAccessPointCommand({ accessPointId }), { abortSignal });
    },
    fileSystem(fileSystemId, abortSignal) {
      return client.send(new GetFileSystemCommand({ fileSystemId }), { abortSignal });
    },
    async mountTargets(fileSystemId, abortSignal) {
      return allPages(async nextToken => {
        const command = new ListMountTargetsCommand({ fileSystemId, nextToken });
        const page = await client.send(command, { abortSignal });
        return { found: page.mountTargets ?? [], next: page.nextToken };
      });
    },
    async securityGroups(mountTargetId, abortSignal) {
      const { securityGroups } = await client.send(new GetMountTargetCommand({ mountTargetId }), {
        abortSignal,
      });
      return (securityGroups ?? []).slice(0, MOST_SECURITY_GROUPS);
    },
    async policy(fileSystemId, abortSignal) {
      const { policy } = await client.send(new GetFileSystemPolicyCommand({ fileSystemId }), { abortSignal });
      return policy;
    },
    synchronization(fileSystemId, abortSignal) {
      return client.send(new GetSynchronizationConfigurationCommand({ fileSystemId }), { abortSignal });
    },
    destroy() {
      client.destroy();
    },
  };
}
