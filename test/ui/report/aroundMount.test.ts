import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { describePath } from '../../../src/core/words/mountPathWords';
import type { FileSystemSetup } from '../../../src/core/mount/fileSystemSetup';
import { buildReport } from '../../../src/core/report';
import { createTranslate } from '../../../src/core/translate';
import { FakeReportSource } from '../../harness/fakeReportSource';
import { healthyOptions, mountCapture } from '../../unit/core/captures';
import {
  denied,
  network,
  openGroups,
  reading,
  setupWith,
  target,
} from '../../unit/core/failure/networkWorld';
import { metricsOf, until } from '../../unit/core/mount/metricsOf';
import { violations } from '../axe';
import { reportsInBrowser } from './reportPage';

const t = createTranslate();
const closed: FileSystemSetup = setupWith(
  network({ securityGroups: reading(openGroups.map(group => ({ ...group, rules: [] }))) }),
);
const metered: FileSystemSetup = {
  ...setupWith(),
  fileSystem: reading({ id: 'fs-1', lifeCycleState: 'available', throughputMode: 'bursting' }),
  metrics: reading(
    metricsOf({ BurstCreditBalance: until(18, 4e11, 0), MeteredIOBytes: until(18, 2e7, 1e6) }),
  ),
};
const refused: FileSystemSetup = { ...setupWith(), metrics: denied('cloudwatch:GetMetricData') };

/** A mount that failed, about which this is known. */
function failedWith(setup: FileSystemSetup | undefined): Parameters<FakeReportSource['set']>[0] {
  const failure = explainFailure({ code: 'efs-mount-connectivity', params: {} }, target, setup);
  const at = '2026-11-28T12:00:00.000Z';
  return {
    ...(setup && { setup }),
    state: { kind: 'failed', message: 'The mount failed.', at, remedies: [], failure },
  };
}

function healthySource(setup?: FileSystemSetup): FakeReportSource {
  const capture = mountCapture(healthyOptions);
  const source = new FakeReportSource(
    buildReport({
      ...capture,
      target: { ...capture.target, ...target },
      takenAt: '2026-11-28T11:00:00.000Z',
    }),
  );
  source.set({ setup });
  return source;
}

