// `npm run pictures`: makes the README's pictures anew, in media/readme/, from the real VS Code. With `-- --sheet`, a picture of
// every scene in every theme, width and language instead, in out/pictures/, with a page to look at them all.
// `--scene NAME`, `--theme`, `--width` and `--language`, once or more, take those alone.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { animate, type Frame } from '../harness/animation';
import { projectRoot } from '../harness/projectRoot';
import type { LaunchOptions, Theme, WorkbenchDriver } from '../ui/driver';
import { settings } from './scenes';
import { Stage, type Scene, type Setting } from './stage';

const readmeFolder = path.join(projectRoot, 'media/readme');
const sheetFolder = path.join(projectRoot, 'out/pictures');

const themes: readonly Theme[] = ['light', 'dark', 'highContrast'];
const widths = [400, 760, 1400];
const languages = ['en', 'ja'] as const;

/** What a sheet shows of each scene. */
interface Look {
  readonly themes: readonly Theme[];
  readonly widths: readonly number[];
  readonly languages: readonly (typeof languages)[number][];
}
const heights: Readonly<Record<number, number>> = { 400: 900, 760: 900, 1400: 900 };

/** The least, in CSS pixels, where the window has room; and steps to it, where it has not. */
const sidebarWidth = 280;
const mostSteps = 6;

/** The README's still pictures, by the scene that each shows. */
const stills: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  'soft-mount': { width: 1200, height: 760 },
  'not-mountable': { width: 1200, height: 760 },
  'path-closed': { width: 1400, height: 780 },
  latency: { width: 1400, height: 900 },
};

async function onStage(setting: Setting, options: LaunchOptions, use: (stage: Stage) => Promise<void>) {
  const stage = await Stage.open(setting, options);
  try {
    await use(stage);
  } finally {
    await stage.close();
  }
}

const picture = (driver: WorkbenchDriver) => driver.page.screenshot({ animations: 'disabled' });

/** One inspection, from the list of functions to what the report says further down. */
async function filmInspection(driver: WorkbenchDriver): Promise<Buffer> {
  const frames: Frame[] = [];
  const film = async (ms: number) => frames.push({ png: await picture(driver), ms });
  await driver.executeCommand('efsMountInspector.tryDemo');
  await driver.executeCommand('workbench.action.closeAllEditors');
  await driver.executeCommand('notifications.clearAll');
  await film(1200);
  const row = driver.treeItem(/^soft-mount-example/).first();
  await row.hover();
  await row.getByRole('button', { name: 'Inspect EFS Mount' }).hover();
  await film(1200);
  await row.getByRole('button', { name: 'Inspect EFS Mount' }).click();
  const report = driver.webview();
  await report.locator('section#verdict').waitFor();
  await driver.page.mouse.move(0, 0);
  await film(3500);
  for (const part of ['findings', 'options', 'storage', 'files']) {
    await report.locator(`section#${part}`).evaluate(section => section.scrollIntoView());
    await film(part === 'options' ? 3000 : 2200);
  }
  return animate(frames);
}

async function makeReadmePictures(wanted: readonly Setting[]): Promise<void> {
  mkdirSync(readmeFolder, { recursive: true });
  for (const setting of wanted.filter(({ scenes }) => scenes.some(({ name }) => stills[name]))) {
    await onStage(setting, { theme: 'dark', width: 1000, height: 640 }, async stage => {
      const { driver } = stage;
      if (setting.isFilmed) {
        writeFileSync(path.join(readmeFolder, 'inspection.png'), await filmInspection(driver));
      }
      for (const scene of setting.scenes) {
        const size = stills[scene.name];
        if (size) {
          await driver.resize(size.width, size.height);
          await scene.show(stage);
          if (scene.from !== undefined) {
            await showFrom(driver, scene.from);
          }
          await driver.executeCommand('notifications.clearAll');
          writeFileSync(path.join(readmeFolder, `${scene.name}.png`), await picture(driver));
          console.log(`  ${scene.name}`);
        }
      }
    });
  }
}

interface Made {
  readonly scene: string;
  readonly file: string;
  readonly title: string;
}

async function makeSheet(wanted: readonly Setting[], look: Look): Promise<void> {
  rmSync(sheetFolder, { recursive: true, force: true });
  mkdirSync(sheetFolder, { recursive: true });
  const made: Made[] = [];
  for (const setting of wanted) {
    for (const locale of look.languages) {
      await onStage(setting, { locale, width: 1400, height: 900 }, async stage => {
        for (const scene of setting.scenes) {
          console.log(`  ${scene.name} (${locale})`);
          try {
            made.push(...(await photograph(scene, stage, locale, look)));
          } catch (error) {
            // One scene that is not reached costs that scene; the sheet is not whole then.
            process.exitCode = 1;
            console.error(error);
            writeFileSync(
              path.join(sheetFolder, `failed-${scene.name}-${locale}.png`),
              await picture(stage.driver),
            );
          }
        }
      });
    }
  }
  writeFileSync(
    path.join(sheetFolder, 'index.html'),
    sheetPage(
      wanted.flatMap(({ scenes }) => scenes),
      made,
    ),
  );
  console.log(`${made.length} pictures: ${path.join(sheetFolder, 'index.html')}`);
}

