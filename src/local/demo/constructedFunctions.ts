import type { StatFs } from '../../protocol';
import { DEMO_ACCOUNT } from '../functionName';
import type { FunctionSeed } from '../options';
import { constructedTexts, type KernelTexts } from './constructedTexts';
import { constructedTree } from './constructedTree';
import { DEMO_REGION, efsAccessPoint, exampleConfiguration } from './parts';
import { probeReplay } from './probeReplay';
import { zipTexts } from './zipTexts';

interface Example {
  readonly name: string;
  /** Follows `Constructed example, `, where it came from, and a colon. */
  readonly what: string;
  /** Whether its mount options and statistics are of a real NFS client, though not of EFS. */
  readonly recordedMount: boolean;
  readonly texts: KernelTexts;
  readonly accessPoint: string;
  readonly mountPath: string;
  readonly hung?: boolean;
}

const examples: readonly Example[] = [
  {
    name: 's3files-example',
    what: 'a healthy S3 Files mount, NFS 4.2.',
    recordedMount: false,
    texts: constructedTexts.s3Files,
    accessPoint: `arn:aws:s3files:${DEMO_REGION}:${DEMO_ACCOUNT}:file-system/fs-0c0a1000000000004/access-point/fsap-0c0a1000000000004`,
    mountPath: '/mnt/s3',
  },
  {
    name: 'soft-mount-example',
    what: 'a soft mount that gives up after a few seconds.',
    recordedMount: true,
    texts: constructedTexts.softMount,
    accessPoint: efsAccessPoint('0c0a1000000000001'),
    mountPath: '/mnt/efs',
  },
  {
    name: 'small-transfer-example',
    what: 'reads and writes of at most 64 KiB.',
    recordedMount: true,
    texts: constructedTexts.smallTransfer,
    accessPoint: efsAccessPoint('0c0a1000000000002'),
    mountPath: '/mnt/efs',
  },
  {
    name: 'reserved-port-example',
    what: 'a mount from a reserved source port.',
    recordedMount: true,
    texts: constructedTexts.reservedPort,
    accessPoint: efsAccessPoint('0c0a1000000000003'),
    mountPath: '/mnt/efs',
  },
  {
    name: 'unresponsive-example',
    what: 'a hard mount whose server does not answer.',
    recordedMount: true,
    texts: constructedTexts.unresponsive,
    accessPoint: efsAccessPoint('0c0a1000000000005'),
    mountPath: '/mnt/efs',
    hung: true,
  },
];

/** Invented functions whose mounts differ from AWS's recommendations, one in each way, and a healthy one on S3 Files. */
export function constructedFunctions(): readonly FunctionSeed[] {
  return examples.map(({ name, what, recordedMount, texts, accessPoint, mountPath, hung = false }) => ({
    configuration: exampleConfiguration(
      name,
      `Constructed example, ${recordedMount ? 'options and statistics recorded on Linux 6.1 in QEMU' : 'nothing measured'}: ${what}`,
      accessPoint,
      mountPath,
    ),
    code: {
      kind: 'replay',
      zip: zipTexts([
        ['mounts.txt', texts.mounts],
        ['mountinfo.txt', texts.mountinfo],
        ['mountstats-before.txt', texts.mountstats.before],
        ['mountstats-after.txt', texts.mountstats.after],
      ]),
      handler: probeReplay({
        functionName: name,
        mountPath,
        texts,
        hung,
        tree: once(() => constructedTree(mountPath)),
        usage: usageWith(mountPath),
      }),
    },
  }));
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** statfs of an invented sandbox, in blocks of 4 KiB, and of EFS, which always reports 8 EiB less one block. */
function usageWith(mountPath: string): ReadonlyMap<string, StatFs> {
  const efs = '8796093022207';
  return new Map([
    ['/', disk(2_097_152, 1_022_104, 524_288, 401_233)],
    ['/dev', disk(393_216, 389_120, 98_304, 97_811)],
    ['/tmp', disk(134_217, 133_984, 32_768, 32_751)],
    ['/var/rapid', disk(2_569_011, 2_431_276, 655_360, 640_002)],
    ['/mnt', disk(393_216, 389_120, 98_304, 97_811)],
    ['/var/task', disk(6, 0, 3, 0)],
    [
      mountPath,
      {
        blockSize: '1048576',
        blocks: efs,
        blocksFree: efs,
        blocksAvailable: efs,
        inodes: '0',
        inodesFree: '0',
      },
    ],
  ]);
}

function disk(blocks: number, blocksFree: number, inodes: number, inodesFree: number): StatFs {
  return {
    blockSize: '4096',
    blocks: String(blocks),
    blocksFree: String(blocksFree),
    blocksAvailable: String(blocksFree),
    inodes: String(inodes),
    inodesFree: String(inodesFree),
  };
}
