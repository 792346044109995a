import type { Problem } from '../../core/humanError';
import type { Reading } from '../../core/mount/reading';

export interface SignIn {
  readonly profile: string;
  /** An SSO session, or the console's sign-in. */
  readonly kind: 'sso' | 'console';
}

/** What an expired sign-in needs, as the command's argument; undefined for any other problem. */
export function signInArgument(problem: Problem | undefined): SignIn | undefined {
  return problem?.code === 'login-expired'
    ? {
        profile: String(problem.params.profile),
        kind: String(problem.params.command).startsWith('aws sso ') ? 'sso' : 'console',
      }
    : undefined;
}

/** Of what was read, where a part of it was refused for want of a sign-in. */
export function signedOutProblem(readings: readonly (Reading<unknown> | undefined)[]): Problem | undefined {
  return readings
    .flatMap(reading => (reading?.ok === false ? [reading.problem] : []))
    .find(problem => signInArgument(problem));
}
