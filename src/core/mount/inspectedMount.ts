import type { FileSystemKind } from '../lambdaFunction';
import type { MountFinding } from '../findings/findingCodes';
import { judgeOptions } from './judgeOptions';
import { readOptions, type OptionReading } from './mountOptions';
import type { TableMount } from './sandboxMounts';
import { optionValue, type MountOption } from '../parse/optionString';
import { isNfs } from './retries';

/** The mount that the function's file system was expected at. */
export interface InspectedMount {
  readonly kind: FileSystemKind;
  readonly mountPoint: string;
  readonly source: string;
  readonly fsType: string;
  /** NFS version as printed, e.g. `4.1`. */
  readonly nfsVersion?: string;
  /** Printed ones in the kernel's order, then the defaults it does not print. */
  readonly options: readonly OptionReading[];
  /** Whether a call on it did not return in time. */
  readonly unresponsive: boolean;
}

/** A mount with its options read and compared, and a finding for each deviation from AWS's advice. */
export function judgeMount(
  mount: TableMount,
  kind: FileSystemKind,
  mountstatsOptions: readonly MountOption[],
  unresponsive: readonly string[],
): { readonly mount: InspectedMount; readonly deviations: readonly MountFinding[] } {
  const { mountPoint, source, fsType, options: printed } = mount;
  const readings = readOptions(printed, mountstatsOptions);
  const { options, findings } = isNfs(fsType)
    ? judgeOptions(mountPoint, kind, printed, readings)
    : {
        options: readings.map(reading => ({ ...reading, status: 'no-recommendation' as const })),
        findings: [],
      };
  const nfsVersion = isNfs(fsType) ? optionValue(printed, 'vers') : undefined;
  return {
    mount: {
      kind,
      mountPoint,
      source,
      fsType,
      nfsVersion,
      options,
      unresponsive: unresponsive.includes(mountPoint),
    },
    deviations: findings,
  };
}
