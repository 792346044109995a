import path from 'node:path';
import { demoConnection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import { explainFailure } from '../../src/core/failure/mountFailure';
import { buildReport, type Report } from '../../src/core/report';
import { Inspector } from '../../src/inspect/inspector';
import { InspectionStore } from '../../src/inspect/inspectionStore';
import { KeptInspections } from '../../src/inspect/kept/keptInspections';
import { startLocalLambda } from '../../src/local';
import { launchBrowser } from '../harness/browser';
import { FakeReportSource } from '../harness/fakeReportSource';
import { ListedFunctions } from '../harness/listedFunctions';
import { projectRoot } from '../harness/projectRoot';
import { openReport } from '../ui/report/reportPage';
import { silentLog } from '../unit/aws/fakeLambda';
import { MemoryFiles } from '../unit/inspect/memory';
import { milliseconds, summarise, table } from './measure';

const ROUNDS = 7;
const FUNCTION = 'soft-mount-example';

/** From the answer of the Invoke to the report on the screen. */
export async function benchFirstReport(): Promise<string> {
  const { around, report } = await inspectAll();
  const drawing = await drawAll(report);
  return `### From the answer to the report

${ROUNDS} rounds of \`${FUNCTION}\` through what the extension keeps its inspections in, with what AWS tells around the mount read
after each, CloudWatch, too. **around the Invoke**: all of an inspection that is not the Invoke, before it and after it. **drawing**: from the
report's sending to its first frame in Chromium, whole, with what carries it there. The aim for both is 100 ms.

${table(['around the Invoke', 'drawing'], [[milliseconds(summarise(around)), milliseconds(summarise(drawing))]])}`;
}

async function inspectAll(): Promise<{ readonly around: readonly number[]; readonly report: Report }> {
  const lambda = await startLocalLambda({ distDir: path.join(projectRoot, 'dist'), demo: true });
  const apis = new AwsApis({
    log: silentLog,
    mfaCode: () => Promise.resolve(undefined),
    demoKey: () => lambda.accessKey,
  });
  const listed = await ListedFunctions.of(apis, demoConnection(lambda.url));
  const store = new InspectionStore(
    new Inspector({ apis, guard: listed.guard, deadlineSeconds: () => 10, pageSize: () => 1000 }),
    new KeptInspections(new MemoryFiles()),
    () => Promise.resolve({ buildReport, explainFailure }),
    silentLog,
    { automatically: () => true },
  );
  try {
    const known = listed.find(FUNCTION);
    const around: number[] = [];
    let report = await store.inspect(known);
    for (let round = 0; round < ROUNDS; round++) {
      await store.readMetrics(known);
      const started = performance.now();
      report = await store.inspect(known);
      around.push(performance.now() - started - report.capture.invocation.durationMs);
    }
    return { around, report };
  } finally {
    store.dispose();
    apis.dispose();
    await lambda.close();
  }
}

async function drawAll(report: Report): Promise<readonly number[]> {
  const browser = await launchBrowser();
  try {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const source = new FakeReportSource();
      source.setTarget(report.capture.target);
      const opened = await openReport(await browser.newContext(), source);
      const shown = opened.page.evaluate(firstFrame);
      // The page looks from here on.
      await opened.page.evaluate(() => undefined);
      const sent = performance.timeOrigin + performance.now();
      source.set({ report });
      times.push((await shown) - sent);
      await opened.close();
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** Milliseconds since 1970 when the frame with the answer was drawn. */
function firstFrame(): Promise<number> {
  return new Promise(resolve => {
    const look = () => {
      if (document.querySelector('#raw')) {
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      } else {
        requestAnimationFrame(look);
      }
    };
    look();
  });
}
