import type { StoredFunction } from '../functionStore';
import { json } from '../reply';
import { ServiceError } from '../serviceError';
import { requestedFunction } from './functions';
import { readJson } from './jsonBody';
import type { Operation, OperationRequest, Service } from './operation';

/** https://docs.aws.amazon.com/lambda/latest/api/API_TagResource.html: tags belong to the function, not to a version. */
function findTagged(request: OperationRequest, service: Service): StoredFunction {
  if (!request.route.resource?.startsWith('arn:')) {
    throw new ServiceError('InvalidParameterValueException', 'The resource must be named by its ARN.');
  }
  return requestedFunction(request, service);
}

export const listTags: Operation = (request, service) =>
  json(200, { Tags: findTagged(request, service).tags });

export const tagResource: Operation = (request, service) => {
  const stored = findTagged(request, service);
  const { Tags } = readJson(request.body) as { readonly Tags?: Record<string, string> };
  stored.tags = { ...stored.tags, ...Tags };
  return { status: 204 };
};

export const untagResource: Operation = (request, service) => {
  const stored = findTagged(request, service);
  const removed = new Set(request.route.query.getAll('tagKeys'));
  stored.tags = Object.fromEntries(Object.entries(stored.tags).filter(([key]) => !removed.has(key)));
  return { status: 204 };
};
