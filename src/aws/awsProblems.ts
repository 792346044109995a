import { own } from '../core/guards';
import { createTranslate, type Translate } from '../core/translate';
import { HumanError, makeProblem, shownParam, type Problem } from '../core/humanError';
import type { DenyingPolicy } from './denial';
import { denialWords } from './denialWords';

/** What can go wrong between us and a function's answer, with the values that the words need. */
export interface AwsProblems {
  // --- finding a connection
  'no-credentials': { machine: string };
  'profile-not-found': { profile: string; file: string };
  'no-region': { profile: string };
  'bad-region': { region: string };
  'bad-endpoint': { endpoint: string };
  'config-unreadable': { file: string; reason: string };

  // --- credentials
  'source-profile-missing': { profile: string; source: string; file: string };
  'profile-incomplete': { profile: string; missing: string };
  'sso-session-missing': { profile: string; session: string; file: string };
  'sso-incomplete': { profile: string; missing: string };
  'sso-not-assigned': { profile: string; account: string; role: string };
  'environment-keys-incomplete': Record<string, never>;
  'keys-malformed': { profile: string; origin: string };
  'not-instance-metadata': { host: string };
  'login-expired': { profile: string; command: string };
  'credentials-expired': { profile: string; origin: string };
  'credentials-rejected': { profile: string; origin: string; region: string };
  'region-not-enabled': { region: string; profile: string; origin: string };
  'credentials-failed': { profile: string; origin: string; reason: string };
  'credential-process-failed': { profile: string };
  'profile-empty': { profile: string };
  'mfa-cancelled': { profile: string };
  'mfa-rejected': { profile: string };
  'clock-skew': Record<string, never>;

  // --- the network
  'endpoint-down': { endpoint: string };
  'demo-down': Record<string, never>;
  'connection-refused': { host: string; address: string };
  'no-route': { host: string; address: string; reason: string };
  'not-http': { host: string; reason: string };
  'not-tls': { host: string };
  'tls-failed': { host: string; reason: string };
  'network-failed': { host: string; reason: string };
  'endpoint-variant-missing': { host: string; region: string };
  'endpoint-conflict': { region: string; reason: string };
  'host-not-found': { host: string };
  'unknown-region': { region: string; host: string };
  'connect-timeout': { host: string };
  'connection-lost': { host: string };
  'answer-too-large': { host: string };
  'endless-list': { host: string };
  'invoke-lost': { host: string; function: string };
  'invoke-unanswered': { function: string; seconds: number };
  'certificate-not-trusted': { host: string; reason: string; file: string };
  'certificate-dates': { host: string; reason: string };
  'proxy-refused': { host: string; status: number };
  'not-aws': { host: string; service: string; status: number };

  // --- the API
  'access-denied': { action: string; principal: string; resource: string } & DenialParams;
  throttled: { operation: string };
  'reserved-concurrency-used-up': { function: string };
  'concurrency-used-up': { function: string };
  'invocation-rate-exceeded': { function: string };
  'service-failed': { service: string; status: number };
  'function-not-found': { function: string; region: string };
  'invalid-request': { reason: string };
  'request-too-large': Record<string, never>;
  'aws-error': { name: string; reason: string };

  // --- Lambda could not start the function
  'efs-mount-connectivity': MountParams;
  'efs-mount-failure': MountParams;
  'efs-mount-timeout': MountParams;
  'efs-io': StartParams;
  's3files-mount-connectivity': MountParams;
  's3files-mount-failure': MountParams;
  's3files-mount-timeout': MountParams;
  'mount-targets-missing': StartParams;
  'mount-targets-not-available': StartParams;
  'network-interface-not-ready': StartParams;
  'network-interface-limit': StartParams;
  'subnet-addresses-exhausted': StartParams & { subnets: string };
  'subnet-invalid': StartParams & { subnets: string };
  'security-group-invalid': StartParams & { groups: string };
  'ec2-throttled': StartParams;
  'ec2-denied': RoleParams;
  'ec2-failed': StartParams;
  'kms-failed': StartParams;
  'image-unusable': StartParams;
  'role-not-assumable': RoleParams;
  'function-inactive': StartParams;
  'function-updating': StartParams;
  'snapstart-failed': StartParams;
  'code-invalid': StartParams;
}

