import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Connection } from '../../../src/aws/connection';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';

export interface Arrived {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: Arrived, response: ServerResponse) => void;

/** An HTTP server that answers as told and remembers what arrived. For faults that no real endpoint would show. */
export class FakeLambda {
  readonly arrived: Arrived[] = [];
  #described: Record<string, unknown> | undefined;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(answer: Answer): Promise<FakeLambda> {
    const server = createServer();
    const fake = new FakeLambda(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url: path = '', headers } = request;
        if (fake.#described && method === 'GET' && path.endsWith('/configuration')) {
          answerJson(response, configuration('reader', fake.#described));
          return;
        }
        const arrived = { method, path, headers, body: Buffer.concat(chunks).toString() };
        fake.arrived.push(arrived);
        answer(arrived, response);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What is asked of its function `reader` is answered from now on, beside what a test is about. */
  describes(more: Record<string, unknown>): void {
    this.#described = more;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}

export function answerJson(response: ServerResponse, body: unknown, status = 200, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** As Lambda tells an error. */
export function answerError(response: ServerResponse, status: number, name: string, message = 'said'): void {
  answerJson(response, { Type: 'User', message }, status, { 'x-amzn-errortype': name });
}

/** An entry of ListFunctions, as AWS sends it. */
export function configuration(name: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    FunctionName: name,
    FunctionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`,
    Runtime: 'nodejs22.x',
    Role: 'arn:aws:iam::123456789012:role/reader',
    Handler: 'index.handler',
    Timeout: 3,
    MemorySize: 256,
    LastModified: '2026-11-22T12:55:31.324+0000',
    CodeSha256: 'tvH4bZlBGCK3aMMQtCWd7XbQRS6k0e0cFfAuFO7gnQk=',
    Version: '$LATEST',
    PackageType: 'Zip',
    Architectures: ['arm64'],
    ...more,
  };
}

export const efsConfigs = {
  VpcConfig: { VpcId: 'vpc-1', SubnetIds: ['subnet-1', 'subnet-2'], SecurityGroupIds: ['sg-1'] },
  FileSystemConfigs: [
    {
      Arn: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0',
      LocalMountPath: '/mnt/efs',
    },
  ],
};

/** A function that is known already, with a short timeout. */
export function lambdaFunction(more: Partial<LambdaFunction> = {}): LambdaFunction {
  return {
    arn: 'arn:aws:lambda:eu-central-1:123456789012:function:reader',
    name: 'reader',
    region: 'eu-central-1',
    accountId: '123456789012',
    packageType: 'Zip',
    architecture: 'arm64',
    memoryMb: 256,
    timeoutSeconds: 1,
    role: 'arn:aws:iam::123456789012:role/reader',
    subnetIds: ['subnet-1', 'subnet-2'],
    securityGroupIds: ['sg-1'],
    fileSystem: {
      kind: 'efs',
      arn: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0',
      localMountPath: '/mnt/efs',
      accessPointId: 'fsap-0123456789abcdef0',
    },
    snapStart: false,
    declaresProbe: true,
    origin: { kind: 'live' },
    ...more,
  };
}

export function connectionTo(endpoint: string, more: Partial<Connection> = {}): Connection {
  return { id: `test|${endpoint}`, kind: 'aws', region: 'eu-central-1', endpoint, ...more };
}

export const silentLog = { debug() {}, info() {}, warn() {}, error() {} };
