import { ServiceError } from '../serviceError';

/** Reads a request's JSON object. */
export function readJson(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch (error) {
    throw new ServiceError('SerializationException', error instanceof Error ? error.message : String(error), {
      status: 400,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ServiceError('SerializationException', 'The body is not a JSON object.', { status: 400 });
  }
  return value as Readonly<Record<string, unknown>>;
}
