import type { MountFinding } from './assess';
import type { Capture } from './capture';
import type { NotRead, RawText } from './captureTexts';
import type { Directory } from './directories';
import type { Environment } from './environment';
import type { InspectedMount } from './inspectedMount';
import type { SandboxMount } from './mountTable';
import type { RetryAnswer } from './retries';
import type { NfsStatistics } from './statistics';
import type { StorageRow } from './storage';

export type { MountFinding } from './assess';
export type { NotRead, RawText } from './captureTexts';
export type { Directory, DirectoryEntry } from './directories';
export type { Environment } from './environment';
export type { InspectedMount } from './inspectedMount';
export type { SandboxMount } from './mountTable';
export type { NfsStatistics, OperationStatistics, StatisticsDelta } from './statistics';
export type { StorageRow } from './storage';

/** Everything one inspection showed. Made from a {@link Capture}; sizes and counters are bigint. */
export interface Report {
  readonly capture: Capture;
  /** The mount on the configured local mount path; absent where none is mounted or nothing could be read. */
  readonly mount?: InspectedMount;
  readonly verdict: RetryAnswer;
  /** Most severe first. */
  readonly findings: readonly MountFinding[];
  /** Every mount of the sandbox, the inspected one first. */
  readonly mounts: readonly SandboxMount[];
  readonly storage: readonly StorageRow[];
  readonly directories: readonly Directory[];
  readonly statistics?: NfsStatistics;
  readonly environment: Environment;
  readonly raw: readonly RawText[];
  /** What could not be read, and why. */
  readonly notRead: readonly NotRead[];
}
