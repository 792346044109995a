import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { explainFailure, type MountFailure } from '../../../src/core/failure/mountFailure';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { buildReport, type Report } from '../../../src/core/report';
import { FakeReportSource } from '../../harness/fakeReportSource';
import type { ExplainedProblem } from '../../../src/views/report/messages';
import { healthyOptions, mountCapture, ok, probeCapture } from '../../unit/core/captures';
import {
  denied,
  network,
  openGroups,
  reading,
  setupWith,
  target,
} from '../../unit/core/failure/networkWorld';
import { metricsOf } from '../../unit/core/mount/metricsOf';
import { reportsInBrowser } from './reportPage';

const at = '2026-11-28T12:00:00.000Z';

/** As a mount does that gives up, and one whose server does not answer. */
const soft = withTarget(mountCapture(healthyOptions.replace('hard', 'soft')));
const hung = withTarget({
  ...probeCapture({ mounts: ok(`127.0.0.1:/ /mnt/efs nfs4 ${healthyOptions} 0 0\n`) }),
  unresponsive: ['/mnt/efs'],
});

function withTarget(capture: ReturnType<typeof mountCapture>): Report {
  return buildReport({ ...capture, target: { ...capture.target, ...target } });
}

/** The mount targets let nobody in. */
const closed: FileSystemSetup = setupWith(
  network({ securityGroups: reading(openGroups.map(group => ({ ...group, rules: [] }))) }),
);
const described: FileSystemSetup = { ...closed, network: undefined };

function failure(setup?: FileSystemSetup): MountFailure {
  const explained = explainFailure({ code: 'efs-mount-connectivity', params: {} }, target, setup);
  assert.ok(explained);
  return explained;
}

/** What a browser keeps of {@link seen}. */
interface Watching {
  watched: { readonly element: Element; readonly x: number; readonly y: number; readonly text: string }[];
}

/** Notes what is on the screen now, with where it is. */
async function see(page: Page): Promise<number> {
  return page.evaluate(() => {
    const watched = [...document.querySelectorAll('header *, main *')].flatMap(element => {
      // A text that takes two lines begins where its first one does.
      const [first] = element.getClientRects();
      if (!first) {
        return [];
      }
      const { bottom, height, top, width, x, y } = first;
      const isSeen = element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
      const isOnScreen = bottom > 0 && top < window.innerHeight && width > 1 && height > 1;
      return isSeen && isOnScreen ? [{ element, x, y, text: (element.textContent ?? '').slice(0, 60) }] : [];
    });
    (window as unknown as Watching).watched = watched;
    return watched.length;
  });
}

/** Ends when what the page was told is drawn. */
function drawn(page: Page): Promise<unknown> {
  return page.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/** What of that is somewhere else now, or gone. */
async function moved(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    (window as unknown as Watching).watched.flatMap(({ element, text, x, y }) => {
      const [now] = element.getClientRects();
      const nameOf = `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''} “${text}”`;
      if (!now) {
        return [`${nameOf} is gone`];
      }
      return Math.abs(now.x - x) > 0.5 || Math.abs(now.y - y) > 0.5
        ? [`${nameOf} from ${Math.round(y)} to ${Math.round(now.y)}`]
        : [];
    }),
  );
}

const { takenAt } = soft.capture;

const refusal: ExplainedProblem = {
  message: 'AWS denied cloudwatch:GetMetricData.',
  remedies: [{ command: 'copyIamPolicy' }],
};

const signedOut: ExplainedProblem = {
  message: 'The sign-in has ended.',
  remedies: [{ command: 'signInAgain', refused: 'checkNetwork' }, { command: 'selectProfile' }],
};

