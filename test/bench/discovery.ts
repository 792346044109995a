import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { awsConnection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import { FunctionCatalog } from '../../src/inspect/functionCatalog';
import { silentLog } from '../unit/aws/fakeLambda';
import { testKey } from '../harness/testKey';
import { startEndpoint } from './endpoint';
import { longestBlock, type Block } from './eventLoop';
import { milliseconds, summarise, table } from './measure';
import { rounds } from './options';

const FUNCTIONS = 10_000;
const REGIONS = ['us-east-1', 'eu-central-1'];
/** Each takes as long as the product's own limit of 10 requests a second makes it. */
const ROUNDS = rounds(2);
/** How often the tree is drawn while functions arrive, in milliseconds. */
const REDRAW_MS = 150;

interface Run {
  readonly first: number;
  readonly total: number;
  readonly block: Block;
}

/** Finding functions in an account of 10 000 in each of two regions, 3 % of which mount a file system. */
export async function benchDiscovery(): Promise<string> {
  const endpoint = await startEndpoint(
    `${JSON.stringify(REGIONS)}.flatMap(region => local.manyFunctions(${FUNCTIONS}, region))`,
  );
  try {
    // Both load the SDK and warm up.
    await listEagerly(endpoint.url, 200);
    const ours: Run[] = [];
    const eager: Run[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await discover(endpoint.url));
      eager.push(await listEagerly(endpoint.url));
    }
    const row = (name: string, runs: readonly Run[]) => [
      name,
      ...[
        runs.map(({ first }) => first),
        runs.map(({ total }) => total),
        runs.map(({ block }) => block.elapsed),
        runs.map(({ block }) => block.onProcessor),
      ].map(times => milliseconds(summarise(times))),
    ];
    return `## Discovery

${FUNCTIONS.toLocaleString('en')} functions in each of ${REGIONS.length} regions, 3 % with a file system, over HTTP from the local endpoint in a process
of its own. Ours asks for at most 10 pages of 50 a second in each region, after a burst of 10, so ${(FUNCTIONS / 50 - 10) / 10} s is its floor; it draws
what is known every ${REDRAW_MS} ms. The other lists everything before it shows anything, as explorers do that sort the whole list.
The aim for the longest block is 50 ms; on the processor is how long the thread itself worked at a time at most.

${table(
  ['', 'first function visible', 'all listed', 'longest block of the event loop', 'on the processor'],
  [row('ours', ours), row('the SDK’s paginator, all regions at once, no limit', eager)],
)}`;
  } finally {
    endpoint.stop();
  }
}

async function discover(url: string): Promise<Run> {
  const apis = new AwsApis({
    log: silentLog,
    mfaCode: () => Promise.resolve(undefined),
    demoKey: () => testKey,
  });
  const catalog = new FunctionCatalog(apis, { get: () => undefined, update: () => Promise.resolve() });
  // Of the demo's kind: no profile has to be read.
  const connections = REGIONS.map(region => ({
    ...awsConnection({ region, endpoint: url }),
    kind: 'demo' as const,
  }));
  return measure(async visible => {
    let redraw: NodeJS.Timeout | undefined;
    catalog.onDidChange(() => {
      redraw ??= setTimeout(() => {
        redraw = undefined;
        if (catalog.states.some(({ functions }) => functions.length > 0)) {
          visible();
        }
      }, REDRAW_MS);
    });
    await catalog.refresh(connections);
    clearTimeout(redraw);
    const found = catalog.states.reduce((sum, { functions }) => sum + functions.length, 0);
    if (found !== REGIONS.length * Math.floor(FUNCTIONS / 33)) {
      throw new Error(`Found ${found} functions.`);
    }
    catalog.dispose();
    apis.dispose();
  });
}

async function listEagerly(url: string, most = Infinity): Promise<Run> {
  return measure(async visible => {
    await Promise.all(
      REGIONS.map(async region => {
        const client = new LambdaClient({
          region,
          endpoint: url,
          credentials: testKey,
        });
        let count = 0;
        for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
          count += Functions.length;
          if (count >= most) {
            break;
          }
        }
        client.destroy();
      }),
    );
    visible();
  });
}

async function measure(work: (visible: () => void) => Promise<void>): Promise<Run> {
  const started = performance.now();
  let first = NaN;
  const block = await longestBlock(() =>
    work(() => {
      if (Number.isNaN(first)) {
        first = performance.now() - started;
      }
    }),
  );
  return { first, total: performance.now() - started, block };
}
