import { inRegion } from './inRegion';
import type { S3FileSystemSeed } from './options';
import { ServiceError } from './serviceError';

type AccessPointSeed = S3FileSystemSeed['accessPoints'][number];
type MountTargetSeed = S3FileSystemSeed['mountTargets'][number];

/** All S3 file systems of one account, by region. */
export class S3FileSystemStore {
  readonly #seeds: readonly S3FileSystemSeed[];

  constructor(seeds: readonly S3FileSystemSeed[]) {
    this.#seeds = seeds;
  }

  all(region: string): readonly S3FileSystemSeed[] {
    return inRegion(this.#seeds, region);
  }

  get(region: string, fileSystemId: string): S3FileSystemSeed {
    return (
      this.all(region).find(({ fileSystem }) => fileSystem.fileSystemId === fileSystemId) ??
      notFound(`file system ${fileSystemId}`)
    );
  }

  accessPoint(region: string, id: string): readonly [AccessPointSeed, S3FileSystemSeed] {
    for (const seed of this.all(region)) {
      const point = seed.accessPoints.find(({ accessPointId }) => accessPointId === id);
      if (point) {
        return [point, seed];
      }
    }
    return notFound(`access point ${id}`);
  }

  mountTarget(region: string, id: string): readonly [MountTargetSeed, S3FileSystemSeed] {
    for (const seed of this.all(region)) {
      const target = seed.mountTargets.find(({ mountTargetId }) => mountTargetId === id);
      if (target) {
        return [target, seed];
      }
    }
    return notFound(`mount target ${id}`);
  }
}

/** S3 Files have one error for all that does not exist. */
export function notFound(what: string): never {
  throw new ServiceError('ResourceNotFoundException', `The ${what} does not exist.`);
}
