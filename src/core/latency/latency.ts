import type { LatencyPart } from '../../protocol';

/** How long the server of a function's mount took, at one time, measured in one invocation. JSON-safe; texts are untrusted. */
export interface LatencyMeasurement extends LatencyPart {
  /** ISO 8601. */
  readonly measuredAt: string;
}
