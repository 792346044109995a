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
import { rounds } from './options';

const ROUNDS = rounds(7);
const FUNCTION = 'soft-mount-example';

/** From the answer of the Invoke to the report on the screen. */
export async function benchFirstReport(): Promise<string> {
  const { around, report } = await inspectAll();
  const drawn = await drawAll(report);
  const column = (of: (each: Drawn) => number) => milliseconds(summarise(drawn.map(of)));
  return `### From the answer to the report

${ROUNDS} rounds of \`${FUNCTION}\` through what the extension keeps its inspections in, with what AWS tells around the mount read
after each, CloudWatch, too. **around the Invoke**: all of an inspection that is not the Invoke, before it and after it. From the
report's sending, with what carries it there, to the frame in Chromium with **the first screen**, down to the findings,
and to the next one with **all parts**. The aim for what is around the Invoke and the first screen together is 100 ms.

${table(
  ['around the Invoke', 'the first screen', 'all parts'],
  [[milliseconds(summarise(around)), column(({ firstScreen }) => firstScreen), column(({ all }) => all)]],
)}`;
}

/** Milliseconds from the report's sending, or since 1970. */
interface Drawn {
  readonly firstScreen: number;
  readonly all: number;
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

async function drawAll(report: Report): Promise<readonly Drawn[]> {
  const browser = await launchBrowser();
  try {
    const times: Drawn[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const source = new FakeReportSource();
      source.setTarget(report.capture.target);
      const context = await browser.newContext();
      const opened = await openReport(context, source);
      const shown = opened.page.evaluate(whenDrawn);
      // The page looks from here on.
      await opened.page.evaluate(() => undefined);
      const sent = performance.timeOrigin + performance.now();
      source.set({ report });
      const { all, firstScreen } = await shown;
      times.push({ firstScreen: firstScreen - sent, all: all - sent });
      await opened.close();
      await context.close();
    }
    return times;
  } finally {
    await browser.close();
  }
}

/** Ends when the frames with the first screen and with the last part were drawn. */
async function whenDrawn(): Promise<Drawn> {
  /** A message is handled after the frame that is about to be drawn. */
  const afterFrameWith = (selector: string) =>
    new Promise<number>(resolve => {
      const look = () => {
        if (!document.querySelector(selector)) {
          requestAnimationFrame(look);
          return;
        }
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.timeOrigin + performance.now());
        port2.postMessage(undefined);
      };
      look();
    });
  const [firstScreen, all] = await Promise.all([afterFrameWith('#findings'), afterFrameWith('#raw')]);
  return { firstScreen, all };
}
