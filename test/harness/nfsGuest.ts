// A Linux guest in QEMU whose kernel is NFS client and server, and in which the built probe runs.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { controlPort, forwarderPort, guestAddress, nfsPort, type CommandResult } from './nfsGuestProtocol';
import { ensureNfsKernel, makeInitramfs } from './nfsKernel';
import { projectRoot } from './projectRoot';

const bootLimitMs = 240_000;

/** What Lambda mounts EFS with, as far as it is asked for: https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-nfs-mount-settings.html */
export const efsOptions = [
  'nfsvers=4.1',
  'rsize=1048576',
  'wsize=1048576',
  'hard',
  'timeo=600',
  'retrans=2',
  'noresvport',
] as const;

export class NfsGuest {
  readonly #qemu: ChildProcess;
  readonly #folder: string;
  readonly #controlPort: number;
  /** The local Lambda endpoint in the guest. */
  readonly endpointUrl: string;
  /** As `uname -r` prints it. */
  readonly kernel: string;
  #console = '';

  private constructor(qemu: ChildProcess, folder: string, ports: Ports, kernel: string) {
    this.#qemu = qemu;
    this.#folder = folder;
    this.#controlPort = ports.control;
    this.endpointUrl = `http://127.0.0.1:${ports.endpoint}`;
    this.kernel = kernel;
    const collect = (chunk: string) => (this.#console = (this.#console + chunk).slice(-20_000));
    qemu.stdout?.setEncoding('utf8').on('data', collect);
    qemu.stderr?.setEncoding('utf8').on('data', collect);
  }

  /** Boots the guest and starts its NFS server. Nothing is mounted yet. */
  static async boot(): Promise<NfsGuest> {
    const kernel = await ensureNfsKernel();
    const folder = await mkdtemp(path.join(tmpdir(), 'nfs-guest-'));
    const ports = { control: await freePort(), endpoint: await freePort() };
    const services = path.join(projectRoot, 'out/test/harness/nfsGuestServices.js');
    const command = `"${process.execPath}" "${services}" ${ports.endpoint}`;
    const initramfs = await makeInitramfs(kernel, folder, command);
    console.log(`Booting a guest with Linux ${kernel.release}…`);
    const qemu = spawn('qemu-system-x86_64', qemuArguments(kernel, initramfs, ports), {
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const guest = new NfsGuest(qemu, folder, ports, kernel.release);
    process.once('exit', () => qemu.kill('SIGKILL'));
    try {
      await guest.#untilReady();
      await guest.startServer();
    } catch (error) {
      await guest.close();
      throw error;
    }
    return guest;
  }

  /** What a shell script in the guest printed. Throws where it fails or takes longer than the limit. */
  async read(script: string, limitMs = 120_000): Promise<Buffer> {
    const { status, output, errors } = await this.#ask(script, limitMs);
    if (status !== 0) {
      throw new Error(`The guest failed (${status ?? 'time limit'}) on:\n${script}\n${errors}`);
    }
    return Buffer.from(output, 'base64');
  }

  async run(script: string): Promise<string> {
    return (await this.read(script)).toString();
  }

  async startServer(): Promise<void> {
    // Its grace period, in which clients of before reclaim their files, cannot be ended twice.
    await this.run(
      `rpc.nfsd -N 3 -p ${nfsPort} 4 && (echo Y >/proc/fs/nfsd/v4_end_grace || true) 2>/dev/null`,
    );
  }

  /** Connections to it are refused from then on. */
  async stopServer(): Promise<void> {
    await this.run('rpc.nfsd 0');
  }

  /** Mounts the server at /mnt/efs, through the forwarder, in place of what was mounted there. */
  async mount(options: readonly string[] = efsOptions): Promise<void> {
    await this.unmount();
    await this.run(
      `mount -t nfs4 -o ${[...options, `port=${forwarderPort}`].join(',')} 127.0.0.1:/ /mnt/efs`,
    );
  }

  /** Also where a call still waits on it. */
  async unmount(): Promise<void> {
    await this.run('if mountpoint -q /mnt/efs; then umount /mnt/efs || umount -f -l /mnt/efs; fi');
  }

  /** Waits as any program on the mount would: the client tries a lost server again after a while that grows. */
  async untilServerAnswers(): Promise<void> {
    await this.run('stat -f /mnt/efs >/dev/null');
  }

  /**
   * Does to packets of one TCP port, in both directions, what tc-netem(8) can, for example `delay 50ms` or `loss 100%`.
   */
  async disturb(port: number, netem: string): Promise<void> {
    const filter = (direction: string) =>
      `tc filter add dev lo parent 1: protocol ip u32 match ip protocol 6 0xff match ip ${direction} ${port} 0xffff flowid 1:3`;
    await this.run(`tc qdisc del dev lo root 2>/dev/null
set -e
tc qdisc add dev lo root handle 1: prio bands 3 priomap 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
tc qdisc add dev lo parent 1:3 handle 30: netem ${netem}
${filter('dport')}
${filter('sport')}`);
  }

  async undisturb(): Promise<void> {
    await this.run('tc qdisc del dev lo root 2>/dev/null || true');
  }

  async close(): Promise<void> {
    if (this.#qemu.exitCode === null && this.#qemu.signalCode === null) {
      const ended = new Promise(resolve => this.#qemu.once('exit', resolve));
      this.#qemu.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #untilReady(): Promise<void> {
    const deadline = Date.now() + bootLimitMs;
    for (;;) {
      if (this.#qemu.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The guest did not start. Its console:\n${this.#console}`);
      }
      try {
        await this.#ask('true', 10_000);
        return;
      } catch {
        await new Promise(resolve => setTimeout(resolve, 500));
      }
    }
  }

  #ask(script: string, limitMs: number): Promise<CommandResult> {
    return new Promise((resolve, reject) => {
      const headers = { 'x-limit-ms': String(limitMs) };
      const options = { host: '127.0.0.1', port: this.#controlPort, method: 'POST', headers, agent: false };
      const asked = request({ ...options, timeout: limitMs + 30_000 }, response => {
        text(response).then(body => resolve(JSON.parse(body) as CommandResult), reject);
      });
      asked.on('timeout', () => asked.destroy(new Error(`The guest did not answer in time on:\n${script}`)));
      asked.on('error', reject).end(script);
    });
  }
}

interface Ports {
  readonly control: number;
  /** The same in the guest and outside: the endpoint's URL is right in both. */
  readonly endpoint: number;
}

function qemuArguments(kernel: { root: string; release: string }, initramfs: string, ports: Ports): string[] {
  const forwards = [
    `hostfwd=tcp:127.0.0.1:${ports.control}-${guestAddress}:${controlPort}`,
    `hostfwd=tcp:127.0.0.1:${ports.endpoint}-${guestAddress}:${ports.endpoint}`,
  ];
  return [
    // Not kvm: it hangs on some machines that seem to have it. And a processor of few features: five levels of page tables
    // and wide vectors, which programs use where they find them, take an emulator a third more time.
    ...['-accel', 'tcg,thread=multi', '-cpu', 'Nehalem', '-smp', '2', '-m', '2048'],
    ...['-nographic', '-no-reboot'],
    ...['-nic', `user,model=virtio-net-pci,${forwards.join(',')}`],
    ...['-kernel', path.join(kernel.root, 'boot', `vmlinuz-${kernel.release}`), '-initrd', initramfs],
    // Guards against the processor's leaks cost an emulated one most of its time.
    ...['-append', 'console=ttyS0 quiet panic=-1 mitigations=off'],
    '-virtfs',
    'local,path=/,mount_tag=hostroot,security_model=none,readonly=on,multidevs=remap',
  ];
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}
