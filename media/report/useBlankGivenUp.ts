import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

interface BlankGivenUp {
  readonly isGivenUp: boolean;
  /** Of what encloses content and blank. */
  readonly whole: RefObject<HTMLDivElement | null>;
  /** Of what will be left. */
  readonly content: RefObject<HTMLDivElement | null>;
}

/** The edge of the whole that is to stay where it is, in pixels from the top of the screen. */
interface Kept {
  readonly edge: 'top' | 'bottom';
  readonly y: number;
}

/**
 * Gives up the blank below some content as soon as nothing that is on the screen moves by it: where the screen ends or
 * begins within it, or it is out of sight.
 *
 * @param isBlank whether nothing will come there any more
 */
export function useBlankGivenUp(isBlank: boolean): BlankGivenUp {
  const [kept, keep] = useState<Kept>();
  const whole = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (!isBlank) {
      keep(undefined);
      return undefined;
    }
    if (kept) {
      // A browser that keeps its place by itself has done so by now.
      const { [kept.edge]: y = kept.y } = whole.current?.getBoundingClientRect() ?? {};
      window.scrollBy({ top: y - kept.y, behavior: 'instant' });
      return undefined;
    }
    const look = () => whole.current && content.current && keep(keptEdge(whole.current, content.current));
    look();
    const listening = new AbortController();
    for (const event of ['scroll', 'resize']) {
      window.addEventListener(event, look, { passive: true, signal: listening.signal });
    }
    return () => listening.abort();
  }, [isBlank, kept]);
  return { isGivenUp: isBlank && kept !== undefined, whole, content };
}

/** Undefined where something that is seen would move if only the content were left. */
function keptEdge(whole: Element, content: Element): Kept | undefined {
  const { bottom, top } = whole.getBoundingClientRect();
  const blankTop = content.getBoundingClientRect().bottom;
  const blank = bottom - blankTop;
  const { clientHeight, scrollHeight, scrollTop } = document.documentElement;
  const remainsBelow = scrollHeight - scrollTop - clientHeight >= blank;
  if (bottom >= clientHeight && remainsBelow) {
    return { edge: 'top', y: top };
  }
  return blankTop <= 0 && scrollTop >= blank ? { edge: 'bottom', y: bottom } : undefined;
}
