import path from 'node:path';

import { demoConnection, type Connection } from '../../../src/aws/connection';
import { AwsApis } from '../../../src/aws/awsApis';
import type { ProbeEvidence } from '../../../src/core/judgeProbe';
import type { ProbeGuardOptions } from '../../../src/inspect/probeGuard';
import { startLocalLambda, type FunctionSeed, type LocalLambda } from '../../../src/local';
import { shellReplay } from '../../../src/local/demo/shellReplay';
import { ListedFunctions } from '../../harness/listedFunctions';
import { silentLog } from '../aws/fakeLambda';

/** The local endpoint with these functions, as its users reach it. */
export class Endpoint {
  readonly lambda: LocalLambda;
  readonly apis = new AwsApis({
    log: silentLog,
    mfaCode: () => Promise.resolve(undefined),
    retryDelaysMs: [1, 1],
    graceMs: 20_000,
    demoKey: () => this.lambda.accessKey,
  });

  private constructor(lambda: LocalLambda) {
    this.lambda = lambda;
  }

  static async start(functions: readonly FunctionSeed[], demo = false, pendingMs = 0): Promise<Endpoint> {
    return new Endpoint(
      await startLocalLambda({ distDir: path.resolve('dist'), demo, functions, pendingMs }),
    );
  }

  /** As the demo's. */
  get connection(): Connection {
    return demoConnection(this.lambda.url);
  }

  /** What there is, as the extension lists it. */
  listed(
    evidence?: () => Partial<ProbeEvidence>,
    more?: Partial<ProbeGuardOptions>,
  ): Promise<ListedFunctions> {
    return ListedFunctions.of(this.apis, this.connection, evidence, more);
  }

  /** How often each operation arrived. A DryRun invokes nothing. */
  count(operation: string): number {
    return this.lambda.calls.filter(call => call.operation === operation && call.invocationType !== 'DryRun')
      .length;
  }

  async stop(): Promise<void> {
    this.apis.dispose();
    await this.lambda.close();
  }
}

/** ARN of a function of the endpoint. */
export function arnOf(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
}

const mount = {
  FileSystemConfigs: [
    {
      Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0',
      LocalMountPath: '/mnt/efs',
    },
  ],
  VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
};

/** A function that runs JavaScript. */
export function codeFunction(
  name: string,
  zip: Uint8Array,
  more: Partial<FunctionSeed['configuration']> = {},
): FunctionSeed {
  return {
    configuration: {
      FunctionName: name,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 10,
      ...mount,
      ...more,
    },
    code: { kind: 'zip', zip },
  };
}

/** A function that answers shell commands from a transcript, or as `handler` says. */
export function shellFunction(
  name: string,
  transcript: Readonly<Record<string, string>>,
  handler = shellReplay(new Map(Object.entries(transcript))),
  more: Partial<FunctionSeed['configuration']> = {},
): FunctionSeed {
  return {
    configuration: { FunctionName: name, Runtime: 'go1.x', Handler: 'main', Timeout: 3, ...mount, ...more },
    code: { kind: 'replay', zip: new Uint8Array(), handler },
  };
}
