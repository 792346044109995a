import { namedIn } from '../resolve/dependencies';
import { isKnownElsewhere } from '../resolve/escape';
import type { Mount, MountingFunction } from './graph';
import { entryOf, type Entry } from '../read/nodes';
import type { Resource } from '../read/template';
import { known, nodeOf, type Value } from '../resolve/values';

/** What an access point of this template sets. https://docs.aws.amazon.com/efs/latest/ug/API_CreationInfo.html */
export interface AccessPointSettings {
  readonly resource: Resource;
  readonly rootDirectory: Value;
  /** Its root directory; `/` where it names none, undefined where it is not known. */
  readonly path: string | undefined;
  /** `CreationInfo` of EFS, `CreationPermissions` of S3 Files. */
  readonly creation: Value;
  readonly creationKey: 'CreationInfo' | 'CreationPermissions';
  readonly posixUser: Value;
  /** User id of every access through it, as written. */
  readonly uid: string | undefined;
  /** Settings under the name that the other service has for them, which this one does not know. */
  readonly misnamed: Entry | undefined;
}

/** The settings of a mount's access point, where that is a resource of this template. */
export function accessPointSettings(mount: Mount): AccessPointSettings | undefined {
  return mount.accessPoint && settingsOf(mount, mount.accessPoint);
}

function settingsOf(mount: Mount, resource: Resource): AccessPointSettings {
  const { resolver } = mount.function;
  const rootDirectory = mount.propertyOf(resource, 'RootDirectory');
  const path = resolver.get(rootDirectory, 'Path');
  const posixUser = mount.propertyOf(resource, 'PosixUser');
  const creationKey = resource.type?.startsWith('AWS::S3Files::') ? 'CreationPermissions' : 'CreationInfo';
  return {
    resource,
    rootDirectory,
    path: path.kind === 'absent' ? '/' : known(path),
    creation: resolver.get(rootDirectory, creationKey),
    creationKey,
    posixUser,
    uid: known(resolver.get(posixUser, 'Uid')),
    misnamed: entryOf(
      nodeOf(rootDirectory),
      creationKey === 'CreationInfo' ? 'CreationPermissions' : 'CreationInfo',
    ),
  };
}

const neverMounts =
  /^AWS::(?:EFS|S3Files|IAM|Lambda|Serverless|Backup|CloudWatch|Logs|Events|KMS|SSM|EC2::SecurityGroup)/;

/**
 * Whether a file system is new with this template and only Lambda functions of it can have written to it, so that what
 * no access point creates is not there.
 */
export function isFresh(mount: Mount): boolean {
  const { template } = mount.function;
  const { fileSystem } = mount;
  return (
    fileSystem !== undefined &&
    !isKnownElsewhere(template, fileSystem.id) &&
    !isReplica(mount) &&
    namedIn(template, fileSystem.id).every(({ type }) => neverMounts.test(type ?? '')) &&
    holdsNothing(mount, fileSystem)
  );
}

/** The destination of a replication has what its source has, and takes nothing else. */
export function isReplica(mount: Mount): boolean {
  const { fileSystem } = mount;
  return (
    fileSystem !== undefined &&
    namedIn(mount.function.template, fileSystem.id).some(({ type }) => type === 'AWS::EFS::FileSystem')
  );
}

/** A file system of S3 Files shows what its bucket holds; one of EFS may be restored or replicated. */
function holdsNothing(mount: Mount, fileSystem: Resource): boolean {
  const { template } = mount.function;
  if (fileSystem.type === 'AWS::S3Files::FileSystem') {
    const bucket = mount.propertyOf(fileSystem, 'Bucket');
    const resource = bucket.kind === 'reference' ? bucket.resource : undefined;
    return resource !== undefined && !isKnownElsewhere(template, resource.id);
  }
  return mount.propertyOf(fileSystem, 'ReplicationConfiguration').kind === 'absent';
}

/** Whether another access point of the file system reaches a directory above this path and may have created it. */
export function isReachedFromAbove(mount: Mount, { resource, path }: AccessPointSettings): boolean {
  return mount
    .ofFileSystem('AccessPoint')
    .filter(other => other !== resource)
    .map(other => settingsOf(mount, other))
    .some(other => {
      const above = other.path;
      return above === undefined || path === undefined || `${path}/`.startsWith(above.replace(/\/?$/, '/'));
    });
}

/** The mode of a directory, as the user of its access point is concerned. */
export interface UserMode {
  /** The three bits that count for the user. */
  readonly bits: number;
  /** The mode with more bits for the user. */
  with(bits: number): string;
}

/** The mode of the directory that is created for an access point; undefined where it or the user is not known. */
export function modeForUser(mounting: MountingFunction, settings: AccessPointSettings): UserMode | undefined {
  const mode = known(mounting.resolver.get(settings.creation, 'Permissions'));
  const fromEnd = digitOfUser(mounting, settings);
  if (mode === undefined || !/^[0-7]{3,4}$/.test(mode) || fromEnd === undefined) {
    return undefined;
  }
  const digits = mode.split('');
  const bits = Number(digits.at(fromEnd));
  return { bits, with: more => digits.with(fromEnd, String(bits | more)).join('') };
}

/** Whether the directory that is created for an access point belongs to its user. */
export function isOwner(
  { resolver }: MountingFunction,
  { creation, uid }: Pick<AccessPointSettings, 'creation' | 'uid'>,
): boolean {
  const owner = known(resolver.get(creation, 'OwnerUid'));
  return isPosixId(uid) && isPosixId(owner) && Number(uid) === Number(owner);
}

const [OWNER, GROUP, OTHERS] = [-3, -2, -1];

/** Which digit of the mode counts, from the end. Root may do everything. */
function digitOfUser(mounting: MountingFunction, settings: AccessPointSettings): number | undefined {
  const { resolver } = mounting;
  const { creation, posixUser, uid } = settings;
  if (!isPosixId(uid) || !isPosixId(known(resolver.get(creation, 'OwnerUid'))) || Number(uid) === 0) {
    return undefined;
  }
  if (isOwner(mounting, settings)) {
    return OWNER;
  }
  const ownerGid = known(resolver.get(creation, 'OwnerGid'));
  const secondary = resolver.get(posixUser, 'SecondaryGids');
  const gids = [resolver.get(posixUser, 'Gid'), ...(resolver.items(secondary) ?? [])].map(known);
  if (!isPosixId(ownerGid) || !gids.every(isPosixId) || secondary.kind === 'unknown') {
    return undefined;
  }
  return gids.some(gid => Number(gid) === Number(ownerGid)) ? GROUP : OTHERS;
}

/** Largest id of a user or group. https://docs.aws.amazon.com/efs/latest/ug/API_PosixUser.html */
export const MAX_POSIX_ID = 4_294_967_295;

export function isPosixId(text: string | undefined): text is string {
  return text !== undefined && /^\d+$/.test(text) && Number(text) <= MAX_POSIX_ID;
}
