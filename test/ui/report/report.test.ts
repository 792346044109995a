import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type { Directory } from '../../../src/core/listing/directory';
import { toColumns } from '../../../src/core/listing/directoryColumns';
import { listed } from '../../../src/core/listing/listing';
import { buildReport, type DirectoryEntry, type Report } from '../../../src/core/report';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import type { InspectionState } from '../../../src/views/report/messages';
import { FakeReportSource } from '../../harness/fakeReportSource';
import { launchBrowser } from '../../harness/browser';
import {
  failed,
  healthyOptions,
  lambdaFunction,
  mountCapture,
  ok,
  probeCapture,
  recordedCapture,
} from '../../unit/core/captures';
import { violations } from '../axe';
import { openReport, type OpenReport } from './reportPage';

const at = '2026-11-28T02:16:00.000Z';
const healthy = buildReport(mountCapture(healthyOptions));

function entry(name: string, more: Partial<DirectoryEntry> = {}): DirectoryEntry {
  return {
    name,
    type: '-',
    mode: 0o644,
    modeText: 'rw-r--r--',
    owner: '1000',
    group: '1000',
    size: 1n,
    ...more,
  };
}

function directoryOf(
  path: string,
  entries: readonly DirectoryEntry[],
  more: Partial<Directory> = {},
): Directory {
  return { path, entries, changed: false, ...more };
}

function numbered(prefix: string, count: number): readonly DirectoryEntry[] {
  const digits = String(count - 1).length;
  return Array.from({ length: count }, (_, i) => entry(`${prefix}-${String(i).padStart(digits, '0')}`));
}

async function goTo(page: Page, path: string): Promise<void> {
  await page.getByRole('button', { name: 'Go to' }).click();
  await page.getByRole('menuitem', { name: path, exact: true }).click();
}

function sourceWith(...directories: readonly Directory[]): FakeReportSource {
  return new FakeReportSource({
    ...healthy,
    directories: directories.map(directory => listed(toColumns(directory))),
  });
}

