import { CreateFunctionCommand, DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { demoConnection, type Connection } from '../../src/aws/connection';
import { AwsApis } from '../../src/aws/awsApis';
import type { Sighting } from '../../src/aws/sightings';
import { explainFailure } from '../../src/core/failure/mountFailure';
import type { ProbeEvidence } from '../../src/core/judgeProbe';
import { buildReport } from '../../src/core/report';
import { FunctionCatalog, type KnownFunction } from '../../src/inspect/functionCatalog';
import { DirectoryCache } from '../../src/inspect/directoryCache';
import { FileContent } from '../../src/inspect/fileContent';
import { Inspector } from '../../src/inspect/inspector';
import { ProbeGuard } from '../../src/inspect/probeGuard';
import { KeptInspections } from '../../src/inspect/kept/keptInspections';
import { InspectionStore } from '../../src/inspect/inspectionStore';
import { TotalsCounter } from '../../src/inspect/totalsCounter';
import { startLocalLambda, type LocalLambda } from '../../src/local';
import { zipTexts } from '../../src/local/demo/zipTexts';
import { silentLog } from '../unit/aws/fakeLambda';
import { MemoryFiles, MemoryMemento } from '../unit/inspect/memory';

const never = new AbortController().signal;
const region = 'us-east-1';

const NAME = 'reader';
export const ARN = `arn:aws:lambda:${region}:123456789012:function:${NAME}`;
export const MOUNT = '/mnt/efs';

/** What outlives a window. */
export class Kept {
  readonly memento = new MemoryMemento();
  readonly files = new MemoryFiles();
}

/** An account with one function, which is deployed as different things. */
export class Account {
  readonly lambda: LocalLambda;
  readonly zip: Uint8Array;
  readonly #client: LambdaClient;

  private constructor(lambda: LocalLambda, zip: Uint8Array) {
    this.lambda = lambda;
    this.zip = zip;
    this.#client = new LambdaClient({ endpoint: lambda.url, region, credentials: lambda.accessKey });
  }

  static async open(): Promise<Account> {
    const distDir = path.resolve('dist');
    const lambda = await startLocalLambda({ distDir, demo: false });
    return new Account(lambda, await readFile(path.join(distDir, 'probe.zip')));
  }

  get connection(): Connection {
    return demoConnection(this.lambda.url);
  }

  /** How often the function was invoked. */
  get invokes(): number {
    return this.count('Invoke');
  }

  count(operation: string): number {
    return this.lambda.calls.filter(call => call.operation === operation).length;
  }

  deployProbe(): Promise<void> {
    return this.#deploy({ zip: this.zip });
  }

  /** As a function in use, which must never be invoked by us. */
  deployOther({ mounted = true, text = 'exports.run = async () => "paid"' } = {}): Promise<void> {
    const code = zipTexts([['app.js', text]]);
    return this.#deploy({ zip: code, handler: 'app.run', mounted });
  }

  async #deploy({
    zip,
    handler = 'index.handler',
    mounted = true,
  }: {
    readonly zip: Uint8Array;
    readonly handler?: string;
    readonly mounted?: boolean;
  }): Promise<void> {
    await this.#client.send(new DeleteFunctionCommand({ FunctionName: NAME })).catch(() => undefined);
    await this.#client.send(
      new CreateFunctionCommand({
        FunctionName: NAME,
        Role: 'arn:aws:iam::123456789012:role/reader',
        Runtime: 'nodejs22.x',
        Handler: handler,
        Timeout: 20,
        Code: { ZipFile: zip },
        VpcConfig: { SubnetIds: ['subnet-0aaaaaaaaaaaaaaa1'], SecurityGroupIds: ['sg-0bbbbbbbbbbbbbbb1'] },
        ...(mounted && {
          FileSystemConfigs: [
            {
              Arn: `arn:aws:elasticfilesystem:${region}:123456789012:access-point/fsap-0123456789abcdef0`,
              LocalMountPath: MOUNT,
            },
          ],
        }),
      }),
    );
  }

  async close(): Promise<void> {
    this.#client.destroy();
    await this.lambda.close();
  }
}

export interface WindowOptions {
  readonly evidence?: () => Partial<ProbeEvidence>;
  readonly decide?: (seen: Sighting) => Promise<boolean>;
  readonly now?: () => number;
  readonly connected?: (catalog: FunctionCatalog) => void;
}

/** A window of the editor without the editor: what its gestures come down to. */
export class Window {
  readonly apis: AwsApis;
  readonly catalog: FunctionCatalog;
  readonly store: InspectionStore;
  readonly inspector: Inspector;
  readonly directories: DirectoryCache;
  readonly #account: Account;
  readonly #totals: TotalsCounter;

  constructor(account: Account, kept: Kept, { connected, decide, evidence, now }: WindowOptions = {}) {
    const shippedCodeSha256 = createHash('sha256').update(account.zip).digest('base64');
    this.#account = account;
    this.apis = new AwsApis({
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
      retryDelaysMs: [1, 1],
      demoKey: () => account.lambda.accessKey,
      ...(now && { now }),
    });
    this.catalog = new FunctionCatalog(this.apis, kept.memento);
    const guard = new ProbeGuard({
      apis: this.apis,
      catalog: this.catalog,
      evidence: () => ({
        installedFunctions: [],
        shellFunctions: [],
        isConfirmed: () => true,
        shippedCodeSha256,
        ...evidence?.(),
      }),
      connected: () => Promise.resolve(connected?.(this.catalog)),
      ...(decide && { decide }),
      ...(now && { now }),
    });
    this.inspector = new Inspector({
      apis: this.apis,
      guard,
      deadlineSeconds: () => 10,
      pageSize: () => 100,
      waking: { pollMs: 5, maxWaitMs: 2000 },
    });
    const understanding = () => Promise.resolve({ buildReport, explainFailure });
    this.store = new InspectionStore(
      this.inspector,
      new KeptInspections(kept.files),
      understanding,
      silentLog,
    );
    this.directories = new DirectoryCache(this.inspector);
    this.#totals = new TotalsCounter(this.inspector, () => 1_000_000);
  }

  list(): Promise<void> {
    return this.catalog.refresh([this.#account.connection]);
  }

  /** As the views find a function: in the list, or else as it was inspected. */
  async find(): Promise<KnownFunction> {
    await this.store.restore(ARN);
    return this.catalog.find(ARN) ?? this.store.get(ARN) ?? assert.fail('nobody knows the function');
  }

  /** Everything a person can do with a function whose report is open. */
  async gestures(): Promise<readonly (readonly [name: string, run: () => Promise<unknown>])[]> {
    const known = await this.find();
    const asking = { signal: never };
    const reading = () => new FileContent(this.inspector, { known, path: `${MOUNT}/file` }).next(never);
    return [
      ['Inspect', () => this.store.inspect(known)],
      ['Inspect Again', () => this.store.inspect(known)],
      ['expand in the tree', () => this.directories.list(known, `${MOUNT}/a`, { ...asking, unasked: true })],
      ['list', () => this.directories.list(known, `${MOUNT}/b`, asking)],
      ['load more', () => this.directories.more(known, MOUNT, asking)],
      ['read again', () => this.directories.reload(known, MOUNT, asking)],
      ['open a file', reading],
      ['save a copy', reading],
      [
        'count',
        async () => {
          const { error } = await this.#totals.count(known, MOUNT);
          throw error ?? new Error('it counted');
        },
      ],
    ];
  }

  close(): void {
    this.store.dispose();
    this.directories.dispose();
    this.#totals.dispose();
    this.catalog.dispose();
    this.apis.dispose();
  }
}
