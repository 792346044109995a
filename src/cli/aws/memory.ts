import type { Memento } from '../../inspect/ports';

/** Keeps nothing: what a run of the command line has seen, the next one does not know. */
export const nothingKept: Memento = {
  get: () => undefined,
  update: () => Promise.resolve(),
  keys: () => [],
};
