import type { FileSystemKind } from '../lambdaFunction';
import type { Severity } from '../findings/finding';
import type { MountFindingCode } from '../findings/findingCodes';
import { isCompleteNfsList } from './mountOptions';
import { optionValue, type MountOption, hasOption, numericOption } from '../parse/optionString';
import { sources } from '../findings/mountSources';

/**
 * One piece of AWS's advice on NFS options. On Lambda nobody can follow it (FileSystemConfigs has no field for
 * options), so a deviation is news about the platform; the words say so.
 */
export interface Recommendation {
  readonly code: MountFindingCode;
  /** Options whose value this advice judges. */
  readonly judges: readonly string[];
  /** In the kernel's spelling. Where several options are judged, by option. */
  readonly recommended: string | Readonly<Record<string, string>>;
  /** AWS lists options for EFS only; for S3 Files its mount helper's defaults are the advice. */
  readonly kinds: readonly FileSystemKind[];
  readonly sources: readonly string[];
  readonly check: (options: readonly MountOption[]) => Deviation | undefined;
}

export interface Deviation {
  readonly severity: Severity;
  /** The options that deviate. */
  readonly options: readonly MountOption[];
  readonly params?: Readonly<Record<string, string | number>>;
}

const everywhere: readonly FileSystemKind[] = ['efs', 's3files', 'unknown'];
/** A mount whose access point is not known is judged as EFS. */
const likeEfs: readonly FileSystemKind[] = ['efs', 'unknown'];

/** What AWS asks for when timeo must be changed: 15 s. */
const shortestTimeo = 150;
const recommendedTimeo = 600;
const recommendedRetrans = 2;
const recommendedTransfer = 1048576;

const cacheSeconds = { acregmin: 3, acregmax: 60, acdirmin: 30, acdirmax: 60 } as const;
const cacheKeys = Object.keys(cacheSeconds) as (keyof typeof cacheSeconds)[];

/** Options without an advice of their own: AWS asks to leave all others alone. */
const leftAlone = ['nordirplus', 'rdirplus', 'nosharecache', 'write', 'noalignwrite', 'max_connect'];

const softFlags = ['soft', 'softerr'] as const;

