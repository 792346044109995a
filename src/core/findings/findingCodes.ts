import type { Finding } from './finding';
/** Codes of what can be wrong with a mount. Settings and documentation refer to them: never rename one. */
export type MountFindingCode =
  // Against AWS's recommendations (recommendations.ts)
  | 'soft-mount'
  | 'short-timeo'
  | 'changed-timeo'
  | 'changed-retrans'
  | 'small-rsize'
  | 'small-wsize'
  /** Both of them. */
  | 'small-transfer'
  | 'missing-noresvport'
  | 'attribute-cache-off'
  | 'attribute-cache-changed'
  | 'lookup-cache-limited'
  | 'no-close-to-open'
  | 'local-locks'
  | 'sync-mount'
  | 'fsc-enabled'
  | 'nconnect-unsupported'
  | 'old-nfs-version'
  | 'unexpected-nfs-version'
  | 'unsupported-security-flavor'
  | 'non-default-options'
  // Seen on this mount (assess.ts)
  | 'not-mounted'
  | 'not-nfs'
  | 'mount-unresponsive'
  | 'read-only-mount'
  | 'network-errors-fatal'
  | 'reserved-source-port'
  | 'major-timeouts'
  | 'many-retransmissions'
  | 'frequent-reconnects'
  | 'tmp-nearly-full'
  // In CloudWatch (mount/metricFindings.ts)
  | 'burst-credits-used-up'
  | 'io-limit-reached'
  | 'throughput-used-up'
  // In CloudWatch, of S3 Files (mount/synchronizationFindings.ts)
  | 'exports-failed'
  | 'imports-failed'
  | 'exports-behind'
  | 'imports-behind'
  | 'files-in-lost-and-found';

export type MountFinding = Finding<MountFindingCode>;
