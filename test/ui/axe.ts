import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const axeScript = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** WCAG 2.2 AA and best practice, by axe's tags. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

export interface Check {
  /** CSS selector of the part that is checked. All when absent. */
  readonly part?: string;
  /** Axe's names of the rules. WCAG 2.2 AA and best practice when absent. */
  readonly rules?: readonly string[];
  /** For a page that has no theme: the colours are the theme's. */
  readonly withoutColors?: true;
}

/** What of the rules a page, or a part of it, breaks as it is shown now. */
export async function violations(
  page: Page | Frame,
  { part = 'html', rules, withoutColors }: Check = {},
): Promise<readonly string[]> {
  await load(page);
  return page.evaluate(
    async ([selector, runOnly, off]) => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const found = await axe.run(selector, {
        runOnly,
        rules: Object.fromEntries(off.map(rule => [rule, { enabled: false }])),
        resultTypes: ['violations'],
      });
      return found.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ failureSummary, html }) => `${html} ${failureSummary}`).join(' ')}`,
      );
    },
    [
      part,
      rules ? { type: 'rule' as const, values: [...rules] } : { type: 'tag' as const, values: everyRule },
      withoutColors ? ['color-contrast'] : [],
    ] as const,
  );
}

/**
 * Which texts have too little contrast. Of texts that look alike, one is checked, and none that looks as one that had enough
 * contrast before. What lies over or under a text without being around it is not looked at: that is the same in each theme, and
 * found where one theme is checked by {@link violations}.
 *
 * @param enough what looks are known to have enough contrast: those found now are added
 */
export async function contrastViolations(
  page: Page | Frame,
  enough: Set<string>,
): Promise<readonly string[]> {
  await load(page);
  const { broken, looks } = await page.evaluate(
    async known => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const around = new Map<Element | null, string>([[null, '']]);
      /** What an element adds to the look of the text in it, after what those around it add. */
      const boxLook = (element: Element | null): string => {
        const before = around.get(element);
        if (element === null || before !== undefined) {
          return before ?? '';
        }
        const own = [null, '::before', '::after'].map(pseudo => {
          const style = getComputedStyle(element, pseudo);
          return pseudo !== null && style.content === 'none'
            ? ''
            : [
                [style.backgroundColor, 'rgba(0, 0, 0, 0)'],
                [style.backgroundImage, 'none'],
                [style.opacity, '1'],
                [style.filter, 'none'],
                [style.mixBlendMode, 'normal'],
                [style.position, 'static'],
                [style.clip, 'auto'],
                [style.clipPath, 'none'],
              ]
                .map(([value, usual]) => (value === usual ? '' : value))
                .join(';')
                .replace(/^;+$/, '');
        });
        const disabled = element.matches(':disabled, [aria-disabled=true]') ? 'disabled' : '';
        const look = `${boxLook(element.parentElement)}${[...own, disabled].join('|').replace(/^\|+$/, '')}`;
        around.set(element, look);
        return look;
      };
      const textLook = (element: Element, text: string): string => {
        const style = getComputedStyle(element);
        // Axe passes over icons, and leaves single signs to people.
        const kind = /[\p{L}\p{N}]/u.test(text) ? Math.min(text.length, 2) : 0;
        return [
          boxLook(element),
          element.localName,
          style.color,
          style.fontSize,
          style.fontWeight,
          style.fontFamily,
          style.textShadow,
          style.webkitTextStroke,
          kind,
        ].join('\n');
      };
      const ownText = (element: Element) =>
        [...element.childNodes]
          .filter(({ nodeType }) => nodeType === Node.TEXT_NODE)
          .map(({ textContent }) => textContent?.trim() ?? '')
          .join('');
      // What only screen readers read is one pixel wide.
      const isSeen = (element: Element) =>
        element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().width > 1;
      const unknown = new Map<string, Element>();
      for (const element of document.body.querySelectorAll('*')) {
        const text = ownText(element);
        const isField = element.matches('input, select, textarea');
        if ((text !== '' || isField) && isSeen(element)) {
          unknown.set(textLook(element, isField ? 'field' : text), element);
        }
      }
      known.forEach(look => unknown.delete(look));
      if (unknown.size === 0) {
        return { broken: [], looks: [] };
      }
      const found = await axe.run(
        { include: [...unknown.values()] },
        {
          runOnly: { type: 'rule', values: ['color-contrast'] },
          resultTypes: ['violations', 'passes'],
          elementRef: true,
        },
      );
      // Axe leaves undecided what is covered or scrolled away: another of that look may be in view elsewhere.
      const passed = new Set(found.passes.flatMap(({ nodes }) => nodes.map(({ element }) => element)));
      const broken = found.violations.flatMap(({ nodes }) =>
        nodes.map(({ failureSummary, html }) => `${html} ${failureSummary}`),
      );
      return {
        broken,
        looks: [...unknown].flatMap(([look, element]) => (passed.has(element as HTMLElement) ? look : [])),
      };
    },
    [...enough],
  );
  if (broken.length === 0) {
    looks.forEach(look => enough.add(look));
  }
  return broken;
}

/** The policy of the report's page lets no other script in than those of its own. */
async function load(page: Page | Frame): Promise<void> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(axeScript);
  }
}
