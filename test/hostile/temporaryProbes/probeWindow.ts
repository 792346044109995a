import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ControlBounds } from '../../../src/aws/transport/boundedBody';
import { awsConnection, type Connection } from '../../../src/aws/connection';
import { AwsApis } from '../../../src/aws/awsApis';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { FunctionCatalog } from '../../../src/inspect/functionCatalog';
import { Inspector } from '../../../src/inspect/inspector';
import { ProbeGuard } from '../../../src/inspect/probeGuard';
import { ProbeJournal } from '../../../src/inspect/temporary/probeJournal';
import { TemporaryProbes, type ProbeTiming } from '../../../src/inspect/temporary/temporaryProbes';
import { projectRoot } from '../../harness/projectRoot';
import { silentLog } from '../../unit/aws/fakeLambda';

const never = new AbortController().signal;

const quickTiming: Partial<ProbeTiming> = {
  pollMs: 20,
  checkMs: 20,
  keepMs: 60_000,
  leaseMs: 60_000,
  retryDelaysMs: [1, 1],
  conflictDelayMs: 5,
};

/** What a window of VS Code has of temporary probes: another one shares the journal's folder and nothing else. */
export class ProbeWindow {
  readonly apis: AwsApis;
  readonly connection: Connection;
  readonly probes: TemporaryProbes;
  readonly inspector: Inspector;

  /**
   * @param endpoint its credentials are those of the environment
   * @param answerBounds of AWS's answers, where they are not the usual
   */
  constructor(
    endpoint: string,
    journalFolder: string,
    timing: Partial<ProbeTiming> = {},
    answerBounds: Partial<ControlBounds> = {},
  ) {
    this.apis = new AwsApis({
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
      retryDelaysMs: [1, 1],
      answerBounds,
    });
    this.connection = awsConnection({ region: 'us-east-1', endpoint });
    const zip = readFileSync(path.join(projectRoot, 'dist/probe.zip'));
    const catalog = new FunctionCatalog(this.apis, {
      get: () => undefined,
      update: () => Promise.resolve(),
    });
    catalog.use([this.connection]);
    this.probes = new TemporaryProbes({
      apis: this.apis,
      journal: new ProbeJournal(journalFolder, silentLog),
      zip: () => Promise.resolve(zip),
      isShown: () => false,
      log: silentLog,
      timing: { ...quickTiming, ...timing },
    });
    this.inspector = new Inspector({
      apis: this.apis,
      guard: new ProbeGuard({
        apis: this.apis,
        catalog,
        evidence: () => ({
          installedFunctions: [],
          shellFunctions: [],
          isConfirmed: () => true,
          shippedCodeSha256: createHash('sha256').update(zip).digest('base64'),
        }),
      }),
      temporaryProbes: this.probes,
      deadlineSeconds: () => 10,
      pageSize: () => 100,
    });
  }

  async list(): Promise<readonly LambdaFunction[]> {
    const found: LambdaFunction[] = [];
    for await (const page of this.apis.for(this.connection).lambda.listFunctions(never)) {
      found.push(...page.functions.map(({ target }) => target));
    }
    return found;
  }

  inspect(target: LambdaFunction, signal = never) {
    this.probes.allow(target.arn);
    return this.inspector.inspect({ target, connection: this.connection }, { signal });
  }

  /** Has a probe, and asks it nothing. */
  create(target: LambdaFunction): Promise<void> {
    this.probes.allow(target.arn);
    const options = { signal: never, onProgress: () => undefined };
    return this.probes.use({ target, connection: this.connection }, options, () => Promise.resolve());
  }

  async close(): Promise<void> {
    await this.probes.close();
    this.apis.dispose();
  }
}
