import type { AwsProblemCode } from '../../aws/problems/awsProblems';
import { own } from '../../core/guards';
import type { HumanError } from '../../core/humanError';
import type { ConnectionState } from '../../inspect/functionCatalog';

/** What the view's welcome in package.json says while there is nothing to list. */
export type ViewState =
  | 'noCredentials'
  | 'noRegion'
  | 'signedOut'
  | 'denied'
  | 'unreachable'
  | 'notListed'
  | 'empty'
  | 'noMatch'
  | 'list';

const welcomes: Readonly<Record<string, ViewState>> = {
  'no-region': 'noRegion',
  'no-credentials': 'noCredentials',
  'profile-empty': 'noCredentials',
  'credentials-expired': 'noCredentials',
  'credentials-rejected': 'noCredentials',
  'credentials-failed': 'noCredentials',
  'credential-process-failed': 'noCredentials',
};

/** What a listing meets at AWS, or on the way there: nothing in a file or a setting is to be named for it. */
const failures: Readonly<Partial<Record<AwsProblemCode, ViewState>>> = {
  'login-expired': 'signedOut',
  'access-denied': 'denied',
  'endpoint-down': 'unreachable',
  'connection-refused': 'unreachable',
  'no-route': 'unreachable',
  'network-failed': 'unreachable',
  'host-not-found': 'unreachable',
  'connect-timeout': 'unreachable',
  'connection-lost': 'unreachable',
  'proxy-unreachable': 'unreachable',
  'proxy-refused': 'unreachable',
  throttled: 'notListed',
  'service-failed': 'notListed',
  'aws-error': 'notListed',
  'not-aws': 'notListed',
  'answer-too-large': 'notListed',
  'endless-list': 'notListed',
};

/**
 * What the view's welcome says in place of rows and of the sentences above them, where no region could be listed and
 * nothing is known of any: it wraps, and has buttons.
 */
function failureOfAll(states: readonly ConnectionState[]): ViewState | undefined {
  const all = states.map(({ error, functions }) =>
    functions.length === 0 ? own(failures, error?.problem?.code ?? '') : undefined,
  );
  return all.every(each => each !== undefined) ? all[0] : undefined;
}

/** Whether the view's welcome is about what went wrong with a listing. */
export function isWelcome(states: readonly ConnectionState[]): boolean {
  return failureOfAll(states) !== undefined;
}

/** Whether a welcome with buttons says what to do about a problem. Others are shown where they happened. */
export function hasWelcome({ problem }: HumanError): boolean {
  return problem !== undefined && Object.hasOwn(welcomes, problem.code);
}

/**
 * The regions that have a row: those that are asked, that could not be, and that have functions to show. Where that is
 * none, the view's welcome says what to do instead.
 */
export function shownStates(
  states: readonly ConnectionState[],
  matches: (candidate: ConnectionState['functions'][number]) => boolean,
): readonly ConnectionState[] {
  const hasRow = ({ error, functions, status }: ConnectionState) =>
    functions.some(matches) ||
    (functions.length === 0 && (status === 'loading' || status === 'cancelled')) ||
    (error !== undefined && !hasWelcome(error));
  if (isWelcome(states)) {
    return [];
  }
  // A problem that there is a welcome for is a row beside others: the welcome is not seen then.
  return states.some(hasRow) ? states.filter(state => hasRow(state) || state.error !== undefined) : [];
}

/** @param problem why there are no connections, where there are none */
export function viewState(
  states: readonly ConnectionState[],
  problem: HumanError | undefined,
  matches: (candidate: ConnectionState['functions'][number]) => boolean,
): ViewState {
  const functions = states.flatMap(state => state.functions);
  if (functions.length > 0) {
    return functions.some(matches) ? 'list' : 'noMatch';
  }
  const codes = [problem, ...states.map(({ error }) => error)].flatMap(error => error?.problem?.code ?? []);
  const welcome = codes.map(code => own(welcomes, code)).find(each => each !== undefined);
  // That there are none is said only where every listing has come to its end.
  const isListed = states.length > 0 && states.every(({ status }) => status === 'ready');
  return welcome ?? failureOfAll(states) ?? (isListed ? 'empty' : 'list');
}
