import { DEMO_ACCOUNT } from '../functionName';
import type { S3FileSystemSeed } from '../options';
import { json } from '../reply';
import { notFound } from '../s3FileSystemStore';
import { ServiceError } from '../serviceError';
import type { Operation } from './operation';

// S3 Files' REST API (rest-json, 2025-05-05), as far as it reads. Everything fits one page.
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_S3_Files.html

export const getFileSystem: Operation = ({ region, route }, { s3FileSystems }) => {
  const { fileSystem } = s3FileSystems.get(region, route.id ?? '');
  return json(200, {
    creationTime: 1_775_600_000,
    fileSystemArn: arnOf(region, fileSystem.fileSystemId),
    ownerId: DEMO_ACCOUNT,
    status: 'available',
    tags: [],
    ...fileSystem,
  });
};

export const getAccessPoint: Operation = ({ region, route }, { s3FileSystems }) => {
  const [point, { fileSystem }] = s3FileSystems.accessPoint(region, route.id ?? '');
  return json(200, {
    accessPointArn: `${arnOf(region, fileSystem.fileSystemId)}/access-point/${point.accessPointId}`,
    clientToken: point.accessPointId,
    fileSystemId: fileSystem.fileSystemId,
    ownerId: DEMO_ACCOUNT,
    rootDirectory: { path: '/' },
    status: 'available',
    tags: [],
    ...point,
  });
};

/** The list tells no security groups: those come from {@link getMountTarget}. */
export const listMountTargets: Operation = ({ region, route }, { s3FileSystems }) => {
  const fileSystemId = route.query.get('fileSystemId');
  const accessPointId = route.query.get('accessPointId');
  if ((fileSystemId === null) === (accessPointId === null)) {
    throw new ServiceError(
      'ValidationException',
      'Exactly one of fileSystemId and accessPointId is required.',
    );
  }
  const seed =
    fileSystemId === null
      ? s3FileSystems.accessPoint(region, accessPointId ?? '')[1]
      : s3FileSystems.get(region, fileSystemId);
  return json(200, {
    mountTargets: seed.mountTargets.map(({ securityGroups: _, ...target }) => describe(seed, target)),
  });
};

export const getMountTarget: Operation = ({ region, route }, { s3FileSystems }) => {
  const [target, seed] = s3FileSystems.mountTarget(region, route.id ?? '');
  return json(200, describe(seed, target));
};

export const getFileSystemPolicy: Operation = ({ region, route }, { s3FileSystems }) => {
  const { fileSystem, policy } = s3FileSystems.get(region, route.id ?? '');
  return policy === undefined
    ? notFound(`policy of file system ${fileSystem.fileSystemId}`)
    : json(200, { fileSystemId: fileSystem.fileSystemId, policy });
};

export const getSynchronizationConfiguration: Operation = ({ region, route }, { s3FileSystems }) => {
  const { fileSystem, synchronization } = s3FileSystems.get(region, route.id ?? '');
  return synchronization === undefined
    ? notFound(`synchronization configuration of file system ${fileSystem.fileSystemId}`)
    : json(200, { latestVersionNumber: 1, ...synchronization });
};

function arnOf(region: string, fileSystemId: string): string {
  return `arn:aws:s3files:${region}:${DEMO_ACCOUNT}:file-system/${fileSystemId}`;
}

function describe(
  { fileSystem }: S3FileSystemSeed,
  target: S3FileSystemSeed['mountTargets'][number],
): S3FileSystemSeed['mountTargets'][number] {
  return { fileSystemId: fileSystem.fileSystemId, ownerId: DEMO_ACCOUNT, status: 'available', ...target };
}
