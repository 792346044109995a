import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HumanError } from '../core/humanError';
import type { Call, CallLog } from './callLog';
import type { Door } from './door';
import type { FaultEffect, Faults } from './faults';
import { parseFunctionName } from './functionName';
import { createFunction } from './operations/createFunction';
import {
  describeAccessPoints,
  describeFileSystemPolicy,
  describeFileSystems,
  describeMountTargets,
  describeMountTargetSecurityGroups,
} from './operations/describeFileSystems';
import {
  describeDhcpOptions,
  describeNetworkAcls,
  describeRouteTables,
  describeSecurityGroupRules,
  describeSecurityGroups,
  describeSubnets,
  describeVpcAttribute,
  describeVpcs,
} from './operations/describeNetwork';
import { deleteFunction, getCode, getFunction, getFunctionConfiguration } from './operations/functions';
import { getMetricData } from './operations/getMetricData';
import { cborReply } from './operations/metricDataCbor';
import { invoke } from './operations/invoke';
import { listFunctions } from './operations/listFunctions';
import type { Operation, Service } from './operations/operation';
import {
  getAccessPoint,
  getFileSystem,
  getFileSystemPolicy,
  getMountTarget,
  getSynchronizationConfiguration,
  listMountTargets,
} from './operations/s3Files';
import { listTags, tagResource, untagResource } from './operations/tags';
import { json, type Reply } from './reply';
import { readBody } from './readBody';
import { findQueryRoute, findRoute, isCbor, isQuery, type OperationName, type RequestRoute } from './route';
import { ServiceError } from './serviceError';
import { xmlElement, type XmlElements } from './xml';

const operations: Readonly<Record<OperationName, Operation>> = {
  ListFunctions: listFunctions,
  GetFunction: getFunction,
  GetFunctionConfiguration: getFunctionConfiguration,
  Invoke: invoke,
  CreateFunction: createFunction,
  DeleteFunction: deleteFunction,
  ListTags: listTags,
  TagResource: tagResource,
  UntagResource: untagResource,
  GetCode: getCode,
  DescribeAccessPoints: describeAccessPoints,
  DescribeFileSystemPolicy: describeFileSystemPolicy,
  DescribeFileSystems: describeFileSystems,
  DescribeMountTargets: describeMountTargets,
  DescribeMountTargetSecurityGroups: describeMountTargetSecurityGroups,
  DescribeDhcpOptions: describeDhcpOptions,
  DescribeNetworkAcls: describeNetworkAcls,
  DescribeRouteTables: describeRouteTables,
  DescribeSecurityGroupRules: describeSecurityGroupRules,
  DescribeSecurityGroups: describeSecurityGroups,
  DescribeSubnets: describeSubnets,
  DescribeVpcAttribute: describeVpcAttribute,
  DescribeVpcs: describeVpcs,
  GetAccessPoint: getAccessPoint,
  GetFileSystem: getFileSystem,
  GetFileSystemPolicy: getFileSystemPolicy,
  GetMountTarget: getMountTarget,
  GetSynchronizationConfiguration: getSynchronizationConfiguration,
  ListMountTargets: listMountTargets,
  GetMetricData: getMetricData,
};

/** Of a CreateFunction request; that of Invoke is checked by the operation. */
const MAX_BODY_BYTES = 70_167_211;

export interface ServerSettings {
  readonly latencyMs: number;
  readonly pendingMs: number;
}

/**
 * Lambda's REST API (rest-json, 2015-03-31) and what we read of others', on loopback. This file is the door and the wire: who may enter, what is
 * asked, what goes wrong on the way, and how the answer is written. What is done is in `operations`.
 */
export class LambdaServer {
  readonly #http: Server;
  readonly #door: Door;
  readonly #service: Service;
  readonly #calls: CallLog;
  readonly #faults: Faults;
  readonly #settings: ServerSettings;
  #url = '';

  constructor(door: Door, service: Service, calls: CallLog, faults: Faults, settings: ServerSettings) {
    this.#door = door;
    this.#service = service;
    this.#calls = calls;
    this.#faults = faults;
    this.#settings = settings;
    // Connections stay open until the client or `close` ends them: none is cut while a request is on its way.
    this.#http = createServer({ keepAliveTimeout: 0 }, (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
  }

