import {
  LambdaClient,
  type CreateFunctionCommandInput,
  type LambdaServiceException,
} from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { strToU8, zipSync } from 'fflate';
import path from 'node:path';
import { startLocalLambda, type LocalLambda, type LocalLambdaOptions } from '../../../src/local';
import { projectRoot } from '../../harness/projectRoot';
import { until } from '../../harness/until';

/** An endpoint and clients of it, all of which end with the test. */
export class TestEndpoint {
  readonly #local: LocalLambda;
  readonly #clients: LambdaClient[] = [];

  private constructor(local: LocalLambda) {
    this.#local = local;
  }

  static async start(options: Partial<LocalLambdaOptions> = {}): Promise<TestEndpoint> {
    const local = await startLocalLambda({
      distDir: path.join(projectRoot, 'dist'),
      demo: false,
      ...options,
    });
    return new TestEndpoint(local);
  }

  get local(): LocalLambda {
    return this.#local;
  }

  /** The SDK's own client, over HTTP. */
  client(region = 'us-east-1', maxAttempts = 1): LambdaClient {
    const { url: endpoint, accessKey: credentials } = this.#local;
    const client = new LambdaClient({ region, endpoint, credentials, maxAttempts });
    this.#clients.push(client);
    return client;
  }

  /** Waits until this many calls have arrived in all. */
  async arrived(calls: number): Promise<void> {
    await until(() => this.#local.calls.length >= calls);
  }

  async close(): Promise<void> {
    this.#clients.forEach(client => client.destroy());
    await this.#local.close();
  }
}

/** A zip of one Node.js file with the given modes of its entries. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>, mode = 0o644): Uint8Array {
  const entries = Object.entries(files).map(([name, content]) => [
    name,
    [typeof content === 'string' ? strToU8(content) : content, { os: 3, attrs: mode << 16 }] as const,
  ]);
  return zipSync(Object.fromEntries(entries) as Parameters<typeof zipSync>[0]);
}

/** What CreateFunction needs at least. */
export function functionRequest(
  name: string,
  zip: Uint8Array,
  more: Partial<CreateFunctionCommandInput> = {},
): CreateFunctionCommandInput {
  return {
    FunctionName: name,
    Role: 'arn:aws:iam::123456789012:role/service-role/test',
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: zip },
    ...more,
  };
}

export interface ExpectedError {
  readonly name?: string;
  readonly message?: string | RegExp;
  /** HTTP status. */
  readonly status: number;
}

/** Asserts that a call fails with an error of the API. */
export async function assertFails(call: Promise<unknown>, expected: ExpectedError): Promise<void> {
  await assert.rejects(call, (error: LambdaServiceException) => {
    assert.equal(error.$metadata?.httpStatusCode, expected.status, String(error));
    assert.equal(error.name, expected.name ?? error.name);
    if (expected.message instanceof RegExp) {
      assert.match(error.message, expected.message);
    } else {
      assert.equal(error.message, expected.message ?? error.message);
    }
    return true;
  });
}
