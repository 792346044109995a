import assert from 'node:assert/strict';
import { parseMountInfo } from '../../../src/core/parse/mountinfo';
import { MountTable } from '../../../src/probe/mountTable';

/** As in Lambda, with a few additions. */
const lambda = [
  '20 1 0:30 / / ro,relatime - overlay overlay ro,lowerdir=/a:/b',
  '21 20 8:16 / /dev rw,noexec - ext4 /dev/vdb rw',
  '22 20 8:48 / /tmp rw - ext4 /dev/vdd rw',
  '23 20 0:4 / /proc rw - proc none rw',
  '24 23 8:16 /boot_id /proc/sys/kernel/random/boot_id ro - ext4 /dev/vdb rw',
  '25 20 8:16 /mnt /mnt rw - ext4 /dev/vdb rw',
  '26 25 0:40 / /mnt/efs rw,relatime - nfs4 127.0.0.1:/ rw,vers=4.1,hard,addr=127.0.0.1',
  '27 25 0:41 / /mnt/auto rw - autofs systemd-1 rw,fd=3',
  '28 25 0:42 / /mnt/with\\040blank rw - fuse.sshfs host: rw',
];

function table(lines: readonly string[], simulated?: string): MountTable {
  return new MountTable(parseMountInfo(lines.join('\n')).entries, simulated);
}

describe('MountTable', () => {
  it('tells what has a size from what has none, and what waits for a server', () => {
    const mounts = table(lambda);
    assert.deepEqual(mounts.local, ['/', '/dev', '/tmp', '/proc/sys/kernel/random/boot_id', '/mnt']);
    assert.deepEqual(mounts.remote, ['/mnt/efs', '/mnt/with blank']);
  });

  it('takes a simulated mount for remote, whatever its type', () => {
    const mounts = table(lambda, '/tmp');
    assert.deepEqual(mounts.remote, ['/tmp', '/mnt/efs', '/mnt/with blank']);
    assert.ok(!mounts.local.includes('/tmp'));
  });

  it('gives files only of a remote file system right where Lambda mounts it', () => {
    const mounts = table([
      ...lambda,
      '40 20 0:70 / /nfs rw - nfs4 server:/ rw',
      '41 20 0:71 / /mnt/efs/below rw - nfs4 server:/ rw',
      '42 20 0:72 / /mnt/bound rw - ext4 /dev/vdb rw',
      '43 20 0:73 / /mnt/again rw - nfs4 server:/ rw',
      '44 43 0:4 / /mnt/again rw - proc none rw',
    ]);
    assert.deepEqual(mounts.served('/mnt/efs'), { mountPoint: '/mnt/efs', mountId: 26 });
    const others = ['/', '/proc', '/tmp', '/mnt', '/mnt/efs/', '/mnt/efs/a', '/mnt/efs/below', '/mnt//efs'];
    for (const path of [
      ...others,
      '/mnt/../mnt/efs',
      '/nfs',
      '/mnt/bound',
      '/mnt/again',
      '/mnt/auto',
      '/mnt/no',
    ]) {
      assert.equal(mounts.served(path), undefined, path);
    }
  });

  it('gives files of a simulated mount, but not of the root or of the kernel', () => {
    assert.deepEqual(table(lambda, '/tmp/x').served('/tmp/x'), { mountPoint: '/tmp/x', mountId: 22 });
    assert.equal(table(lambda, '/tmp/x').served('/tmp'), undefined);
    assert.equal(table([], '/tmp/x').served('/tmp/x'), undefined);
    assert.equal(table(lambda, '/').served('/'), undefined);
    assert.equal(table(lambda, '/proc').served('/proc'), undefined);
    assert.equal(table(lambda, '/proc/self').served('/proc/self'), undefined);
  });

  it('finds the mount that a path leads to', () => {
    const mounts = table(lambda);
    const cases = {
      '/mnt/efs': '/mnt/efs',
      '/mnt/efs/a/b': '/mnt/efs',
      '/mnt/efs/': '/mnt/efs',
      '/mnt//efs/.': '/mnt/efs',
      '/tmp/../mnt/efs/x': '/mnt/efs',
      '/mnt/efs2': '/mnt',
      '/mnt/efs/..': '/mnt',
      '/proc/self': '/proc',
      '/etc': '/',
      '/': '/',
    };
    for (const [path, mountPoint] of Object.entries(cases)) {
      assert.equal(mounts.holding(path), mountPoint, path);
    }
    assert.equal(table([]).holding('/etc'), undefined);
    assert.equal(table(lambda.toReversed()).holding('/mnt/efs/a'), '/mnt/efs');
  });

  it('knows a mount only once, and not one that another hides', () => {
    const mounts = table([
      ...lambda,
      '30 22 0:50 / /tmp rw - tmpfs over rw',
      '31 21 0:51 / /dev/deep/inside rw - tmpfs hidden rw',
      '32 21 0:52 / /dev/deep rw - tmpfs above rw',
    ]);
    assert.deepEqual(mounts.local, [
      '/',
      '/dev',
      '/proc/sys/kernel/random/boot_id',
      '/mnt',
      '/tmp',
      '/dev/deep',
    ]);
  });

  it('sees the remote mount that an automounter’s trigger was replaced with', () => {
    const mounts = table([...lambda, '33 27 0:60 / /mnt/auto rw - nfs4 server:/ rw']);
    assert.ok(mounts.remote.includes('/mnt/auto'));
  });
});
