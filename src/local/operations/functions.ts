import { parseFunctionName } from '../functionName';
import type { StoredFunction } from '../functionStore';
import { json } from '../reply';
import type { Operation, OperationRequest, Service } from './operation';

/** The function that a request's path, and its Qualifier, name. */
export function requestedFunction({ route, region }: OperationRequest, { store }: Service): StoredFunction {
  const reference = parseFunctionName(route.resource ?? '', region);
  return store.get({ ...reference, qualifier: route.query.get('Qualifier') ?? reference.qualifier }, region);
}

export const getFunctionConfiguration: Operation = (request, service) =>
  json(200, requestedFunction(request, service).describe());

export const getFunction: Operation = (request, service) => {
  const stored = requestedFunction(request, service);
  return json(200, {
    Configuration: stored.describe(),
    Code:
      stored.code.kind === 'image'
        ? { RepositoryType: 'ECR', ImageUri: stored.code.uri, ResolvedImageUri: stored.code.uri }
        : {
            RepositoryType: 'S3',
            Location: request.codeLink(stored.region, stored.name),
          },
    Tags: stored.tags,
  });
};

/** Not of the API: what GetFunction's Code.Location points at. */
export const getCode: Operation = ({ route, region }, { store }) => {
  const { code } = store.get(parseFunctionName(route.resource ?? '', region), region);
  return code.kind === 'image'
    ? { status: 404 }
    : { status: 200, headers: { 'content-type': 'application/zip' }, body: code.zip };
};

export const deleteFunction: Operation = async (request, service) => {
  const stored = requestedFunction(request, service);
  service.store.remove(stored);
  await service.executions.discard(stored);
  return { status: 204 };
};
