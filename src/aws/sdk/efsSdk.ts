import {
  DescribeAccessPointsCommand,
  DescribeFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  EFSClient,
  type AccessPointDescription,
  type FileSystemDescription,
  type MountTargetDescription,
} from '@aws-sdk/client-efs';

import type { Connection } from '../connection';
import { boundClient, readingConfig, type ReadingClientOptions } from '../transport/readingClient';
import { allPages } from './allPages';

export type { AccessPointDescription, FileSystemDescription, MountTargetDescription };

/** The calls we make, all of which only read. What the SDK throws is passed on as it is. */
export interface EfsClient {
  accessPoint(id: string, signal: AbortSignal): Promise<AccessPointDescription | undefined>;
  fileSystem(id: string, signal: AbortSignal): Promise<FileSystemDescription | undefined>;
  /** Of the file system that an access point belongs to. */
  mountTargets(accessPointId: string, signal: AbortSignal): Promise<readonly MountTargetDescription[]>;
  securityGroups(mountTargetId: string, signal: AbortSignal): Promise<readonly string[]>;
  /** The JSON of the file system's policy. */
  policy(fileSystemId: string, signal: AbortSignal): Promise<string | undefined>;
  destroy(): void;
}

/** There are at most five of a mount target: https://docs.aws.amazon.com/efs/latest/ug/limits.html */
const MOST_SECURITY_GROUPS = 50;

export function connectEfs(connection: Connection, options: ReadingClientOptions): EfsClient {
  const client = new EFSClient(readingConfig(connection, 'efs', options));
  boundClient(client, options);
  return {
    async accessPoint(id, signal) {
      const command = new DescribeAccessPointsCommand({ AccessPointId: id });
      const { AccessPoints } = await client.send(command, { abortSignal: signal });
      return AccessPoints?.[0];
    },
    async fileSystem(id, signal) {
      const command = new DescribeFileSystemsCommand({ FileSystemId: id });
      const { FileSystems } = await client.send(command, { abortSignal: signal });
      return FileSystems?.[0];
    },
    async mountTargets(accessPointId, signal) {
      return allPages(async marker => {
        const command = new DescribeMountTargetsCommand({ AccessPointId: accessPointId, Marker: marker });
        const page = await client.send(command, { abortSignal: signal });
        return { found: page.MountTargets ?? [], next: page.NextMarker };
      });
    },
    async securityGroups(mountTargetId, signal) {
      const command = new DescribeMountTargetSecurityGroupsCommand({ MountTargetId: mountTargetId });
      const { SecurityGroups } = await client.send(command, { abortSignal: signal });
      return (SecurityGroups ?? []).slice(0, MOST_SECURITY_GROUPS);
    },
    async policy(fileSystemId, signal) {
      const command = new DescribeFileSystemPolicyCommand({ FileSystemId: fileSystemId });
      const { Policy } = await client.send(command, { abortSignal: signal });
      return Policy;
    },
    destroy() {
      client.destroy();
    },
  };
}
