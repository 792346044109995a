import { own } from '../../core/guards';
import type { CredentialSource } from '../connection';
import { credentialSource } from './credentialOrigin';
import type { IniSection } from '../sharedFiles/iniText';
import { problemError } from '../problems/awsProblems';
import type { SharedFiles } from '../sharedFiles/sharedFiles';

/** A profile and those that its credentials come from, the last being the one that has or gets its own. */
function profileChain(name: string, { profiles }: SharedFiles): readonly string[] {
  const chain = [name];
  for (;;) {
    const last = chain.at(-1) ?? name;
    const section = profiles.get(last) ?? {};
    const source = section.source_profile;
    // A role that others assume theirs with is not assumed where it has keys of its own.
    const hasOwn = chain.length > 1 && section.aws_access_key_id !== undefined;
    if (source === undefined || hasOwn || chain.includes(source) || credentialSource(section) !== 'role') {
      return chain;
    }
    chain.push(source);
  }
}

/** The profile that has or gets its own credentials for this one, and where from. */
export function sourceOf(
  name: string,
  files: SharedFiles,
): { readonly profile: string; readonly kind: CredentialSource } {
  const profile = profileChain(name, files).at(-1) ?? name;
  return { profile, kind: credentialSource(files.profiles.get(profile) ?? {}) };
}

/**
 * Says what a profile, or one that it gets its credentials from, lacks.
 * @throws HumanError with problem `source-profile-missing`, `profile-incomplete`, `sso-session-missing` or
 *   `sso-incomplete`
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
  const source = credentialSource(section);
  const lacking = lackingOptions(section, source, chain.length > 1);
  if (lacking !== undefined) {
    throw problemError('profile-incomplete', { profile, missing: lacking });
  }
  if (source !== 'sso') {
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

/** What the AWS CLI refuses a profile for, where the SDK takes other credentials instead. */
function lackingOptions(
  section: IniSection,
  source: CredentialSource,
  isSource: boolean,
): string | undefined {
  const hasKeys = Boolean(section.aws_access_key_id && section.aws_secret_access_key);
  if (source === 'role' && !section.source_profile && !section.credential_source && !(isSource && hasKeys)) {
    return 'source_profile';
  }
  if (source === 'keys' && !section.aws_secret_access_key) {
    return 'aws_secret_access_key';
  }
  return source === 'web-identity' && !section.role_arn ? 'role_arn' : undefined;
}

function missingSso(section: IniSection): readonly string[] {
  return ['sso_start_url', 'sso_region', 'sso_account_id', 'sso_role_name'].filter(
    option => !own(section, option),
  );
}
