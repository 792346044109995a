// `npm run pictures`: makes the README's pictures anew, in media/readme/, from the real VS Code. With `-- --sheet`, a picture of
// every scene in every theme, width and language instead, in out/pictures/, with a page to look at them all.
// `--scene NAME` takes one scene alone.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { animate, type Frame } from '../harness/animation';
import { projectRoot } from '../harness/projectRoot';
import type { LaunchOptions, Theme, WorkbenchDriver } from '../ui/driver';
import { launchWorkbench } from '../ui/driver';
import type { Scene } from './scenes';
import { scenes, sampleWithProblem } from './scenes';

const readmeFolder = path.join(projectRoot, 'media/readme');
const sheetFolder = path.join(projectRoot, 'out/pictures');

const themes: readonly Theme[] = ['light', 'dark', 'highContrast'];
const widths = [400, 760, 1400];
const languages = ['en', 'ja'] as const;
const heights: Readonly<Record<number, number>> = { 400: 900, 760: 900, 1400: 900 };

/** The README's still pictures, by the scene that each shows. */
const stills: Readonly<Record<string, { readonly width: number; readonly height: number }>> = {
  'soft-mount': { width: 1200, height: 760 },
  'not-mountable': { width: 1200, height: 760 },
};

async function withWorkbench(options: LaunchOptions, use: (driver: WorkbenchDriver) => Promise<void>) {
  const sample = sampleWithProblem();
  const driver = await launchWorkbench({
    ...options,
    workspace: sample.folder,
    settings: { 'editor.minimap.enabled': false, 'breadcrumbs.enabled': false, ...options.settings },
  });
  try {
    await use(driver);
  } finally {
    await driver.close();
    sample.remove();
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

async function makeReadmePictures(wanted: readonly Scene[]): Promise<void> {
  mkdirSync(readmeFolder, { recursive: true });
  await withWorkbench({ theme: 'dark', width: 1000, height: 640 }, async driver => {
    writeFileSync(path.join(readmeFolder, 'inspection.png'), await filmInspection(driver));
    for (const scene of wanted) {
      const size = stills[scene.name];
      if (size) {
        await driver.resize(size.width, size.height);
        await scene.show(driver);
        writeFileSync(path.join(readmeFolder, `${scene.name}.png`), await picture(driver));
        console.log(`  ${scene.name}`);
      }
    }
  });
}

async function makeSheet(wanted: readonly Scene[]): Promise<void> {
  rmSync(sheetFolder, { recursive: true, force: true });
  mkdirSync(sheetFolder, { recursive: true });
  const made: { scene: string; file: string; title: string }[] = [];
  for (const locale of languages) {
    await withWorkbench({ locale, width: 1400, height: 900 }, async driver => {
      for (const scene of wanted) {
        await driver.resize(1400, 900);
        await driver.openSidebar();
        await scene.show(driver);
        for (const theme of themes) {
          await driver.setTheme(theme);
          for (const width of widths) {
            await showWidth(driver, scene, width);
            const file = `${scene.name}-${theme}-${width}-${locale}.png`;
            writeFileSync(path.join(sheetFolder, file), await picture(driver));
            made.push({ scene: scene.name, file, title: `${theme}, ${width} px, ${locale}` });
          }
        }
        console.log(`  ${scene.name} (${locale})`);
      }
    });
  }
  writeFileSync(path.join(sheetFolder, 'index.html'), sheetPage(wanted, made));
  console.log(`${made.length} pictures: ${path.join(sheetFolder, 'index.html')}`);
}

/** In a narrow window, only the surface that the scene is about. */
async function showWidth(driver: WorkbenchDriver, scene: Scene, width: number): Promise<void> {
  await driver.resize(width, heights[width] ?? 900);
  const narrow = width < 1000;
  if (scene.surface === 'editor') {
    await driver.executeCommand(narrow ? 'workbench.action.closeSidebar' : 'efsMountInspector.mounts.focus');
  } else {
    await driver.openSidebar();
  }
  if (scene.transient) {
    await scene.show(driver);
  }
}

function sheetPage(
  shown: readonly Scene[],
  made: readonly { scene: string; file: string; title: string }[],
): string {
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { sheet: { type: 'boolean', default: false }, scene: { type: 'string' } },
  });
  const wanted = scenes.filter(({ name }) => values.scene === undefined || name === values.scene);
  if (wanted.length === 0) {
    throw new Error(
      `There is no scene ${values.scene}; there are ${scenes.map(({ name }) => name).join(', ')}.`,
    );
  }
  console.log(values.sheet ? 'Making the contact sheet…' : "Making the README's pictures…");
  await (values.sheet ? makeSheet(wanted) : makeReadmePictures(wanted));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
