import { formatDuration } from '../text/display';
import type { Translate } from '../translate';
import type { RetryAnswer } from '../mount/retries';
import { nameKind } from './fileSystemKindWords';

/** The answer to "must my code retry?" in words. */
export interface VerdictWords {
  /** One sentence. */
  readonly headline: string;
  /** Whole sentences, most important first; the errors that remain are listed apart. */
  readonly explanation: readonly string[];
}

/** Of a request, in one sentence. */
const mostRetransmissions = 4;

export function describeVerdict(answer: RetryAnswer, t: Translate, locale: string): VerdictWords {
  const name = nameKind(answer.kind, t);
  switch (answer.recovery) {
    case 'hard':
      return {
        headline: t('Hard mount: the kernel retries until {0} answers.', name),
        explanation: [
          t(
            'Your code need not retry reads and writes when {0} is away: a call then blocks and does not fail.',
            name,
          ),
          ...describeFunctionTimeout(answer, name, t, locale),
          ...describeSchedule(answer, t, locale),
          ...describeNetworkErrors(answer, t),
        ],
      };
    case 'soft':
    case 'softerr':
      return {
        headline: t('Soft mount: your code must retry.'),
        explanation: [
          ...describeFailure(answer, name, t, locale),
          t(
            'Check the result of every read, write, flush and close. After a failed write or close, write the data again: part of it may be missing.',
          ),
          ...describeSchedule(answer, t, locale),
          ...describeFunctionTimeout(answer, name, t, locale),
          ...describeConnectionLoss(answer, t),
          ...describeNetworkErrors(answer, t),
        ],
      };
    case 'not-nfs':
      return {
        headline: t('Not an NFS mount: nothing is sent over a network, and nothing is retried.'),
        explanation: [t('Errors reach your code as from any local file system.')],
      };
    case 'unknown':
      return {
        headline: t('Whether your code must retry is not known.'),
        explanation: [t('The options of the mount could not be read.')],
      };
  }
}

function* describeFunctionTimeout(
  { endsFirst, functionTimeoutMs, firstRetransmissionMs, errorOnTimeout, majorTimeoutMs }: RetryAnswer,
  name: string,
  t: Translate,
  locale: string,
): Iterable<string> {
  if (functionTimeoutMs === undefined || endsFirst !== 'function-timeout') {
    return;
  }
  const timeout = formatDuration(functionTimeoutMs, locale);
  if (errorOnTimeout !== undefined && majorTimeoutMs !== undefined) {
    yield t(
      'The function’s own timeout ({0}) ends a call before that error can arrive ({1}).',
      timeout,
      formatDuration(majorTimeoutMs, locale),
    );
  } else if (firstRetransmissionMs !== undefined && functionTimeoutMs < firstRetransmissionMs) {
    yield t(
      'What ends a blocked call is the function’s own timeout ({0}), before the first retransmission ({1}). The next invocation may find the instance stopped (EFSIOException).',
      timeout,
      formatDuration(firstRetransmissionMs, locale),
    );
  } else {
    yield t(
      'What ends a blocked call is the function’s own timeout ({0}), if {1} does not answer before. The next invocation may find the instance stopped (EFSIOException).',
      timeout,
      name,
    );
  }
}

function* describeFailure(
  { errorOnTimeout, majorTimeoutMs }: RetryAnswer,
  name: string,
  t: Translate,
  locale: string,
): Iterable<string> {
  if (errorOnTimeout === undefined) {
    return;
  }
  yield majorTimeoutMs === undefined
    ? t('When {0} does not answer in time, a call fails with {1}.', name, errorOnTimeout)
    : t(
        'When {0} does not answer for {1}, a call fails with {2}.',
        name,
        formatDuration(majorTimeoutMs, locale),
        errorOnTimeout,
      );
}

/** Of a mount whose calls fail. */
function* describeConnectionLoss(
  { errorOnTimeout, onlyAfterDisconnect }: RetryAnswer,
  t: Translate,
): Iterable<string> {
  if (errorOnTimeout !== undefined && onlyAfterDisconnect) {
    yield t(
      'The error comes only after the connection was lost: over one that lives, for example to Lambda’s local proxy, NFSv4 waits on as a hard mount does, and TCP alone retransmits what was lost.',
    );
  }
}

function* describeSchedule(
  { recovery, retransmissionsMs, majorTimeoutMs, onlyAfterDisconnect }: RetryAnswer,
  t: Translate,
  locale: string,
): Iterable<string> {
  if (majorTimeoutMs === undefined) {
    return;
  }
  const major = formatDuration(majorTimeoutMs, locale);
  const shown = retransmissionsMs.slice(0, mostRetransmissions).map(ms => formatDuration(ms, locale));
  const shownTimes = [...shown, ...(retransmissionsMs.length > shown.length ? ['…'] : [])].join(', ');
  if (recovery !== 'hard') {
    if (shownTimes !== '') {
      yield t('Before a call fails, its request is retransmitted after {0}.', shownTimes);
    }
  } else if (shownTimes === '') {
    yield t(
      'A request without an answer is retransmitted after {0}; the kernel then logs “not responding” and starts again, for ever.',
      major,
    );
  } else {
    yield t(
      'A request without an answer is retransmitted after {0} and after {1}; the kernel then logs “not responding” and starts again, for ever.',
      shownTimes,
      major,
    );
  }
  if (onlyAfterDisconnect && recovery === 'hard') {
    yield t(
      'NFSv4 retransmits a request only over a new connection; over one that lives, TCP alone retransmits what was lost.',
    );
  }
}

function* describeNetworkErrors({ networkErrorsAreFatal }: RetryAnswer, t: Translate): Iterable<string> {
  if (networkErrorsAreFatal) {
    yield t(
      'One exception: when the network itself is down, calls fail at once with ENETDOWN or ENETUNREACH.',
    );
  }
}
