import { MAX_LATENCY_SAMPLES, MAX_SEQUENTIAL_BYTES, MIN_OPERATIONS_PER_SECOND } from '../../protocol';
import { measureLatency } from '../latency/measureLatency';
import { ABSOLUTE_PATH, isAbsolutePath, isPositive, refuse } from '../requestParts';
import type { Question } from './question';

/** How long the server takes. */
export const latencyQuestion: Question<'latency'> = {
  parse({ path, file, samples, operationsPerSecond, sequentialBytes, withinMs }) {
    if (!isAbsolutePath(path)) {
      return refuse('REQUEST', `"latency.path" must be ${ABSOLUTE_PATH}.`);
    }
    if (file !== undefined && !isAbsolutePath(file)) {
      return refuse('REQUEST', `"latency.file" must be ${ABSOLUTE_PATH}.`);
    }
    if (
      !isPositive(samples) ||
      !isPositive(operationsPerSecond) ||
      !isPositive(sequentialBytes) ||
      !isPositive(withinMs)
    ) {
      return refuse(
        'REQUEST',
        '"latency.samples", "operationsPerSecond", "sequentialBytes" and "withinMs" must be positive numbers.',
      );
    }
    return {
      path,
      file,
      samples: Math.min(Math.floor(samples), MAX_LATENCY_SAMPLES),
      operationsPerSecond: Math.max(operationsPerSecond, MIN_OPERATIONS_PER_SECOND),
      sequentialBytes: Math.min(Math.floor(sequentialBytes), MAX_SEQUENTIAL_BYTES),
      withinMs,
    };
  },
  paths: ({ path, file }) => (file === undefined ? [path] : [path, file]),
  withinMs: ({ withinMs }) => withinMs,
  answer: measureLatency,
};
