const types = new Set(
  (
    'autofs bpf btrfs ceph cgroup cgroup2 cifs configfs debugfs devpts devtmpfs drvfs ecryptfs efivarfs erofs exfat ext2 ' +
    'ext3 ext4 f2fs fuse fuseblk fusectl glusterfs gfs2 hugetlbfs iso9660 jfs lustre mqueue nfs nfs3 nfs4 nsfs ntfs ntfs3 ' +
    'overlay overlayfs proc pstore ramfs rootfs securityfs selinuxfs smb3 squashfs sysfs tmpfs tracefs udf vfat virtiofs ' +
    'xfs zfs'
  ).split(' '),
);

/** Whether a word is a usual Linux file-system type, including `fuse.` subtypes. */
export function isFileSystemType(word: string): boolean {
  return types.has(word) || /^fuse\.[\w.-]+$/.test(word);
}