  /** Listens on 127.0.0.1 and returns its URL. */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, port)));
      this.#http.listen(port, '127.0.0.1', resolve);
    });
    this.#url = `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
    return this.#url;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>(resolve => this.#http.close(() => resolve()));
    this.#http.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let call: Call;
    let route: RequestRoute;
    let body: Buffer | 'too-large';
    try {
      const asked = isQuery(request)
        ? 'query'
        : findRoute(request.method ?? '', request.url ?? '', String(request.headers['x-amz-target']));
      const visitor = this.#door.admit(request, asked);
      const { bytes, sha256 } = await readBody(request, MAX_BODY_BYTES);
      visitor.check(sha256);
      route = asked === 'query' ? findQueryRoute(bytes) : asked;
      call = describeCall(request, route, visitor.region);
      body = bytes;
    } catch (error) {
      request.resume();
      write(response, asReply(error, request));
      return;
    }
    this.#calls.add(call);
    const effect = this.#faults.effectOn(call);
    call.fault = effect?.kind;
    const delayMs = this.#settings.latencyMs + (effect?.kind === 'delay' ? effect.ms : 0);
    if (delayMs > 0) {
      await sleep(delayMs);
    }
    if (effect?.kind === 'hang') {
      return;
    }
    if (effect?.kind === 'reset' && effect.when === 'before') {
      response.destroy();
      return;
    }
    const reply = await this.#reply(call, route, request, body, effect);
    if (effect?.kind === 'reset') {
      response.destroy();
    } else if (effect?.kind === 'truncate') {
      truncate(response, reply, effect.bytes);
    } else {
      call.status = reply.status;
      write(response, reply);
    }
  }

  async #reply(
    call: Call,
    route: RequestRoute,
    request: IncomingMessage,
    body: Buffer | 'too-large',
    effect: FaultEffect | undefined,
  ): Promise<Reply> {
    try {
      if (effect?.kind === 'reply') {
        return effect;
      }
      if (effect?.kind === 'error') {
        throw new ServiceError(effect.name, effect.message ?? 'Injected fault.', effect);
      }
      if (body === 'too-large') {
        throw new ServiceError(
          'RequestEntityTooLargeException',
          `Request must be smaller than ${MAX_BODY_BYTES} bytes for the ${call.operation} operation`,
        );
      }
      this.#service.leastOffer?.checkOperation(route.operation);
      return await operations[route.operation](
        {
          route,
          body,
          region: call.region,
          headers: request.headers,
          codeLink: (region, name) => this.#door.codeLink(this.#url, region, name),
          creation: { pendingMs: this.#settings.pendingMs, ...(effect?.kind === 'creation' && effect) },
        },
        this.#service,
      );
    } catch (error) {
      return asReply(error, request, route);
    }
  }
}

function describeCall(request: IncomingMessage, route: RequestRoute, region: string): Call {
  const reference = route.resource === undefined ? undefined : parseFunctionName(route.resource, region);
  const attempt = /attempt=(\d+)/.exec(String(request.headers['amz-sdk-request']))?.[1];
  const invocationType = request.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  return {
    operation: route.operation,
    region,
    functionName: reference?.name,
    qualifier: route.query.get('Qualifier') ?? reference?.qualifier,
    invocationType: route.operation === 'Invoke' ? String(invocationType) : undefined,
    attempt: attempt === undefined ? undefined : Number(attempt),
    arrivedAt: Date.now(),
  };
}

/** @param route what is asked, where that was found out */
function asReply(error: unknown, request: IncomingMessage, route?: RequestRoute): Reply {
  const known =
    error instanceof ServiceError
      ? error
      : new ServiceError(
          'ServiceException',
          error instanceof Error ? (error.stack ?? error.message) : String(error),
        );
  const { message, name, status } = known;
  // Only CloudWatch's JSON and CBOR have names that end in this.
  const queryCode = name.replace(/Exception$/, '');
  if (isQuery(request)) {
    if (route?.operation === 'GetMetricData') {
      const problem = { Type: 'Sender', Code: queryCode, Message: message };
      return xmlReply(status, 'ErrorResponse', { Error: problem, RequestId: randomUUID() });
    }
    const body = { Errors: { Error: { Code: name, Message: message } }, RequestID: randomUUID() };
    return xmlReply(status, 'Response', body);
  }
  const type = `com.amazonaws.cloudwatch#${name}`;
  const queryError = { 'x-amzn-query-error': `${queryCode};Sender` };
  if (isCbor(request)) {
    const reply = cborReply(status, { __type: type, message });
    return { ...reply, headers: { ...reply.headers, ...queryError } };
  }
  const isMetrics = route?.operation === 'GetMetricData';
  return {
    ...json(status, isMetrics ? { __type: type, message } : known.body()),
    headers: { 'content-type': 'application/json', ...known.headers, ...(isMetrics && queryError) },
  };
}

function xmlReply(status: number, name: string, content: XmlElements): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml;charset=UTF-8' },
    body: xmlElement(name, content),
  };
}

function write(response: ServerResponse, reply: Reply): void {
  const body = reply.body ?? '';
  response.writeHead(reply.status, {
    'x-amzn-requestid': randomUUID(),
    ...(reply.status !== 204 && { 'content-length': Buffer.byteLength(body) }),
    ...reply.headers,
  });
  response.end(body);
}

/** Promises the whole body and breaks the connection after its first bytes. */
function truncate(response: ServerResponse, reply: Reply, bytes: number): void {
  const body = Buffer.from(reply.body ?? '');
  response.writeHead(reply.status, { 'content-length': body.length, ...reply.headers });
  response.write(body.subarray(0, bytes), () => response.destroy());
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  return error.code === 'EADDRINUSE'
    ? new HumanError(`Port ${port} is in use already. Choose another port, or 0 for any that is free.`, {
        cause: error,
      })
    : error;
}
