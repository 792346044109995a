import {
  DescribeAccessPointsCommand,
  DescribeFileSystemPolicyCommand,
  DescribeFileSystemsCommand,
  DescribeMountTargetsCommand,
  DescribeMountTargetSecurityGroupsCommand,
  EFSClient,
  type AccessPointDescription,
  type EFSClientConfig,
  type FileSystemDescription,
  type MountTargetDescription,
} from '@aws-sdk/client-efs';

import { BOUND_BODY, CONTROL_ANSWER, boundBody } from './boundedBody';
import { clientSettings } from './clientSettings';
import type { Connection } from './connection';
import { NamingHandler } from './namingHandler';
import type { TokenBucket } from './tokenBucket';

export type { AccessPointDescription, FileSystemDescription, MountTargetDescription };

/** What {@link connect} needs besides the connection. */
export interface EfsSdkOptions {
  /** That of the connection's other requests. */
  readonly bucket: TokenBucket;
  /** Those of the connection's other clients, so that nobody is asked for a code twice. */
  readonly credentials: EFSClientConfig['credentials'];
}

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

/** There are at most as many as zones, with at most five groups each: https://docs.aws.amazon.com/efs/latest/ug/limits.html */
const MOST_MOUNT_TARGETS = 50;
const MOST_SECURITY_GROUPS = 50;

export function connect(connection: Connection, { bucket, credentials }: EfsSdkOptions): EfsClient {
  const client = new EFSClient({
    region: connection.region,
    ...clientSettings(connection.endpoints?.efs, connection.client),
    credentials,
    requestHandler: new NamingHandler({
      caBundle: connection.client?.caBundle,
      connectionTimeout: 10_000,
      requestTimeout: 20_000,
      throwOnRequestTimeout: true,
    }),
  });
  client.middlewareStack.add(
    next => async args => {
      await bucket.take();
      return next(args);
    },
    // Inside the retry middleware: each attempt is a request of its own.
    { step: 'finalizeRequest', name: 'takeToken', priority: 'normal' },
  );
  client.middlewareStack.add(boundBody(CONTROL_ANSWER), BOUND_BODY);
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
      // At most one for each zone: fewer than a page.
      const command = new DescribeMountTargetsCommand({ AccessPointId: accessPointId });
      const { MountTargets } = await client.send(command, { abortSignal: signal });
      return (MountTargets ?? []).slice(0, MOST_MOUNT_TARGETS);
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
