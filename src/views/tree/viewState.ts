import { own } from '../../core/guards';
import type { HumanError } from '../../core/humanError';
import type { ConnectionState } from '../../inspect/functionCatalog';

/** What the view's welcome in package.json says while there is nothing to list. */
export type ViewState = 'noCredentials' | 'noRegion' | 'empty' | 'noMatch' | 'list';

const welcomes: Readonly<Record<string, ViewState>> = {
  'no-region': 'noRegion',
  'no-credentials': 'noCredentials',
  'profile-empty': 'noCredentials',
  'credentials-expired': 'noCredentials',
  'credentials-rejected': 'noCredentials',
  'credentials-failed': 'noCredentials',
  'credential-process-failed': 'noCredentials',
};

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
  return welcome ?? (isListed ? 'empty' : 'list');
}
