// One window that goes on from test file to test file of a process. Each file is bundled with modules of its own, so that only
// the global object is the same for all.

/** What can be kept. */
interface Closable {
  close(): Promise<void>;
}

interface Keeper {
  kept?: Closable | undefined;
  /** Whether a test failed with the window that is given next. */
  isDoubtful?: boolean;
}

const place = globalThis as { [keeperKey]?: Keeper };
const keeperKey = Symbol.for('efs-mount-inspector.tests.keptWindow');

/** From now on what is given is kept, until {@link stopKeeping}. */
export function startKeeping(): void {
  place[keeperKey] = {};
}

/** Something failed, if only at the first try: the window that is in use may not be as it should for whoever comes next. */
export function doubtWindowInUse(): void {
  const keeper = place[keeperKey];
  if (keeper) {
    keeper.isDoubtful = true;
  }
}

/** Keeps a window for who takes it next. Where nobody keeps any, there is one already, or it is in doubt, it is closed. */
export async function keepOrClose(window: Closable): Promise<void> {
  const keeper = place[keeperKey];
  const keeps = keeper && !keeper.kept && !keeper.isDoubtful;
  delete keeper?.isDoubtful;
  if (keeps) {
    keeper.kept = window;
  } else {
    await window.close();
  }
}

/** The window that was kept, which is the caller's from now on. All that are kept are of one class. */
export function takeKept<Kept extends Closable>(): Kept | undefined {
  const keeper = place[keeperKey];
  const kept = keeper?.kept as Kept | undefined;
  delete keeper?.kept;
  return kept;
}

export async function stopKeeping(): Promise<void> {
  const kept = takeKept();
  delete place[keeperKey];
  await kept?.close();
}
