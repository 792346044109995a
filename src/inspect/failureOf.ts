import { explainFailure, type MountFailure } from '../core/mountFailure';
import type { Inspection } from './store';

/** Why the last inspection failed, where there is more to it than a sentence. */
export function failureOf({
  configuration,
  failure,
  function: target,
  status,
}: Inspection): MountFailure | undefined {
  const problem = status === 'failed' ? failure?.error.problem : undefined;
  return problem && explainFailure(problem, target, configuration);
}
