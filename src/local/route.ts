import type { IncomingMessage } from 'node:http';
import { own } from '../core/guards';
import { ServiceError } from './serviceError';

/** Operations of EC2 and CloudWatch that may be named in the body of a request. */
export const queryOperations = [
  'DescribeDhcpOptions',
  'DescribeNetworkAcls',
  'DescribeRouteTables',
  'DescribeSecurityGroupRules',
  'DescribeSecurityGroups',
  'DescribeSubnets',
  'DescribeVpcAttribute',
  'DescribeVpcs',
  'GetMetricData',
] as const;

/** What a request asks for. */
export interface RequestRoute {
  readonly operation: OperationName;
  /** Function name, or ARN, that stands in the path. */
  readonly resource?: string;
  /** Id of another thing that stands in the path. */
  readonly id?: string;
  /** Only where the path itself names it; else the request is signed for one. */
  readonly region?: string;
  readonly query: URLSearchParams;
}

const routes = [
  ['GET', /^\/2015-03-31\/functions\/?$/, 'ListFunctions'],
  ['POST', /^\/2015-03-31\/functions\/?$/, 'CreateFunction'],
  ['GET', /^\/2015-03-31\/functions\/(?<resource>[^/]+)$/, 'GetFunction'],
  ['DELETE', /^\/2015-03-31\/functions\/(?<resource>[^/]+)$/, 'DeleteFunction'],
  ['GET', /^\/2015-03-31\/functions\/(?<resource>[^/]+)\/configuration$/, 'GetFunctionConfiguration'],
  ['POST', /^\/2015-03-31\/functions\/(?<resource>[^/]+)\/invocations$/, 'Invoke'],
  ['GET', /^\/2017-03-31\/tags\/(?<resource>[^/]+)$/, 'ListTags'],
  ['POST', /^\/2017-03-31\/tags\/(?<resource>[^/]+)$/, 'TagResource'],
  ['DELETE', /^\/2017-03-31\/tags\/(?<resource>[^/]+)$/, 'UntagResource'],
  ['GET', /^\/code\/(?<region>[^/]+)\/(?<resource>[^/]+)$/, 'GetCode'],
  ['GET', /^\/2015-02-01\/access-points\/?$/, 'DescribeAccessPoints'],
  ['GET', /^\/2015-02-01\/file-systems\/?$/, 'DescribeFileSystems'],
  ['GET', /^\/2015-02-01\/file-systems\/(?<id>[^/]+)\/policy$/, 'DescribeFileSystemPolicy'],
  ['GET', /^\/2015-02-01\/mount-targets\/?$/, 'DescribeMountTargets'],
  [
    'GET',
    /^\/2015-02-01\/mount-targets\/(?<id>[^/]+)\/security-groups$/,
    'DescribeMountTargetSecurityGroups',
  ],
  ['GET', /^\/access-points\/(?<id>[^/]+)$/, 'GetAccessPoint'],
  ['GET', /^\/file-systems\/(?<id>[^/]+)$/, 'GetFileSystem'],
  ['GET', /^\/file-systems\/(?<id>[^/]+)\/policy$/, 'GetFileSystemPolicy'],
  ['GET', /^\/file-systems\/(?<id>[^/]+)\/synchronization-configuration$/, 'GetSynchronizationConfiguration'],
  ['GET', /^\/mount-targets\/?$/, 'ListMountTargets'],
  ['GET', /^\/mount-targets\/(?<id>[^/]+)$/, 'GetMountTarget'],
  ['POST', /^\/service\/GraniteServiceVersion20100801\/operation\/GetMetricData$/, 'GetMetricData'],
] as const satisfies readonly (readonly [method: string, path: RegExp, operation: string])[];

export type OperationName = (typeof queryOperations)[number] | (typeof routes)[number][2];

/** Of services that have one path for all that they do, by the header that names the operation. */
const targets: Readonly<Record<string, OperationName>> = {
  'GraniteServiceVersion20100801.GetMetricData': 'GetMetricData',
};

/** Finds the operation of a request. @param target the header `X-Amz-Target` */
export function findRoute(method: string, url: string, target = ''): RequestRoute {
  const [path = '', query = ''] = url.split('?', 2);
  const named = method === 'POST' && path === '/' ? own(targets, target) : undefined;
  if (named) {
    return { operation: named, query: new URLSearchParams(query) };
  }
  for (const [routeMethod, pattern, operation] of routes) {
    const match = routeMethod === method && pattern.exec(path);
    if (match) {
      const { id, region, resource } = match.groups ?? {};
      return {
        operation,
        region,
        resource: resource === undefined ? undefined : decode(resource),
        id: id === undefined ? undefined : decode(id),
        query: new URLSearchParams(query),
      };
    }
  }
  throw new ServiceError(
    'UnknownOperationException',
    `The local endpoint has no operation for ${method} ${path}.`,
  );
}

/** Whether the body names the operation, as the Query protocol has it. */
export function isQuery({ headers, method, url }: IncomingMessage): boolean {
  const type = headers['content-type'] ?? '';
  return method === 'POST' && url === '/' && type.startsWith('application/x-www-form-urlencoded');
}

/** Whether it is in CBOR, as the protocol Smithy RPC v2 has it. */
export function isCbor({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['smithy-protocol'] === 'rpc-v2-cbor';
}

/** Finds the operation of a request in the Query protocol. */
export function findQueryRoute(body: Buffer | 'too-large'): RequestRoute {
  const query = new URLSearchParams(body === 'too-large' ? '' : body.toString());
  const action = query.get('Action') ?? '';
  const operation = queryOperations.find(name => name === action);
  if (operation === undefined) {
    throw new ServiceError('InvalidAction', `The action ${action} is not valid for this web service.`);
  }
  return { operation, query };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ServiceError('ValidationException', 'The path is not percent-encoded UTF-8.');
  }
}
