import type {
  AwsEnvironment,
  Connection,
  ConnectionSettings,
  CredentialOrigin,
  CredentialSource,
} from '../connection';
import type { IniSection } from '../sharedFiles/iniText';
import { isSso } from '../sharedFiles/sharedFiles';

/** Name of the profile that was chosen in the settings or in the environment. */
export function chosenProfile(settings: ConnectionSettings, environment: AwsEnvironment): string | undefined {
  return settings.profile || environment.AWS_PROFILE || environment.AWS_DEFAULT_PROFILE || undefined;
}

/**
 * Where the AWS CLI takes the credentials from.
 * @param explicit whether the profile was picked, as with `--profile`: variables of the environment then do not count
 */
export function originOf(
  section: IniSection,
  explicit: boolean,
  environment: AwsEnvironment,
): CredentialOrigin {
  if (!explicit && environment.AWS_ACCESS_KEY_ID) {
    return 'environment';
  }
  const source = credentialSource(section);
  if (source === 'role') {
    return 'profile';
  }
  if (!explicit && environment.AWS_WEB_IDENTITY_TOKEN_FILE) {
    return 'web-identity';
  }
  if (source !== 'none') {
    return 'profile';
  }
  return environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || environment.AWS_CONTAINER_CREDENTIALS_FULL_URI
    ? 'container'
    : 'instance';
}

/** Where credentials were looked for, up to the place that is used; for the log. */
export function searchedOrigins(
  profile: string,
  section: IniSection,
  explicit: boolean,
  environment: AwsEnvironment,
): string {
  const used = originOf(section, explicit, environment);
  const passedOver = explicit
    ? 'passed over, since a profile is selected'
    : 'passed over for the profile’s role';
  const state = (variable: string) => (environment[variable] ? passedOver : 'not set');
  const before: readonly (readonly [CredentialOrigin, string])[] = [
    ['environment', `AWS_ACCESS_KEY_ID ${state('AWS_ACCESS_KEY_ID')}`],
    ['web-identity', `AWS_WEB_IDENTITY_TOKEN_FILE ${state('AWS_WEB_IDENTITY_TOKEN_FILE')}`],
    ['profile', `no credentials in profile ${profile}`],
    ['container', 'no container role'],
  ];
  const last = before.findIndex(([origin]) => origin === used);
  const inVain = (last < 0 ? before : before.slice(0, last)).map(([, words]) => words);
  const name = used === 'profile' ? `profile ${profile} (${credentialSource(section)})` : names[used];
  return [...inVain, `using ${name}`].join('; ');
}

const names: Readonly<Record<Exclude<CredentialOrigin, 'profile'>, string>> = {
  environment: 'environment variables',
  'web-identity': 'the web identity',
  container: 'the container role',
  instance: 'the instance role',
};

/** Whether the connection's profile was picked, not only named beside what the environment holds. */
export function isExplicit({ profile, origin }: Connection): boolean {
  return profile !== undefined && origin !== 'environment' && origin !== 'web-identity';
}

/** Where a profile says that its credentials come from, in the order of the AWS CLI. */
export function credentialSource(section: IniSection): CredentialSource {
  if (section.web_identity_token_file) {
    return 'web-identity';
  }
  if (section.role_arn) {
    return 'role';
  }
  if (isSso(section)) {
    return 'sso';
  }
  if (section.aws_access_key_id) {
    return 'keys';
  }
  if (section.login_session) {
    return 'login';
  }
  if (section.credential_process) {
    return 'process';
  }
  // Without account and role it is not complete.
  return section.sso_session || section.sso_start_url ? 'sso' : 'none';
}