interface DenialParams {
  /** Kind of the policy that denies or does not allow it; empty where AWS does not name it. */
  policy: DenyingPolicy | '';
  /** `explicit` where a policy has the effect Deny. */
  effect: 'explicit' | 'none';
  /** In AWS's words. */
  reason: string;
  [key: string]: string;
}

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

export type AwsProblemCode = keyof AwsProblems;

/** An error that carries its problem; its message is English. */
export function problemError<Code extends AwsProblemCode>(
  code: Code,
  params: AwsProblems[Code],
  cause?: unknown,
): HumanError {
  const problem = makeProblem(code, params);
  return new HumanError(describeAwsProblem(problem, createTranslate()) ?? code, { problem, cause });
}

/** What happened and what to do, in whole sentences. Undefined for a problem of another room. */
export function describeAwsProblem({ code, params: p }: Problem, t: Translate): string | undefined {
  if (!Object.hasOwn(words, code)) {
    return undefined;
  }
  return words[code as AwsProblemCode](t, name => shownParam(own(p, name)));
}

type Words = (t: Translate, p: (name: string) => string | number) => string;

/** Whose credentials they are, inside a sentence. */
function ownerName(t: Translate, p: (name: string) => string | number): string {
  switch (p('origin')) {
    case 'environment':
      return t('the environment variables');
    case 'web-identity':
      return t('the environment’s web identity');
    case 'container':
      return t('the container’s role');
    case 'instance':
      return t('the EC2 instance’s role');
    default:
      return t('the AWS profile “{0}”', p('profile'));
  }
}

/** Words of somebody else that a sentence goes on after. */
function withoutEnd(text: string | number): string {
  return String(text).replace(/[.\s]+$/, '');
}

