import { externalDataInterceptor } from '@smithy/shared-ini-file-loader';
import path from 'node:path';

import type { AwsEnvironment, CredentialSource } from '../connection';
import { credentialSource } from './credentialOrigin';
import { BLOCK_SEPARATOR, type IniSection } from '../sharedFiles/iniText';
import { homeFolder, isKey, sharedFilePaths, type SharedFiles } from '../sharedFiles/sharedFiles';

/** Options that say where credentials come from. All others of a client are given to it. */
const CREDENTIAL_OPTIONS =
  /^(aws_|role_|sso_|ec2_metadata_|source_profile$|credential_|external_id$|mfa_serial$|duration_seconds$|web_identity_token_file$|login_session$|region$)/;

/** Name of the section that holds endpoints. */
const ENDPOINTS = 'efs-mount-inspector';

/**
 * Gives the SDK the files as the AWS CLI reads them: its own reader does not know names with blanks, keys in upper
 * case or `$HOME`, remembers files, and takes settings of clients from the environment's profile, whatever profile is
 * used. The bundle's own copy of the SDK alone is told.
 * @param endpoints explicit ones by service, as `[services]` sections name it
 */
export function tellSdk(
  files: SharedFiles,
  environment: AwsEnvironment,
  endpoints: Readonly<Record<string, string | undefined>>,
): void {
  // Whatever profile is in use, the SDK looks up endpoints in that of the environment.
  const asked = environment.AWS_PROFILE || 'default';
  const profiles = [...new Map([[asked, {}], ...files.profiles])]
    // The SDK keeps them in an object, where these names are something else.
    .filter(([name]) => !(name in Object.prototype))
    .map(([name, section]) =>
      written(name === 'default' ? name : `profile.${name}`, {
        ...forSdk(section),
        ...(name === asked && { services: ENDPOINTS }),
      }),
    );
  const services = written(
    `services.${ENDPOINTS}`,
    Object.fromEntries(
      Object.entries(endpoints).map(([name, url]) => [`${name}${BLOCK_SEPARATOR}endpoint_url`, url]),
    ),
  );
  const sessions = [...files.ssoSessions].map(([name, section]) => written(`sso-session.${name}`, section));
  const paths = sharedFilePaths(environment);
  const home = homeFolder(environment);
  const as = (file: string, variable: string | undefined, text: string) => {
    for (const asked of [file, variable, variable?.replace(/^~(?=\/)/, home)]) {
      if (asked) {
        externalDataInterceptor.interceptFile(path.normalize(asked), text);
        externalDataInterceptor.interceptFile(asked, text);
      }
    }
  };
  as(paths.config, environment.AWS_CONFIG_FILE, [...profiles, ...sessions, services].join('\n'));
  as(paths.credentials, environment.AWS_SHARED_CREDENTIALS_FILE, '');
}

function forSdk(section: IniSection): IniSection {
  const source = credentialSource(section);
  return Object.fromEntries(
    Object.entries(section).filter(([name]) => CREDENTIAL_OPTIONS.test(name) && !isOutranked(name, source)),
  );
}

/** What the AWS CLI does not use beside such a source, and the SDK would: keys that were left behind, most often. */
function isOutranked(option: string, source: CredentialSource): boolean {
  switch (source) {
    case 'sso':
    case 'login':
      return isKey(option) || option === 'credential_process';
    case 'web-identity':
      return isKey(option) || option === 'source_profile' || option === 'credential_source';
    case 'process':
      return isKey(option);
    case 'keys':
    case 'none':
    case 'role':
      return false;
  }
}

function written(header: string, section: IniSection): string {
  const lines = Object.entries(section)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name} = ${value?.replaceAll('\n', ' ')}`);
  return [`[${header}]`, ...lines].join('\n');
}
