import type { LambdaClientConfig } from '@aws-sdk/client-lambda';
import {
  fromContainerMetadata,
  fromEnv,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromTemporaryCredentials,
  fromTokenFile,
  fromWebToken,
} from '@aws-sdk/credential-providers';

import { clientOptionsOf, clientSettings, endpointOf, type ServiceName } from './clientSettings';
import type { Connection } from './connection';
import { credentialError, noCredentials } from './credentialErrors';
import { isExplicit, originOf, searchedOrigins } from './credentialOrigin';
import type { Log } from './log';
import { assertComplete } from './profileChain';
import { metadataDisabled } from './instanceMetadata';
import { NamingHandler } from './namingHandler';
import { tellSdk } from './sdkFiles';
import { readSharedFiles, type SharedFiles } from './sharedFiles';

type Provider = Extract<LambdaClientConfig['credentials'], (...of: never[]) => unknown>;
type Identity = Parameters<Provider>[0];
type MfaCode = (serial: string) => Promise<string>;

/**
 * The credentials that the AWS CLI would use for the same profile and environment. Files are read each time they are
 * asked for; where they fail, nothing of another account is used instead.
 */
export function credentialsOf(connection: Connection, mfaCode: MfaCode, log: Log): Provider {
  // Remembers what the instance said last, for when it is busy.
  const instance = fromInstanceMetadata({ timeout: 1000, maxRetries: 1 });
  return async identity => {
    const { env: environment } = process;
    const files = await readSharedFiles(environment);
    tellSdk(files, environment);
    const name = connection.profile ?? 'default';
    const section = files.profiles.get(name) ?? {};
    const explicit = isExplicit(connection);
    const origin = originOf(section, explicit, environment);
    log.info(
      `Credentials for ${connection.region}: ${searchedOrigins(name, section, explicit, environment)}.`,
    );
    const handler = new NamingHandler({ connectionTimeout: 10_000, requestTimeout: 30_000 });
    try {
      switch (origin) {
        case 'environment':
          return await fromEnv()(identity);
        case 'web-identity':
          return await fromTokenFile({ clientConfig: nested('sts', connection, files, handler) })(identity);
        case 'profile':
          assertComplete(name, files);
          return await ofProfile(name, connection, files, { mfaCode, handler, identity });
        case 'container':
          return await (
            environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ? fromHttp({}) : fromContainerMetadata()
          )(identity);
        case 'instance':
          if (metadataDisabled(environment)) {
            throw noCredentials(connection);
          }
          return await instance(identity);
      }
    } catch (error) {
      throw credentialError(error, { connection, files, origin, failure: handler.lastFailure });
    }
  };
}

interface Means {
  readonly mfaCode: MfaCode;
  readonly handler: NamingHandler;
  readonly identity: Identity;
}

function ofProfile(profile: string, connection: Connection, files: SharedFiles, means: Means) {
  const { handler, identity, mfaCode } = means;
  const sts = nested('sts', connection, files, handler);
  return fromIni({
    profile,
    mfaCodeProvider: mfaCode,
    // Of IAM Identity Center and of the console's sign-in.
    clientConfig: nested('sso', connection, files, handler),
    roleAssumer: (masterCredentials, { TokenCode = '', ...params }) =>
      fromTemporaryCredentials({
        masterCredentials,
        params,
        mfaCodeProvider: () => Promise.resolve(TokenCode),
        clientConfig: { ...sts, region: files.profiles.get(profile)?.region || connection.region },
      })(identity),
    roleAssumerWithWebIdentity: params =>
      fromWebToken({
        webIdentityToken: params.WebIdentityToken ?? '',
        roleArn: params.RoleArn ?? '',
        roleSessionName: params.RoleSessionName,
        clientConfig: { ...sts, region: connection.region },
      })(identity),
  })(identity);
}

/** A client that credentials are got with: of the same profile as the others. */
function nested(
  service: ServiceName,
  { profile }: Connection,
  files: SharedFiles,
  requestHandler: NamingHandler,
) {
  const section = files.profiles.get(profile ?? 'default');
  const endpoint = endpointOf(service, {}, section, files.services, process.env);
  return { ...clientSettings(endpoint, clientOptionsOf(section, process.env)), requestHandler };
}
