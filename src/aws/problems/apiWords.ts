import type { Translate } from '../../core/translate';
import { denialWords } from './denialWords';

/** What AWS refuses, or fails at, and what to do. */
export const apiWords = {
  'access-denied': denialWords,
  throttled: (t: Translate, p: { operation: string }) =>
    t(
      'AWS is limiting the rate of requests ({0}). Other tools in this account may be using it up. Wait a minute and try again.',
      p.operation,
    ),
  'reserved-concurrency-used-up': (t: Translate, p: { function: string }) =>
    t(
      '{0} was not invoked: its reserved concurrency is 0, or all of it is in use. Raise it, or use a temporary probe.',
      p.function,
    ),
  'concurrency-used-up': (t: Translate, p: { function: string }) =>
    t(
      '{0} was not invoked: all concurrent executions that this account has in this region are in use. Wait until others have ended, or ask for a higher quota in Service Quotas.',
      p.function,
    ),
  'invocation-rate-exceeded': (t: Translate, p: { function: string }) =>
    t('{0} was not invoked: it is invoked too often at the moment. Wait a moment and try again.', p.function),
  'service-failed': (t: Translate, p: { service: string; status: number }) =>
    t(
      '{1} had an internal error (HTTP {0}). Try again; if it stays, look at the AWS Health Dashboard.',
      p.status,
      p.service,
    ),
  'function-not-found': (t: Translate, p: { function: string; region: string }) =>
    t('{0} no longer exists in {1}. Refresh the list of functions.', p.function, p.region),
  'invalid-request': (t: Translate, p: { reason: string }) => t('Lambda refused the request: {0}', p.reason),
  'request-too-large': (t: Translate) =>
    t(
      'The request to the function was larger than the 6 MB that Lambda accepts. List a directory with a shorter path.',
    ),
  'aws-error': (t: Translate, p: { name: string; reason: string }) =>
    t('AWS answered with {0}: {1}', p.name, p.reason),
};
