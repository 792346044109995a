import type { PathFact } from '../failure/passage';
import type { LambdaFunction } from '../lambdaFunction';
import { arnOfFileSystem } from '../mount/fileSystemPolicy';
import type { FileSystemSetup, MountTarget } from '../mount/fileSystemSetup';
import { readingValue } from '../mount/reading';

/** What a fix is made for. */
export interface FixContext {
  readonly target: LambdaFunction;
  readonly setup?: FileSystemSetup;
  /** Whether the parameters name what is closed or missing, rather than all that may be. */
  readonly isPinned?: boolean;
  /** What is proved of a cause, where it is a network ACL that keeps packets out. */
  readonly fact?: PathFact;
  /** What was read about the cause or the finding. Untrusted. */
  readonly params: Readonly<Record<string, string | number>>;
}

export function isS3Files({ target }: FixContext): boolean {
  return target.fileSystem.kind === 's3files';
}

export function fileSystemId({ setup, target }: FixContext): string {
  return (
    readingValue(setup?.accessPoint)?.fileSystemId ??
    readingValue(setup?.fileSystem)?.id ??
    target.fileSystem.fileSystemId ??
    'FILE_SYSTEM_ID'
  );
}

export function fileSystemArn(context: FixContext): string {
  return arnOfFileSystem(context.target, fileSystemId(context));
}

export function mountTargets({ setup }: FixContext): readonly MountTarget[] {
  return readingValue(setup?.mountTargets) ?? [];
}

/**
 * One group of each mount target: a rule of one of its groups is enough. Where it is known which groups are closed, of those
 * mount targets alone that have no other.
 */
export function mountTargetGroups(context: FixContext): readonly string[] {
  const pinned = context.isPinned ? splitList(context.params['targetGroups']) : [];
  const isMeant = (group: string) => pinned.length === 0 || pinned.includes(group);
  const read = new Set(
    mountTargets(context).flatMap(({ securityGroups }) => {
      const groups = readingValue(securityGroups) ?? [];
      return groups.every(isMeant) ? groups.slice(0, 1) : [];
    }),
  );
  return read.size > 0 ? [...read] : [pinned[0] ?? 'MOUNT_TARGET_SECURITY_GROUP_ID'];
}

/** A group that every network interface of the function has. */
export function functionGroup({ target }: FixContext): string {
  return target.securityGroupIds[0] ?? 'FUNCTION_SECURITY_GROUP_ID';
}

/** Name of the role, without the path in its ARN. */
export function roleName({ target }: FixContext): string {
  return target.role?.split('/').at(-1) ?? 'ROLE_NAME';
}

/** `aws`, `aws-cn` or `aws-us-gov`. */
export function partition({ target }: FixContext): string {
  return target.arn.split(':')[1] ?? 'aws';
}

/** The texts of a list that the words show with commas. */
export function splitList(param: string | number | undefined): readonly string[] {
  return String(param ?? '')
    .split(', ')
    .filter(text => text !== '');
}
