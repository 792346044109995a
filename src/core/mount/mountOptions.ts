import { own } from '../guards';
import type { MountInfoEntry } from '../parse/mountinfo';
import { optionValue, type MountOption, hasOption } from '../parse/optionString';

/** Where an option's value is known from. */
export type OptionEvidence =
  /** Printed in the mount table. */
  | 'printed'
  /** Not in the mount table but printed by mountstats, which prints defaults too. */
  | 'mountstats'
  /** Printed nowhere; the kernel omits it exactly when it has its default. */
  | 'default';

/** How an option compares with AWS's recommendation. */
export type OptionStatus = 'as-recommended' | 'deviates' | 'no-recommendation';

export type OptionUnit = 'bytes' | 'seconds' | 'deciseconds';

/** One option of a mount. */
export interface ReadOption {
  readonly key: string;
  /** As the kernel spells it; empty for a flag. */
  readonly value: string;
  readonly unit?: OptionUnit;
  readonly evidence: OptionEvidence;
}

/** One NFS option of a mount, read and compared. */
export interface OptionReading extends ReadOption {
  readonly status: OptionStatus;
  /** In the kernel's spelling, e.g. `600`; the flag itself for flags. */
  readonly recommended?: string;
}

const units: Readonly<Record<string, OptionUnit>> = {
  rsize: 'bytes',
  wsize: 'bytes',
  bsize: 'bytes',
  namlen: 'bytes',
  timeo: 'deciseconds',
  acregmin: 'seconds',
  acregmax: 'seconds',
  acdirmin: 'seconds',
  acdirmax: 'seconds',
};

interface OmittedDefault {
  readonly key: string;
  readonly value: string;
  /** What the kernel prints in its place when it is not the default. */
  readonly unlessPrinted: readonly string[];
  readonly onlyVersion4?: true;
}

/**
 * Options that the kernel leaves out when they have their default: nfs_show_mount_options() of fs/nfs/super.c and
 * show_sb_opts() of fs/proc_namespace.c. Values: include/uapi/linux/nfs_fs.h and nfs(5).
 */
const omittedDefaults: readonly OmittedDefault[] = [
  { key: 'resvport', value: '', unlessPrinted: ['noresvport'] },
  { key: 'ac', value: '', unlessPrinted: ['noac'] },
  { key: 'acregmin', value: '3', unlessPrinted: ['acregmin'] },
  { key: 'acregmax', value: '60', unlessPrinted: ['acregmax'] },
  { key: 'acdirmin', value: '30', unlessPrinted: ['acdirmin'] },
  { key: 'acdirmax', value: '60', unlessPrinted: ['acdirmax'] },
  { key: 'lookupcache', value: 'all', unlessPrinted: ['lookupcache'] },
  { key: 'cto', value: '', unlessPrinted: ['nocto'] },
  { key: 'async', value: '', unlessPrinted: ['sync'] },
  { key: 'nofsc', value: '', unlessPrinted: ['fsc'] },
  { key: 'nconnect', value: '1', unlessPrinted: ['nconnect'] },
  { key: 'port', value: '2049', unlessPrinted: ['port'], onlyVersion4: true },
];

/**
 * Whether the kernel's whole list is there, so that a missing option has its default. Lists shortened by hand, and
 * those of other file systems, lack what fs/nfs/super.c always prints.
 */
export function isCompleteNfsList(options: readonly MountOption[]): boolean {
  return (
    hasOption(options, 'vers') &&
    hasOption(options, 'proto') &&
    ['hard', 'soft', 'softerr'].some(key => hasOption(options, key))
  );
}

/**
 * One list from a mountinfo line, as /proc/mounts would print it: read-only if either layer is, then the options of
 * this mount, then those of the superblock. proc_pid_mountinfo(5).
 */
export function mergeMountInfoOptions({
  mountOptions,
  superOptions,
}: Pick<MountInfoEntry, 'mountOptions' | 'superOptions'>): readonly MountOption[] {
  const layers = [...mountOptions, ...superOptions];
  const access = (['ro', 'rw'] as const).find(key => hasOption(layers, key));
  return [
    ...(access === undefined ? [] : [{ key: access }]),
    ...layers.filter(({ key }) => key !== 'ro' && key !== 'rw'),
  ];
}

/**
 * Every option of an NFS mount: the printed ones in the kernel's order, then the defaults that it does not print,
 * proved by mountstats' `opts:` line where that has them.
 */
export function readOptions(
  printed: readonly MountOption[],
  mountstats: readonly MountOption[] = [],
): readonly ReadOption[] {
  const readings = withoutRepeats(printed).map(option => read(option, 'printed'));
  if (!isCompleteNfsList(printed)) {
    return readings;
  }
  const version4 = (optionValue(printed, 'vers') ?? '').startsWith('4');
  for (const { key, value, unlessPrinted, onlyVersion4 } of omittedDefaults) {
    if (unlessPrinted.some(name => hasOption(printed, name)) || (onlyVersion4 && !version4)) {
      continue;
    }
    const proved = optionValue(mountstats, key);
    readings.push(
      proved === undefined ? read({ key, value }, 'default') : read({ key, value: proved }, 'mountstats'),
    );
  }
  return readings;
}

function read({ key, value = '' }: MountOption, evidence: OptionEvidence): ReadOption {
  const unit = own(units, key);
  return { key, value, unit, evidence };
}

/** The last of repeated options counts, as in mount(8). */
function withoutRepeats(options: readonly MountOption[]): MountOption[] {
  const last = new Map(options.map(({ key }, index) => [key, index]));
  return options.filter(({ key }, index) => last.get(key) === index);
}
