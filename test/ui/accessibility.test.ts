import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { settings } from '../pictures/scenes';
import { Stage, type Scene } from '../pictures/stage';
import { contrastViolations, violations } from './axe';
import type { Theme, WorkbenchDriver } from './driver';
import { screenshotFailures } from './driver';

const otherThemes: readonly Theme[] = ['light', 'highContrast', 'highContrastLight'];

async function reportFrame(driver: WorkbenchDriver): Promise<Frame> {
  const handle = await driver.webview().locator('html').elementHandle();
  const frame = await handle?.ownerFrame();
  assert.ok(frame);
  return frame;
}

/** What a theme is to the page of a webview: the workbench sets these and nothing else. */
interface Look {
  readonly id: string | undefined;
  /** The variables of the theme. */
  readonly style: string;
  readonly classes: string;
  readonly kind: string | undefined;
}

function lookOf(frame: Frame): Promise<Look> {
  return frame.evaluate(() => {
    const { documentElement, body } = document;
    return {
      id: body.dataset['vscodeThemeId'],
      style: documentElement.style.cssText,
      classes: body.className,
      kind: body.dataset['vscodeThemeKind'],
    };
  });
}

function putOn(frame: Frame, look: Look): Promise<void> {
  return frame.evaluate(({ classes, id, kind, style }) => {
    const { documentElement, body } = document;
    documentElement.style.cssText = style;
    body.className = classes;
    body.dataset['vscodeThemeId'] = id;
    body.dataset['vscodeThemeKind'] = kind;
  }, look);
}

const kindsInWebviews: Readonly<Record<Theme, string>> = {
  light: 'vscode-light',
  dark: 'vscode-dark',
  highContrast: 'vscode-high-contrast',
  highContrastLight: 'vscode-high-contrast-light',
};

/** The looks of themes, of which the last is what the window has now. */
async function readLooks(
  driver: WorkbenchDriver,
  themes: readonly Theme[],
): Promise<ReadonlyMap<Theme, Look>> {
  const looks = new Map<Theme, Look>();
  for (const theme of themes) {
    await driver.setTheme(theme);
    const frame = await reportFrame(driver);
    // The window may have had it: what is waited for is the theme, not a change.
    await frame.waitForFunction(
      kind => document.body.dataset['vscodeThemeKind'] === kind,
      kindsInWebviews[theme],
    );
    looks.set(theme, await lookOf(frame));
  }
  return looks;
}

/** Texts whose contrast is enough, by theme: most of a report's are in the next one, too. */
const enough = new Map(otherThemes.map(theme => [theme, new Set<string>()]));

for (const setting of settings) {
  const reports = setting.scenes.filter(({ isVariant, surface }) => surface === 'report' && !isVariant);
  if (reports.length === 0) {
    continue;
  }
  describe(`the report in VS Code’s own colours: ${setting.name}`, () => {
    let stage: Stage;
    /** Read of VS Code once: to switch a theme takes the workbench as long as to check a page. */
    let looks: ReadonlyMap<Theme, Look> | undefined;
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
      await scene.show(stage);
      looks ??= await readLooks(driver, [...otherThemes, 'dark']);
      const frame = await reportFrame(driver);
      const dark = await lookOf(frame);
      assert.equal(dark.id, looks.get('dark')?.id);
      assert.deepEqual(await violations(frame), []);
      // A theme changes the colours alone.
      for (const [theme, looksWithEnough] of enough) {
        await putOn(frame, looks.get(theme) ?? dark);
        assert.deepEqual(await contrastViolations(frame, looksWithEnough), [], theme);
      }
      await putOn(frame, dark);
    }
  });
}

/**
 * What of a list or a picker comes from us: names, labels and states. Its colours, its roles and how its parts are nested
 * are VS Code's own.
 */
const ourRules = [
  'aria-command-name',
  'aria-input-field-name',
  'aria-treeitem-name',
  'button-name',
  'image-alt',
  'label',
  'link-name',
  'svg-img-alt',
];

describe('what is ours in the sidebar and in pickers', () => {
  const setting = settings.find(({ name }) => name === 'an account');
  let stage: Stage;
  screenshotFailures(() => stage?.driver);

  before(async () => {
    assert.ok(setting);
    stage = await Stage.open(setting, { theme: 'dark', width: 1200, height: 900 });
    await stage.driver.openSidebar();
  });
  after(() => stage?.close());

  for (const [name, part] of [
    ['listing', '.part.sidebar'],
    ['listing-cancelled', '.part.sidebar'],
    ['listed', '.part.sidebar'],
    ['filter', '.quick-input-widget'],
    ['way-choice', '.quick-input-widget'],
    ['listing-denied', '.part.sidebar'],
  ] as const) {
    it(`has a name for all that is used and shown: ${name}`, async () => {
      const scene = setting?.scenes.find(each => each.name === name);
      assert.ok(scene);
      await scene.show(stage);
      assert.deepEqual(await violations(stage.driver.page, { part, rules: ourRules }), []);
      await stage.driver.executeCommand('workbench.action.closeQuickOpen');
    });
  }

  it('says of each way to inspect a function what it does, and of the one that invokes it that it does', async () => {
    const scene = setting?.scenes.find(each => each.name === 'way-choice');
    assert.ok(scene);
    await scene.show(stage);
    const { quickInput } = stage.driver;
    const rows = await quickInput.locator('.monaco-list-row').all();
    const names = await Promise.all(rows.map(row => row.getAttribute('aria-label')));
    assert.deepEqual(names.filter(each => /invoked/.test(each ?? '')).length, 1);
    await quickInput
      .getByText(/itself is not invoked\. Only a shell probe is, once you mark it\.$/)
      .waitFor();
    for (const width of [760, 400]) {
      await stage.driver.resize(width, 900);
      const cut = await quickInput
        .locator(
          '.monaco-list-row .monaco-icon-label-container, .monaco-list-row .quick-input-list-separator, .monaco-list-row .monaco-highlighted-label',
        )
        .evaluateAll(texts =>
          texts.filter(text => text.scrollWidth > text.clientWidth + 1).map(text => text.textContent),
        );
      assert.deepEqual(cut, [], `${width} px`);
    }
  });
});
