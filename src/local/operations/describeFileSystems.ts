import { DEMO_ACCOUNT } from '../functionName';
import type { FileSystemSeed } from '../options';
import { json } from '../reply';
import { ServiceError } from '../serviceError';
import type { Operation, OperationRequest, Service } from './operation';

// EFS's REST API (rest-json, 2015-02-01), as far as it reads. Everything fits one page.
// https://docs.aws.amazon.com/efs/latest/ug/API_Operations.html

export const describeFileSystems: Operation = (request, { fileSystems }) => {
  const id = request.route.query.get('FileSystemId');
  const found = id === null ? fileSystems.all(request.region) : [fileSystems.get(request.region, id)];
  return json(200, { FileSystems: found.map(seed => describeFileSystem(seed)) });
};

export const describeAccessPoints: Operation = (request, { fileSystems }) => {
  const { region, route } = request;
  const id = route.query.get('AccessPointId');
  const fileSystemId = route.query.get('FileSystemId');
  const found =
    id !== null
      ? [fileSystems.ofAccessPoint(region, id)]
      : fileSystemId !== null
        ? [fileSystems.get(region, fileSystemId)]
        : fileSystems.all(region);
  return json(200, {
    AccessPoints: found.flatMap(({ accessPoints, fileSystem }) =>
      accessPoints
        .filter(({ AccessPointId }) => id === null || AccessPointId === id)
        .map(point => ({
          AccessPointArn: `arn:aws:elasticfilesystem:${region}:${DEMO_ACCOUNT}:access-point/${point.AccessPointId}`,
          FileSystemId: fileSystem.FileSystemId,
          LifeCycleState: 'available',
          OwnerId: DEMO_ACCOUNT,
          RootDirectory: { Path: '/' },
          Tags: [],
          ...point,
        })),
    ),
  });
};

export const describeMountTargets: Operation = (request, service) => {
  const { fileSystem, mountTargets } = namedFileSystem(request, service);
  const id = request.route.query.get('MountTargetId');
  return json(200, {
    MountTargets: mountTargets
      .filter(({ MountTargetId }) => id === null || MountTargetId === id)
      .map(({ SecurityGroups: _, ...target }) => ({
        FileSystemId: fileSystem.FileSystemId,
        LifeCycleState: 'available',
        OwnerId: DEMO_ACCOUNT,
        ...target,
      })),
  });
};

export const describeMountTargetSecurityGroups: Operation = ({ region, route }, { fileSystems }) => {
  const id = route.id ?? '';
  const target = fileSystems
    .ofMountTarget(region, id)
    .mountTargets.find(({ MountTargetId }) => MountTargetId === id);
  return json(200, { SecurityGroups: target?.SecurityGroups ?? [] });
};

export const describeFileSystemPolicy: Operation = ({ region, route }, { fileSystems }) => {
  const { fileSystem, policy } = fileSystems.get(region, route.id ?? '');
  if (policy === undefined) {
    throw new ServiceError(
      'PolicyNotFound',
      `File system policy does not exist for '${fileSystem.FileSystemId}'.`,
      {
        members: { ErrorCode: 'PolicyNotFound' },
      },
    );
  }
  return json(200, { FileSystemId: fileSystem.FileSystemId, Policy: policy });
};

/** DescribeMountTargets takes exactly one of three names. */
function namedFileSystem({ region, route }: OperationRequest, { fileSystems }: Service): FileSystemSeed {
  const { query } = route;
  const fileSystem = query.get('FileSystemId');
  const accessPoint = query.get('AccessPointId');
  const mountTarget = query.get('MountTargetId');
  if ([fileSystem, accessPoint, mountTarget].filter(id => id !== null).length !== 1) {
    throw new ServiceError(
      'BadRequest',
      'Exactly one of FileSystemId, AccessPointId and MountTargetId is required.',
      { members: { ErrorCode: 'BadRequest' } },
    );
  }
  return fileSystem !== null
    ? fileSystems.get(region, fileSystem)
    : accessPoint !== null
      ? fileSystems.ofAccessPoint(region, accessPoint)
      : fileSystems.ofMountTarget(region, mountTarget ?? '');
}

function describeFileSystem({ fileSystem, mountTargets }: FileSystemSeed) {
  return {
    CreationTime: 1_650_000_000,
    CreationToken: fileSystem.FileSystemId,
    Encrypted: true,
    LifeCycleState: 'available',
    NumberOfMountTargets: mountTargets.length,
    OwnerId: DEMO_ACCOUNT,
    PerformanceMode: 'generalPurpose',
    SizeInBytes: { Value: 6144 },
    Tags: [],
    ThroughputMode: 'elastic',
    ...fileSystem,
  };
}
