import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { demoConnection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import { type LambdaApi } from '../../src/aws/lambdaApi';
import { breathe } from '../../src/inspect/breathe';
import { DirectoryCache } from '../../src/inspect/directoryCache';
import { Inspector } from '../../src/inspect/inspector';
import { MAX_LIST_LIMIT, PROBE_MARKER_VARIABLE } from '../../src/protocol';
import { unpackResponse } from '../../src/inspect/ways/response';
import { silentLog } from '../unit/aws/fakeLambda';
import { testKey } from '../harness/testKey';
import { ListedFunctions } from '../harness/listedFunctions';
import { startEndpoint } from './endpoint';
import { longestBlock, type Block } from './eventLoop';

/** One reading of a whole directory; times in milliseconds. */
export interface Walk {
  /** From asking to the first rows in the model. */
  readonly firstMs: number;
  /** From asking to all entries in the model. */
  readonly totalMs: number;
  /** Of these, in the function, for the directory itself. */
  readonly probeMs: number;
  /** And in all of the invocations. */
  readonly invocationsMs: number;
  readonly block: Block;
  readonly invocations: number;
  /** Of all payloads. */
  readonly bytes: number;
  /** Bytes that the model holds. */
  readonly kept: number;
}

/** Reads a directory as the extension does, with the shipped probe behind the local endpoint. */
export class Walker {
  readonly #directory: string;
  readonly #endpoint: Awaited<ReturnType<typeof startEndpoint>>;
  readonly #apis: AwsApis;
  readonly #listed: ListedFunctions;
  readonly #inspector: Inspector;
  readonly #payloads: Uint8Array[] = [];
  #invocationsMs = 0;

  private constructor(
    directory: string,
    endpoint: Awaited<ReturnType<typeof startEndpoint>>,
    apis: AwsApis,
    api: LambdaApi,
    listed: ListedFunctions,
  ) {
    this.#directory = directory;
    this.#endpoint = endpoint;
    this.#apis = apis;
    this.#listed = listed;
    this.#inspector = new Inspector({
      apis,
      guard: listed.guard,
      deadlineSeconds: () => 120,
      pageSize: () => MAX_LIST_LIMIT,
    });
    const invoke = api.invoke.bind(api);
    api.invoke = async (...asked) => {
      const started = performance.now();
      const result = await invoke(...asked);
      this.#invocationsMs += performance.now() - started;
      this.#payloads.push(result.payload);
      return result;
    };
  }

  static async start(directory: string): Promise<Walker> {
    const configuration = {
      FunctionName: 'probe',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 180,
      MemorySize: 1024,
      Environment: { Variables: { [PROBE_MARKER_VARIABLE]: '1' } },
      FileSystemConfigs: [
        {
          Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
          LocalMountPath: directory,
        },
      ],
    };
    const endpoint = await startEndpoint(
      `[{ configuration: ${JSON.stringify(configuration)}, code: { kind: 'zip',
        zip: require('node:fs').readFileSync(distDir + '/probe.zip') } }]`,
    );
    const connection = demoConnection(endpoint.url);
    const apis = new AwsApis({
      mfaCode: () => Promise.resolve(undefined),
      demoKey: () => testKey,
      log: silentLog,
    });
    const listed = await ListedFunctions.of(apis, connection);
    const walker = new Walker(directory, endpoint, apis, apis.for(connection).lambda, listed);
    await walker.#warmUp();
    return walker;
  }

  async walk(count: number): Promise<Walk> {
    const known = this.#listed.find('probe');
    // What the walk before this one held is let go of by then.
    await breathe();
    const heapBefore = heapBytes();
    const cache = new DirectoryCache(this.#inspector);
    let totalMs = NaN;
    let firstMs = NaN;
    const block = await longestBlock(async () => {
      const started = performance.now();
      const sinceStart = () => performance.now() - started;
      await this.#readInto(cache, () => (firstMs = Number.isNaN(firstMs) ? sinceStart() : firstMs));
      totalMs = sinceStart();
    });
    const payloads = this.#payloads.splice(0);
    const invocations = payloads.length;
    const bytes = payloads.reduce((sum, { length }) => sum + length, 0);
    const probeMs = payloads.splice(0).reduce((sum, payload) => sum + probeTime(payload), 0);
    const invocationsMs = this.#invocationsMs;
    this.#invocationsMs = 0;
    const kept = heapBytes() - heapBefore;
    // Looked at last, so that it is still there when the memory is measured.
    const read = cache.get(known.target.arn, this.#directory)?.entries.length;
    if (read !== count) {
      throw new Error(`${read} entries were read of ${count}.`);
    }
    return { firstMs, totalMs, probeMs, invocationsMs, block, invocations, bytes, kept };
  }

  /** A whole walk, of which nothing is measured. */
  async read(): Promise<void> {
    await this.#readInto(new DirectoryCache(this.#inspector), () => undefined);
    this.#forget();
  }

  /** Starts an environment, which the walks go on with. */
  async #warmUp(): Promise<void> {
    const { signal } = new AbortController();
    const request = { path: this.#directory, limit: 1 };
    await this.#inspector.list(this.#listed.find('probe'), request, { signal });
    this.#forget();
  }

  async #readInto(cache: DirectoryCache, onRows: () => void): Promise<void> {
    const { signal } = new AbortController();
    const asked = [this.#listed.find('probe'), this.#directory, { signal, onRows }] as const;
    let directory = await cache.list(...asked);
    while (directory.cursor !== undefined) {
      directory = await cache.more(...asked);
    }
    onRows();
  }

  #forget(): void {
    this.#payloads.length = 0;
    this.#invocationsMs = 0;
  }

  stop(): void {
    this.#apis.dispose();
    this.#endpoint.stop();
  }
}

function probeTime(payload: Uint8Array): number {
  const { sections } = unpackResponse(JSON.parse(new TextDecoder().decode(payload)));
  return sections.list?.ms ?? NaN;
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
