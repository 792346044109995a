// Runs inside the guest of nfsGuest.ts: `node nfsGuestServices.js ENDPOINT_PORT`. Starts the NFS server, the TCP
// forwarder through which it is mounted, and the local Lambda endpoint, and does what the tests ask for over HTTP.
import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import net from 'node:net';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { startLocalLambda } from '../../src/local';
import { PROBE_MARKER_VARIABLE } from '../../src/protocol';
import {
  controlPort,
  forwarderPort,
  guestAddress,
  guestFunction,
  nfsPort,
  type CommandResult,
} from './nfsGuestProtocol';
import { projectRoot } from './projectRoot';
import { testKey } from './testKey';

const setUp = `set -e
mkdir -p /srv/efs /mnt/efs /var/lib/nfs
mount -t tmpfs tmpfs /srv/efs
mount -t tmpfs tmpfs /var/lib/nfs
mkdir /var/lib/nfs/rpc_pipefs /var/lib/nfs/v4recovery
: >/var/lib/nfs/etab
: >/var/lib/nfs/rmtab
mount -t rpc_pipefs rpc_pipefs /var/lib/nfs/rpc_pipefs
mount -t nfsd nfsd /proc/fs/nfsd
echo 1048576 >/proc/fs/nfsd/max_block_size
echo 10 >/proc/fs/nfsd/nfsv4leasetime
echo 10 >/proc/fs/nfsd/nfsv4gracetime
exportfs -i -o rw,fsid=0,no_subtree_check,root_squash,insecure '*:/srv/efs'
rpc.mountd -N 3
`;

/** Runs a shell script. With a time limit, because it may touch a mount whose server is dead. */
function run(script: string, limitMs: number): Promise<CommandResult> {
  return new Promise(resolve => {
    const child = spawn('sh', ['-c', script], {
      cwd: '/',
      detached: true,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    const timer = setTimeout(() => {
      if (child.pid !== undefined) {
        process.kill(-child.pid, 'SIGKILL');
      }
    }, limitMs);
    // Not `close`: a daemon that the script left behind may hold the pipes.
    child.on('exit', status => {
      clearTimeout(timer);
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
        resolve({
          status,
          output: Buffer.concat(output).toString('base64'),
          errors: Buffer.concat(errors).toString(),
        });
      }, 50);
    });
  });
}

/** Passes on what comes to one address to another, as efs-proxy does on Lambda. */
function forward(from: { host: string; port: number }, to: { host: string; port: number }): void {
  net
    .createServer(client => {
      const server = net.connect(to);
      const end = () => {
        client.destroy();
        server.destroy();
      };
      client.on('error', end).on('close', end);
      server.on('error', end).on('close', end);
      client.pipe(server).pipe(client);
    })
    .listen(from);
}

/** A guest whose test was killed powers off after this long without a request. */
const idleLimitMs = 15 * 60_000;

function control(): void {
  const idle = setTimeout(() => process.exit(), idleLimitMs);
  createServer((request, response) => {
    idle.refresh();
    void text(request)
      .then(script => run(script, Number(request.headers['x-limit-ms'])))
      .then(result => response.end(JSON.stringify(result)));
  }).listen(controlPort, guestAddress);
}

async function main(): Promise<void> {
  const endpointPort = Number(process.argv[2]);
  const prepared = await run(setUp, 60_000);
  if (prepared.status !== 0) {
    throw new Error(prepared.errors);
  }
  forward({ host: '127.0.0.1', port: forwarderPort }, { host: '127.0.0.1', port: nfsPort });

  const distDir = path.join(projectRoot, 'dist');
  await startLocalLambda({
    distDir,
    demo: false,
    // The guest is the test's own, and its port on the host leads into it alone.
    accessKey: testKey,
    port: endpointPort,
    functions: [
      {
        configuration: {
          FunctionName: guestFunction,
          Runtime: 'nodejs20.x',
          Handler: 'index.handler',
          Timeout: 120,
          MemorySize: 512,
          FileSystemConfigs: [
            {
              Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
              LocalMountPath: '/mnt/efs',
            },
          ],
          VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
          Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
        },
        code: { kind: 'zip', zip: await readFile(path.join(distDir, 'probe.zip')) },
      },
    ],
  });
  // It listens on loopback alone, which QEMU cannot forward to.
  forward({ host: guestAddress, port: endpointPort }, { host: '127.0.0.1', port: endpointPort });
  control();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
