import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again until something holds. @throws with its source where it does not in time */
export async function until(holds: () => boolean | Promise<boolean>, limitMs = 18_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await holds())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ${limitMs / 1000} s in vain for: ${String(holds)}`);
    }
    await sleep(2);
  }
}
