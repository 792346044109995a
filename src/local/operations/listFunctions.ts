import type { Operation } from './operation';
import { json } from '../reply';
import { ServiceError } from '../serviceError';

/** Whatever MaxItems asks for, the service returns no more. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
const PAGE = 50;

export const listFunctions: Operation = ({ route, region }, { store }) => {
  const { query } = route;
  const version = query.get('FunctionVersion');
  if (version !== null && version !== 'ALL') {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${version}' at 'functionVersion' failed to satisfy constraint: Member must satisfy enum value set: [ALL]`,
    );
  }
  const { functions, next } = store.page(
    region,
    readMarker(query.get('Marker')),
    readMaxItems(query.get('MaxItems')),
  );
  return json(200, {
    NextMarker: next === undefined ? null : Buffer.from(`after:${next}`).toString('base64'),
    Functions: functions.map(({ configuration, arn }) =>
      version === 'ALL' ? { ...configuration, FunctionArn: `${arn}:$LATEST` } : configuration,
    ),
  });
};

function readMaxItems(text: string | null): number {
  const items = text === null ? PAGE : Number(text);
  if (!Number.isInteger(items) || items < 1 || items > 10_000) {
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value '${text}' at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 10000`,
    );
  }
  return Math.min(items, PAGE);
}

function readMarker(text: string | null): number {
  if (text === null || text === '') {
    return 0;
  }
  const after = /^after:(\d+)$/.exec(Buffer.from(text, 'base64').toString())?.[1];
  if (after === undefined) {
    throw new ServiceError('InvalidParameterValueException', `Invalid pagination token: ${text}`);
  }
  return Number(after);
}
