import { posix } from 'node:path';
import type { MountInfoEntry } from '../core/parse/mountinfo';

/** File systems that hold no files of anyone. autofs is one: asking it would mount something. */
const PSEUDO_TYPES = new Set([
  'autofs',
  'binfmt_misc',
  'bpf',
  'cgroup',
  'cgroup2',
  'configfs',
  'debugfs',
  'devpts',
  'efivarfs',
  'fusectl',
  'hugetlbfs',
  'mqueue',
  'nfsd',
  'nsfs',
  'proc',
  'pstore',
  'rpc_pipefs',
  'securityfs',
  'selinuxfs',
  'sysfs',
  'tracefs',
]);

/** File systems whose calls wait for a server or for another process. */
const REMOTE_TYPE = /^(?:9p|afs|ceph|cifs|fuse(?:blk)?(?:\..*)?|gfs2|lustre|nfs4?|ocfs2|smb3|virtiofs)$/;

/** The mounts of this sandbox that a path can lead to. Knows only text: nothing here touches a mount. */
export class MountTable {
  readonly #visible: readonly MountInfoEntry[];
  readonly #mountPath: string;

  /** @param mountPath the configured local mount path: what is mounted there counts as remote, whatever its type */
  constructor(entries: readonly MountInfoEntry[], mountPath: string) {
    this.#visible = entries.filter(entry => !isHidden(entry, entries));
    this.#mountPath = mountPath;
  }

  /** Mount points of local file systems that have a size. */
  get local(): readonly string[] {
    return this.#visible
      .filter(entry => !this.#isRemote(entry) && !PSEUDO_TYPES.has(entry.fsType))
      .map(entry => entry.mountPoint);
  }

  get remote(): readonly string[] {
    return this.#visible.filter(entry => this.#isRemote(entry)).map(entry => entry.mountPoint);
  }

  /** Mount point of what lies at `path`, as far as its text tells: a symbolic link may lead elsewhere. */
  holding(path: string): string | undefined {
    const target = posix.normalize(path);
    return this.#visible
      .map(entry => entry.mountPoint)
      .filter(mountPoint => isWithin(target, mountPoint))
      .reduce<string | undefined>(
        (longest, each) => (longest === undefined || each.length > longest.length ? each : longest),
        undefined,
      );
  }

  /** Id of the mount on which a path lies, as `mnt_id` of /proc/self/fdinfo has it; as far as the path's text tells. */
  idHolding(path: string): number | undefined {
    const mountPoint = this.holding(path);
    return this.#visible.find(entry => entry.mountPoint === mountPoint)?.mountId;
  }

  /** Mount points below a path. */
  below(path: string): readonly string[] {
    const holding = this.holding(path);
    return this.#visible
      .map(entry => entry.mountPoint)
      .filter(mountPoint => mountPoint !== holding && isWithin(mountPoint, path));
  }

  #isRemote(entry: MountInfoEntry): boolean {
    return REMOTE_TYPE.test(entry.fsType) || entry.mountPoint === this.#mountPath;
  }
}

/** Whether `path` is `folder` or lies below it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** Whether another mount lies on this one, or on a directory that leads to it. */
function isHidden(entry: MountInfoEntry, entries: readonly MountInfoEntry[]): boolean {
  return entries.some(
    other =>
      (other.parentId === entry.mountId && other.mountPoint === entry.mountPoint) ||
      (other.parentId === entry.parentId &&
        other.mountId !== entry.mountId &&
        other.mountPoint !== entry.mountPoint &&
        isWithin(entry.mountPoint, other.mountPoint)),
  );
}
