import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * Whether what is below the first screen is to be drawn: not in the first frame, which comes sooner without it.
 *
 * @param isShown whether there is anything to draw at all
 * @param atOnce whether the first frame has to have all of it
 */
export function useSecondFrame(isShown: boolean, atOnce: boolean): boolean {
  const [isDue, makeDue] = useState(false);
  useLayoutEffect(() => {
    if (!isShown || isDue) {
      return undefined;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    // This is called before the frame is drawn, and what it starts after that. An effect may come too early: it waits for 35 ms.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(() => makeDue(true));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [isShown, isDue]);
  return isDue || atOnce;
}
