import { Readable, Transform } from 'node:stream';
import { ANSWER_JSON, JsonMeter, type JsonBounds } from '../../core/text/jsonMeter';

/** What an answer may be at most. */
export interface BodyBounds {
  /** Bytes of the body. */
  readonly maxBytes: number;
  /** Milliseconds from the headers to the end of the body. Without it, the caller's signal is the only bound. */
  readonly maxMs?: number;
  /** What JSON in it may hold; absent for a body that is not parsed by the SDK. */
  readonly json?: JsonBounds;
}

/** What an answer of the control plane may be and take. */
export interface ControlBounds extends BodyBounds {
  /** Milliseconds from the request to the head of the answer. */
  readonly headMs: number;
}

/** Far more than 50 functions, each with 4 KB of environment variables, and all that EFS says of a file system. */
export const CONTROL_ANSWER: ControlBounds = {
  headMs: 30_000,
  maxBytes: 16 * 1024 * 1024,
  maxMs: 30_000,
  json: ANSWER_JSON,
};

/**
 * Lambda's payloads are at most 6 MB; a little more is let through, so that what a function answers is judged by its
 * own words. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const PAYLOAD: BodyBounds = { maxBytes: 8 * 1024 * 1024 };

export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

type Handler<Args, Result> = (args: Args) => Promise<Result>;

/** Where {@link boundBody} belongs: right at the request handler, before anything reads the body. */
export const BOUND_BODY = { step: 'deserialize', name: 'boundBody', priority: 'low' } as const;

/**
 * Middleware for the SDK's clients. Their `requestTimeout` ends with the headers, and they read any number of bytes.
 * The body of each attempt fails here with a TimeoutError or an {@link AnswerTooLargeError}.
 */
export function boundBody(bounds: BodyBounds) {
  return <Args, Result extends { response: unknown }>(next: Handler<Args, Result>): Handler<Args, Result> =>
    async args => {
      const result = await next(args);
      const response = result.response as { body?: unknown };
      if (response.body instanceof Readable) {
        response.body = bounded(response.body, bounds);
      }
      return result;
    };
}

function bounded(body: Readable, { json, maxBytes, maxMs }: BodyBounds): Readable {
  const meter = json && new JsonMeter(json);
  let length = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      length += chunk.length;
      const isWithin = length <= maxBytes && (meter?.add(chunk) ?? true);
      done(
        isWithin
          ? null
          : new AnswerTooLargeError(
              `The answer has more than ${maxBytes} bytes, or more in them than any has.`,
            ),
        chunk,
      );
    },
  });
  const timer =
    maxMs === undefined
      ? undefined
      : setTimeout(() => {
          counted.destroy(
            Object.assign(new Error('The answer did not end in time.'), { name: 'TimeoutError' }),
          );
        }, maxMs);
  body.once('error', error => counted.destroy(error));
  body.once('aborted', () => counted.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
  counted.once('close', () => {
    clearTimeout(timer);
    body.destroy();
  });
  return body.pipe(counted);
}
