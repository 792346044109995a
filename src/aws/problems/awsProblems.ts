import { defineProblems, type ProblemCode } from '../../core/defineProblems';
import type { Translate } from '../../core/translate';
import { denialWords } from './denialWords';

interface StartParams {
  function: string;
  /** In Lambda's words. */
  reason: string;
  [key: string]: string;
}

/** `way` is `temporary-probe` where it was such a one, with the role of the function, that failed. */
interface RoleParams extends StartParams {
  role: string;
}

interface MountParams extends StartParams {
  accessPoint: string;
  path: string;
}

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

/** What can go wrong between us and a function's answer: the values that its words need, and the words. */
export const awsProblems = defineProblems({
  // --- finding a connection
  'no-credentials': (t, p: { machine: string }) =>
    t(
      'No AWS credentials were found {0}. Set up a profile there with “aws configure sso” or “aws configure”, or try the demo, which needs no account.',
      machineName(t, p.machine),
    ),
  'profile-not-found': (t, p: { profile: string; file: string }) =>
    t(
      'The AWS profile “{0}” does not exist in {1}. Select another profile or add it there.',
      p.profile,
      p.file,
    ),
  'no-region': (t, _: { profile: string }) => t('No AWS region is set. Select the regions to look in.'),
  'bad-region': (t, p: { region: string }) =>
    t('“{0}” is not the code of an AWS region, such as us-east-1. Select the regions again.', p.region),
  'bad-endpoint': (t, p: { endpoint: string }) =>
    t(
      'The endpoint “{0}” is not an http or https URL. Correct it in the settings or in the profile.',
      p.endpoint,
    ),
  'config-unreadable': (t, p: { file: string; reason: string }) =>
    t('{0} could not be read: {1}. Correct the file.', p.file, p.reason),

  // --- credentials
  'source-profile-missing': (t, p: { profile: string; source: string; file: string }) =>
    t(
      'The AWS profile “{0}” takes its credentials from the profile “{1}”, which does not exist in {2}. Add it there, or correct source_profile.',
      p.profile,
      p.source,
      p.file,
    ),
  'profile-incomplete': (t, p: { profile: string; missing: string }) =>
    t(
      'The AWS profile “{0}” is not complete: {1} is missing. Add it to the profile, or select another.',
      p.profile,
      p.missing,
    ),
  'sso-session-missing': (t, p: { profile: string; session: string; file: string }) =>
    t(
      'The AWS profile “{0}” names the SSO session “{1}”, but {2} has no section [sso-session {1}]. Run “aws configure sso”, or correct sso_session.',
      p.profile,
      p.session,
      p.file,
    ),
  'sso-incomplete': (t, p: { profile: string; missing: string }) =>
    t(
      'The AWS profile “{0}” is not complete for IAM Identity Center: {1} is missing. Run “aws configure sso”, or add it to the profile. Signing in does not help.',
      p.profile,
      p.missing,
    ),
  'sso-not-assigned': (t, p: { profile: string; account: string; role: string }) =>
    t(
      'IAM Identity Center gives the AWS profile “{0}” no access: the permission set {2} is not assigned to you in the account {1}. Ask for the assignment, or correct sso_account_id and sso_role_name. Signing in again does not help.',
      p.profile,
      p.account,
      p.role,
    ),
  'environment-keys-incomplete': t =>
    t(
      'AWS_ACCESS_KEY_ID is set in the environment, but AWS_SECRET_ACCESS_KEY is not. Set both, or neither, and start VS Code again.',
    ),
  'keys-malformed': (t, p: { profile: string; origin: string }) =>
    t(
      'The credentials of {0} hold a character that no access key has, such as a typographic quotation mark. Copy them again.',
      ownerName(t, p),
    ),
  'not-instance-metadata': (t, p: { host: string }) =>
    t(
      'What answered at {0} is not the EC2 instance metadata service: a proxy or a router answers for it. Add {0} to no_proxy, or set AWS_EC2_METADATA_DISABLED=true where this is no EC2 instance.',
      p.host,
    ),
  'not-container-credentials': (t, p: { variable: string }) =>
    t(
      'What answered at the address of {0} does not give the credentials of a container. Check that variable, and add the address to no_proxy where a proxy answers for it.',
      p.variable,
    ),
  'login-expired': (t, p: { profile: string; command: string }) =>
    t(
      'Nobody is signed in with the AWS profile “{0}”, or the sign-in has expired. Run “{1}” and try again.',
      p.profile,
      p.command,
    ),
  'credentials-expired': (t, p: { profile: string; origin: string }) =>
    p.origin === 'environment'
      ? t(
          'The temporary credentials in the environment variables have expired. Renew them, and start VS Code again from where they are set.',
        )
      : t('The temporary credentials of {0} have expired. Renew them and try again.', ownerName(t, p)),
  'credentials-rejected': (t, p: { profile: string; origin: string; region: string }) =>
    t(
      'AWS does not accept the credentials of {0} in {1}. Check the access key, or select another profile.',
      ownerName(t, p),
      p.region,
    ),
  'region-not-enabled': (t, p: { region: string; profile: string; origin: string }) =>
    t(
      'AWS does not accept the credentials of {1} in {0}. That region has to be enabled for an account first: enable it in the console under Account, or select other regions.',
      p.region,
      ownerName(t, p),
    ),
  'token-of-global-endpoint': (t, p: { region: string; profile: string; origin: string }) =>
    t(
      'AWS does not accept the temporary credentials of {1} in {0}: they are of the global endpoint of AWS STS, whose tokens are valid only in regions that are enabled by default. Get them from a regional endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional), or make the global endpoint’s tokens valid in all regions (IAM, Account settings). The region itself must be enabled, too.',
      p.region,
      ownerName(t, p),
    ),
  'credentials-failed': (t, p: { profile: string; origin: string; reason: string }) =>
    t(
      'No credentials came from {0}: {1}. Correct that, or select another profile.',
      ownerName(t, p),
      withoutEnd(p.reason),
    ),
  'credential-process-failed': (t, p: { profile: string }) =>
    t(
      'The credential_process of the AWS profile “{0}” failed. Run its command in a terminal to see why.',
      p.profile,
    ),
  'profile-empty': (t, p: { profile: string }) =>
    t('The AWS profile “{0}” holds no credentials. Add them to it, or select another profile.', p.profile),
  'mfa-cancelled': (t, p: { profile: string }) =>
    t('The AWS profile “{0}” needs a code from your MFA device. Try again and enter the code.', p.profile),
  'mfa-rejected': (t, p: { profile: string }) =>
    t(
      'AWS did not accept the MFA code for the profile “{0}”. Wait for the next code and try again.',
      p.profile,
    ),
  'clock-skew': t =>
    t('AWS refused the request because the clock of this machine is wrong. Correct the time and try again.'),

  // --- the network
  'endpoint-down': (t, p: { endpoint: string }) =>
    t(
      'Nothing answers at {0}. Start what should listen there, or correct the endpoint in the settings or in the profile.',
      p.endpoint,
    ),
  'demo-down': t => t('The demo is no longer running. Start it again with “Try the Demo”.'),
  'connection-refused': (t, p: { host: string; address: string }) =>
    p.address === ''
      ? t('{0} could not be reached: the connection was refused. Check proxy, VPN and firewall.', p.host)
      : t(
          '{0} could not be reached: nothing listens at {1}. Where that is a proxy, check http.proxy and HTTPS_PROXY; otherwise check VPN and firewall.',
          p.host,
          p.address,
        ),
  'no-route': (t, p: { host: string; address: string; reason: string }) =>
    t(
      'There is no route to {0} ({1}). Check the network connection and VPN, then try again.',
      p.address === '' ? p.host : `${p.host}, ${p.address}`,
      p.reason,
    ),
  'not-http': (t, p: { host: string; reason: string }) =>
    t(
      'What answered at {0} does not speak HTTP ({1}). Check scheme and port of the endpoint and of the proxy: a port for TLS needs https.',
      p.host,
      p.reason,
    ),
  'not-tls': (t, p: { host: string }) =>
    t(
      'What answered at {0} does not speak TLS. Check scheme and port of the endpoint and of the proxy: a port without TLS needs http.',
      p.host,
    ),
  'tls-failed': (t, p: { host: string; reason: string }) =>
    t(
      'A TLS connection to {0} could not be made ({1}). Check the proxy and its TLS settings, and the endpoint.',
      p.host,
      p.reason,
    ),
  'network-failed': (t, p: { host: string; reason: string }) =>
    t(
      'The request to {0} failed in the network ({1}). Check the network connection, VPN and proxy, then try again.',
      p.host,
      p.reason,
    ),
  'endpoint-variant-missing': (t, p: { host: string; region: string }) =>
    t(
      'The host {0} was not found. The profile asks for FIPS or dual-stack endpoints, which not every service has in {1}. Remove use_fips_endpoint or use_dualstack_endpoint, or check network, VPN and proxy.',
      p.host,
      p.region,
    ),
  'endpoint-conflict': (t, p: { region: string; reason: string }) =>
    t(
      'There is no such endpoint in {0}: {1}. Check use_fips_endpoint and use_dualstack_endpoint in the profile, and AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT in the environment.',
      p.region,
      p.reason,
    ),
  'host-not-found': (t, p: { host: string }) =>
    t('The host {0} was not found. Check the network connection, VPN and proxy, then try again.', p.host),
  'unknown-region': (t, p: { region: string; host: string }) =>
    t(
      'There is no Lambda endpoint for the region “{0}”: {1} was not found. Select the regions again.',
      p.region,
      p.host,
    ),
  'connect-timeout': (t, p: { host: string }) =>
    t('{0} did not answer in time. Check the network connection, VPN and proxy, then try again.', p.host),
  'connection-lost': (t, p: { host: string }) =>
    t('The connection to {0} broke before the answer was complete. Try again.', p.host),
  'answer-too-large': (t, p: { host: string }) =>
    t('{0} sent more than such an answer can have. It was not read.', p.host),
  'endless-list': (t, p: { host: string }) =>
    t('{0} lists functions without an end. The list is shown as far as it was read.', p.host),
  'invoke-lost': (t, p: { host: string; function: string }) =>
    t(
      'The connection to {0} broke while {1} was running. It was not invoked a second time. Inspect it again when the connection is stable.',
      p.host,
      p.function,
    ),
  'invoke-unanswered': (t, p: { function: string; seconds: number }) =>
    t(
      '{0} gave no answer within {1} seconds, which is longer than its own timeout. It was not invoked a second time. Check the network between here and AWS, then inspect again.',
      p.function,
      p.seconds,
    ),
  'certificate-not-trusted': (t, p: { host: string; reason: string; file: string; unusable: string }) => {
    if (p.file === '') {
      return t(
        'The TLS certificate of {0} is not trusted ({1}). If a proxy of your organisation inspects traffic, add its certificate to the system (see http.systemCertificates), or to a file that AWS_CA_BUNDLE or ca_bundle names.',
        p.host,
        p.reason,
      );
    }
    return p.unusable === ''
      ? t(
          'The TLS certificate of {0} is not trusted ({1}), also not by the certificates in {2} (ca_bundle). Add the certificate of the proxy or of the endpoint there, or to the system (see http.systemCertificates).',
          p.host,
          p.reason,
          p.file,
        )
      : t(
          'The TLS certificate of {0} is not trusted ({1}), and {2} could not be used ({3}). Correct AWS_CA_BUNDLE or ca_bundle, or add the certificate to the system (see http.systemCertificates).',
          p.host,
          p.reason,
          p.file,
          p.unusable,
        );
  },
  'certificate-dates': (t, p: { host: string; reason: string }) =>
    t(
      'The TLS certificate of {0} is not valid at this time ({1}). Check the clock of this machine, and the certificate of the endpoint or proxy.',
      p.host,
      p.reason,
    ),
  'proxy-unreachable': (t, p: { host: string; proxy: string }) =>
    t(
      'The proxy {1} could not be reached, so that {0} was not asked. Check http.proxy, http.noProxy, HTTPS_PROXY and VPN.',
      p.host,
      p.proxy,
    ),
  'proxy-refused': (t, p: { host: string; status: number }) =>
    t(
      'The proxy did not let the request through to {0} (HTTP {1}). Sign in to the proxy: check http.proxy, http.proxyAuthorization and HTTPS_PROXY.',
      p.host,
      p.status,
    ),
  'not-aws': (t, p: { host: string; service: string; status: number }) =>
    t(
      '{0} answered with something that is not the API of {2} (HTTP {1}). A proxy may be in between, or the endpoint may be wrong: check both.',
      p.host,
      p.status,
      p.service,
    ),

  // --- the API
  'access-denied': denialWords,
  throttled: (t, p: { operation: string }) =>
    t(
      'AWS is limiting the rate of requests ({0}). Other tools in this account may be using it up. Wait a minute and try again.',
      p.operation,
    ),
  'reserved-concurrency-used-up': (t, p: { function: string }) =>
    t(
      '{0} was not invoked: its reserved concurrency is 0, or all of it is in use. Raise it, or use a temporary probe.',
      p.function,
    ),
  'concurrency-used-up': (t, p: { function: string }) =>
    t(
      '{0} was not invoked: all concurrent executions that this account has in this region are in use. Wait until others have ended, or ask for a higher quota in Service Quotas.',
      p.function,
    ),
  'invocation-rate-exceeded': (t, p: { function: string }) =>
    t('{0} was not invoked: it is invoked too often at the moment. Wait a moment and try again.', p.function),
  'service-failed': (t, p: { service: string; status: number }) =>
    t(
      '{1} had an internal error (HTTP {0}). Try again; if it stays, look at the AWS Health Dashboard.',
      p.status,
      p.service,
    ),
  'function-not-found': (t, p: { function: string; region: string }) =>
    t('{0} no longer exists in {1}. Refresh the list of functions.', p.function, p.region),
  'invalid-request': (t, p: { reason: string }) => t('Lambda refused the request: {0}', p.reason),
  'request-too-large': t =>
    t(
      'The request to the function was larger than the 6 MB that Lambda accepts. List a directory with a shorter path.',
    ),
  'aws-error': (t, p: { name: string; reason: string }) => t('AWS answered with {0}: {1}', p.name, p.reason),

  // --- Lambda could not start the function
  'efs-mount-connectivity': (t, p: MountParams) =>
    t(
      'Lambda could not reach the EFS mount target for {0} ({1}, {2}). Check that TCP 2049 is open from the function’s security group to the mount target’s in both, and that a mount target exists in every zone of the function’s subnets.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'efs-mount-failure': (t, p: MountParams) =>
    t(
      'EFS refused the mount for {0} ({1}, {2}). Check that the access point and its root directory exist, and that the file system’s policy lets the function’s role mount it.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'efs-mount-timeout': (t, p: MountParams) =>
    t(
      'EFS was reached but the mount for {0} ({1}, {2}) took too long. Try again in a moment; if it stays, check the file system’s throughput and how many functions start at once.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'efs-io': (t, p: StartParams) =>
    t(
      'Lambda stopped the instance of {0} because an earlier invocation was stuck in I/O on the file system. The throughput of the file system may be used up: check its burst credits and throughput mode.',
      p.function,
    ),
  's3files-mount-connectivity': (t, p: MountParams) =>
    t(
      'Lambda could not reach the S3 Files mount target for {0} ({1}, {2}). Check that TCP 2049 is open from the function’s security group to the mount target’s in both, and that a mount target exists in every zone of the function’s subnets.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  's3files-mount-failure': (t, p: MountParams) =>
    t(
      'S3 Files refused the mount for {0} ({1}, {2}). Check that the access point is available and that the function’s role has s3files:ClientMount.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  's3files-mount-timeout': (t, p: MountParams) =>
    t(
      'S3 Files was reached but the mount for {0} ({1}, {2}) took too long. Try again in a moment.',
      p.function,
      p.path,
      p.accessPoint,
    ),
  'mount-targets-missing': (t, p: StartParams) =>
    t(
      'Lambda refused {0}, because a zone of its subnets has no mount target. Create one there: {1}',
      p.function,
      p.reason,
    ),
  'mount-targets-not-available': (t, p: StartParams) =>
    t(
      'Lambda refused {0}, because a mount target is not available yet. Wait some minutes and inspect again: {1}',
      p.function,
      p.reason,
    ),
  'network-interface-not-ready': (t, p: StartParams) =>
    t('The network interface of {0} is not ready yet. Wait a minute and try again.', p.function),
  'network-interface-limit': (t, p: StartParams) =>
    t(
      'Lambda could not make a network interface for {0}: the VPC has reached its limit. Ask for a higher quota of network interfaces or remove unused ones.',
      p.function,
    ),
  'subnet-addresses-exhausted': (t, p: StartParams & { subnets: string }) =>
    t(
      'Lambda could not start {0}: a subnet has no free IP address left ({1}). Free some or add subnets.',
      p.function,
      p.subnets,
    ),
  'subnet-invalid': (t, p: StartParams & { subnets: string }) =>
    t(
      'Lambda could not start {0}: a subnet of its VPC configuration does not exist ({1}). Correct the configuration.',
      p.function,
      p.subnets,
    ),
  'security-group-invalid': (t, p: StartParams & { groups: string }) =>
    t(
      'Lambda could not start {0}: a security group of its VPC configuration does not exist ({1}). Correct the configuration.',
      p.function,
      p.groups,
    ),
  'ec2-throttled': (t, p: StartParams) =>
    t(
      'EC2 is limiting the requests that Lambda makes to start {0}. Wait a minute and try again.',
      p.function,
    ),
  'ec2-denied': (t, p: RoleParams) =>
    p.way === 'temporary-probe'
      ? t(
          'The role of {0} ({1}) does not let Lambda make network interfaces for a temporary probe. If its policies are for {0} only (lambda:SourceFunctionArn), deploy the probe with a role of its own with “Copy Probe Template”. If not, attach the managed policy AWSLambdaVPCAccessExecutionRole.',
          p.function,
          p.role,
        )
      : t(
          'The role of {0} may not make network interfaces ({1}). Attach AWSLambdaVPCAccessExecutionRole to it.',
          p.function,
          p.role,
        ),
  'ec2-failed': (t, p: StartParams) => t('EC2 failed while Lambda started {0}: {1}', p.function, p.reason),
  'kms-failed': (t, p: StartParams) =>
    t(
      'Lambda could not decrypt the environment variables of {0}: {1} Check the state of the KMS key and the role’s kms:Decrypt.',
      p.function,
      p.reason,
    ),
  'image-unusable': (t, p: StartParams) =>
    t('Lambda could not load the container image of {0}: {1}', p.function, p.reason),
  'role-not-assumable': (t, p: RoleParams) =>
    p.way === 'temporary-probe'
      ? t(
          'Lambda may not assume the role of {0} ({1}) for a temporary probe. If its trust policy is for {0} only (aws:SourceArn), deploy the probe with a role of its own with “Copy Probe Template”. If not, check that the role exists and trusts lambda.amazonaws.com.',
          p.function,
          p.role,
        )
      : t(
          'Lambda may not assume the role of {0} ({1}). Check that the role exists and trusts lambda.amazonaws.com.',
          p.function,
          p.role,
        ),
  'function-inactive': (t, p: StartParams) =>
    t(
      '{0} was idle for weeks and Lambda is activating it again. Wait a minute and inspect again.',
      p.function,
    ),
  'function-updating': (t, p: StartParams) =>
    t(
      '{0} is being created or updated: {1} Wait until that has ended and inspect again.',
      p.function,
      p.reason,
    ),
  'snapstart-failed': (t, p: StartParams) => t('SnapStart could not start {0}: {1}', p.function, p.reason),
  'code-invalid': (t, p: StartParams) =>
    t('Lambda could not start {0} because of its code or runtime: {1}', p.function, p.reason),
});

export type AwsProblemCode = ProblemCode<typeof awsProblems>;

/** An error that carries its problem; its message is English. */
export const problemError = awsProblems.error;