/** Where the extension runs and looks for `~/.aws`, inside a sentence. */
function machineName(t: Translate, machine: string | number): string {
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

const words: Record<AwsProblemCode, Words> = {
  'no-credentials': (t, p) =>
    t(
      'No AWS credentials were found {0}. Set up a profile there with “aws configure sso” or “aws configure”, or try the demo, which needs no account.',
      machineName(t, p('machine')),
    ),
  'profile-not-found': (t, p) =>
    t(
      'The AWS profile “{0}” does not exist in {1}. Select another profile or add it there.',
      p('profile'),
      p('file'),
    ),
  'no-region': t => t('No AWS region is set. Select the regions to look in.'),
  'bad-region': (t, p) =>
    t('“{0}” is not the code of an AWS region, such as us-east-1. Select the regions again.', p('region')),
  'bad-endpoint': (t, p) =>
    t(
      'The endpoint “{0}” is not an http or https URL. Correct it in the settings or in the profile.',
      p('endpoint'),
    ),
  'config-unreadable': (t, p) => t('{0} could not be read: {1}. Correct the file.', p('file'), p('reason')),

  'source-profile-missing': (t, p) =>
    t(
      'The AWS profile “{0}” takes its credentials from the profile “{1}”, which does not exist in {2}. Add it there, or correct source_profile.',
      p('profile'),
      p('source'),
      p('file'),
    ),
  'profile-incomplete': (t, p) =>
    t(
      'The AWS profile “{0}” is not complete: {1} is missing. Add it to the profile, or select another.',
      p('profile'),
      p('missing'),
    ),
  'sso-session-missing': (t, p) =>
    t(
      'The AWS profile “{0}” names the SSO session “{1}”, but {2} has no section [sso-session {1}]. Run “aws configure sso”, or correct sso_session.',
      p('profile'),
      p('session'),
      p('file'),
    ),
  'sso-incomplete': (t, p) =>
    t(
      'The AWS profile “{0}” is not complete for IAM Identity Center: {1} is missing. Run “aws configure sso”, or add it to the profile. Signing in does not help.',
      p('profile'),
      p('missing'),
    ),
  'sso-not-assigned': (t, p) =>
    t(
      'IAM Identity Center gives the AWS profile “{0}” no access: the permission set {2} is not assigned to you in the account {1}. Ask for the assignment, or correct sso_account_id and sso_role_name. Signing in again does not help.',
      p('profile'),
      p('account'),
      p('role'),
    ),
  'environment-keys-incomplete': t =>
    t(
      'AWS_ACCESS_KEY_ID is set in the environment, but AWS_SECRET_ACCESS_KEY is not. Set both, or neither, and start VS Code again.',
    ),
  'keys-malformed': (t, p) =>
    t(
      'The credentials of {0} hold a character that no access key has, such as a typographic quotation mark. Copy them again.',
      ownerName(t, p),
    ),
  'not-instance-metadata': (t, p) =>
    t(
      'What answered at {0} is not the EC2 instance metadata service: a proxy or a router answers for it. Add {0} to no_proxy, or set AWS_EC2_METADATA_DISABLED=true where this is no EC2 instance.',
      p('host'),
    ),
  'login-expired': (t, p) =>
    t(
      'The sign-in of the AWS profile “{0}” has expired. Run “{1}” and try again.',
      p('profile'),
      p('command'),
    ),
  'credentials-expired': (t, p) =>
    p('origin') === 'environment'
      ? t(
          'The temporary credentials in the environment variables have expired. Renew them, and start VS Code again from where they are set.',
        )
      : t('The temporary credentials of {0} have expired. Renew them and try again.', ownerName(t, p)),
  'credentials-rejected': (t, p) =>
    t(
      'AWS does not accept the credentials of {0} in {1}. Check the access key, or select another profile.',
      ownerName(t, p),
      p('region'),
    ),
  'region-not-enabled': (t, p) =>
    t(
      'AWS does not accept the credentials of {1} in {0}. That region has to be enabled for an account first: enable it in the console under Account, or select other regions.',
      p('region'),
      ownerName(t, p),
    ),
  'credentials-failed': (t, p) =>
    t(
      'No credentials came from {0}: {1}. Correct that, or select another profile.',
      ownerName(t, p),
      withoutEnd(p('reason')),
    ),
  'credential-process-failed': (t, p) =>
    t(
      'The credential_process of the AWS profile “{0}” failed. Run its command in a terminal to see why.',
      p('profile'),
    ),
  'profile-empty': (t, p) =>
    t('The AWS profile “{0}” holds no credentials. Add them to it, or select another profile.', p('profile')),
  'mfa-cancelled': (t, p) =>
    t('The AWS profile “{0}” needs a code from your MFA device. Try again and enter the code.', p('profile')),
  'mfa-rejected': (t, p) =>
    t(
      'AWS did not accept the MFA code for the profile “{0}”. Wait for the next code and try again.',
      p('profile'),
    ),
  'clock-skew': t =>
    t('AWS refused the request because the clock of this machine is wrong. Correct the time and try again.'),

  'endpoint-down': (t, p) =>
    t(
      'Nothing answers at {0}. Start what should listen there, or correct the endpoint in the settings or in the profile.',
      p('endpoint'),
    ),
  'demo-down': t => t('The demo is no longer running. Start it again with “Try the Demo”.'),
  'connection-refused': (t, p) =>
    p('address') === ''
      ? t('{0} could not be reached: the connection was refused. Check proxy, VPN and firewall.', p('host'))
      : t(
          '{0} could not be reached: nothing listens at {1}. Where that is a proxy, check http.proxy and HTTPS_PROXY; otherwise check VPN and firewall.',
          p('host'),
          p('address'),
        ),
  'no-route': (t, p) =>
    t(
      'There is no route to {0} ({1}). Check the network connection and VPN, then try again.',
      p('address') === '' ? p('host') : `${p('host')}, ${p('address')}`,
      p('reason'),
    ),
  'not-http': (t, p) =>
    t(
      'What answered at {0} does not speak HTTP ({1}). Check scheme and port of the endpoint and of the proxy: a port for TLS needs https.',
      p('host'),
      p('reason'),
    ),
  'not-tls': (t, p) =>
    t(
      'What answered at {0} does not speak TLS. Check scheme and port of the endpoint and of the proxy: a port without TLS needs http.',
      p('host'),
    ),
  'tls-failed': (t, p) =>
    t(
      'A TLS connection to {0} could not be made ({1}). Check the proxy and its TLS settings, and the endpoint.',
      p('host'),
      p('reason'),
    ),
  'network-failed': (t, p) =>
    t(
      'The request to {0} failed in the network ({1}). Check the network connection, VPN and proxy, then try again.',
      p('host'),
      p('reason'),
    ),
  'endpoint-variant-missing': (t, p) =>
    t(
      'The host {0} was not found. The profile asks for FIPS or dual-stack endpoints, which not every service has in {1}. Remove use_fips_endpoint or use_dualstack_endpoint, or check network, VPN and proxy.',
      p('host'),
      p('region'),
    ),
  'endpoint-conflict': (t, p) =>
    t(
      'There is no such endpoint in {0}: {1}. Check use_fips_endpoint and use_dualstack_endpoint in the profile, and AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT in the environment.',
      p('region'),
      p('reason'),
    ),
  'host-not-found': (t, p) =>
    t('The host {0} was not found. Check the network connection, VPN and proxy, then try again.', p('host')),
  'unknown-region': (t, p) =>
    t(
      'There is no Lambda endpoint for the region “{0}”: {1} was not found. Select the regions again.',
      p('region'),
      p('host'),
    ),
  'connect-timeout': (t, p) =>
    t('{0} did not answer in time. Check the network connection, VPN and proxy, then try again.', p('host')),
  'connection-lost': (t, p) =>
    t('The connection to {0} broke before the answer was complete. Try again.', p('host')),
  'answer-too-large': (t, p) => t('{0} sent more than such an answer can have. It was not read.', p('host')),
  'endless-list': (t, p) =>
    t('{0} lists functions without an end. The list is shown as far as it was read.', p('host')),
  'invoke-lost': (t, p) =>
    t(
      'The connection to {0} broke while {1} was running. It was not invoked a second time. Inspect it again when the connection is stable.',
      p('host'),
      p('function'),
    ),
  'invoke-unanswered': (t, p) =>
    t(
      '{0} gave no answer within {1} seconds, which is longer than its own timeout. It was not invoked a second time. Check the network between here and AWS, then inspect again.',
      p('function'),
      p('seconds'),
    ),
  'certificate-not-trusted': (t, p) =>
    p('file') === ''
      ? t(
          'The TLS certificate of {0} is not trusted ({1}). If a proxy of your organisation inspects traffic, add its certificate to the system (see http.systemCertificates) or to the file of NODE_EXTRA_CA_CERTS.',
          p('host'),
          p('reason'),
        )
      : t(
          'The TLS certificate of {0} is not trusted ({1}). VS Code does not read AWS’s ca_bundle: add the certificates of {2} to the system (see http.systemCertificates), or start VS Code with NODE_EXTRA_CA_CERTS={2}.',
          p('host'),
          p('reason'),
          p('file'),
        ),
  'certificate-dates': (t, p) =>
    t(
      'The TLS certificate of {0} is not valid at this time ({1}). Check the clock of this machine, and the certificate of the endpoint or proxy.',
      p('host'),
      p('reason'),
    ),
  'proxy-refused': (t, p) =>
    t(
      'The proxy did not let the request through to {0} (HTTP {1}). Sign in to the proxy: check http.proxy, http.proxyAuthorization and HTTPS_PROXY.',
      p('host'),
      p('status'),
    ),
  'not-aws': (t, p) =>
    t(
      '{0} answered with something that is not the API of {2} (HTTP {1}). A proxy may be in between, or the endpoint may be wrong: check both.',
      p('host'),
      p('status'),
      p('service'),
    ),

  'access-denied': denialWords,
  throttled: (t, p) =>
    t(
      'AWS is limiting the rate of requests ({0}). Other tools in this account may be using it up. Wait a minute and try again.',
      p('operation'),
    ),
  'reserved-concurrency-used-up': (t, p) =>
    t(
      '{0} was not invoked: its reserved concurrency is 0, or all of it is in use. Raise it, or use a temporary probe.',
      p('function'),
    ),
  'concurrency-used-up': (t, p) =>
    t(
      '{0} was not invoked: all concurrent executions that this account has in this region are in use. Wait until others have ended, or ask for a higher quota in Service Quotas.',
      p('function'),
    ),
  'invocation-rate-exceeded': (t, p) =>
    t(
      '{0} was not invoked: it is invoked too often at the moment. Wait a moment and try again.',
      p('function'),
    ),
  'service-failed': (t, p) =>
    t(
      '{1} had an internal error (HTTP {0}). Try again; if it stays, look at the AWS Health Dashboard.',
      p('status'),
      p('service'),
    ),
  'function-not-found': (t, p) =>
    t('{0} no longer exists in {1}. Refresh the list of functions.', p('function'), p('region')),
  'invalid-request': (t, p) => t('Lambda refused the request: {0}', p('reason')),
  'request-too-large': t =>
    t(
      'The request to the function was larger than the 6 MB that Lambda accepts. List a directory with a shorter path.',
    ),
  'aws-error': (t, p) => t('AWS answered with {0}: {1}', p('name'), p('reason')),

  'efs-mount-connectivity': (t, p) =>
    t(
      'Lambda could not reach the EFS mount target for {0} ({1}, {2}). Check that TCP 2049 is open from the function’s security group to the mount target’s in both, and that a mount target exists in every zone of the function’s subnets.',
      p('function'),
      p('path'),
      p('accessPoint'),
    ),
  'efs-mount-failure': (t, p) =>
    t(
      'EFS refused the mount for {0} ({1}, {2}). Check that the access point and its root directory exist, and that the file system’s policy lets the function’s role mount it.',
      p('function'),
      p('path'),
      p('accessPoint'),
    ),
  'efs-mount-timeout': (t, p) =>
    t(
      'EFS was reached but the mount for {0} ({1}, {2}) took too long. Try again in a moment; if it stays, check the file system’s throughput and how many functions start at once.',
      p('function'),
      p('path'),
      p('accessPoint'),
    ),
  'efs-io': (t, p) =>
    t(
      'Lambda stopped the instance of {0} because an earlier invocation was stuck in I/O on the file system. The throughput of the file system may be used up: check its burst credits and throughput mode.',
      p('function'),
    ),
  's3files-mount-connectivity': (t, p) =>
    t(
      'Lambda could not reach the S3 Files mount target for {0} ({1}, {2}). Check that TCP 2049 is open from the function’s security group to the mount target’s in both, and that a mount target exists in every zone of the function’s subnets.',
      p('function'),
      p('path'),
      p('accessPoint'),
    ),
  's3files-mount-failure': (t, p) =>
    t(
      'S3 Files refused the mount for {0} ({1}, {2}). Check that the access point is available and that the function’s role has s3files:ClientMount.',
      p('function'),
      p('path'),
      p('accessPoint'),
    ),
  's3files-mount-timeout': (t, p) =>
    t(
      'S3 Files was reached but the mount for {0} ({1}, {2}) took too long. Try again in a moment.',
      p('function'),
      p('path'),
      p('accessPoint'),
    ),
  'mount-targets-missing': (t, p) =>
    t(
      'Lambda refused {0}, because a zone of its subnets has no mount target. Create one there: {1}',
      p('function'),
      p('reason'),
    ),
  'mount-targets-not-available': (t, p) =>
    t(
      'Lambda refused {0}, because a mount target is not available yet. Wait some minutes and inspect again: {1}',
      p('function'),
      p('reason'),
    ),
  'network-interface-not-ready': (t, p) =>
    t('The network interface of {0} is not ready yet. Wait a minute and try again.', p('function')),
  'network-interface-limit': (t, p) =>
    t(
      'Lambda could not make a network interface for {0}: the VPC has reached its limit. Ask for a higher quota of network interfaces or remove unused ones.',
      p('function'),
    ),
  'subnet-addresses-exhausted': (t, p) =>
    t(
      'Lambda could not start {0}: a subnet has no free IP address left ({1}). Free some or add subnets.',
      p('function'),
      p('subnets'),
    ),
  'subnet-invalid': (t, p) =>
    t(
      'Lambda could not start {0}: a subnet of its VPC configuration does not exist ({1}). Correct the configuration.',
      p('function'),
      p('subnets'),
    ),
  'security-group-invalid': (t, p) =>
    t(
      'Lambda could not start {0}: a security group of its VPC configuration does not exist ({1}). Correct the configuration.',
      p('function'),
      p('groups'),
    ),
  'ec2-throttled': (t, p) =>
    t(
      'EC2 is limiting the requests that Lambda makes to start {0}. Wait a minute and try again.',
      p('function'),
    ),
  'ec2-denied': (t, p) =>
    p('way') === 'temporary-probe'
      ? t(
          'The role of {0} ({1}) does not let Lambda make network interfaces for a temporary probe. If its policies are for {0} only (lambda:SourceFunctionArn), deploy the probe with a role of its own with “Copy Probe Template”. If not, attach the managed policy AWSLambdaVPCAccessExecutionRole.',
          p('function'),
          p('role'),
        )
      : t(
          'The role of {0} may not make network interfaces ({1}). Attach AWSLambdaVPCAccessExecutionRole to it.',
          p('function'),
          p('role'),
        ),
  'ec2-failed': (t, p) => t('EC2 failed while Lambda started {0}: {1}', p('function'), p('reason')),
  'kms-failed': (t, p) =>
    t(
      'Lambda could not decrypt the environment variables of {0}: {1} Check the state of the KMS key and the role’s kms:Decrypt.',
      p('function'),
      p('reason'),
    ),
  'image-unusable': (t, p) =>
    t('Lambda could not load the container image of {0}: {1}', p('function'), p('reason')),
  'role-not-assumable': (t, p) =>
    p('way') === 'temporary-probe'
      ? t(
          'Lambda may not assume the role of {0} ({1}) for a temporary probe. If its trust policy is for {0} only (aws:SourceArn), deploy the probe with a role of its own with “Copy Probe Template”. If not, check that the role exists and trusts lambda.amazonaws.com.',
          p('function'),
          p('role'),
        )
      : t(
          'Lambda may not assume the role of {0} ({1}). Check that the role exists and trusts lambda.amazonaws.com.',
          p('function'),
          p('role'),
        ),
  'function-inactive': (t, p) =>
    t(
      '{0} was idle for weeks and Lambda is activating it again. Wait a minute and inspect again.',
      p('function'),
    ),
  'function-updating': (t, p) =>
    t(
      '{0} is being created or updated: {1} Wait until that has ended and inspect again.',
      p('function'),
      p('reason'),
    ),
  'snapstart-failed': (t, p) => t('SnapStart could not start {0}: {1}', p('function'), p('reason')),
  'code-invalid': (t, p) =>
    t('Lambda could not start {0} because of its code or runtime: {1}', p('function'), p('reason')),
};
