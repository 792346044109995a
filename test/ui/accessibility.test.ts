import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type Axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { settings } from '../pictures/scenes';
import { Stage, type Scene } from '../pictures/stage';
import type { Theme, WorkbenchDriver } from './driver';
import { screenshotFailures } from './driver';

const axeScript = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
const otherThemes: readonly Theme[] = ['light', 'highContrast', 'highContrastLight'];

/** WCAG 2.2 AA and best practice. */
const everyRule = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What of these rules a part of a page breaks as it is shown now. */
async function violations(frame: Frame, part: string, rules: string[]): Promise<readonly string[]> {
  // The policy of the page lets no other script in.
  await frame.evaluate(axeScript);
  return frame.evaluate(
    async ([selector, wanted]) => {
      const { axe } = window as unknown as { axe: typeof Axe };
      const found = await axe.run(selector, {
        runOnly: wanted[0] === 'color-contrast' ? { type: 'rule', values: wanted } : wanted,
      });
      return found.violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map(({ failureSummary, html }) => `${html} ${failureSummary}`).join(' ')}`,
      );
    },
    [part, rules] as const,
  );
}

async function reportFrame(driver: WorkbenchDriver): Promise<Frame> {
  const handle = await driver.webview().locator('html').elementHandle();
  const frame = await handle?.ownerFrame();
  assert.ok(frame);
  return frame;
}

for (const setting of settings) {
  const reports = setting.scenes.filter(({ surface }) => surface === 'report');
  if (reports.length === 0) {
    continue;
  }
  describe(`the report in VS Code’s own colours: ${setting.name}`, () => {
    let stage: Stage;
    screenshotFailures(() => stage?.driver);

    before(async () => {
      stage = await Stage.open(setting, { theme: 'dark', width: 1200, height: 900 });
      await stage.driver.openSidebar();
    });
    after(() => stage?.close());

    for (const scene of reports) {
      it(`breaks no rule of WCAG 2.2 AA and no best practice in any theme: ${scene.name}`, () =>
        check(scene));
    }

    async function check(scene: Scene): Promise<void> {
      const { driver } = stage;
      await driver.setTheme('dark');
      await scene.show(stage);
      assert.deepEqual(await violations(await reportFrame(driver), 'html', everyRule), []);
      // A theme changes the colours alone.
      for (const theme of otherThemes) {
        await driver.setTheme(theme);
        assert.deepEqual(await violations(await reportFrame(driver), 'html', ['color-contrast']), [], theme);
      }
    }
  });
}
