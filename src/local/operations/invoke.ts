import { own } from '../../core/guards';
import { MAX_EVENT_BYTES, MAX_REQUEST_BYTES } from '../execution/payloadLimits';
import type { Creation } from '../faults';
import type { StoredFunction } from '../functionStore';
import type { Reply } from '../reply';
import { ServiceError } from '../serviceError';
import { requestedFunction } from './functions';
import type { Operation } from './operation';

const invocationTypes = ['RequestResponse', 'Event', 'DryRun'];

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke: Operation = async (request, service) => {
  const { headers, body } = request;
  const type = header(headers, 'x-amz-invocation-type') ?? 'RequestResponse';
  if (!invocationTypes.includes(type)) {
    throw new ServiceError('InvalidParameterValueException', `Invocation type ${type} is not supported.`);
  }
  const stored = requestedFunction(request, service);
  refuseTooLarge(body, type === 'Event' ? MAX_EVENT_BYTES : MAX_REQUEST_BYTES);
  const payload = readPayload(body);
  if (type === 'DryRun') {
    return { status: 204 };
  }
  refuseUnlessActive(stored, request.creation);
  const clientContext = readClientContext(header(headers, 'x-amz-client-context'));
  const running = service.executions.invoke(stored, payload, clientContext);
  if (type === 'Event') {
    // An event is taken whatever becomes of it; a failure is the function's own affair.
    running.catch(() => undefined);
    return { status: 202 };
  }
  const { payload: answer, functionError, logTail } = await running;
  const replyHeaders: Record<string, string> = {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
  };
  if (functionError !== undefined) {
    replyHeaders['x-amz-function-error'] = functionError;
  }
  if (header(headers, 'x-amz-log-type') === 'Tail') {
    replyHeaders['x-amz-log-result'] = logTail.toString('base64');
  }
  return { status: 200, headers: replyHeaders, body: answer } satisfies Reply;
};

function header(headers: NodeJS.Dict<string | string[]>, name: string): string | undefined {
  const value = own(headers, name);
  return typeof value === 'string' ? value : undefined;
}

function refuseTooLarge(body: Buffer, limit: number): void {
  if (body.length > limit) {
    throw new ServiceError(
      'RequestEntityTooLargeException',
      `Request must be smaller than ${limit} bytes for the InvokeFunction operation`,
    );
  }
}

function readPayload(body: Buffer): Buffer {
  if (body.length === 0) {
    return Buffer.from('{}');
  }
  try {
    JSON.parse(body.toString());
    return body;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ServiceError(
      'InvalidRequestContentException',
      `Could not parse request body into json: Could not parse payload into json: ${detail}`,
    );
  }
}

function readClientContext(text: string | undefined): string | undefined {
  if (text === undefined) {
    return undefined;
  }
  const decoded = Buffer.from(text, 'base64').toString();
  try {
    JSON.parse(decoded);
    return decoded;
  } catch {
    throw new ServiceError(
      'InvalidRequestContentException',
      'Client context must be a valid Base64-encoded JSON object.',
    );
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html */
function refuseUnlessActive(stored: StoredFunction, waking: Creation): void {
  const { State } = stored.state;
  if (State === 'Inactive') {
    stored.prepare(
      { State: 'Pending', StateReason: 'The function is being restored.', StateReasonCode: 'Restoring' },
      waking,
    );
    throw new ServiceError(
      'ResourceNotReadyException',
      'The function is inactive and its VPC connection is no longer available. ' +
        'Wait for the VPC connection to reestablish and try again.',
    );
  }
  if (State !== 'Active') {
    throw new ServiceError(
      'ResourceConflictException',
      `The operation cannot be performed at this time. The function is currently in the following state: ${State}`,
    );
  }
}
