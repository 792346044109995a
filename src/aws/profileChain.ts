import { own } from '../core/guards';
import { credentialSource } from './credentialOrigin';
import type { IniSection } from './iniText';
import { problemError } from './awsProblems';
import type { SharedFiles } from './sharedFiles';

/** A profile and those that its credentials come from, the last being the one that has or gets its own. */
export function profileChain(name: string, { profiles }: SharedFiles): readonly string[] {
  const chain = [name];
  for (;;) {
    const last = chain.at(-1) ?? name;
    const source = profiles.get(last)?.source_profile;
    if (
      source === undefined ||
      chain.includes(source) ||
      credentialSource(profiles.get(last) ?? {}) !== 'role'
    ) {
      return chain;
    }
    chain.push(source);
  }
}

/**
 * Says what a profile, or one that it gets its credentials from, lacks.
 * @throws HumanError with problem `source-profile-missing`, `sso-session-missing` or `sso-incomplete`
 */
export function assertComplete(name: string, files: SharedFiles): void {
  const chain = profileChain(name, files);
  const profile = chain.at(-1) ?? name;
  const section = files.profiles.get(profile);
  if (!section) {
    throw problemError('source-profile-missing', {
      profile: chain.at(-2) ?? name,
      source: profile,
      file: files.configFile,
    });
  }
  if (credentialSource(section) !== 'sso') {
    return;
  }
  const session = section.sso_session;
  const shared = session === undefined ? {} : files.ssoSessions.get(session);
  if (!shared) {
    throw problemError('sso-session-missing', { profile, session: session ?? '', file: files.configFile });
  }
  const missing = missingSso({ ...section, ...shared });
  if (missing.length > 0) {
    throw problemError('sso-incomplete', { profile, missing: missing.join(', ') });
  }
}

function missingSso(section: IniSection): readonly string[] {
  return ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'].filter(
    option => !own(section, option),
  );
}
