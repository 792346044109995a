import { cbor, dateToTag } from '@smithy/core/cbor';
import { isObject } from '../../core/guards';
import type { Reply } from '../reply';
import { ServiceError } from '../serviceError';
import type { MetricDataResult } from './metricDataQuery';

// CloudWatch's CBOR (Smithy RPC v2), which newer AWS CLIs speak.
// https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html

/** What a GetMetricData request asks for, in the shape that its JSON has. */
export function membersOfCbor(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = cbor.deserialize(body);
  } catch (error) {
    throw new ServiceError('SerializationException', String(error), { status: 400 });
  }
  if (!isObject(value)) {
    throw new ServiceError('SerializationException', 'The body is not a map of CBOR.', { status: 400 });
  }
  const { EndTime, StartTime } = value;
  return { ...value, StartTime: secondsOf(StartTime), EndTime: secondsOf(EndTime) };
}

/** A time is a number of seconds with a tag. */
function secondsOf(time: unknown): unknown {
  return isObject(time) ? time['value'] : time;
}

export function cborResults(results: readonly MetricDataResult[]): Reply {
  const timed = results.map(result => ({
    ...result,
    Timestamps: result.Timestamps.map(at => dateToTag(new Date(at * 1000))),
  }));
  return cborReply(200, { Messages: [], MetricDataResults: timed });
}

export function cborReply(status: number, content: object): Reply {
  return {
    status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' },
    body: cbor.serialize(content),
  };
}
