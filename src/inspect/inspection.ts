import type { MountFailure } from '../core/failure/mountFailure';
import type { HumanError } from '../core/humanError';
import type { LatencyMeasurement } from '../core/latency/latency';
import type { FileSystemSetup } from '../core/mount/fileSystemSetup';
import type { Report } from '../core/report';
import type { KnownFunction } from './functionCatalog';
import type { Progress } from './ways/probeRunner';

/** What is known of one function's inspections. The last report stays while the next is being made, or failed. */
export interface Inspection extends KnownFunction {
  readonly status: 'inspecting' | 'failed' | 'done';
  readonly progress?: Progress;
  /** When the present step began, as `performance.now()` has it; while inspecting. */
  readonly stepBegan?: number;
  readonly report?: Report;
  /** Of the last attempt. */
  readonly failure?: Failure;
  /** How the file system is set up: read after each attempt, so that no report has to wait for it. */
  readonly setup?: FileSystemSetup;
  /** The last measurement. It outlives inspections. */
  readonly latency?: LatencyMeasurement;
  /** Whether CloudWatch is being asked about it. */
  readonly readingMetrics?: boolean;
  /** Whether EC2 is being asked about the network in between. */
  readonly readingNetwork?: boolean;
}

export interface Failure {
  readonly error: HumanError;
  /** Where there is more to it than a sentence. */
  readonly explanation?: MountFailure;
  /** ISO 8601. */
  readonly at: string;
}
