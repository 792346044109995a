/** Milliseconds of work after which others get their turn; a step of the work comes on top. */
const SLICE_MS = 12;

/** Does work step by step and leaves the thread to others in between. Undefined once nobody wants it any more. */
export async function inSlices<Result>(
  steps: Generator<void, Result>,
  isWanted: () => boolean = () => true,
): Promise<Result | undefined> {
  let started = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) {
      return step.value;
    }
    if (performance.now() - started > SLICE_MS) {
      await new Promise(resolve => setTimeout(resolve, 0));
      if (!isWanted()) {
        return undefined;
      }
      started = performance.now();
    }
  }
}
