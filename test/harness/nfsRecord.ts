// `npm run record:nfs`: records what a real NFS client says of its mounts, for the unit tests and the demo.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encodeText } from '../../src/core/text/byteText';
import type { ProbeAnswers } from '../../src/protocol';
import { GuestProbe } from '../nfs/guestProbe';
import { efsOptions, NfsGuest } from './nfsGuest';
import { nfsPort } from './nfsGuestProtocol';
import { projectRoot } from './projectRoot';

interface Recording {
  readonly name: string;
  /** In place of {@link efsOptions} of the same name, or of the flag that they exclude. */
  readonly options: readonly string[];
  readonly unresponsive?: boolean;
  /** Whether the demo shows a function with this mount. */
  readonly inDemo: boolean;
}

const recordings: readonly Recording[] = [
  { name: 'healthy', options: [], inDemo: false },
  { name: 'soft-mount', options: ['soft', 'timeo=30'], inDemo: true },
  { name: 'small-transfer', options: ['rsize=65536', 'wsize=65536'], inDemo: true },
  { name: 'reserved-port', options: ['resvport'], inDemo: true },
  { name: 'unresponsive', options: [], unresponsive: true, inDemo: true },
];

const excluded: Readonly<Record<string, string>> = { soft: 'hard', resvport: 'noresvport' };

const fixtures = path.join(projectRoot, 'test/fixtures/nfs');
const demo = path.join(projectRoot, 'src/local/demo/recordedMounts');

/** What a function may do with its files, so that the counters have something to count. */
const work = `set -e
mkdir -p /srv/efs/work
chmod 1777 /srv/efs/work
cd /mnt/efs/work
for n in 1 2 3; do head -c 1048576 /dev/urandom >model-$n.bin; done
echo 3 >/proc/sys/vm/drop_caches
cat model-*.bin | wc -c
ls -l
rm model-*.bin
cd /
`;

function mountOptions({ options }: Recording): readonly string[] {
  const key = (option: string) => option.split('=')[0] ?? '';
  const replaced = options.map(option => excluded[option] ?? key(option));
  return [...efsOptions.filter(option => !replaced.includes(key(option))), ...options];
}

/** The texts of one probe, by file name. */
function textsOf({ mounts, mountinfo, mountstats }: ProbeAnswers): ReadonlyMap<string, string> {
  if (!mounts?.ok || !mountinfo?.ok || !mountstats?.ok) {
    throw new Error('The probe could not read the kernel’s texts.');
  }
  return new Map([
    ['mounts.txt', mounts.value],
    ['mountinfo.txt', mountinfo.value],
    ['mountstats-before.txt', mountstats.value.before],
    ['mountstats-after.txt', mountstats.value.after],
  ]);
}

/** Of a kernel's text, what it says of /mnt/efs alone. */
function nfsPart(text: string): string {
  const at = text.indexOf('device 127.0.0.1:/ mounted on /mnt/efs ');
  return at >= 0
    ? text.slice(at)
    : text
        .split('\n')
        .filter(line => line.includes(' /mnt/efs '))
        .map(line => `${line}\n`)
        .join('');
}

async function writeAll(folder: string, texts: ReadonlyMap<string, string>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of texts) {
    await writeFile(path.join(folder, name), encodeText(text));
  }
}

async function record(guest: NfsGuest, probe: GuestProbe, recording: Recording): Promise<void> {
  await guest.mount(mountOptions(recording));
  await guest.run(work);
  if (recording.unresponsive) {
    await guest.disturb(nfsPort, 'loss 100%');
  }
  const { capture } = await probe.inspect({ deadlineSeconds: 30 });
  await guest.undisturb();
  const texts = textsOf(capture.probe);
  const usage = capture.probe.usage?.ok
    ? capture.probe.usage.value.filter(({ mountPoint }) => mountPoint === '/mnt/efs')
    : [];
  await writeAll(
    path.join(fixtures, recording.name),
    new Map([...texts, ['usage.json', `${JSON.stringify(usage, null, 2)}\n`]]),
  );
  if (recording.inDemo) {
    const parts = new Map([...texts].map(([name, text]) => [name, nfsPart(text)]));
    await writeAll(path.join(demo, recording.name), parts);
  }
  console.log(`Recorded ${recording.name}.`);
}

function about(kernel: string): string {
  return `# Recorded

These texts are not invented: \`npm run record:nfs\` read them with the probe in a QEMU guest with Linux ${kernel}, client and
server of NFSv4.1 in one, mounted with EFS's options through a TCP forwarder, each folder with the deviation of its name. They
are no recordings of EFS: sizes, counters and the lease time are of the server in the guest.
`;
}

async function main(): Promise<void> {
  const guest = await NfsGuest.boot();
  const probe = new GuestProbe(guest);
  try {
    for (const folder of [fixtures, demo]) {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder, { recursive: true });
      await writeFile(path.join(folder, 'README.md'), about(guest.kernel));
    }
    for (const recording of recordings) {
      await record(guest, probe, recording);
    }
  } finally {
    probe.dispose();
    await guest.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
