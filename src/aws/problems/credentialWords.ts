import type { Translate } from '../../core/translate';

/** What is wrong with a profile, its region and its credentials, and what to do. */
export const credentialWords = {
  'no-credentials': (t: Translate, p: { machine: string }) =>
    t(
      'No AWS credentials were found {0}. Set up a profile there with “aws configure sso” or “aws configure”, or try the demo, which needs no account.',
      machineName(t, p.machine),
    ),
  'profile-not-found': (t: Translate, p: { profile: string; file: string }) =>
    t(
      'The AWS profile “{0}” does not exist in {1}. Select another profile or add it there.',
      p.profile,
      p.file,
    ),
  'no-region': (t: Translate, _: { profile: string }) =>
    t('No AWS region is set. Select the regions to look in.'),
  'bad-region': (t: Translate, p: { region: string }) =>
    t('“{0}” is not the code of an AWS region, such as us-east-1. Select the regions again.', p.region),
  'bad-endpoint': (t: Translate, p: { endpoint: string }) =>
    t(
      'The endpoint “{0}” is not an http or https URL. Correct it in the settings or in the profile.',
      p.endpoint,
    ),
  'config-unreadable': (t: Translate, p: { file: string; reason: string }) =>
    t('{0} could not be read: {1}. Correct the file.', p.file, p.reason),
  'source-profile-missing': (t: Translate, p: { profile: string; source: string; file: string }) =>
    t(
      'The AWS profile “{0}” takes its credentials from the profile “{1}”, which does not exist in {2}. Add it there, or correct source_profile.',
      p.profile,
      p.source,
      p.file,
    ),
  'profile-incomplete': (t: Translate, p: { profile: string; missing: string }) =>
    t(
      'The AWS profile “{0}” is not complete: {1} is missing. Add it to the profile, or select another.',
      p.profile,
      p.missing,
    ),
  'sso-session-missing': (t: Translate, p: { profile: string; session: string; file: string }) =>
    t(
      'The AWS profile “{0}” names the SSO session “{1}”, but {2} has no section [sso-session {1}]. Run “aws configure sso”, or correct sso_session.',
      p.profile,
      p.session,
      p.file,
    ),
  'sso-incomplete': (t: Translate, p: { profile: string; missing: string }) =>
    t(
      'The AWS profile “{0}” is not complete for IAM Identity Center: {1} is missing. Run “aws configure sso”, or add it to the profile. Signing in does not help.',
      p.profile,
      p.missing,
    ),
  'sso-not-assigned': (t: Translate, p: { profile: string; account: string; role: string }) =>
    t(
      'IAM Identity Center gives the AWS profile “{0}” no access: the permission set {2} is not assigned to you in the account {1}. Ask for the assignment, or correct sso_account_id and sso_role_name. Signing in again does not help.',
      p.profile,
      p.account,
      p.role,
    ),
  'environment-keys-incomplete': (t: Translate) =>
    t(
      'AWS_ACCESS_KEY_ID is set in the environment, but AWS_SECRET_ACCESS_KEY is not. Set both, or neither, and start VS Code again.',
    ),
  'keys-malformed': (t: Translate, p: { profile: string; origin: string }) =>
    t(
      'The credentials of {0} hold a character that no access key has, such as a typographic quotation mark. Copy them again.',
      ownerName(t, p),
    ),
  'not-instance-metadata': (t: Translate, p: { host: string }) =>
    t(
      'What answered at {0} is not the EC2 instance metadata service: a proxy or a router answers for it. Add {0} to no_proxy, or set AWS_EC2_METADATA_DISABLED=true where this is no EC2 instance.',
      p.host,
    ),
  'not-container-credentials': (t: Translate, p: { variable: string }) =>
    t(
      'What answered at the address of {0} does not give the credentials of a container. Check that variable, and add the address to no_proxy where a proxy answers for it.',
      p.variable,
    ),
  'login-expired': (t: Translate, p: { profile: string; command: string }) =>
    t(
      'Nobody is signed in with the AWS profile “{0}”, or the sign-in has expired. Run “{1}” and try again.',
      p.profile,
      p.command,
    ),
  'credentials-expired': (t: Translate, p: { profile: string; origin: string }) =>
    p.origin === 'environment'
      ? t(
          'The temporary credentials in the environment variables have expired. Renew them, and start VS Code again from where they are set.',
        )
      : t('The temporary credentials of {0} have expired. Renew them and try again.', ownerName(t, p)),
  'credentials-rejected': (t: Translate, p: { profile: string; origin: string; region: string }) =>
    t(
      'AWS does not accept the credentials of {0} in {1}. Check the access key, or select another profile.',
      ownerName(t, p),
      p.region,
    ),
  'region-not-enabled': (t: Translate, p: { region: string; profile: string; origin: string }) =>
    t(
      'AWS does not accept the credentials of {1} in {0}. That region has to be enabled for an account first: enable it in the console under Account, or select other regions.',
      p.region,
      ownerName(t, p),
    ),
  'token-of-global-endpoint': (t: Translate, p: { region: string; profile: string; origin: string }) =>
    t(
      'AWS does not accept the temporary credentials of {1} in {0}: they are of the global endpoint of AWS STS, whose tokens are valid only in regions that are enabled by default. Get them from a regional endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional), or make the global endpoint’s tokens valid in all regions (IAM, Account settings). The region itself must be enabled, too.',
      p.region,
      ownerName(t, p),
    ),
  'credentials-failed': (t: Translate, p: { profile: string; origin: string; reason: string }) =>
    t(
      'No credentials came from {0}: {1}. Correct that, or select another profile.',
      ownerName(t, p),
      withoutEnd(p.reason),
    ),
  'credential-process-failed': (t: Translate, p: { profile: string }) =>
    t(
      'The credential_process of the AWS profile “{0}” failed. Run its command in a terminal to see why.',
      p.profile,
    ),
  'profile-empty': (t: Translate, p: { profile: string }) =>
    t('The AWS profile “{0}” holds no credentials. Add them to it, or select another profile.', p.profile),
  'mfa-cancelled': (t: Translate, p: { profile: string }) =>
    t('The AWS profile “{0}” needs a code from your MFA device. Try again and enter the code.', p.profile),
  'mfa-rejected': (t: Translate, p: { profile: string }) =>
    t(
      'AWS did not accept the MFA code for the profile “{0}”. Wait for the next code and try again.',
      p.profile,
    ),
  'clock-skew': (t: Translate) =>
    t('AWS refused the request because the clock of this machine is wrong. Correct the time and try again.'),
};

/** Whose credentials they are, inside a sentence. */
function ownerName(t: Translate, { origin, profile }: { origin: string; profile: string }): string {
  switch (origin) {
    case 'environment':
      return t('the environment variables');
    case 'web-identity':
      return t('the environment’s web identity');
    case 'container':
      return t('the container’s role');
    case 'instance':
      return t('the EC2 instance’s role');
    default:
      return t('the AWS profile “{0}”', profile);
  }
}

/** Words of somebody else that a sentence goes on after. */
function withoutEnd(text: string): string {
  return text.replace(/[.\s]+$/, '');
}

/** Where the extension runs and looks for `~/.aws`, inside a sentence. */
function machineName(t: Translate, machine: string): string {
  switch (machine) {
    case 'wsl':
      return t('in WSL, where this window runs');
    case 'ssh':
      return t('on the SSH host, where this window runs');
    case 'container':
      return t('in the container, where this window runs');
    case 'codespace':
      return t('in the codespace, where this window runs');
    case 'remote':
      return t('on the remote machine, where this window runs');
    default:
      return t('on this computer');
  }
}
