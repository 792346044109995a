import path from 'node:path';
import { AwsApis } from '../../../src/aws/awsApis';
import { demoConnection } from '../../../src/aws/connection';
import { startLocalLambda, type LocalLambda, type LocalLambdaOptions } from '../../../src/local';
import { silentLog } from './fakeLambda';

/** What an endpoint that is not AWS may say in the place of an object. */
export const notObjects: readonly unknown[] = ['', 0, false, 'x', 7, true, [], [1]];

/** AWS's services as the extension reads them, at a local endpoint of a suite's own. */
class LocalApis {
  readonly #seeds: Partial<LocalLambdaOptions>;
  #local: LocalLambda | undefined;
  #apis: AwsApis | undefined;

  constructor(seeds: Partial<LocalLambdaOptions>) {
    this.#seeds = seeds;
  }

  get local(): LocalLambda {
    if (!this.#local) {
      throw new Error('The endpoint is there in tests alone.');
    }
    return this.#local;
  }

  get apis(): AwsApis {
    return (this.#apis ??= new AwsApis({
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
      demoKey: () => this.local.accessKey,
    }));
  }

  /** The endpoint's. */
  get api(): ReturnType<AwsApis['for']> {
    return this.apis.for(demoConnection(this.local.url));
  }

  deny(...operations: readonly string[]): void {
    this.local.setFaults(
      operations.map(operation => ({
        operation,
        effect: { kind: 'error', name: 'AccessDeniedException', message: 'No.' },
      })),
    );
  }

  async start(): Promise<void> {
    this.#local = await startLocalLambda({ distDir: path.resolve('dist'), demo: false, ...this.#seeds });
  }

  /** Nothing is refused, and no test waits for the rate that another has used up. */
  renew(): void {
    this.#local?.setFaults([]);
    this.#apis?.dispose();
    this.#apis = undefined;
  }

  async close(): Promise<void> {
    await this.#local?.close();
  }
}

/** For the suite that this is called in. @param seeds what there is at the endpoint */
export function localApis(seeds: Partial<LocalLambdaOptions>): LocalApis {
  const world = new LocalApis(seeds);
  before(() => world.start());
  afterEach(() => world.renew());
  after(() => world.close());
  return world;
}