/** Never judged, because they say nothing about health: relatime, clientaddr, addr, port, namlen. */
export const recommendations: readonly Recommendation[] = [
  {
    // On a soft mount the timeout is part of how soft it is, so that one finding judges both.
    code: 'soft-mount',
    judges: ['hard', ...softFlags],
    recommended: { hard: 'hard', soft: 'hard', softerr: 'hard', timeo: String(recommendedTimeo) },
    kinds: everywhere,
    sources: [sources.efsMountSettings, sources.nfsManual],
    check(options) {
      const flag = softFlags.find(key => hasOption(options, key));
      if (flag === undefined) {
        return undefined;
      }
      const timeo = numericOption(options, 'timeo');
      const short = timeo !== undefined && timeo < shortestTimeo;
      const changed = timeo !== undefined && timeo !== recommendedTimeo;
      return {
        severity: short ? 'error' : 'warning',
        options: [{ key: flag }, ...(changed ? [{ key: 'timeo', value: String(timeo) }] : [])],
        params: { ...(timeo !== undefined && { timeo }), ...retransParam(options) },
      };
    },
  },
  {
    code: 'short-timeo',
    judges: ['timeo'],
    recommended: String(recommendedTimeo),
    kinds: everywhere,
    sources: [sources.efsMountSettings],
    check(options) {
      const timeo = numericOption(options, 'timeo');
      return timeo !== undefined && timeo < shortestTimeo && !isSoft(options)
        ? { severity: 'warning', options: [{ key: 'timeo', value: String(timeo) }] }
        : undefined;
    },
  },
  {
    code: 'changed-timeo',
    judges: ['timeo'],
    recommended: String(recommendedTimeo),
    kinds: everywhere,
    sources: [sources.efsMountSettings],
    check(options) {
      const timeo = numericOption(options, 'timeo');
      return timeo !== undefined && timeo >= shortestTimeo && timeo !== recommendedTimeo && !isSoft(options)
        ? { severity: 'info', options: [{ key: 'timeo', value: String(timeo) }] }
        : undefined;
    },
  },
  {
    code: 'changed-retrans',
    judges: ['retrans'],
    recommended: String(recommendedRetrans),
    kinds: everywhere,
    sources: [sources.efsMountSettings],
    check(options) {
      const retrans = numericOption(options, 'retrans');
      return retrans !== undefined && retrans !== recommendedRetrans
        ? { severity: 'info', options: [{ key: 'retrans', value: String(retrans) }] }
        : undefined;
    },
  },
  smallTransfer('small-rsize', ['rsize']),
  smallTransfer('small-wsize', ['wsize']),
  smallTransfer('small-transfer', ['rsize', 'wsize']),
  {
    code: 'missing-noresvport',
    judges: ['noresvport', 'resvport'],
    recommended: 'noresvport',
    kinds: everywhere,
    sources: [sources.efsMountSettings, sources.efsTroubleshooting],
    check: options =>
      isCompleteNfsList(options) && !hasOption(options, 'noresvport')
        ? { severity: 'warning', options: [{ key: 'resvport' }] }
        : undefined,
  },
  {
    // AWS warns of it and, against stale reads, recommends it: the words name the trade-off.
    code: 'attribute-cache-off',
    judges: ['ac', 'noac', ...cacheKeys],
    recommended: { ac: 'ac', noac: 'ac', sync: 'async', ...spelledCacheSeconds() },
    kinds: everywhere,
    sources: [sources.efsPerformanceTips, sources.efsTroubleshooting, sources.nfsManual],
    check(options) {
      // noac brings sync with it (nfs(5)): one finding says it all.
      const flags = hasOption(options, 'noac')
        ? options.filter(({ key }) => key === 'noac' || key === 'sync')
        : [];
      const off = [...flags, ...changedCacheTimes(options)];
      return isCacheOff(options) ? { severity: 'warning', options: off } : undefined;
    },
  },
  {
    code: 'attribute-cache-changed',
    judges: cacheKeys,
    recommended: spelledCacheSeconds(),
    kinds: likeEfs,
    sources: [sources.efsMountSettings, sources.nfsManual],
    check(options) {
      const changed = changedCacheTimes(options);
      return changed.length > 0 && !isCacheOff(options) ? { severity: 'info', options: changed } : undefined;
    },
  },
  {
    code: 'lookup-cache-limited',
    judges: ['lookupcache'],
    recommended: 'all',
    kinds: everywhere,
    sources: [sources.efsPerformanceTips, sources.nfsManual],
    check(options) {
      const value = optionValue(options, 'lookupcache');
      return value !== undefined && value !== 'all'
        ? { severity: 'warning', options: [{ key: 'lookupcache', value }] }
        : undefined;
    },
  },
  flag('no-close-to-open', 'nocto', 'cto', everywhere, [sources.efsMountSettings, sources.nfsManual]),
  {
    code: 'local-locks',
    judges: ['local_lock'],
    recommended: 'none',
    kinds: everywhere,
    sources: [sources.nfsManual, sources.efsMountSettings],
    check(options) {
      const value = optionValue(options, 'local_lock');
      return value !== undefined && value !== 'none'
        ? { severity: 'warning', options: [{ key: 'local_lock', value }] }
        : undefined;
    },
  },
  {
    code: 'sync-mount',
    judges: ['sync', 'async'],
    recommended: 'async',
    kinds: everywhere,
    sources: [sources.efsPerformanceTips, sources.nfsManual],
    check: options =>
      hasOption(options, 'sync') && !hasOption(options, 'noac')
        ? { severity: 'warning', options: [{ key: 'sync' }] }
        : undefined,
  },
  flag('fsc-enabled', 'fsc', 'nofsc', likeEfs, [sources.efsPerformanceTips]),
  {
    code: 'nconnect-unsupported',
    judges: ['nconnect'],
    recommended: '1',
    kinds: likeEfs,
    sources: [sources.efsMountSettings],
    check(options) {
      const nconnect = numericOption(options, 'nconnect');
      return nconnect !== undefined && nconnect > 1
        ? { severity: 'warning', options: [{ key: 'nconnect', value: String(nconnect) }] }
        : undefined;
    },
  },
  {
    code: 'old-nfs-version',
    judges: ['vers'],
    recommended: '4.1',
    kinds: ['efs'],
    sources: [sources.efsMountSettings, sources.efsPerformanceTips],
    check(options) {
      const version = optionValue(options, 'vers');
      return version !== undefined && /^(?:4\.0$|[23])/.test(version)
        ? { severity: 'warning', options: [{ key: 'vers', value: version }] }
        : undefined;
    },
  },
  {
    // EFS documents 4.0 and 4.1. A newer one is news, but no reason to doubt the mount.
    code: 'unexpected-nfs-version',
    judges: ['vers'],
    recommended: '4.1',
    kinds: ['efs'],
    sources: [sources.efsMountSettings, sources.efsUtils],
    check(options) {
      const version = optionValue(options, 'vers');
      return version !== undefined && /^4\.([2-9]|\d\d)/.test(version)
        ? { severity: 'info', options: [{ key: 'vers', value: version }] }
        : undefined;
    },
  },
  {
    code: 'unsupported-security-flavor',
    judges: ['sec'],
    recommended: 'sys',
    kinds: ['efs'],
    sources: [sources.efsMountSettings],
    check(options) {
      const flavor = optionValue(options, 'sec');
      return flavor !== undefined && flavor !== 'sys'
        ? { severity: 'warning', options: [{ key: 'sec', value: flavor }] }
        : undefined;
    },
  },
  {
    // "Avoid setting any other mount options that are different from the defaults."
    code: 'non-default-options',
    judges: [...leftAlone, 'softreval'],
    recommended: '',
    kinds: likeEfs,
    sources: [sources.efsMountSettings, sources.nfsManual],
    check(options) {
      // softerr brings softreval with it.
      const others = options.filter(
        ({ key }) => leftAlone.includes(key) || (key === 'softreval' && !hasOption(options, 'softerr')),
      );
      return others.length > 0 ? { severity: 'info', options: others } : undefined;
    },
  },
];