describe('the report in a browser', function () {
  let browser: Browser;
  let context: BrowserContext;
  let open: OpenReport | undefined;

  before(async function () {
    assert.ok(existsSync('dist/report.js'), 'Run "npm run build" first.');
    browser = await launchBrowser();
    context = await browser.newContext();
  });
  afterEach(async () => {
    await open?.close();
    open = undefined;
  });
  after(() => browser?.close());

  async function show(
    ...given: Parameters<typeof openReport> extends [unknown, ...infer Rest] ? Rest : never
  ) {
    open = await openReport(context, ...given);
    return open;
  }

  const rowsIn = (grid: Locator) => grid.locator('.file-row');
  const namesIn = (grid: Locator) => grid.locator('.file-row .name').allInnerTexts();

  it('shows every part under its heading, and breaks no rule of its policy', async () => {
    const { page, errors } = await show(sourceWith(directoryOf('/mnt/efs', [entry('a')])));
    assert.deepEqual(await page.locator('h2').allInnerTexts(), [
      'Must my code retry?',
      'Findings',
      'Mount options',
      'Storage',
      'Files',
      'NFS statistics',
      'Latency',
      'CloudWatch metrics',
      'Environment',
      'Raw texts',
    ]);
    assert.equal(await page.locator('#options tbody').first().locator('tr').count(), 16);
    await page.evaluate(() => document.fonts.ready);
    assert.ok(await page.evaluate(() => document.fonts.check('16px codicon')), 'the icons’ font is there');
    assert.deepEqual(errors, []);
  });

  it('shows the mount that was inspected first, with the other file systems folded', async () => {
    const { page } = await show(new FakeReportSource(buildReport(recordedCapture())));
    const storage = page.locator('#storage');
    const rows = (nth: number) => storage.getByRole('table').nth(nth).locator('tbody tr');
    assert.equal(await rows(0).count(), 1);
    assert.match(await rows(0).innerText(), /\/mnt\/efs/);
    const others = storage.locator('summary', { hasText: 'Other file systems' });
    assert.match(await others.innerText(), /\(5\)/);
    await others.focus();
    await page.keyboard.press('Enter');
    await rows(1).first().waitFor();
    assert.equal(await rows(1).count(), 5);
  });

  /** Texts that leave the page on the right, also those that make no element wider; and buttons that do. */
  async function outsideOf(page: Page): Promise<readonly string[]> {
    return page.evaluate(() => {
      document.querySelectorAll('details').forEach(fold => (fold.open = true));
      const end = document.documentElement.clientWidth;
      const found: string[] = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      while (texts.nextNode()) {
        const { currentNode } = texts;
        range.selectNodeContents(currentNode);
        const isShown =
          currentNode.parentElement?.closest('.screen-reader-only, svg, script') === null &&
          // Some labels are there for screen readers alone.
          currentNode.parentElement.clientWidth !== 1;
        if (isShown && range.getBoundingClientRect().right > end) {
          found.push(currentNode.textContent ?? '');
        }
      }
      const buttons = [...document.querySelectorAll('button')].filter(
        each => each.getBoundingClientRect().right > end,
      );
      return [...found, ...buttons.map(({ outerHTML }) => outerHTML)];
    });
  }

  it('keeps each endless word and each button within a narrow page, in every state', async () => {
    const long = 'a'.repeat(155);
    const { fileSystem, ...others } = lambdaFunction();
    const target = {
      ...others,
      role: `arn:aws:iam::123456789012:role/${long}`,
      handler: `${long}.handler`,
      fileSystem: {
        ...fileSystem,
        arn: `arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/${long}`,
        accessPointId: `fsap-${long}`,
        localMountPath: `/mnt/${long}`,
      },
    };
    const mounts = ok(
      `proc /proc proc rw 0 0\n${long}:/${long} /mnt/${long} nfs4 ${healthyOptions},x=${long} 0 0\n`,
    );
    const nothing = buildReport(probeCapture({ mounts: ok('proc /proc proc rw 0 0\n') }, { target }));
    const hung = buildReport({ ...probeCapture({ mounts }, { target }), unresponsive: [`/mnt/${long}`] });
    const setup = {
      readAt: at,
      accessPoint: {
        ok: false,
        action: `elasticfilesystem:${long}`,
        problem: { code: 'access-denied', params: {} },
      },
    } as const;
    const failure = explainFailure({ code: 'efs-mount-connectivity', params: { reason: long } }, target);
    const state = {
      kind: 'failed',
      message: `Nothing answers at http://127.0.0.1/${long}. Start it.`,
      at,
      remedies: [{ command: 'copyIamPolicy' }, { command: 'selectProfile' }],
    } as const;
    const shown = [
      { report: nothing, setup },
      { report: hung, setup, temporaryProbe: true },
      { report: hung, state },
      { state: { ...state, label: `AWS denied ${long}.` } },
      { state: { ...state, failure }, setup },
      { state: { kind: 'inspecting', progress: `Running “${long}” (1 of 2)…`, limitSeconds: 20 } },
    ] as const;
    for (const [index, each] of shown.entries()) {
      for (const width of [400, 240]) {
        const source = new FakeReportSource();
        source.set(each);
        source.setTarget(target);
        const { page } = await show(source, { width });
        await page.locator('.status-line').waitFor();
        assert.deepEqual(await outsideOf(page), [], `state ${index}, ${width} px`);
        await open?.close();
        open = undefined;
      }
    }
  });

  it('draws the first screen in a frame of its own, and all at once where it was scrolled to', async () => {
    for (const [scrollTop, expected] of [
      [0, false],
      [200, true],
    ] as const) {
      const source = new FakeReportSource();
      open = await openReport(context, source, {
        saved: { arn: source.arn, functionName: 'cmd-function', scrollTop },
      });
      await open.page.evaluate(() => {
        const watch = new MutationObserver(() => {
          if (document.getElementById('findings')) {
            document.body.dataset.withLast = String(document.getElementById('raw') !== null);
            watch.disconnect();
          }
        });
        watch.observe(document.body, { childList: true, subtree: true });
      });
      source.set({ report: healthy });
      await open.page.locator('#raw').waitFor();
      assert.equal(await open.page.evaluate(() => document.body.dataset.withLast), String(expected));
      await open.close();
    }
  });

  it('says in the names of its links how much each part holds', async () => {
    const soft = buildReport(mountCapture(healthyOptions.replace('hard', 'soft')));
    const { page } = await show(new FakeReportSource(soft));
    const links = page.getByRole('navigation', { name: 'Parts of the report' });
    await links.getByRole('link', { name: 'Findings, 1', exact: true }).waitFor();
    await links.getByRole('link', { name: 'Environment', exact: true }).waitFor();
  });

  it('leads with what is wrong now, what was looked at, and then the answer about retries, folded', async () => {
    const hung = buildReport({
      ...probeCapture({ mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`) }),
      unresponsive: ['/mnt/efs'],
    });
    const { page } = await show(new FakeReportSource(hung));
    const card = page.locator('#verdict');
    assert.equal(await card.locator('h2').innerText(), 'What is wrong now');
    assert.match(await card.locator('.headline').innerText(), /EFS does not answer now\./);
    await card.getByRole('heading', { name: 'Checked for you' }).waitFor();
    const checked = await card.locator('.checked li').allInnerTexts();
    assert.ok(checked.length > 1 && checked.every(line => /not read/.test(line)), checked.join('\n'));
    await card.getByRole('heading', { name: 'What to do' }).waitFor();
    const answer = card.locator('details').filter({ hasText: 'Hard mount: the kernel retries' });
    assert.equal(await answer.evaluate(element => (element as HTMLDetailsElement).open), false);
    await card.locator('summary', { hasText: 'Hard mount' }).press('Enter');
    await card.getByText('Your code need not retry reads and writes', { exact: false }).first().waitFor();
  });

  it('has every button, link and fold in reach of the Tab key', async () => {
    const source = sourceWith(directoryOf('/mnt/efs', [entry('a'), entry('b')]));
    source.set({
      state: {
        kind: 'failed',
        message: 'AWS denied it.',
        at,
        remedies: [{ command: 'copyIamPolicy' }, { command: 'selectProfile' }],
      },
      temporaryProbe: true,
    });
    const { page } = await show(source);
    await page.locator('.file-row').first().waitFor();
    const wanted = await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>('button, a[href], summary, input, select')];
      const seen = all.filter(
        each => each.checkVisibility() && each.tabIndex >= 0 && !(each as HTMLButtonElement).disabled,
      );
      seen.forEach((each, index) => (each.dataset['wanted'] = String(index)));
      return seen.length;
    });
    assert.ok(wanted > 20, `${wanted}`);
    const reached = new Set<string>();
    await page.locator('body').press('Home');
    for (let step = 0; step < 3 * wanted && reached.size < wanted; step++) {
      await page.keyboard.press('Tab');
      const index = await page.evaluate(
        () => (document.activeElement as HTMLElement | null)?.dataset['wanted'],
      );
      if (index !== undefined) {
        reached.add(index);
      }
    }
    const missed = await page.evaluate(
      known =>
        [...document.querySelectorAll<HTMLElement>('[data-wanted]')]
          .filter(each => !known.includes(each.dataset['wanted'] ?? ''))
          .map(each => each.outerHTML),
      [...reached],
    );
    assert.deepEqual(missed, []);
  });

  it('says to the eye and to the ear that something was copied', async () => {
    const { page, copied } = await show(new FakeReportSource(healthy));
    await page.getByRole('button', { name: 'Copy: ARN' }).press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor({ state: 'attached' });
    assert.deepEqual(copied, [healthy.capture.target.arn]);
  });

  it('shows what was not read where it is missing', async () => {
    const capture = probeCapture({
      mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`),
      usage: failed('TIMEOUT', 'killed'),
      mountstats: failed('EACCES', 'permission denied'),
    });
    const { page } = await show(new FakeReportSource(buildReport(capture)));
    assert.match(await page.locator('#storage').innerText(), /no answer came in time/);
    assert.match(await page.locator('#statistics').innerText(), /permission denied/);
    assert.match(await page.locator('#verdict').innerText(), /Not everything could be read/);
  });

  it('says of a directory that was not read that it was not, and of another nothing', async () => {
    const report = buildReport(probeCapture({ list: failed('TIMEOUT', 'killed') }));
    const source = new FakeReportSource(report);
    source.read = path => Promise.resolve(directoryOf(path, [entry('bin', { type: 'd' })]));
    const { page } = await show(source);
    const files = page.locator('#files');
    await files.getByText('/mnt/efs: no answer came in time.').waitFor();
    await files.getByRole('button', { name: '/', exact: true }).click();
    await files.locator('.file-row', { hasText: 'bin' }).waitFor();
    assert.doesNotMatch(await files.innerText(), /no answer came in time/);
  });

  for (const width of [400, 800, 1400]) {
    it(`needs no sideways scrolling at ${width} pixels`, async () => {
      const long = `${'long-'.repeat(50)}.bin`;
      const { page } = await show(
        sourceWith(
          directoryOf('/mnt/efs', [entry(long), entry('link', { type: 'l', target: `/mnt/${long}` })]),
        ),
        { width },
      );
      await page.locator('.file-row').first().waitFor();
      for (const details of await page.locator('details').all()) {
        await details.evaluate(element => element.setAttribute('open', ''));
      }
      const scrollWidth = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(scrollWidth <= width, `${scrollWidth} pixels wide`);
    });
  }

  it('opens and saves files by mouse and keyboard, and follows links to directories first', async () => {
    const source = sourceWith(
      directoryOf('/mnt/efs', [
        entry('file\udcff'),
        entry('link', { type: 'l', target: 'file' }),
        entry('pipe', { type: 'p' }),
      ]),
    );
    source.read = path =>
      Promise.resolve(directoryOf(path, [], { error: { code: 'ENOTDIR', message: 'not a directory' } }));
    const { page } = await show(source);
    await page.locator('.file-row', { hasText: 'file' }).first().dblclick();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+s');
    await page.locator('.file-row', { hasText: 'pipe' }).click();
    await page.keyboard.press('Control+s');
    await page.locator('.file-row', { hasText: 'link' }).dblclick();
    await page.waitForFunction(() => true);
    const file = '/mnt/efs/file\udcff';
    const wanted = [
      `openFile ${file}`,
      `openFile ${file}`,
      `saveFileCopy ${file}`,
      'list /mnt/efs/link',
      'openFile /mnt/efs/link',
    ];
    for (let attempt = 0; attempt < 50 && source.calls.length < wanted.length; attempt++) {
      await page.waitForTimeout(20);
    }
    assert.deepEqual(source.calls, wanted);
    // The list is still there, with a menu for each row.
    const context = await page.locator('.file-row').first().getAttribute('data-vscode-context');
    assert.deepEqual(JSON.parse(context ?? ''), {
      webviewSection: 'file',
      arn: source.arn,
      path: file,
      preventDefaultContextMenuItems: true,
    });
  });

  it('shows what is counted below a directory, and stops counting', async () => {
    const source = sourceWith(directoryOf('/mnt/efs', [entry('a')]));
    const { page } = await show(source);
    await page.getByRole('button', { name: 'Count everything below this directory' }).click();
    const totals = {
      arn: source.arn,
      path: '/mnt/efs',
      status: 'counting' as const,
      files: 1234,
      directories: 5,
      links: 0,
      special: 0,
      bytes: String(2n ** 63n),
      allocated: '4096',
      largest: [{ path: '/mnt/efs/sub/<b>large', inode: '1', size: String(2n ** 63n), allocated: '4096' }],
      unreadable: [{ path: '/mnt/efs/closed', code: 'EACCES' }],
      unreadableCount: 1,
      otherFileSystems: 0,
      changed: false,
      pending: 3,
      invocations: 2,
      operations: '99',
      elapsedMs: 1500,
    };
    source.setTotals([totals]);
    await page.getByRole('button', { name: 'Stop Counting' }).click();
    assert.match(await page.locator('.totals').innerText(), /3 directories are known to remain/);
    source.setTotals([{ ...totals, status: 'done', pending: 0 }]);
    await page.getByText('Largest files').waitFor();
    const shown = await page.locator('.totals').innerText();
    for (const part of [
      /8\.0 EiB/,
      /1,234/,
      /NFS operations\s+99/,
      /Not read, and not counted: 1/,
      /sub\/<b>large/,
    ]) {
      assert.match(shown, part);
    }
    assert.deepEqual(source.calls, ['countTotalsQuietly /mnt/efs', 'cancelTotals /mnt/efs']);
    source.read = path => Promise.resolve(directoryOf(path, [entry('<b>large')]));
    await page.getByRole('button', { name: 'sub/<b>large' }).click();
    await page.locator('.file-row[aria-selected=true]', { hasText: '<b>large' }).waitFor();
  });

  it('shows names that try to be something else as text', async () => {
    const names = [
      '<img src=x onerror="document.title=1">',
      'invoice\u202egpj.exe',
      '\u001b[31mred\u001b[0m',
      'two\nlines',
      'not-utf8-\udcff',
    ];
    const { page, errors } = await show(
      sourceWith(
        directoryOf(
          '/mnt/efs',
          names.map(name => entry(name)),
        ),
      ),
    );
    await page.locator('.file-row').first().waitFor();
    assert.deepEqual((await namesIn(page.getByRole('grid'))).toSorted(), [
      '<img src=x onerror="document.title=1">',
      'invoice\\u202Egpj.exe',
      'not-utf8-\\xFF',
      'two␊lines',
      '␛[31mred␛[0m',
    ]);
    assert.equal(await page.locator('img').count(), 0);
    assert.equal(await page.title(), 'EFS: cmd-function');
    assert.deepEqual(errors, []);
  });

  it('follows an inspection, its failure and its new report', async () => {
    const source = new FakeReportSource();
    const { page } = await show(source);
    assert.match(await page.locator('main').innerText(), /Nothing is known of this function’s mount yet/);
    await page.getByRole('button', { name: 'Inspect', exact: true }).click();
    assert.deepEqual(source.calls, ['inspect']);
    source.set({ state: { kind: 'inspecting', progress: 'Waiting for the function…' } });
    await page.locator('.status-line').getByText('Waiting for the function…').waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    source.set({
      state: {
        kind: 'failed',
        message: 'The function does not exist. Refresh the list.',
        at,
        remedies: [],
      },
    });
    await page.locator('.status-line').getByText('The function does not exist.').waitFor();
    await page.locator('main').getByText('Refresh the list.').waitFor();
    await page.getByRole('button', { name: 'Show Log' }).click();
    assert.deepEqual(source.calls, ['inspect', 'cancelInspection', 'showLog']);
    source.set({ report: healthy, state: { kind: 'idle' } });
    await page
      .locator('#verdict')
      .getByText('Hard mount: the kernel retries until EFS answers.', { exact: true })
      .waitFor();
    assert.equal(
      await page.locator('main, .status-line').getByText('The function does not exist.').count(),
      0,
    );
  });

  it('shows what is known of a function before its first inspection, below what inspects it', async () => {
    const source = new FakeReportSource();
    source.setTarget({ ...lambdaFunction(), vpcId: 'vpc-1', role: 'arn:aws:iam::1:role/reader' });
    const { page } = await show(source);
    const known = page.getByRole('region', { name: 'What is known already' });
    for (const [name, value] of [
      ['Timeout', '3 s'],
      ['Role', 'arn:aws:iam::1:role/reader'],
      ['VPC', 'vpc-1'],
      ['Subnets', 'subnet-1'],
    ] as const) {
      assert.equal(await known.locator(`dt:text-is("${name}") + dd`).innerText(), value);
    }
    const inspect = await page.getByRole('button', { name: 'Inspect', exact: true }).boundingBox();
    const facts = await known.boundingBox();
    assert.ok(inspect && facts && inspect.y + inspect.height < facts.y);
    source.set({ report: healthy });
    await page.locator('#verdict').waitFor();
    assert.equal(await known.count(), 0);
  });

  it('says since when a report is of a function that is another one now', async () => {
    const target = { ...lambdaFunction(), lastModified: '2026-11-01T00:00:00.000+0000' };
    const source = new FakeReportSource({ ...healthy, capture: { ...healthy.capture, target } });
    source.setTarget(target);
    const { page } = await show(source);
    const status = page.locator('.status-line');
    await status.locator('.status-good').waitFor();
    assert.match(
      await page.locator('.provenance time').innerText(),
      /^\d{4}-\d\d-\d\d \d\d:\d\d$/,
      'the bar says how old it is',
    );
    assert.match(await status.innerText(), / ago$/);
    source.setTarget({ ...target, lastModified: '2026-11-02T10:00:00.000+0000' });
    await status.locator('.status-warning').getByText('The function was changed since').waitFor();
    const changed = status.getByText('The function was changed since');
    assert.equal(await changed.getAttribute('title'), '2026-11-02 10:00:00 UTC');
  });

  it('keeps how the inspection stands in view, and shows the top when one fails or began elsewhere', async () => {
    const source = sourceWith(directoryOf('/mnt/efs', numbered('file', 40)));
    const { page } = await show(source, { height: 500 });
    await page.getByText(/^Inspected /).waitFor();
    const down = () => page.evaluate(() => window.scrollTo(0, 600));
    const top = () => page.evaluate(() => window.scrollY);
    const isInView = (text: string | RegExp) =>
      page
        .locator('.status-line')
        .getByText(text)
        .evaluate(element => {
          const { bottom, top: upper } = element.getBoundingClientRect();
          return upper >= 0 && bottom <= window.innerHeight;
        });
    await down();
    await page.getByRole('button', { name: 'Inspect Again' }).click();
    source.set({
      state: { kind: 'inspecting', progress: 'Asking the probe…', elapsedMs: 3000, limitSeconds: 20 },
    });
    assert.ok(await isInView(/Asking the probe…\s+3 s \(at most 20 s\)/));
    assert.ok((await top()) > 0, 'who inspects again stays where they are');
    assert.ok(await page.getByRole('button', { name: 'Cancel', exact: true }).isVisible());
    source.set({
      state: {
        kind: 'failed',
        message: 'AWS denied lambda:InvokeFunction. Ask for that permission.',
        at: new Date().toISOString(),
        remedies: [{ command: 'copyIamPolicy' }, { command: 'selectProfile' }],
      },
    });
    await page.waitForFunction(() => window.scrollY === 0);
    assert.ok(await isInView(/^Failed \d\d:\d\d:\d\d: AWS denied lambda:InvokeFunction/));
    await down();
    await page.getByRole('button', { name: 'Copy IAM Policy' }).click();
    await page.getByRole('button', { name: 'Select AWS Profile…' }).press('Enter');
    assert.deepEqual(source.calls, ['inspect', 'copyIamPolicy', 'selectProfile']);
    await down();
    source.set({ state: { kind: 'inspecting' } });
    await page.waitForFunction(() => window.scrollY === 0);
  });

  it('breaks no rule of WCAG 2.2 AA and no best practice, in any of its states', async () => {
    const directory = directoryOf('/mnt/efs', [entry('a'), entry('b')]);
    const report = { ...healthy, directories: [listed(toColumns(directory))] };
    const soft = buildReport(mountCapture(healthyOptions.replace('hard', 'soft')));
    const hung = buildReport({
      ...probeCapture({ mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`) }),
      unresponsive: ['/mnt/efs'],
    });
    const failure = explainFailure({ code: 'efs-mount-connectivity', params: {} }, lambdaFunction());
    const denied = {
      kind: 'failed',
      message: 'AWS denied it.',
      at,
      remedies: [{ command: 'copyIamPolicy' }, { command: 'selectProfile' }],
    } as const;
    const states: readonly { readonly report?: Report; readonly state?: InspectionState }[] = [
      {},
      { report },
      { report: soft },
      { report: hung },
      { report, state: { kind: 'inspecting', elapsedMs: 3000, limitSeconds: 20 } },
      { report, state: denied },
      { state: { ...denied, failure } },
    ];
    for (const [index, state] of states.entries()) {
      const source = new FakeReportSource();
      source.set(state);
      const shown = await openReport(context, source, { width: 760 });
      const { page } = shown;
      if (state.report === report) {
        await page.locator('.file-row').first().waitFor();
      }
      const broken = await violations(page, { withoutColors: true });
      await shown.close();
      assert.deepEqual(broken, [], `state ${index}`);
    }
  });

  it('tells a screen reader of an inspection from its start to its end', async () => {
    const source = sourceWith(directoryOf('/mnt/efs', [entry('a')]));
    const { page } = await show(source);
    await page.getByText('1 entry').waitFor();
    /** Texts of the live regions, as the accessibility tree has them. */
    const heard = async () =>
      (await page.locator('body').ariaSnapshot())
        .split('\n')
        .filter(line => /^\s*- (status|alert)\b/.test(line))
        .map(line => line.trim())
        .filter(line => line.includes(': '));
    assert.deepEqual(await heard(), [], 'nobody asked for the list that came with the report');
    source.set({ state: { kind: 'inspecting' } });
    await page.getByText('Inspecting cmd-function…').waitFor({ state: 'attached' });
    assert.deepEqual(await heard(), ['- status: Inspecting cmd-function…']);
    source.set({ state: { kind: 'inspecting', progress: 'Asking the probe…' } });
    await page.getByRole('status').getByText('Asking the probe…').waitFor({ state: 'attached' });
    assert.deepEqual(await heard(), ['- status: Asking the probe…']);
    source.set({
      report: buildReport(mountCapture(healthyOptions.replace('hard', 'soft'))),
      state: { kind: 'idle' },
    });
    await page.getByText(/^Inspection of cmd-function is done/).waitFor({ state: 'attached' });
    assert.deepEqual(await heard(), [
      '- status: "Inspection of cmd-function is done. Soft mount: your code must retry. 1 finding, a warning."',
    ]);
    source.set({ state: { kind: 'inspecting' } });
    source.set({ state: { kind: 'failed', message: 'AWS denied it.', at, remedies: [] } });
    await page.getByRole('alert').getByText('AWS denied it.').waitFor({ state: 'attached' });
    assert.deepEqual(await heard(), ['- alert: The inspection of cmd-function failed. AWS denied it.']);
    await page.getByRole('searchbox').fill('zzz');
    await page.getByRole('status').getByText('0 of 1 entries').waitFor();
  });

  it('has an accessibility tree that tells how an inspection stands, from its start to its end', async () => {
    const source = new FakeReportSource();
    source.setTarget(lambdaFunction());
    const { page } = await show(source);
    /** Who comes to the page: what is said, the bar, and the headings. Times are left out. */
    const tree = async () => {
      const [body, banner, main] = await Promise.all(
        [page.locator('body'), page.getByRole('banner'), page.getByRole('main')].map(part =>
          part.ariaSnapshot(),
        ),
      );
      const lines = (text = '') => text.replace(/\d\d:\d\d:\d\d/g, 'TIME').split('\n');
      return [
        ...lines(body).filter(line => /^- (status|alert): /.test(line)),
        ...lines(banner),
        ...lines(main)
          .map(line => line.trim())
          .filter(line => /^- '?heading/.test(line)),
      ];
    };
    const bar = (inspect: string, others = '', ...rest: readonly string[]) => [
      '- banner:',
      '  - heading "cmd-function" [level=1]',
      '  - group "Report":',
      `    - button "${inspect}"`,
      `    - button "Export"${others}`,
      `    - button "Copy"${others}`,
      '    - button "Open in Console"',
      ...rest.map(line => `  ${line}`),
    ];
    const known = '- heading "What is known already" [level=2]';
    assert.deepEqual(await tree(), [...bar('Inspect', ' [disabled]'), known]);
    source.set({ state: { kind: 'inspecting', progress: 'Asking the probe…', limitSeconds: 20 } });
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    assert.deepEqual(await tree(), [
      '- status: Asking the probe…',
      ...bar('Cancel', ' [disabled]', '- text: Asking the probe… (at most 20 s)'),
      known,
    ]);
    source.set({
      state: { kind: 'failed', message: 'AWS denied it. Ask.', at, remedies: [{ command: 'copyIamPolicy' }] },
    });
    await page.getByRole('alert').getByText('AWS denied it.').waitFor({ state: 'attached' });
    assert.deepEqual(await tree(), [
      '- alert: The inspection of cmd-function failed. AWS denied it. Ask.',
      ...bar('Inspect', '', '- text: "Failed TIME: AWS denied it."', '- button "Copy IAM Policy"'),
      known,
    ]);
    source.set({ state: { kind: 'inspecting' } });
    await page.getByRole('button', { name: 'Cancel' }).waitFor();
    source.set({
      report: buildReport({
        ...mountCapture(healthyOptions.replace('hard', 'soft')),
        takenAt: new Date().toISOString(),
      }),
      state: { kind: 'idle' },
    });
    await page.getByText(/^Inspection of cmd-function is done/).waitFor({ state: 'attached' });
    const done = await tree();
    assert.deepEqual(done.slice(0, 8), [
      '- status: "Inspection of cmd-function is done. Soft mount: your code must retry. 1 finding, a warning."',
      ...bar('Inspect Again'),
    ]);
    assert.match(done[8] ?? '', /^ {2}- time: "?Inspected TIME, /);
    assert.match(done[9] ?? '', /^- heading "Must my code retry\?" \[level=2\]$/);
    assert.match(done[10] ?? '', /^- heading "Findings" \[level=2\]$/);
    assert.match(done[11] ?? '', /heading "Warning The mount is soft: .*\[level=3\]/);
  });

  it('explains why the function could not be started, and what to check', async () => {
    const source = new FakeReportSource();
    const { page, copied, opened, errors } = await show(source);
    const failure = explainFailure(
      { code: 'efs-mount-connectivity', params: { reason: '<i>Check</i> your network.' } },
      { ...lambdaFunction(), subnetIds: ['subnet-a', 'subnet-b'] },
    );
    source.set({ state: { kind: 'failed', message: 'A sentence.', at, remedies: [], failure } });
    await page.getByText('Lambda could not reach EFS over the network of this function.').waitFor();
    const causes = await page.locator('.cause').allInnerTexts();
    assert.match(causes[0] ?? '', /inbound rule for TCP 2049 from sg-1/);
    assert.ok(causes.some(text => text.includes('subnet-a, subnet-b')));
    await page.getByText('<i>Check</i> your network.').waitFor();
    await page.getByRole('button', { name: 'Copy: sg-1' }).click();
    await page.getByRole('link', { name: 'repost.aws: lambda-invoke-efs' }).click();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('menuitem', { name: 'Save as Markdown…' }).click();
    assert.deepEqual(copied, ['sg-1']);
    assert.deepEqual(opened, ['https://repost.aws/knowledge-center/lambda-invoke-efs']);
    assert.deepEqual(source.calls, ['exportReport markdown']);
    // The report of before stays below.
    source.set({ report: healthy });
    await page
      .getByText(/The report below is an earlier one\. It is of \d{4}-\d\d-\d\d \d\d:\d\d \(.+\)\./)
      .waitFor();
    source.set({ state: { kind: 'idle' } });
    await page.locator('.cause').first().waitFor({ state: 'detached' });
    assert.deepEqual(errors, []);
  });

  it('says each thing of a failure once, in whole, and how old a report is in one place', async () => {
    const source = sourceWith(directoryOf('/mnt/efs', [entry('a')]));
    const { page } = await show(source, { width: 400 });
    await page.locator('.status-line time').waitFor();
    const ages = () =>
      page
        .locator('.status-line, main > .provenance, main > .notice')
        .allInnerTexts()
        .then(texts => texts.join('\n').match(/\bago\b|\bnow\b/g)?.length ?? 0);
    assert.equal(await ages(), 1);
    const url = `http://127.0.0.1:40349/${'a'.repeat(60)}`;
    const message = `Nothing answers at ${url}. Start what should listen there.`;
    source.set({ state: { kind: 'failed', message, at, remedies: [] } });
    const bar = page.locator('.status-line');
    await bar.getByText(`Nothing answers at ${url}.`).waitFor();
    assert.ok(
      await bar
        .locator('span')
        .evaluateAll(spans =>
          spans.every(span => span.scrollHeight <= span.clientHeight + 1 || span.clientHeight === 0),
        ),
      'nothing of it is cut',
    );
    const notice = page.locator('main > .notice');
    assert.match(
      await notice.innerText(),
      /^Start what should listen there\. The report below is an earlier one\. It is of /,
    );
    // A first sentence that is too long for the bar is said below it alone.
    const endless = `Nothing answers at http://127.0.0.1/${'a'.repeat(200)}. Start it.`;
    source.set({ state: { kind: 'failed', message: endless, at, remedies: [] } });
    await notice.getByText(endless).waitFor();
    assert.match(await bar.innerText(), /^\s*Failed [\d: -]+$/);
    source.set({
      state: {
        kind: 'failed',
        message: 'AWS denied a:B on c to d. Ask.',
        label: 'AWS denied a:B.',
        at,
        remedies: [],
      },
    });
    await bar.getByText('AWS denied a:B.').waitFor();
    await notice.getByText('AWS denied a:B on c to d. Ask.').waitFor();
  });

  it('keeps the focus on a fix when AWS’s word on the file system moves its cause', async () => {
    const source = new FakeReportSource();
    const { page } = await show(source);
    const failure = explainFailure({ code: 'efs-mount-connectivity', params: {} }, lambdaFunction());
    assert.ok(failure);
    const state = { kind: 'failed', message: '', at, remedies: [] } as const;
    source.set({ state: { ...state, failure } });
    const fix = page.locator('.cause [data-fix] button').first();
    await fix.focus();
    const focused = () =>
      page.evaluate(() => [
        document.activeElement?.closest<HTMLElement>('[data-code]')?.dataset['code'],
        document.activeElement?.textContent,
      ]);
    const before = await focused();
    const moved = failure.causes.find(({ code }) => code === before[0]);
    assert.ok(moved);
    const others = failure.causes.filter(cause => cause !== moved);
    source.set({ state: { ...state, failure: { ...failure, causes: [...others, moved] } } });
    await page.locator(`.cause:last-child[data-code="${moved.code}"]`).waitFor();
    assert.deepEqual(await focused(), before);
    const certain = [{ ...moved, standing: 'certain' as const }, ...others];
    source.set({ state: { ...state, failure: { ...failure, causes: certain } } });
    await page.locator('.cause-certain').waitFor();
    assert.deepEqual(await focused(), before);
    const [first] = others;
    assert.ok(first);
    const folded = [{ ...first, standing: 'certain' as const }, ...others.slice(1), moved];
    source.set({ state: { ...state, failure: { ...failure, causes: folded } } });
    await page.locator(`.cause-certain[data-code="${first.code}"]`).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'failure-heading');
  });

  it('numbers the causes from one on, also when AWS’s word on the file system brings another order', async () => {
    const source = new FakeReportSource();
    const { page } = await show(source);
    const failure = explainFailure({ code: 'efs-mount-connectivity', params: {} }, lambdaFunction());
    assert.ok(failure);
    const state = { kind: 'failed', message: '', at, remedies: [] } as const;
    source.set({ state: { ...state, failure } });
    await page.locator('.cause').nth(2).waitFor();
    const [first, second, ...others] = failure.causes;
    assert.ok(first && second && others.length > 1);
    source.set({ state: { ...state, failure: { ...failure, causes: [...others, second, first] } } });
    await page.locator(`.cause:last-child[data-code="${first.code}"]`).waitFor();
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send('Accessibility.getFullAXTree');
    const markers = nodes.flatMap(({ name, role }) =>
      role?.value === 'ListMarker' && /^\d/.test(String(name?.value)) ? [String(name?.value).trim()] : [],
    );
    assert.deepEqual(
      markers,
      failure.causes.map((_, index) => `${index + 1}.`),
    );
  });

  it('exports, copies and opens what is chosen, by keyboard too', async () => {
    const source = new FakeReportSource(buildReport(mountCapture(healthyOptions.replace('hard', 'soft'))));
    const { page, copied, opened } = await show(source);
    await page.getByRole('button', { name: 'Export' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('menuitem', { name: 'Save as Markdown…' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('menu').count(), 0);
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Copy as Markdown' }).click();
    await page.getByRole('button', { name: 'Open in Console' }).click();
    assert.deepEqual(source.calls, ['exportReport json', 'copyReport markdown', 'openInConsole']);
    await page.locator('#findings a').first().click();
    await page.locator('#raw summary').first().click();
    await page.getByRole('button', { name: 'Copy the text' }).first().click();
    await page.locator('#raw').getByRole('button', { name: 'Copied' }).waitFor();
    assert.match(copied[0] ?? '', /nfs4/);
    assert.deepEqual(opened, [source.report()?.findings[0]?.sources[0]]);
  });

  it('leads to its parts and says where one is', async () => {
    const { page } = await show(sourceWith(directoryOf('/mnt/efs', [entry('a')])));
    await page.getByRole('link', { name: /^Storage/ }).click();
    await page.locator('.section-links [aria-current]', { hasText: 'Storage' }).waitFor();
    const { heading, links } = await page.evaluate(() => ({
      heading: document.querySelector('#storage h2')?.getBoundingClientRect().top ?? 0,
      links: document.querySelector('.section-links')?.getBoundingClientRect().bottom ?? 0,
    }));
    assert.ok(heading >= links, 'the heading is not under the links');
  });

  it('speaks the language that it is given', async () => {
    const { page } = await show(new FakeReportSource(healthy), {
      localization: { locale: 'ja', bundle: { Storage: 'ストレージ' } },
    });
    assert.equal(await page.locator('#storage h2').innerText(), 'ストレージ');
  });

  it('is where it was when it is shown again', async () => {
    const source = sourceWith(
      directoryOf('/mnt/efs', [entry('a')]),
      directoryOf('/bin', numbered('tool', 500)),
      directoryOf('/lib', numbered('lib', 500)),
    );
    const first = await show(source);
    await goTo(first.page, '/bin');
    const grid = first.page.getByRole('grid');
    await grid.getByText('tool-000').waitFor();
    await first.page.getByRole('button', { name: 'Name' }).click();
    await grid.getByText('tool-499').waitFor();
    await grid.focus();
    for (let i = 0; i < 5; i++) {
      await first.page.keyboard.press('PageDown');
    }
    await first.page.waitForFunction(() => {
      const { savedState } = window as unknown as {
        savedState?: { files?: { topRow: number }; scrollTop?: number };
      };
      return (savedState?.files?.topRow ?? 0) > 50 && (savedState?.scrollTop ?? 0) > 0;
    });
    const saved = await first.saved();
    assert.ok(saved?.files);
    assert.equal(saved.arn, source.arn);
    await first.close();

    const again = await show(source, { saved });
    const top = `tool-${String(499 - saved.files.topRow).padStart(3, '0')}`;
    await again.page.getByRole('grid').getByText(top).waitFor();
    assert.equal(await again.page.locator('.crumb[aria-current]').innerText(), 'bin');
    assert.equal(await again.page.evaluate(() => Math.round(scrollY)), Math.round(saved.scrollTop ?? 0));
    // That place was of that directory.
    await goTo(again.page, '/lib');
    await again.page.getByRole('grid').getByText('lib-499').waitFor();
  });

  describe('its files', () => {
    const tree = [
      directoryOf('/mnt/efs', [
        entry('models', { type: 'd' }),
        entry('a.bin', { size: 3_000_000n }),
        entry('b.bin', { size: 20n }),
        entry('notes.txt', { size: 100n }),
      ]),
      directoryOf('/mnt/efs/models', [entry('latest', { type: 'l', target: 'v2' })]),
      directoryOf('/mnt', [entry('efs', { type: 'd' }), entry('zebra')]),
    ];

    it('can be used with the keyboard alone', async () => {
      const { page, copied } = await show(sourceWith(...tree));
      const grid = page.getByRole('grid');
      await grid.getByText('models').waitFor();
      await grid.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await grid.getByText('latest').waitFor();
      assert.match(await rowsIn(grid).first().innerText(), /→ v2/);
      await page.keyboard.press('Backspace');
      await grid.locator('[aria-selected="true"]', { hasText: 'models' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('Control+c');
      await page.keyboard.press('End');
      assert.match(await grid.locator('[aria-selected="true"]').innerText(), /notes\.txt/);
      // What the page posts arrives after the key was pressed, but before what the page answers later.
      assert.deepEqual(copied, ['/mnt/efs/a.bin\n/mnt/efs/b.bin']);
      const active = await grid.getAttribute('aria-activedescendant');
      assert.match(await page.locator(`#${active}`).innerText(), /notes\.txt/);
      await page.keyboard.press('/');
      await page.keyboard.type('*.bin');
      await page.getByText('2 of 4 entries').waitFor();
      assert.deepEqual(await namesIn(grid), ['a.bin', 'b.bin']);
      await page.keyboard.press('Escape');
      await page.getByText('4 entries').waitFor();
    });

    it('keep their place when they are read again', async () => {
      const source = sourceWith(directoryOf('/mnt/efs', numbered('file', 9000)));
      source.read = path => Promise.resolve(directoryOf(path, numbered('file', 9000)));
      const { page } = await show(source);
      const grid = page.getByRole('grid');
      await page.getByText('9,000 entries').waitFor();
      await grid.focus();
      await page.keyboard.press('End');
      await grid.getByText('file-8999').waitFor();
      await page.getByRole('button', { name: 'Read this directory again' }).click();
      await page.getByText('Reading /mnt/efs').waitFor({ state: 'detached' });
      await grid.locator('[aria-selected="true"]', { hasText: 'file-8999' }).waitFor();
      assert.ok(await grid.getByText('file-8999').isVisible());
    });

    it('begin at their first row, wherever the last one was', async () => {
      const { page } = await show(
        sourceWith(
          directoryOf('/mnt/efs', numbered('file', 500)),
          directoryOf('/bin', numbered('tool', 500)),
        ),
      );
      const grid = page.getByRole('grid');
      await grid.getByText('file-000').waitFor();
      await grid.focus();
      await page.keyboard.press('End');
      await grid.getByText('file-499').waitFor();
      await goTo(page, '/bin');
      await grid.getByText('tool-000').waitFor();
    });

    it('leave the keyboard where it can go on', async () => {
      const source = sourceWith(
        directoryOf('/mnt/efs', [entry('empty', { type: 'd' }), entry('odd\udcff', { type: 'd' })], {
          cursor: 'more',
        }),
        directoryOf('/mnt/efs/empty', []),
        directoryOf('/mnt/efs/odd\udcff', [entry('inside')]),
      );
      const { page } = await show(source);
      const grid = page.getByRole('grid');
      await grid.getByText('empty').waitFor();
      await grid.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.getByText('This directory is empty.').waitFor();
      await page.keyboard.press('Backspace');
      await grid.locator('[aria-selected="true"]', { hasText: 'empty' }).waitFor();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await grid.getByText('inside').waitFor();
      // The path that it shows leads to the same bytes.
      await page.getByRole('button', { name: 'Type a path' }).click();
      await page.keyboard.press('Enter');
      await page.getByRole('textbox', { name: 'Absolute path' }).waitFor({ state: 'detached' });
      await grid.getByText('inside').waitFor();
      await page.keyboard.press('Backspace');
      await grid.locator('[aria-selected="true"]', { hasText: 'odd' }).waitFor();
      source.read = path => Promise.resolve(directoryOf(path, [entry('more')]));
      await page.getByRole('button', { name: 'Load All' }).press('Enter');
      await page.getByText('3 entries').waitFor();
      await page.keyboard.press('End');
      await grid.locator('[aria-selected="true"]', { hasText: 'more' }).waitFor();
    });

    it('say what a filter does not reach', async () => {
      const { page } = await show(
        sourceWith(directoryOf('/mnt/efs', numbered('file', 20), { cursor: 'more' })),
      );
      await page.getByRole('searchbox').fill('part');
      await page.getByText('No name matches the filter among the 20 entries that have been read').waitFor();
      await page.getByText('0 of 20 entries, and there are more · only these are sorted').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.getByRole('grid').locator('[aria-selected="true"]', { hasText: 'file-19' }).waitFor();
    });

    it('can be used with mouse and keyboard in turn', async () => {
      const { page } = await show(sourceWith(...tree));
      const grid = page.getByRole('grid');
      await grid.getByText('models').click({ button: 'right' });
      assert.ok(await grid.evaluate(element => element === document.activeElement));
      await grid.getByText('a.bin').click();
      await page.keyboard.press('ArrowDown');
      await grid.locator('[aria-selected="true"]', { hasText: 'b.bin' }).waitFor();
      await grid.getByText('models').click();
      await grid.getByText('latest').waitFor();
      await page.keyboard.press('Backspace');
      await grid.locator('[aria-selected="true"]', { hasText: 'models' }).waitFor();
      await grid.getByText('notes.txt').click({ modifiers: ['Shift'] });
      await page.getByText('4 selected').waitFor();
    });

    it('sort by every column, the largest first', async () => {
      const { page } = await show(sourceWith(...tree));
      const grid = page.getByRole('grid');
      await grid.getByText('models').waitFor();
      await page.getByRole('button', { name: 'Size' }).click();
      await grid.locator('[aria-sort="descending"]').waitFor();
      assert.deepEqual(await namesIn(grid), ['a.bin', 'notes.txt', 'b.bin', 'models']);
      await page.getByRole('button', { name: 'Size' }).click();
      await grid.locator('[aria-sort="ascending"]').waitFor();
      assert.deepEqual(await namesIn(grid), ['models', 'b.bin', 'notes.txt', 'a.bin']);
    });

    it('say of a directory that cannot be listed why, and stay', async () => {
      const source = sourceWith(...tree);
      const { page } = await show(source);
      await page.getByRole('grid').getByText('models').waitFor();
      source.read = () => Promise.reject(new Error('The function is not active. Try again in a minute.'));
      await page.getByRole('button', { name: 'Type a path' }).click();
      await page.getByRole('textbox', { name: 'Absolute path of a directory' }).fill('/var//log/');
      await page.keyboard.press('Enter');
      await page.getByText('The function is not active. Try again in a minute.').waitFor();
      assert.deepEqual(source.calls, ['list /var/log']);
      assert.equal(await page.locator('.crumb[aria-current]').innerText(), 'efs');
      source.read = path =>
        Promise.resolve(directoryOf(path, [], { error: { code: 'EACCES', message: 'denied' } }));
      await page.getByRole('button', { name: 'Try Again' }).click();
      await page.getByText('/var/log: denied (EACCES).').waitFor();
      assert.equal(await page.locator('.crumb[aria-current]').innerText(), 'log');
    });

    it('can be given up while they hang', async () => {
      const source = sourceWith(...tree);
      let aborted = false;
      source.read = (_path, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted = true;
            reject(new Error('aborted'));
          });
        });
      const { page } = await show(source);
      await page.getByRole('grid').getByText('models').waitFor();
      await page.getByRole('button', { name: 'Read this directory again' }).click();
      await page.getByText('Reading /mnt/efs…').waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Reading /mnt/efs…').waitFor({ state: 'detached' });
      assert.ok(aborted);
      assert.equal((await namesIn(page.getByRole('grid'))).length, 4);
    });

    it('load more', async () => {
      const source = sourceWith(directoryOf('/mnt/efs', [entry('b')], { cursor: 'page 2' }));
      source.read = path => Promise.resolve(directoryOf(path, [entry('a')]));
      const { page } = await show(source);
      await page.getByText('and there are more').waitFor();
      await page.getByRole('button', { name: 'Load More' }).click();
      await page.getByText('2 entries').waitFor();
      assert.deepEqual(await namesIn(page.getByRole('grid')), ['a', 'b']);
      assert.deepEqual(source.calls, ['list more of /mnt/efs']);
    });
  });

  describe('a directory of 100 000 entries', () => {
    const count = 100_000;
    const name = (i: number) => `part-${String(i).padStart(6, '0')}`;
    const source = () =>
      sourceWith(
        directoryOf(
          '/mnt/efs',
          Array.from({ length: count }, (_, i) => entry(name((i * 7919) % count), { size: BigInt(i) })),
        ),
      );

    it('has few elements wherever it is scrolled to, and no gaps', async () => {
      const { page } = await show(source());
      await page.getByText('100,000 entries', { exact: true }).waitFor();
      const list = page.locator('.virtual-list');
      for (const share of [0, 0.31, 0.77, 1]) {
        await list.evaluate((element, at) => (element.scrollTop = at * element.scrollHeight), share);
        await page.evaluate(() => new Promise(requestAnimationFrame));
        const seen = await list.evaluate(element => {
          const box = element.getBoundingClientRect();
          const rows = [...element.querySelectorAll('.file-row')].map(row => row.getBoundingClientRect());
          return {
            elements: element.querySelectorAll('*').length,
            above: Math.min(...rows.map(row => row.top)) <= box.top + 24,
            below: Math.max(...rows.map(row => row.bottom)) >= box.bottom - 1,
          };
        });
        assert.ok(seen.elements < 1500, `${seen.elements} elements at ${share}`);
        assert.ok(seen.above && seen.below, `rows fill the list at ${share}`);
      }
    });

    it('goes from the first to the last with two keys, sorts and filters', async () => {
      const { page } = await show(source());
      await page.getByText('100,000 entries', { exact: true }).waitFor();
      const grid = page.getByRole('grid');
      await grid.focus();
      await page.keyboard.press('Home');
      await grid.locator('[aria-selected="true"]', { hasText: name(0) }).waitFor();
      await page.keyboard.press('End');
      const last = grid.locator('[aria-selected="true"]', { hasText: name(count - 1) });
      await last.waitFor();
      assert.equal(await last.getAttribute('aria-rowindex'), String(count + 1));
      assert.equal(await grid.getAttribute('aria-rowcount'), String(count + 1));
      await page.getByRole('button', { name: 'Size' }).click();
      await page.keyboard.press('Tab');
      await grid.locator('[aria-sort="descending"]').waitFor();
      await grid.focus();
      await page.keyboard.press('Home');
      await grid.locator('[aria-selected="true"]', { hasText: name(((count - 1) * 7919) % count) }).waitFor();
      await page.getByRole('searchbox').fill('0042');
      await page.getByText(/ of 100,000 entries/).waitFor();
      for (const each of await namesIn(grid)) {
        assert.match(each, /0042/);
      }
    });
  });
});
