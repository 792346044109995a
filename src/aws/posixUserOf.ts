import type { PosixUser, RootDirectory } from '../core/mount/fileSystemSetup';
import { wholeNumber } from './wholeNumber';

/** https://docs.aws.amazon.com/efs/latest/ug/API_PosixUser.html */
const HIGHEST_ID = 2 ** 32 - 1;
const MOST_SECONDARY_GIDS = 16;

/**
 * What EFS and S3 Files tell of an access point's user. An id that is none is left out: it is nobody's, and not root's.
 * Undefined where neither id is told, as of what is no object: AWS always tells both.
 */
export function posixUserOf(uid: unknown, gid: unknown, secondaryGids: unknown): PosixUser | undefined {
  if (uid === undefined && gid === undefined) {
    return undefined;
  }
  const groups = Array.isArray(secondaryGids) ? secondaryGids.slice(0, MOST_SECONDARY_GIDS) : [];
  const ids = groups.flatMap(each => posixId(each) ?? []);
  // Somebody whose groups are not all known may enter or not.
  return { ...(ids.length === groups.length && idsOf(uid, gid)), secondaryGids: ids };
}

/** With whom, and with which permissions, a root directory is created. Undefined where none of it is told. */
export function creationInfoOf(
  uid: unknown,
  gid: unknown,
  permissions: unknown,
): RootDirectory['creationInfo'] {
  if (uid === undefined && gid === undefined && permissions === undefined) {
    return undefined;
  }
  return { ...idsOf(uid, gid), permissions: typeof permissions === 'string' ? permissions : '' };
}

function idsOf(uid: unknown, gid: unknown): Pick<PosixUser, 'uid' | 'gid'> {
  const [user, group] = [posixId(uid), posixId(gid)];
  return { uid: user, gid: group };
}

function posixId(value: unknown): number | undefined {
  const id = wholeNumber(value);
  return id === undefined || id > HIGHEST_ID ? undefined : id;
}
