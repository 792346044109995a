import { useLayoutEffect } from 'preact/hooks';

/**
 * Keeps the focus within a part whose items come in another order, or go into a fold, when more is known: on the same
 * control, or else on the part's heading.
 */
export function useKeptFocus(part: { readonly current: HTMLElement | null }): void {
  const { activeElement } = document;
  const held =
    activeElement instanceof HTMLElement && part.current?.contains(activeElement) ? activeElement : undefined;
  const item = held && itemOf(held)?.dataset['code'];
  useLayoutEffect(() => {
    if (!held || (document.activeElement === held && held.checkVisibility())) {
      return;
    }
    const isThere = held.isConnected && held.checkVisibility();
    const again = isThere ? held : sameControl(part.current, item, nameOf(held));
    (again ?? part.current?.querySelector<HTMLElement>('h2'))?.focus({ preventScroll: true });
  });
}

/** What a control is about. */
function itemOf(control: HTMLElement): HTMLElement | null {
  return control.closest<HTMLElement>('[data-code]');
}

function nameOf(control: HTMLElement): string | null {
  return control.getAttribute('aria-label') ?? control.textContent;
}

function sameControl(
  part: HTMLElement | null,
  item: string | undefined,
  name: string | null,
): HTMLElement | undefined {
  return [...(part?.querySelectorAll<HTMLElement>('button, a, summary') ?? [])].find(
    control =>
      control.checkVisibility() && itemOf(control)?.dataset['code'] === item && nameOf(control) === name,
  );
}