describe('what is read after an inspection', () => {
  const openReport = reportsInBrowser();

  for (const width of [400, 1400]) {
    for (const [name, report] of Object.entries({ soft, hung })) {
      it(`moves nothing that is on the screen, wherever it is scrolled to: ${name}, ${width} px`, async () => {
        const sections = ['top', 'statistics', 'environment', 'raw'];
        for (const section of sections) {
          const source = new FakeReportSource(report);
          const opened = await openReport(source, { width, height: 800 });
          const { page } = opened;
          await page.locator('#environment').waitFor();
          if (section !== 'top') {
            await page.locator(`#${section}`).evaluate(each => each.scrollIntoView());
          }
          await drawn(page);
          assert.ok((await see(page)) > 20);
          source.set({ setup: described });
          await page.locator('#environment .setup').waitFor({ state: 'attached' });
          await drawn(page);
          assert.deepEqual(await moved(page), [], section);
          await opened.close();
        }
      });
    }

    for (const [outcome, metrics] of Object.entries({
      // Read at the time of the inspection.
      arrived: reading({ ...metricsOf({}), from: '2026-11-21T12:00:00.000Z', to: takenAt, readAt: takenAt }),
      refused: denied('cloudwatch:GetMetricData'),
    })) {
      it(`moves nothing below metrics that ${outcome}, ${width} px`, async () => {
        const { page, source } = await openAskingCloudWatch(width);
        const below = page.locator('#environment');
        await below.evaluate(each => window.scrollBy(0, each.getBoundingClientRect().top - 700));
        const topOf = () => below.evaluate(each => each.getBoundingClientRect().top);
        const place = await topOf();
        assert.ok(Math.abs(place - 700) < 1, String(place));
        source.asksCloudWatch = false;
        source.set({ setup: { ...described, metrics } });
        await page.getByText('Asking CloudWatch…').waitFor({ state: 'detached' });
        await drawn(page);
        const now = await topOf();
        assert.ok(Math.abs(now - place) < 1, `${place} ${now}`);
      });
    }

    for (const [name, y] of [
      ['above the screen', 0],
      ['across the upper edge of the screen', 120],
      ['across the lower edge of the screen', 700],
      ['below the screen', 850],
    ] as const) {
      it(`has no blank for refused metrics ${name}, and moves nothing, ${width} px`, async () => {
        const { page, source } = await openAskingCloudWatch(width);
        const body = page.locator('.metrics-body');
        const [top, height] = await body.evaluate((each, to) => {
          const { height } = each.getBoundingClientRect();
          const shown = to === 0 ? -height - 10 : to - (to < 200 ? height : 0);
          window.scrollBy(0, each.getBoundingClientRect().top - shown);
          return [each.getBoundingClientRect().top, height];
        }, y);
        await drawn(page);
        assert.ok((await see(page)) > 10);
        source.asksCloudWatch = false;
        source.problems = { metrics: refusal };
        source.set({ setup: { ...described, metrics: denied('cloudwatch:GetMetricData') } });
        await page.locator('.metrics-place').waitFor({ state: 'detached' });
        await drawn(page);
        assert.deepEqual(
          (await moved(page)).filter(each => !/Asking CloudWatch/.test(each)),
          [],
          `${top} ${height}`,
        );
        const now = await body.evaluate(each => each.getBoundingClientRect().height);
        assert.ok(now < height - 100, `${now} of ${height}`);
      });
    }

    it(`keeps a blank between what is on the screen until it is scrolled away, ${width} px`, async () => {
      const { page, source } = await openAskingCloudWatch(width, 2000);
      const place = page.locator('.metrics-place');
      await page.locator('#metrics').evaluate(each => each.scrollIntoView({ block: 'center' }));
      await drawn(page);
      await see(page);
      source.asksCloudWatch = false;
      source.problems = { metrics: refusal };
      source.set({ setup: { ...described, metrics: denied('cloudwatch:GetMetricData') } });
      await page.getByRole('button', { name: 'Copy IAM Policy' }).waitFor();
      await drawn(page);
      assert.deepEqual(
        (await moved(page)).filter(each => !/Asking CloudWatch/.test(each)),
        [],
      );
      assert.equal(await place.count(), 1);
      await page.evaluate(() => window.scrollTo(0, 0));
      await place.waitFor({ state: 'detached' });
    });

    it(`moves nothing of a failed mount that is on the screen, ${width} px`, async () => {
      const { page, source } = await openFailure(width);
      assert.ok((await see(page)) > 20);
      source.set(failed(described));
      await page.locator('.failure .setup').waitFor({ state: 'attached' });
      assert.deepEqual(await moved(page), []);
      assert.equal(await page.locator('.cause').first().isVisible(), false);
      source.asksEc2 = false;
      source.set(failed(closed));
      await page.locator('[data-code="mount-target-inbound"].cause-certain').waitFor();
      assert.deepEqual(await moved(page), []);
    });
  }

  for (const width of [400, 560, 1400]) {
    it(`moves nothing where nobody is signed in who may ask EC2, ${width} px`, async () => {
      const source = new FakeReportSource(soft);
      source.set({ setup: closed });
      source.asksEc2 = true;
      const { page } = await openReport(source, { width, height: 800 });
      const path = page.locator('.mount-path');
      await path.getByText('Asking EC2…').waitFor();
      await path.evaluate(each => each.scrollIntoView());
      // It is of the reading before.
      source.problems = { network: signedOut };
      source.set({});
      await drawn(page);
      assert.equal(await path.getByRole('button', { name: 'Sign In' }).count(), 0);
      assert.ok((await see(page)) > 20);
      source.asksEc2 = false;
      source.set({});
      await path.getByRole('button', { name: 'Sign In' }).waitFor();
      await path.getByRole('button', { name: 'Select AWS Profile…' }).waitFor();
      await drawn(page);
      assert.deepEqual(await moved(page), []);
    });
  }

  it('is not waited for longer than three seconds', async () => {
    const { page } = await openFailure(1000);
    const cause = page.locator('.cause').first();
    await page.clock.runFor(2900);
    assert.equal(await cause.isVisible(), false);
    await page.clock.runFor(200);
    await cause.waitFor();
  });

  it('is held back once: a check that a person asks for leaves the causes where they are', async () => {
    const { page, source } = await openFailure(1000);
    source.asksEc2 = false;
    source.set(failed(closed));
    const cause = page.locator('.cause-certain').first();
    await cause.waitFor();
    await page.clock.runFor(100);
    source.asksEc2 = true;
    source.set({});
    await page.getByText('Asking EC2…').waitFor();
    assert.equal(await cause.isVisible(), true);
  });

  it('stands once on the page, also above an earlier report', async () => {
    const source = new FakeReportSource(soft);
    source.set({ ...failed(closed), setup: closed });
    const opened = await openReport(source, { width: 1000 });
    const { page } = opened;
    await page.locator('.failure').waitFor();
    await page.locator('#environment').waitFor();
    const ids = await page.locator('[id]').evaluateAll(all => all.map(({ id }) => id));
    assert.deepEqual(
      ids.filter((id, index) => ids.indexOf(id) !== index),
      [],
    );
    assert.equal(await page.getByRole('button', { name: 'Check Again' }).count(), 1);
    const described = page.getByRole('heading', { name: 'File system, as AWS describes it' });
    assert.equal(await described.count(), 1);
    source.set({ state: { kind: 'idle' } });
    await page.locator('#environment .mount-path').waitFor();
    assert.equal(await described.count(), 1);
  });

  it('is said to be constructed before the path, not below it', async () => {
    const source = new FakeReportSource();
    const constructed = {
      ...failure(closed),
      target: { ...target, origin: { kind: 'constructed' as const } },
    };
    const { state } = failed(closed);
    source.set({ setup: closed, state: { ...state, failure: constructed } });
    const opened = await openReport(source, { width: 1000 });
    const { page } = opened;
    const said = page.locator('main').getByText('Constructed example');
    const [origin, path] = [await said.boundingBox(), await page.locator('.mount-path').boundingBox()];
    assert.ok(origin && path && origin.y + origin.height <= path.y);
  });

  /** A report whose metrics are being read. */
  async function openAskingCloudWatch(width: number, height = 800) {
    const source = new FakeReportSource(soft);
    source.set({ setup: described });
    const { page } = await openReport(source, { width, height });
    source.asksCloudWatch = true;
    source.set({});
    await page.getByText('Asking CloudWatch…').waitFor();
    return { page, source };
  }

  /** A mount that failed a moment ago, whose causes AWS is being asked about; the page's clock stands still. */
  async function openFailure(width: number): Promise<{ page: Page; source: FakeReportSource }> {
    const source = new FakeReportSource();
    source.asksEc2 = true;
    const opened = await openReport(source, { width, height: 800, hasOwnClock: true });
    const { page } = opened;
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 1000);
    source.set(failed());
    await page.locator('.mount-path').waitFor();
    return { page, source };
  }
});

function failed(setup?: FileSystemSetup) {
  return {
    ...(setup && { setup }),
    state: {
      kind: 'failed' as const,
      message: 'The mount failed.',
      at,
      remedies: [],
      failure: failure(setup),
    },
  };
}
