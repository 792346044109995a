import type { AwsProblemCode } from '../../aws/problems/awsProblems';
import { isForbidden } from '../../aws/problems/denialWords';
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
  'not-aws': 'unreachable',
  throttled: 'notListed',
  'service-failed': 'notListed',
  'aws-error': 'notListed',
  'answer-too-large': 'notListed',
  'endless-list': 'notListed',
};

/** What the welcome says of a failed listing; undefined where only its whole sentence tells what is wrong. */
function failureOf({ error, functions }: ConnectionState): ViewState | undefined {
  const { code = '', params = {} } = error?.problem ?? {};
  const isListed = functions.length > 0;
  // The welcome names this permission, and says to ask for it.
  const isOther =
    code === 'access-denied' && (params['action'] !== 'lambda:ListFunctions' || isForbidden(params));
  return isListed || isOther ? undefined : (own(welcomes, code) ?? own(failures, code));
}

/**
 * What the view's welcome says in place of rows and of the sentences above them, where all regions failed in the same
 * way and nothing is known of any: it wraps, and has buttons.
 */
function failureOfAll(states: readonly ConnectionState[]): ViewState | undefined {
  const [first, ...others] = states.map(failureOf);
  return others.every(each => each === first) ? first : undefined;
}

/** Whether the view's welcome is about what went wrong with a listing. */
export function isWelcome(states: readonly ConnectionState[]): boolean {
  return failureOfAll(states) !== undefined;
}

/** Whether a welcome with buttons says what to do where there are no connections. */
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
    error !== undefined;
  return isWelcome(states) ? [] : states.filter(hasRow);
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
  // That there are none is said only where every listing has come to its end.
  const isListed = states.length > 0 && states.every(({ status }) => status === 'ready');
  return own(welcomes, problem?.problem?.code ?? '') ?? failureOfAll(states) ?? (isListed ? 'empty' : 'list');
}
