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

import {
  checkedEndpoint,
  clientSettings,
  endpointOf,
  signInServices,
  type ServiceName,
} from '../transport/clientSettings';
import type { ClientOptions, Connection } from '../connection';
import { credentialError, noCredentials } from './credentialErrors';
import { isExplicit, originOf, searchedOrigins } from './credentialOrigin';
import type { Log } from '../log';
import { assertComplete, sourceOf } from './profileChain';
import { metadataDisabled, metadataEndpoint } from './instanceMetadata';
import { NamingHandler } from '../transport/namingHandler';
import { tellSdk } from './sdkFiles';
import { readSharedFiles, type SharedFiles } from '../sharedFiles/sharedFiles';

export type CredentialProvider = Extract<LambdaClientConfig['credentials'], (...of: never[]) => unknown>;
type Identity = Parameters<CredentialProvider>[0];
type MfaCode = (serial: string) => Promise<string>;

const TIMES = { connectionTimeout: 10_000, requestTimeout: 30_000 };

/**
 * A chunk. The credentials that the AWS CLI would use for the same profile and environment. Files are read each time they are
 * asked for; where they fail, nothing of another account is used instead.
 */
export function credentialsOf(connection: Connection, mfaCode: MfaCode, log: Log): CredentialProvider {
  // Remembers what the instance said last, for when it is busy.
  const instance = fromInstanceMetadata({ timeout: 1000, maxRetries: 1 });
  return async identity => {
    const { env: environment } = process;
    const files = await readSharedFiles(environment);
    const name = connection.profile ?? 'default';
    const section = files.profiles.get(name) ?? {};
    const explicit = isExplicit(connection);
    const origin = originOf(section, explicit, environment);
    const endpoints =
      origin === 'profile' && signsIn(name, files) ? signInEndpoints(connection, files) : undefined;
    tellSdk(files, environment, endpoints ?? {});
    log.info(
      `Credentials for ${connection.region}: ${searchedOrigins(name, section, explicit, environment)}.`,
    );
    const settings = { caBundle: connection.client?.caBundle, ...TIMES };
    const sts = new NamingHandler(settings);
    const signIn = new NamingHandler(settings);
    try {
      switch (origin) {
        case 'environment':
          return await fromEnv()(identity);
        case 'web-identity':
          return await fromTokenFile({ clientConfig: stsClient(connection, files, sts) })(identity);
        case 'profile':
          assertComplete(name, files);
          return await ofProfile(name, connection, files, { endpoints, identity, mfaCode, signIn, sts });
        case 'container':
          checkedEndpoint(environment.AWS_CONTAINER_CREDENTIALS_FULL_URI || undefined);
          return await (
            environment.AWS_CONTAINER_CREDENTIALS_FULL_URI ? fromHttp({}) : fromContainerMetadata()
          )(identity);
        case 'instance':
          if (metadataDisabled(environment)) {
            throw noCredentials(connection);
          }
          checkedEndpoint(metadataEndpoint(environment));
          return await instance(identity);
      }
    } catch (error) {
      // STS is asked after all others.
      throw credentialError(error, { connection, files, origin, sts: sts.last, signIn: signIn.last });
    }
  };
}

type SignInEndpoints = Readonly<Partial<Record<ServiceName, string>>>;

interface Means {
  /** Of the services of a sign-in, where the profile has one. */
  readonly endpoints: SignInEndpoints | undefined;
  readonly mfaCode: MfaCode;
  readonly sts: NamingHandler;
  readonly signIn: NamingHandler;
  readonly identity: Identity;
}

function ofProfile(profile: string, connection: Connection, files: SharedFiles, means: Means) {
  const { identity, mfaCode } = means;
  const sts = () => stsClient(connection, files, means.sts);
  return fromIni({
    profile,
    mfaCodeProvider: mfaCode,
    clientConfig: means.endpoints ? signInClient(connection, means.endpoints, means.signIn) : {},
    roleAssumer: (masterCredentials, { TokenCode = '', ...params }) =>
      fromTemporaryCredentials({
        masterCredentials,
        params,
        mfaCodeProvider: () => Promise.resolve(TokenCode),
        clientConfig: { ...sts(), region: files.profiles.get(profile)?.region || connection.region },
      })(identity),
    roleAssumerWithWebIdentity: params =>
      fromWebToken({
        webIdentityToken: params.WebIdentityToken ?? '',
        roleArn: params.RoleArn ?? '',
        roleSessionName: params.RoleSessionName,
        clientConfig: { ...sts(), region: connection.region },
      })(identity),
  })(identity);
}

/** A client that credentials of a role are got with: of the same profile as the others. */
function stsClient(connection: Connection, files: SharedFiles, requestHandler: NamingHandler) {
  const endpoint = ownEndpoint('sts', connection, files);
  return { ...clientSettings(endpoint, connection.client), requestHandler };
}

/** Whether a profile's credentials, or those of its source, come of a sign-in. */
function signsIn(profile: string, files: SharedFiles): boolean {
  return /^(sso|login)$/.test(sourceOf(profile, files).kind);
}

/** One configuration for the clients of several services, each of which has an endpoint of its own. */
function signInClient(connection: Connection, endpoints: SignInEndpoints, requestHandler: NamingHandler) {
  const explicit = signInServices.some(service => endpoints[service] !== undefined);
  return {
    ...clientSettings(undefined, explicit ? withoutVariants(connection.client) : connection.client),
    ignoreConfiguredEndpointUrls: !explicit,
    requestHandler,
  };
}

/** An explicit endpoint has no variants. */
function withoutVariants(client: ClientOptions | undefined): ClientOptions {
  return { ...client, fips: false, dualstack: false };
}

function signInEndpoints(connection: Connection, files: SharedFiles): SignInEndpoints {
  return Object.fromEntries(
    signInServices.map(service => [service, ownEndpoint(service, connection, files)]),
  );
}

function ownEndpoint(service: ServiceName, { profile }: Connection, files: SharedFiles): string | undefined {
  const section = files.profiles.get(profile ?? 'default');
  return checkedEndpoint(endpointOf(service, {}, section, files.services, process.env));
}