/** A scene in each theme and width. */
async function photograph(scene: Scene, stage: Stage, locale: string, look: Look): Promise<readonly Made[]> {
  const { driver } = stage;
  const made: Made[] = [];
  await driver.resize(1400, 900);
  await widenSidebar(driver);
  await scene.show(stage);
  for (const theme of look.themes) {
    await driver.setTheme(theme);
    for (const width of look.widths) {
      await showWidth(stage, scene, width);
      const file = `${scene.name}-${theme}-${width}-${locale}.png`;
      writeFileSync(path.join(sheetFolder, file), await picture(driver));
      made.push({ scene: scene.name, file, title: `${theme}, ${width} px, ${locale}` });
    }
  }
  return made;
}

/** As wide as people have it: narrow windows take from it, and do not give back. */
async function widenSidebar(driver: WorkbenchDriver): Promise<void> {
  await driver.openSidebar();
  const width = async () => (await driver.sidebar.boundingBox())?.width ?? 0;
  for (let step = 0; step < mostSteps && (await width()) < sidebarWidth; step++) {
    await driver.executeCommand('efsMountInspector.mounts.focus');
    await driver.executeCommand('workbench.action.increaseViewWidth');
  }
  // Off the icon of the sidebar, which has a hover.
  await driver.page.mouse.move(0, 0);
}

/** In a narrow window, only the surface that the scene is about. */
async function showWidth(stage: Stage, scene: Scene, width: number): Promise<void> {
  const { driver } = stage;
  const narrow = width < 1000;
  if (scene.surface !== 'sidebar' && narrow) {
    await driver.executeCommand('workbench.action.closeSidebar');
  }
  await driver.resize(width, heights[width] ?? 900);
  if (scene.surface === 'sidebar' || !narrow) {
    await widenSidebar(driver);
  }
  if (scene.transient) {
    await scene.show(stage);
  }
  if (scene.from !== undefined) {
    await showFrom(driver, scene.from);
  }
}

/** As the links to the parts of a report do. */
async function showFrom(driver: WorkbenchDriver, selector: string): Promise<void> {
  await driver
    .webview()
    .locator(selector)
    .first()
    .evaluate(part => part.scrollIntoView());
}

function sheetPage(shown: readonly Scene[], made: readonly Made[]): string {
  const rows = shown.map(({ name }) => {
    const figures = made
      .filter(({ scene }) => scene === name)
      .map(
        ({ file, title }) =>
          `<figure><a href="${file}"><img src="${file}" alt="${name}, ${title}" loading="lazy"></a><figcaption>${title}</figcaption></figure>`,
      );
    return `<h2>${name}</h2>\n<div>${figures.join('\n')}</div>`;
  });
  const style =
    'body{font:14px sans-serif}div{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0}img{height:320px;border:1px solid #888}';
  return `<!doctype html>\n<meta charset="utf-8">\n<title>Contact sheet</title>\n<style>${style}</style>\n${rows.join('\n')}\n`;
}

/** Those of the known values that are named. */
function chosen<T extends string>(
  known: readonly T[],
  named: readonly string[] | undefined,
  otherwise: readonly T[] = known,
): readonly T[] {
  const unknown = named?.find(each => !known.some(value => value === each));
  if (unknown !== undefined) {
    throw new Error(`There is no ${unknown}; there are ${known.join(', ')}.`);
  }
  return named ? known.filter(value => named.includes(value)) : otherwise;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      sheet: { type: 'boolean', default: false },
      scene: { type: 'string', multiple: true },
      theme: { type: 'string', multiple: true },
      width: { type: 'string', multiple: true },
      language: { type: 'string', multiple: true },
    },
  });
  const look: Look = {
    themes: chosen([...themes, 'highContrastLight'], values.theme, themes),
    widths: values.width?.map(Number) ?? widths,
    languages: chosen(languages, values.language),
  };
  const isWanted = ({ name }: Scene) => values.scene?.includes(name) ?? true;
  const wanted = settings
    .map(setting => ({ ...setting, scenes: setting.scenes.filter(isWanted) }))
    .filter(({ scenes }) => scenes.length > 0);
  if (wanted.length === 0) {
    const names = settings.flatMap(({ scenes }) => scenes.map(({ name }) => name));
    throw new Error(`There is no scene ${values.scene?.join(', ')}; there are ${names.join(', ')}.`);
  }
  console.log(values.sheet ? 'Making the contact sheet…' : "Making the README's pictures…");
  await (values.sheet ? makeSheet(wanted, look) : makeReadmePictures(wanted));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
