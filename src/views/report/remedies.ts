import { own } from '../../core/guards';
import type { Problem } from '../../core/humanError';
import type { AwsProblemCode } from '../../aws/problems/awsProblems';
import { isForbidden } from '../../aws/problems/denialWords';
import type { InspectProblemCode } from '../../inspect/inspectProblems';
import type { RefusedCommand, Remedy } from './messages';

/**
 * What can be done from here about a problem, the best first. Nothing where it is to be done elsewhere, as the
 * problem's sentence says.
 *
 * @param demo whether the function is one of the demo: it has neither a profile nor regions
 * @param refused what was asked for
 */
export function remediesFor(
  problem: Problem | undefined,
  demo: boolean,
  refused: RefusedCommand = 'inspect',
): readonly Remedy[] {
  const { code = '', params = {} } = problem ?? {};
  if (code === 'login-expired') {
    return [{ command: 'signInAgain', refused }, ...profile];
  }
  const known = code === 'access-denied' && isForbidden(params) ? profile : (own(remedies, code) ?? []);
  return demo ? known.filter(({ command }) => !ofConnections.has(command)) : known;
}

const ofConnections: ReadonlySet<Remedy['command']> = new Set(['selectProfile', 'selectRegions']);

const profile: readonly Remedy[] = [{ command: 'selectProfile' }];
const regions: readonly Remedy[] = [{ command: 'selectRegions' }];
const endpoint: readonly Remedy[] = [{ command: 'openSetting', setting: 'aws.endpoint' }];
const deployProbe: readonly Remedy[] = [{ command: 'copyProbeTemplate' }];

const remedies: Readonly<Partial<Record<AwsProblemCode | InspectProblemCode, readonly Remedy[]>>> = {
  'access-denied': [{ command: 'copyIamPolicy' }, ...profile],
  'no-credentials': [...profile, { command: 'tryDemo' }],
  'profile-not-found': profile,
  'profile-empty': profile,
  'credentials-expired': profile,
  'credentials-rejected': profile,
  'credentials-failed': profile,
  'credential-process-failed': profile,
  'environment-keys-incomplete': profile,
  'keys-malformed': profile,
  'source-profile-missing': profile,
  'profile-incomplete': profile,
  'sso-incomplete': profile,
  'sso-not-assigned': profile,
  'sso-session-missing': profile,
  'mfa-cancelled': profile,
  'mfa-rejected': profile,
  'no-region': regions,
  'bad-region': regions,
  'unknown-region': regions,
  'token-of-global-endpoint': [...regions, ...profile],
  'region-not-enabled': [...regions, ...profile],
  'bad-endpoint': endpoint,
  'endpoint-down': endpoint,
  'not-aws': endpoint,
  'not-http': endpoint,
  'not-tls': endpoint,
  'demo-down': [{ command: 'tryDemo' }],
  'function-not-found': [{ command: 'refresh' }],
  'function-timed-out': [{ command: 'copyTimeoutCommand' }],
  'response-too-large': [{ command: 'openSetting', setting: 'files.pageSize' }],
  'not-a-probe': [{ command: 'openSetting', setting: 'probe.installedFunctions' }, ...deployProbe],
  'not-known-as-probe': deployProbe,
  'not-a-shell-handler': [{ command: 'unmarkAsShellProbe' }],
  'probe-refused': deployProbe,
  'probe-too-old': deployProbe,
  'temporary-probe-not-deleted': [{ command: 'deleteLeftoverProbes' }],
};
