import { posix } from 'node:path';
import type { MountInfoEntry } from '../core/parse/mountinfo';
import { isWithin } from '../protocol';

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

/** EFS and S3 Files, as Lambda mounts them. */
const SERVED_TYPE = /^nfs4?$/;

/** Where Lambda mounts: https://docs.aws.amazon.com/lambda/latest/api/API_FileSystemConfig.html */
const SERVED_MOUNT_POINT = /^\/mnt\/[\w.-]+$/;

/** A mount whose directories and files the probe gives. */
export interface ServedMount {
  readonly mountPoint: string;
  /** As `mnt_id` of /proc/self/fdinfo has it. */
  readonly mountId: number;
}

/** The mounts of this sandbox that a path can lead to. Knows only text: nothing here touches a mount. */
export class MountTable {
  readonly #visible: readonly MountInfoEntry[];
  readonly #simulated: string | undefined;

  /** @param simulated path that stands for a remote mount, whatever is there */
  constructor(entries: readonly MountInfoEntry[], simulated?: string) {
    this.#visible = entries.filter(entry => !isHidden(entry, entries));
    this.#simulated = simulated;
  }

  /**
   * The mount at the path of a request, where it is one that the function is configured with: the kernel's own table
   * says so, not the request.
   */
  served(mountPath: string): ServedMount | undefined {
    const entry = this.#visible.find(({ mountPoint }) => mountPoint === mountPath);
    if (entry && SERVED_TYPE.test(entry.fsType) && SERVED_MOUNT_POINT.test(mountPath)) {
      return { mountPoint: mountPath, mountId: entry.mountId };
    }
    return mountPath === this.#simulated ? this.#simulatedMount(mountPath) : undefined;
  }

  #simulatedMount(path: string): ServedMount | undefined {
    const entry = this.#entryHolding(path);
    return entry && path !== '/' && !PSEUDO_TYPES.has(entry.fsType)
      ? { mountPoint: path, mountId: entry.mountId }
      : undefined;
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
    return this.#entryHolding(path)?.mountPoint;
  }

  /** Mount points below a path. */
  below(path: string): readonly string[] {
    const holding = this.holding(path);
    return this.#visible
      .map(entry => entry.mountPoint)
      .filter(mountPoint => mountPoint !== holding && isWithin(mountPoint, path));
  }

  #entryHolding(path: string): MountInfoEntry | undefined {
    const target = posix.normalize(path);
    return this.#visible
      .filter(({ mountPoint }) => isWithin(target, mountPoint))
      .toSorted((a, b) => a.mountPoint.length - b.mountPoint.length)
      .at(-1);
  }

  #isRemote(entry: MountInfoEntry): boolean {
    return REMOTE_TYPE.test(entry.fsType) || entry.mountPoint === this.#simulated;
  }
}

/** Whether another mount lies on this one, or on a directory that leads to it. */
function isHidden(entry: MountInfoEntry, entries: readonly MountInfoEntry[]): boolean {
  return entries.some(
    other =>
      (other.parentId === entry.mountId && other.mountPoint === entry.mountPoint) ||
      (other.parentId === entry.parentId &&
        other.mountPoint !== entry.mountPoint &&
        isWithin(entry.mountPoint, other.mountPoint)),
  );
}
