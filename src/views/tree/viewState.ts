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
  return codes.map(code => own(welcomes, code)).find(welcome => welcome !== undefined) ?? 'empty';
}
