import type { Page } from 'playwright-core';
import { rowsPerMessage } from '../../src/views/report/reportSession';
import { buildReport } from '../../src/core/report';
import { FakeReportSource } from '../harness/fakeReportSource';
import { launchBrowser } from '../harness/browser';
import { openReport } from '../ui/report/reportPage';
import { healthyOptions, mountCapture } from '../unit/core/captures';
import { milliseconds, summarise } from './measure';

/** A plain table of more rows takes minutes to appear. */
const MOST_TABLE_ROWS = 100_000;

interface Scrolling {
  readonly median: number;
  readonly slow: number;
}

/** One line of the bench's table: the report's list, and an HTML table of the same rows. */
export async function benchRows(count: number, rounds: number): Promise<string[]> {
  const browser = await launchBrowser();
  const first: number[] = [];
  const all: number[] = [];
  const list: Scrolling[] = [];
  const shown: number[] = [];
  const tables: Scrolling[] = [];
  try {
    for (let round = 0; round < rounds; round++) {
      const context = await browser.newContext();
      const report = await openReport(
        context,
        new FakeReportSource(buildReport(mountCapture(healthyOptions))),
      );
      const times = await showInReport(report.page, count);
      first.push(times.first);
      all.push(times.all);
      list.push(await report.page.evaluate(scroll, '.virtual-list'));
      await report.close();
      await context.close();
      if (count <= MOST_TABLE_ROWS && round < 3) {
        const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
        await page.setContent('<div id="list" style="height: 600px; overflow: auto"></div>');
        shown.push(await page.evaluate(showInTable, count));
        tables.push(await page.evaluate(scroll, '#list'));
        await page.close();
      }
    }
  } finally {
    await browser.close();
  }
  const median = (scrollings: readonly Scrolling[], pick: keyof Scrolling) =>
    scrollings.length === 0 ? '–' : summarise(scrollings.map(each => each[pick])).median.toFixed(1);
  return [
    count.toLocaleString('en'),
    milliseconds(summarise(first)),
    milliseconds(summarise(all)),
    median(list, 'median'),
    median(list, 'slow'),
    shown.length === 0 ? 'not tried' : milliseconds(summarise(shown)),
    median(tables, 'median'),
    median(tables, 'slow'),
  ];
}

/** Answers the report's question from within the page: what crosses between processes is VS Code's own. */
async function showInReport(page: Page, count: number): Promise<{ first: number; all: number }> {
  await page.evaluate(answerLists, { count, ...rowsPerMessage });
  await page.getByRole('button', { name: 'List /mnt/efs' }).click();
  await page.waitForFunction(() => 'benchTimes' in window, undefined, { timeout: 120_000 });
  return page.evaluate(
    () => (window as unknown as { benchTimes: { first: number; all: number } }).benchTimes,
  );
}

function answerLists({
  count,
  first: firstRows,
  further,
}: {
  count: number;
  first: number;
  further: number;
}): void {
  const columnsOf = (from: number, to: number) => {
    const indexes = Array.from({ length: to - from }, (_, offset) => from + offset);
    const word = (text: string) => ({ words: [text], indexes: new Uint32Array(indexes.length) });
    return {
      path: '/mnt/efs',
      names: indexes.map(index => `image-${String((index * 7919) % count).padStart(7, '0')}.webp`),
      types: '-'.repeat(indexes.length),
      modes: new Int32Array(indexes.length).fill(0o644),
      modeTexts: word('rw-r--r--'),
      owners: word('1000'),
      groups: word('1000'),
      sizes: BigInt64Array.from(indexes, index => BigInt((index * 7919) % 60_000)),
      modified: Float64Array.from(indexes, index => 1.7e12 + index),
      modifiedTexts: word(''),
      targets: {},
      errors: {},
      changed: false,
    };
  };
  Object.assign(window, {
    toHost: async (message: { type: string; request: number }) => {
      if (message.type !== 'list') {
        return;
      }
      const messages = [];
      for (let from = 0, to = 0; from < count; from = to) {
        to = Math.min(from + (from === 0 ? firstRows : further), count);
        messages.push({
          type: 'directory',
          request: message.request,
          from,
          columns: columnsOf(from, to),
          done: to === count,
        });
      }
      const started = performance.now();
      let first: number | undefined;
      const look = () => {
        const now = performance.now() - started;
        if (first === undefined && document.querySelector('.file-row')) {
          first = now;
        }
        const footer = document.querySelector('.files-footer [role=status]')?.textContent ?? '';
        if (footer === `${count.toLocaleString('en')} entries`) {
          Object.assign(window, { benchTimes: { first, all: now } });
        } else {
          requestAnimationFrame(look);
        }
      };
      requestAnimationFrame(look);
      for (const each of messages) {
        window.postMessage(each);
        await new Promise(resolve => setTimeout(resolve));
      }
    },
  });
}

async function showInTable(count: number): Promise<number> {
  const started = performance.now();
  let rows = '';
  for (let index = 0; index < count; index++) {
    const name = `image-${String(index).padStart(7, '0')}.webp`;
    rows += `<tr><td>${name}</td><td>-rw-r--r-- 0644</td><td>1000:1000</td><td>${(index * 7919) % 60_000}</td><td>2026-10-01 08:00</td></tr>`;
  }
  const list = document.getElementById('list');
  if (list) {
    list.innerHTML = `<table>${rows}</table>`;
  }
  await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  return performance.now() - started;
}

/** Frame times in milliseconds while an element is scrolled from its top to its bottom. */
async function scroll(selector: string): Promise<{ median: number; slow: number }> {
  const element = document.querySelector(selector);
  if (!element) {
    throw new Error(`There is no ${selector}.`);
  }
  const frame = () => new Promise<number>(resolve => requestAnimationFrame(resolve));
  const times: number[] = [];
  const end = performance.now() + 2000;
  let last = await frame();
  while (performance.now() < end || times.length < 20) {
    element.scrollTop = element.scrollHeight * (1 - Math.max(0, end - performance.now()) / 2000);
    const now = await frame();
    times.push(now - last);
    last = now;
  }
  times.sort((a, b) => a - b);
  return {
    median: times[Math.floor(times.length / 2)] ?? NaN,
    slow: times[Math.floor(times.length * 0.95)] ?? NaN,
  };
}
