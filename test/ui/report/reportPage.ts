import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../../harness/browser';
import type { FakeReportSource } from '../../harness/fakeReportSource';
import { reportPage } from '../../../src/views/report/html';
import type {
  HostMessage,
  Localization,
  ReportViewState,
  WebviewMessage,
} from '../../../src/views/report/messages';
import { ReportSession } from '../../../src/views/report/reportSession';

interface OpenOptions {
  readonly width?: number;
  readonly height?: number;
  readonly localization?: Localization;
  /** What `getState` gives: of a webview that is shown again. */
  readonly saved?: ReportViewState;
  /** Of the theme; classes and variables that VS Code would set. */
  readonly theme?: { readonly bodyClass: string; readonly variables: Readonly<Record<string, string>> };
}

/** As a suite opens them. */
interface SuiteOptions extends OpenOptions {
  /** Playwright's clock is one for all pages of a context. */
  readonly hasOwnClock?: boolean;
}

export interface OpenReport {
  readonly page: Page;
  readonly copied: string[];
  readonly opened: string[];
  /** Console errors, among them everything that the policy refused. */
  readonly errors: string[];
  saved(): Promise<ReportViewState | undefined>;
  close(): Promise<void>;
}

const origin = 'https://report.test';

/** Opens reports for the tests of the enclosing `describe`, in one browser. A test fails where its last page raised an error. */
export function reportsInBrowser(): (
  source: FakeReportSource,
  options?: SuiteOptions,
) => Promise<OpenReport> {
  let browser: Browser;
  let context: BrowserContext;
  let own: BrowserContext | undefined;
  let opened: OpenReport | undefined;
  before(async () => {
    browser = await launchBrowser();
    context = await browser.newContext();
  });
  after(() => browser.close());
  afterEach(async () => {
    assert.deepEqual(opened?.errors, []);
    await opened?.close();
    await own?.close();
    opened = own = undefined;
  });
  return async (source, options) => {
    own = options?.hasOwnClock ? await browser.newContext() : undefined;
    opened = await openReport(own ?? context, source, options);
    return opened;
  };
}

/**
 * The built webview in a page of its own, with the real host side behind it and the real policy on it. Pages of one context start
 * in two thirds of the time: a report keeps nothing in its browser that the next one could find.
 */
export async function openReport(
  context: BrowserContext,
  source: FakeReportSource,
  { width = 1000, height = 800, localization = { locale: 'en', bundle: {} }, saved, theme }: OpenOptions = {},
): Promise<OpenReport> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height });
  const copied: string[] = [];
  const opened: string[] = [];
  const errors: string[] = [];
  page.on('console', message => message.type() === 'error' && errors.push(message.text()));
  page.on('pageerror', error => errors.push(String(error)));

  const session = new ReportSession(
    source,
    {
      post: (message: HostMessage) =>
        page.evaluate(data => window.postMessage(data), message).catch(() => undefined),
      run: source.run,
      copy: text => copied.push(text),
      openExternal: url => opened.push(url),
    },
    { arn: source.arn, functionName: 'cmd-function' },
    localization,
  );
  await page.exposeFunction('toHost', (message: WebviewMessage) => session.receive(message));
  await page.addInitScript(
    ({ state, themed }) => {
      let kept = state;
      Object.assign(window, {
        acquireVsCodeApi: () => ({
          postMessage: (message: unknown) =>
            (window as unknown as { toHost(message: unknown): void }).toHost(message),
          getState: () => kept,
          setState: (next: typeof kept) => {
            kept = next;
            Object.assign(window, { savedState: next });
          },
        }),
      });
      window.addEventListener('DOMContentLoaded', () => {
        document.body.className = themed?.bodyClass ?? 'vscode-dark';
        for (const [name, value] of Object.entries(themed?.variables ?? {})) {
          document.documentElement.style.setProperty(name, value);
        }
      });
    },
    { state: saved, themed: theme },
  );
  await page.route(`${origin}/**`, route => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') {
      return route.fulfill({
        contentType: 'text/html',
        body: reportPage({
          cspSource: origin,
          nonce: 'dGVzdA',
          scriptUri: `${origin}/report.js`,
          styleUri: `${origin}/report.css`,
          locale: localization.locale,
          title: 'EFS: cmd-function',
        }),
      });
    }
    const file = path.join('dist', path.basename(pathname));
    return route.fulfill({
      contentType: { '.js': 'text/javascript', '.css': 'text/css' }[path.extname(file)] ?? 'font/ttf',
      body: readFileSync(file),
    });
  });
  await page.goto(`${origin}/`);
  await page.locator('h1').waitFor();
  return {
    page,
    copied,
    opened,
    errors,
    saved: () => page.evaluate(() => (window as unknown as { savedState?: ReportViewState }).savedState),
    close: async () => {
      session.dispose();
      await page.close();
    },
  };
}