const transferKeys = ['rsize', 'wsize'] as const;
type TransferKey = (typeof transferKeys)[number];

/** Where exactly these are small: reads and writes that are cut alike are one thing to know. */
function smallTransfer(
  code: 'small-rsize' | 'small-wsize' | 'small-transfer',
  judges: readonly TransferKey[],
): Recommendation {
  return {
    code,
    judges,
    recommended: String(recommendedTransfer),
    kinds: everywhere,
    sources: [sources.efsMountSettings],
    check(options) {
      const small = transferKeys.flatMap(key => {
        const size = numericOption(options, key);
        return size !== undefined && size < recommendedTransfer ? [[key, size] as const] : [];
      });
      return small.map(([key]) => key).join() === judges.join()
        ? {
            severity: 'warning',
            options: small.map(([key, size]) => ({ key, value: String(size) })),
            params: Object.fromEntries(small),
          }
        : undefined;
    },
  };
}

function flag(
  code: MountFindingCode,
  key: string,
  recommended: string,
  kinds: readonly FileSystemKind[],
  pages: readonly string[],
): Recommendation {
  return {
    code,
    judges: [key, recommended],
    recommended,
    kinds,
    sources: pages,
    check(options) {
      const option = options.find(candidate => candidate.key === key);
      return option === undefined ? undefined : { severity: 'warning', options: [option] };
    },
  };
}

function isSoft(options: readonly MountOption[]): boolean {
  return softFlags.some(key => hasOption(options, key));
}

function isCacheOff(options: readonly MountOption[]): boolean {
  return (
    hasOption(options, 'noac') ||
    numericOption(options, 'acregmax') === 0 ||
    numericOption(options, 'acdirmax') === 0
  );
}

function changedCacheTimes(options: readonly MountOption[]): MountOption[] {
  return cacheKeys.flatMap(key => {
    const seconds = numericOption(options, key);
    return seconds === undefined || seconds === cacheSeconds[key] ? [] : [{ key, value: String(seconds) }];
  });
}

function spelledCacheSeconds(): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(cacheSeconds).map(([key, seconds]) => [key, String(seconds)]));
}

function retransParam(options: readonly MountOption[]): { readonly retrans?: number } {
  const retrans = numericOption(options, 'retrans');
  return retrans === undefined ? {} : { retrans };
}