describe('what AWS tells around a mount, in the report', () => {
  const openReport = reportsInBrowser();

  async function open(source: FakeReportSource, width: number): Promise<Page> {
    return (await openReport(source, { width })).page;
  }

  for (const width of [400, 1400]) {
    it(`has each part of the path in reach of the Tab key, and tells what is known of it: ${width} px`, async () => {
      const source = new FakeReportSource();
      source.set(failedWith(closed));
      const page = await open(source, width);
      const steps = describePath(target, closed, t);
      await page.locator('.mount-path .section-heading button, .mount-path h2').last().focus();
      for (const { fact, id, names, title } of steps) {
        await page.keyboard.press('Tab');
        const focused = page.locator('.path-node:focus');
        assert.equal(await focused.getAttribute('data-step'), id);
        const spoken = (await focused.getAttribute('aria-label')) ?? '';
        assert.ok(spoken.includes(title) && spoken.includes(names) && spoken.includes(fact), spoken);
        if (fact !== '') {
          assert.equal(await page.locator('.path-told').innerText(), `${title}: ${fact}`);
        }
      }
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const rows = page.locator('.mount-path tbody').getByRole('row');
      assert.equal(await rows.count(), steps.length);
      assert.match(await rows.filter({ hasText: 'Mount targets’ groups, inbound' }).innerText(), /closed/);
    });

    it(`keeps the focus on a part of the path when more is known: ${width} px`, async () => {
      const source = new FakeReportSource();
      source.set(failedWith(undefined));
      const page = await open(source, width);
      const part = page.locator('.path-node[data-step=inbound]:visible');
      await part.focus();
      assert.match((await part.getAttribute('aria-label')) ?? '', /not known/);
      source.set(failedWith(closed));
      await page.locator('.path-node[data-step=inbound].path-closed:visible').waitFor();
      assert.equal(await page.locator('.path-node:focus').getAttribute('data-step'), 'inbound');
      assert.match(await page.locator('.path-told').innerText(), /No inbound rule of sg-target/);
    });

    it(`keeps the focus on the button that asks CloudWatch, and says what is going on: ${width} px`, async () => {
      const source = healthySource(setupWith());
      const page = await open(source, width);
      const button = page.locator('#metrics .section-heading button');
      await button.focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(source.calls, ['readMetrics']);
      source.asksCloudWatch = true;
      source.set({});
      await page.locator('#metrics').getByRole('status').filter({ hasText: 'Asking CloudWatch…' }).waitFor();
      await page.keyboard.press('Enter');
      assert.deepEqual(source.calls, ['readMetrics'], 'it is paid: once is enough');
      source.asksCloudWatch = false;
      source.set({ setup: metered });
      await page.locator('.sparkline').first().waitFor();
      assert.equal(await button.evaluate(each => each === document.activeElement), true);
      assert.equal(await button.innerText(), 'Read Again');
    });

    it(`says of each chart what it shows, and marks the inspection: ${width} px`, async () => {
      const page = await open(healthySource(metered), width);
      const charts = page.locator('#metrics').getByRole('img');
      const labels = await charts.evaluateAll(all => all.map(each => each.getAttribute('aria-label') ?? ''));
      assert.equal(labels.length, 6);
      for (const label of labels) {
        assert.match(label, /\d/);
      }
      assert.equal(await page.locator('.sparkline .mark').count(), 6);
      assert.match(await page.locator('#metrics').innerText(), /inspected at/);
      const [from, to] = await page.locator('.axis-x').first().locator('span').allInnerTexts();
      assert.match(from ?? '', /^11-27 \d\d:\d\d$/);
      assert.match(to ?? '', /^11-28 \d\d:\d\d$/);
    });

    it(`keeps the focus on the button of a measurement that begins and ends: ${width} px`, async () => {
      const source = healthySource();
      const page = await open(source, width);
      const button = page.locator('#latency .section-heading button');
      await button.focus();
      source.setLatency({ measuring: true });
      await page.getByRole('button', { name: 'Stop Measuring' }).waitFor();
      assert.equal(await button.evaluate(each => each === document.activeElement), true);
      source.setLatency({ measuring: false });
      await page.getByRole('button', { name: 'Measure Latency…' }).waitFor();
      assert.equal(await button.evaluate(each => each === document.activeElement), true);
    });

    it(`breaks no rule of WCAG 2.2 AA and no best practice, and nothing is wider than the page: ${width} px`, async () => {
      const scenes: Readonly<Record<string, (source: FakeReportSource) => void>> = {
        'a failure of which nothing is known': source => source.set(failedWith(undefined)),
        'a failure whose way is closed': source => source.set(failedWith(closed)),
        'a failure with metrics': source => source.set(failedWith(metered)),
      };
      const reports: Readonly<Record<string, FileSystemSetup | undefined>> = {
        'metrics that were not read': setupWith(),
        'metrics that were denied': refused,
        'metrics that were read': metered,
      };
      const sources = [
        ...Object.entries(scenes).map(([name, prepare]) => {
          const source = new FakeReportSource();
          prepare(source);
          return [name, source] as const;
        }),
        ...Object.entries(reports).map(([name, setup]) => [name, healthySource(setup)] as const),
      ];
      for (const [name, source] of sources) {
        const page = await open(source, width);
        const summaries = page.locator('.mount-path summary');
        for (const summary of await summaries.all()) {
          await summary.click();
        }
        assert.deepEqual(await violations(page, { withoutColors: true }), [], name);
        assert.equal(
          await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
          false,
          name,
        );
        await page.close();
      }
    });
  }

  it('keeps the ids of AWS whole in the table of the path where it is narrow', async () => {
    const real = (id: string) => `${id.replace(/-.*/, '')}-${'abcd'.repeat(4)}1`;
    const ids = ['sg-target', 'subnet-ta', 'subnet-tb'];
    const renamed = <T>(value: T): T =>
      JSON.parse(
        ids.reduce((text, id) => text.replaceAll(`"${id}"`, `"${real(id)}"`), JSON.stringify(value)),
      ) as T;
    const source = new FakeReportSource();
    source.set({ ...failedWith(closed), setup: renamed(closed) });
    for (const width of [640, 760, 1400]) {
      const page = await open(source, width);
      await page.locator('.mount-path summary').click();
      const names = page.locator('.column-names bdi', { hasText: /-[a-d]{16}1$/ });
      await names.first().waitFor();
      const heights = await names.evaluateAll(all =>
        all.map(
          each => each.getBoundingClientRect().height / parseFloat(getComputedStyle(each).lineHeight || '1'),
        ),
      );
      assert.ok(heights.length > 0 && heights.every(lines => lines < 1.5), `${width}: ${heights.join(' ')}`);
      assert.equal(
        await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
        false,
      );
      await page.close();
    }
  });

  it('draws what stays the same below the upper edge, at the height of what the axis says', async () => {
    const constant = {
      ...metered,
      metrics: reading(metricsOf({ BurstCreditBalance: 2e12, PercentIOLimit: 100 })),
    };
    const page = await open(healthySource(constant), 1000);
    const figures = page.locator('figure:is([data-metric=BurstCreditBalance], [data-metric=PercentIOLimit])');
    await figures.first().waitFor();
    const offsets = await figures.evaluateAll(all =>
      all.map(figure => {
        const boxOf = (selector: string) => {
          const found = figure.querySelector(selector)?.getBoundingClientRect();
          return found ? { top: found.top, middle: found.top + found.height / 2 } : { top: NaN, middle: NaN };
        };
        const line = boxOf('.line').middle;
        return [line - boxOf('.sparkline').top, line - boxOf('.axis-y span').middle];
      }),
    );
    assert.equal(offsets.length, 2);
    for (const [belowEdge = 0, fromLabel = Infinity] of offsets) {
      assert.ok(belowEdge >= 3, `${belowEdge} px`);
      assert.ok(Math.abs(fromLabel) <= 1.5, `${fromLabel} px`);
    }
  });

  it('says by metrics what to do only where they are of the time of the inspection', async () => {
    const usedUp = {
      ...metered,
      metrics: reading(metricsOf({ BurstCreditBalance: 0, MeteredIOBytes: 1e12 })),
    };
    const hungAt = (takenAt: string) => {
      const capture = mountCapture(healthyOptions);
      const { localMountPath } = target.fileSystem;
      const source = new FakeReportSource(
        buildReport({ ...capture, target, takenAt, unresponsive: [localMountPath] }),
      );
      source.set({ setup: usedUp });
      return source;
    };
    const found = 'CloudWatch: its burst credits are used up';
    const page = await open(hungAt('2026-11-28T12:00:00.000Z'), 1400);
    await page.locator('#verdict', { hasText: found }).waitFor();
    await page.locator('#findings', { hasText: found }).waitFor();
    await page.close();
    const other = await open(hungAt('2026-11-22T12:00:00.000Z'), 1400);
    await other.locator('#findings', { hasText: 'Check that the mount target is available' }).waitFor();
    await other.locator('#verdict', { hasText: 'Check that the mount target is available' }).waitFor();
    assert.doesNotMatch(await other.locator('body').innerText(), new RegExp(found));
  });
});
