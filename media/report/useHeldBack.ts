import { useEffect, useState } from 'preact/hooks';

/** Longest time that something is held back, in milliseconds: whoever waits longer sees what is known so far. */
const MOST_MS = 3000;

/**
 * Whether to hold something back that is about to change.
 *
 * @param what identifies it; absent where there is nothing to hold back
 * @param changes whether what changes it is on its way: once it is there, nothing is held back again
 */
export function useHeldBack(what: string | undefined, changes: boolean): boolean {
  const [shown, show] = useState<string>();
  useEffect(() => {
    if (what === undefined || shown === what) {
      return undefined;
    }
    if (!changes) {
      show(what);
      return undefined;
    }
    const timer = setTimeout(() => show(what), MOST_MS);
    return () => clearTimeout(timer);
  }, [what, changes, shown]);
  return what !== undefined && changes && shown !== what;
}
