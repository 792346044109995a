// Puts a Linux kernel with NFS, and what boots it, on this machine from Debian's packages.
import { existsSync, readdirSync } from 'node:fs';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runCommand } from './command';
import { canInstallDebianPackages, installDebianPackages } from './debianPackages';
import { ensureInstalled } from './installOnce';

/** What the guest is made of, by package. Its client, server and tools are this machine's own. */
const programs: Readonly<Record<string, string>> = {
  'qemu-system-x86': '/usr/bin/qemu-system-x86_64',
  'busybox-static': '/bin/busybox',
  kmod: '/sbin/modprobe',
  cpio: '/usr/bin/cpio',
  iproute2: '/sbin/tc',
  'nfs-kernel-server': '/usr/sbin/rpc.nfsd',
  'nfs-common': '/sbin/mount.nfs4',
};

/** Of Debian's kernel; what they depend on is found. The last three delay and lose packets. */
const modules = [
  ...['virtio_pci', 'virtio_net', '9p', '9pnet_virtio', 'overlay', 'nfsd', 'nfs', 'nfsv4'],
  ...['sch_prio', 'sch_netem', 'cls_u32'],
];

export interface NfsKernel {
  /** Folder that Debian's kernel package was unpacked in. */
  readonly root: string;
  /** As `uname -r` prints it. */
  readonly release: string;
}

function packagesMissing(): string[] {
  return Object.keys(programs).filter(name => !existsSync(programs[name] ?? ''));
}

async function ensurePrograms(): Promise<void> {
  if (packagesMissing().length > 0 && canInstallDebianPackages()) {
    await installDebianPackages(packagesMissing());
  }
  const missing = packagesMissing();
  if (missing.length > 0) {
    throw new Error(
      `The NFS tests boot a Linux guest, and this machine has no ${missing.join(', no ')}. Install them ` +
        `("sudo apt-get install ${missing.join(' ')}") and run this again.`,
    );
  }
}

async function downloadKernel(target: string): Promise<void> {
  console.log('Setting up a Linux kernel with NFS, once (70 MB)…');
  if (canInstallDebianPackages()) {
    await runCommand('apt-get', ['-q', '-o', 'Acquire::Retries=3', 'update']);
  }
  const depends = await runCommand('apt-cache', ['depends', 'linux-image-amd64'], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const name = /Depends: (linux-image-\S+)/.exec(depends)?.[1];
  if (name === undefined) {
    throw new Error(`Debian's package linux-image-amd64 names no kernel:\n${depends}`);
  }
  await runCommand('apt-get', ['-q', '-o', 'Acquire::Retries=3', 'download', name], { cwd: target });
  const deb = readdirSync(target).find(file => file.endsWith('.deb')) ?? '';
  await runCommand('dpkg', ['-x', deb, '.'], { cwd: target });
  await rm(path.join(target, deb));
  await runCommand('/sbin/depmod', ['-b', target, releaseIn(target)]);
}

function releaseIn(root: string): string {
  const [release] = readdirSync(path.join(root, 'lib/modules'));
  if (release === undefined) {
    throw new Error(`${root} holds no kernel.`);
  }
  return release;
}

/** The kernel in `.vscode-test/`, put there by the first caller and reused ever after. */
export async function ensureNfsKernel(): Promise<NfsKernel> {
  if (process.platform !== 'linux' || process.arch !== 'x64' || !existsSync('/usr/bin/dpkg')) {
    throw new Error(
      'The NFS tests boot a Linux guest with Debian’s kernel and this machine’s own Node. ' +
        'They run on Debian and its relatives on x86-64 only.',
    );
  }
  await ensurePrograms();
  const root = await ensureInstalled('nfs', downloadKernel);
  return { root, release: releaseIn(root) };
}

/**
 * Writes an initramfs that mounts this machine's root (shared by QEMU over 9p, read-only) below a writable overlay and
 * runs `command` there.
 */
export async function makeInitramfs(kernel: NfsKernel, folder: string, command: string): Promise<string> {
  const root = path.join(folder, 'initramfs');
  await mkdir(path.join(root, 'bin'), { recursive: true });
  await mkdir(path.join(root, 'modules'));
  await copyFile('/bin/busybox', path.join(root, 'bin/busybox'));
  const files = await moduleFiles(kernel);
  for (const file of files) {
    await copyFile(file, path.join(root, 'modules', path.basename(file)));
  }
  const init = path.join(root, 'init');
  await writeFile(
    init,
    initScript(
      files.map(file => path.basename(file)),
      command,
    ),
  );
  await chmod(init, 0o755);
  const image = path.join(folder, 'initramfs.cpio');
  await runCommand('sh', ['-c', `find . | cpio --quiet -o -H newc >"${image}"`], { cwd: root });
  return image;
}

/** In the order in which they can be loaded. */
async function moduleFiles({ root, release }: NfsKernel): Promise<readonly string[]> {
  const files = new Set<string>();
  for (const name of modules) {
    const lines = await runCommand('/sbin/modprobe', ['-d', root, '-S', release, '-D', name]);
    for (const [, file] of lines.matchAll(/^insmod (\S+)/gm)) {
      files.add(file ?? '');
    }
  }
  return [...files];
}

function initScript(moduleNames: readonly string[], command: string): string {
  // cache=loose: without it, each file of this machine is asked for again and again, and Node takes ten times as long.
  return `#!/bin/busybox sh
b=/bin/busybox
$b mkdir -p /proc /dev /host /over /new
$b mount -t proc proc /proc
$b mount -t devtmpfs dev /dev
for module in ${moduleNames.join(' ')}; do $b insmod /modules/$module; done
$b mount -t 9p -o trans=virtio,version=9p2000.L,msize=1048576,cache=loose,ro hostroot /host
$b mount -t tmpfs tmpfs /over
$b mkdir /over/upper /over/work
$b mount -t overlay -o lowerdir=/host,upperdir=/over/upper,workdir=/over/work overlay /new
$b mount -t proc proc /new/proc
$b mount -t sysfs sys /new/sys
$b mount -t devtmpfs dev /new/dev
# As few programs as on Lambda: the probe looks at each, and this machine may have thousands.
$b rm /new/bin
$b mkdir /new/bin
for program in sh ls cat df grep sed; do $b ln -s /usr/bin/$program /new/bin/$program; done
$b ifconfig lo 127.0.0.1 up
$b ifconfig eth0 10.0.2.15 netmask 255.255.255.0 up
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp
$b chroot /new ${command}
$b poweroff -f
`;
}
