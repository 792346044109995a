import { inRegion } from './inRegion';
import type { FileSystemSeed } from './options';
import { ServiceError } from './serviceError';

/** All EFS file systems of one account, by region. */
export class FileSystemStore {
  readonly #seeds: FileSystemSeed[] = [];

  add(seed: FileSystemSeed): void {
    this.#seeds.push(seed);
  }

  all(region: string): readonly FileSystemSeed[] {
    return inRegion(this.#seeds, region);
  }

  get(region: string, fileSystemId: string): FileSystemSeed {
    return (
      this.all(region).find(({ fileSystem }) => fileSystem.FileSystemId === fileSystemId) ??
      notFound('FileSystemNotFound', `File system '${fileSystemId}' does not exist.`)
    );
  }

  ofAccessPoint(region: string, accessPointId: string): FileSystemSeed {
    return (
      this.all(region).find(({ accessPoints }) =>
        accessPoints.some(({ AccessPointId }) => AccessPointId === accessPointId),
      ) ?? notFound('AccessPointNotFound', `Access point '${accessPointId}' does not exist.`)
    );
  }

  ofMountTarget(region: string, mountTargetId: string): FileSystemSeed {
    return (
      this.all(region).find(({ mountTargets }) =>
        mountTargets.some(({ MountTargetId }) => MountTargetId === mountTargetId),
      ) ?? notFound('MountTargetNotFound', `Mount target '${mountTargetId}' does not exist.`)
    );
  }
}

function notFound(name: string, message: string): never {
  throw new ServiceError(name, message, { members: { ErrorCode: name } });
}
