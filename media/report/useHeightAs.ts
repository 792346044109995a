import { useLayoutEffect } from 'preact/hooks';

/** Tells the style sheet how high an element is, in a custom property of the document. */
export function useHeightAs(
  property: `--${string}`,
  element: { readonly current: HTMLElement | null },
): void {
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) {
      return undefined;
    }
    const observer = new ResizeObserver(() =>
      document.documentElement.style.setProperty(property, `${current.offsetHeight}px`),
    );
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
}
