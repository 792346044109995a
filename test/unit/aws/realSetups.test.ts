import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import type { Connection, ConnectionSettings } from '../../../src/aws/connection';
import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { AwsApi } from '../../../src/aws/awsApis';
import { isHumanError, type HumanError } from '../../../src/core/humanError';
import { AwsHome, keys } from './awsHome';
import { answerError, answerJson, FakeLambda, silentLog } from './fakeLambda';
import { present } from '../../harness/present';

/** Profiles, environments and machines as people have them, with the SDK's real providers. */
describe('a real set-up', () => {
  let home: AwsHome;
  let server: FakeLambda;
  /** What IAM Identity Center answers. */
  let sso: { readonly status: number; readonly name: string; readonly message: string } | undefined;
  /** What STS refuses a role with. */
  let sts: { readonly status: number; readonly name: string; readonly message: string } | undefined;
  /** What is answered as the instance metadata service, by path. */
  let metadata: Readonly<Record<string, string>> | undefined;

  beforeEach(async () => {
    sso = undefined;
    sts = undefined;
    metadata = undefined;
    server = await FakeLambda.start(({ body, path }, response) => {
      if (path.startsWith('/latest/')) {
        const text = metadata?.[path] ?? metadata?.['*'];
        response.setHeader('content-length', Buffer.byteLength(text ?? ''));
        response.writeHead(text === undefined ? 404 : 200).end(text);
      } else if (path.startsWith('/federation/credentials')) {
        if (sso) {
          answerError(response, sso.status, sso.name, sso.message);
        } else {
          const roleCredentials = {
            accessKeyId: 'ASIASSO',
            secretAccessKey: 's',
            sessionToken: 't',
            expiration: 4e12,
          };
          answerJson(response, { roleCredentials });
        }
      } else if (sts && body.includes('Action=AssumeRole')) {
        response.writeHead(sts.status, { 'content-type': 'text/xml' });
        response.end(
          `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${sts.name}</Code><Message>${sts.message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
        );
      } else if (body.includes('Action=AssumeRole')) {
        response.writeHead(200, { 'content-type': 'text/xml' });
        const action = /Action=(\w+)/.exec(body)?.[1] ?? '';
        response.end(assumed.replaceAll('AssumeRoleRes', `${action}Res`));
      } else {
        answerJson(response, { Functions: [] });
      }
    });
  });
  afterEach(async () => {
    await server.stop();
    await home.leave();
  });

  async function enter(files: Readonly<Record<string, string>> = {}, variables: NodeJS.ProcessEnv = {}) {
    home = await AwsHome.enter(files, {
      AWS_ENDPOINT_URL_STS: server.url,
      AWS_ENDPOINT_URL_SSO: server.url,
      ...variables,
    });
    // A variable that is given as undefined is not to be there.
    for (const [name, value] of Object.entries(variables)) {
      if (value === undefined) {
        delete process.env[name];
      }
    }
  }

  async function connect(settings: ConnectionSettings = {}): Promise<Connection> {
    const [connection] = await new ConnectionResolver().resolve({
      regions: ['eu-central-1'],
      endpoint: server.url,
      ...settings,
    });
    return connection ?? assert.fail('no connection');
  }

  async function list(connection: Connection): Promise<void> {
    const api = new AwsApi(connection, { log: silentLog, mfaCode: () => Promise.resolve(undefined) });
    await api.lambda.listFunctions(new AbortController().signal).next();
  }

  async function problem(settings: ConnectionSettings = {}): Promise<HumanError> {
    try {
      await list(await connect(settings));
    } catch (error) {
      return isHumanError(error) ? error : assert.fail(`a bug: ${String(error)}`);
    }
    return assert.fail('nothing was thrown');
  }

  async function signer(settings: ConnectionSettings = {}): Promise<string> {
    await list(await connect(settings));
    const last = server.arrived.findLast(({ path }) => path.includes('/functions'));
    return /Credential=([^/]+)/.exec(last?.headers.authorization ?? '')?.[1] ?? 'unsigned';
  }

  describe('with settings of clients in profiles and environment', () => {
    const config = `[default]\nuse_fips_endpoint = true\nuse_dualstack_endpoint = true\nretry_mode = nonsense
max_attempts = many\ndefaults_mode = nonsense\nendpoint_url = http://default.invalid\n
[profile plain]\nregion = eu-west-1\n${own('AKIDPLAIN')}
[profile strict]\nregion = us-east-1\nUSE_FIPS_ENDPOINT = True\nmax_attempts = 1\n${own('AKIDSTRICT')}
[profile emulated]\nregion = us-east-1\nuse_fips_endpoint = true\nrole_arn = arn:aws:iam::111122223333:role/r
source_profile = plain\n`;

    it('asks an explicit endpoint and its STS as they are, whatever is said of variants', async () => {
      await enter({ config }, { AWS_USE_FIPS_ENDPOINT: 'true', AWS_USE_DUALSTACK_ENDPOINT: 'true' });
      assert.equal(await signer({ profile: 'plain' }), 'AKIDPLAIN');
      assert.equal(await signer({ profile: 'emulated' }), 'ASIAASSUMED');
      process.env.AWS_DEFAULTS_MODE = 'nonsense';
      process.env.AWS_MAX_ATTEMPTS = 'nonsense';
      assert.equal(await signer({ profile: 'strict' }), 'AKIDSTRICT');
      const demo: Connection = { id: 'demo', kind: 'demo', region: 'us-east-1', endpoint: server.url };
      const api = new AwsApi(demo, {
        log: silentLog,
        mfaCode: () => Promise.resolve(undefined),
        demoKey: () => ({ accessKeyId: 'DEMO', secretAccessKey: 'key' }),
      });
      await api.lambda.listFunctions(new AbortController().signal).next();
      await api.efs.fileSystemSetup('fsap-0123456789abcdef0', new AbortController().signal);
    });

    it('takes those of the profile in use and of no other', async () => {
      await enter({ config });
      const of = async (profile: string) => present((await connect({ profile })).client);
      assert.equal(await of('plain'), undefined);
      assert.deepEqual(await of('strict'), { fips: true, maxAttempts: 1 });
      assert.deepEqual(await of('default'), { fips: true, dualstack: true });
      process.env.AWS_PROFILE = 'strict';
      const [plain] = await new ConnectionResolver().resolve({ profile: 'plain', regions: ['eu-central-9'] });
      await assert.rejects(
        list(plain ?? assert.fail()),
        /lambda\.eu-central-9\.amazonaws\.com was not found/,
      );
      const [strict] = await new ConnectionResolver().resolve({ regions: ['eu-central-9'] });
      await assert.rejects(list(strict ?? assert.fail()), /lambda-fips\.eu-central-9.*use_fips_endpoint/);
    });

    it('explains a combination that AWS has no endpoint for', async () => {
      await enter({ config });
      const [none] = await new ConnectionResolver().resolve({
        profile: 'default',
        regions: ['us-isob-east-1'],
      });
      await assert.rejects(
        list({ ...(none ?? assert.fail()), endpoint: undefined, profile: 'plain' }),
        (error: HumanError) =>
          /^(endpoint-conflict|endpoint-variant-missing)$/.test(error.problem?.code ?? ''),
      );
    });
  });

  describe('with several credentials', () => {
    const config = `[default]\nregion = us-east-1\n${own('AKIDDEFAULT')}
[profile a]\nregion = us-east-1\n${own('AKIDA')}
[profile b]\nregion = us-east-1\n${own('AKIDB')}
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = a\n`;

    /** The environment, what was picked, the key that signs, and what the status bar names. */
    const cases: readonly (readonly [NodeJS.ProcessEnv, string | undefined, string, string])[] = [
      [{}, undefined, 'AKIDDEFAULT', 'profile'],
      [keys, undefined, 'AKIDEXAMPLE', 'environment'],
      [{ ...keys, AWS_PROFILE: 'a' }, undefined, 'AKIDEXAMPLE', 'environment'],
      [{ ...keys, AWS_PROFILE: 'role' }, undefined, 'AKIDEXAMPLE', 'environment'],
      [{ ...keys, AWS_PROFILE: 'a' }, 'b', 'AKIDB', 'profile'],
      [{ AWS_DEFAULT_PROFILE: 'b' }, undefined, 'AKIDB', 'profile'],
      [{ AWS_DEFAULT_PROFILE: 'b', AWS_PROFILE: 'a' }, undefined, 'AKIDA', 'profile'],
      [{ AWS_DEFAULT_PROFILE: 'b' }, 'a', 'AKIDA', 'profile'],
    ];

    it('uses those that the AWS CLI uses', async () => {
      await enter({ config });
      const before = { ...process.env };
      for (const [variables, profile, key, origin] of cases) {
        replaceEnvironment({ ...before, ...variables });
        assert.equal(await signer({ profile }), key, JSON.stringify([variables, profile]));
        assert.equal((await connect({ profile })).origin, origin);
      }
      replaceEnvironment(before);
    });

    it('prefers a sign-in to old keys of the same name', async () => {
      await enter({ config: ssoConfig, credentials: `[dev]\n${own('AKIDOLD')}` });
      await signedIn('corp');
      assert.equal(await signer({ profile: 'dev' }), 'ASIASSO');
      assert.equal(await signer({ profile: 'audit' }), 'ASIAASSUMED');
    });

    it('signs with what outranks keys that were left behind, as the AWS CLI does', async () => {
      const command = `credential_process = echo '{"Version":1,"AccessKeyId":"AKIDCOMMAND","SecretAccessKey":"s"}'`;
      const outranking = `[profile command]\n${own('AKIDOLD')}${command}
[profile keyfirst]\n${command}
[profile token]\nrole_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = TOKEN
source_profile = command\n${own('AKIDOLD')}
[profile over]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = token\n`;
      await enter({ credentials: `[keyfirst]\n${own('AKIDKEYS')}`, token: 'web' });
      await home.write('config', outranking.replace('TOKEN', `${home.folder}/.aws/token`));
      assert.equal(await signer({ profile: 'command' }), 'AKIDCOMMAND');
      assert.equal(await signer({ profile: 'keyfirst' }), 'AKIDKEYS');
      assert.equal(await signer({ profile: 'token' }), 'ASIAASSUMED');
      const bodies = server.arrived.map(({ body }) => /Action=(\w+)/.exec(body)?.[1]);
      assert.ok(bodies.includes('AssumeRoleWithWebIdentity') && !bodies.includes('AssumeRole'));
    });

    it('says what a profile lacks instead of using other credentials', async () => {
      const lacking = `[profile half]\naws_access_key_id = AKIDHALF
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\n${own('AKIDOTHER')}
[profile over]\nrole_arn = arn:aws:iam::111122223333:role/s\nsource_profile = half
[profile token]\nweb_identity_token_file = /t\n`;
      await enter({ config: lacking });
      assert.match((await problem({ profile: 'half' })).message, /“half” .*aws_secret_access_key is missing/);
      assert.match((await problem({ profile: 'over' })).message, /“half” .*aws_secret_access_key is missing/);
      assert.match((await problem({ profile: 'role' })).message, /“role” .*source_profile is missing/);
      assert.match((await problem({ profile: 'token' })).message, /“token” .*role_arn is missing/);
    });

    it('names the environment where a web identity of it gives none', async () => {
      await enter(
        { config },
        { AWS_WEB_IDENTITY_TOKEN_FILE: '/nowhere/token', AWS_ROLE_ARN: 'arn:aws:iam::1:role/w' },
      );
      const { message } = await problem();
      assert.match(message, /web identity/);
      assert.doesNotMatch(message, /profile “/);
    });

    it('tells a token of the global STS endpoint from a region that is not enabled', async () => {
      await enter({}, keys);
      await server.stop();
      const name = 'UnrecognizedClientException';
      server = await FakeLambda.start((_, response) => answerError(response, 403, name));
      const code = async (region: string, token: string | undefined) => {
        Object.assign(process.env, { AWS_SESSION_TOKEN: token ?? '' });
        return (await problem({ regions: [region] })).problem?.code;
      };
      for (const token of [
        'FwoGZXIvYXdzEBYaDExample',
        'FQoGZXIvYXdzEP3//////////w',
        'FQoDYXdzEJr//////////wEa',
      ]) {
        assert.equal(await code('af-south-1', token), 'token-of-global-endpoint', token);
        assert.equal(await code('eu-central-1', token), 'credentials-rejected', token);
      }
      assert.equal(
        await code('af-south-1', 'IQoJb3JpZ2luX2VjEPT//////////wEaCXVzLWVhc3QtMSJ'),
        'region-not-enabled',
      );
      assert.equal(await code('me-south-1', undefined), 'region-not-enabled');
      assert.match((await problem({ regions: ['af-south-1'] })).message, /environment variables/);
    });

    it('names the environment where its keys are refused, and half a pair', async () => {
      await enter({ config }, keys);
      await server.stop();
      server = await FakeLambda.start((_, response) => answerError(response, 403, 'ExpiredTokenException'));
      const { message } = await problem();
      assert.match(message, /environment variables/);
      assert.doesNotMatch(message, /profile/);
      delete process.env.AWS_SECRET_ACCESS_KEY;
      assert.match((await problem()).message, /AWS_SECRET_ACCESS_KEY is not/);
    });
  });

  describe('with IAM Identity Center', () => {
    it('signs in to the source of a role', async () => {
      await enter({ config: ssoConfig });
      for (const profile of ['audit', 'twice']) {
        const error = await problem({ profile });
        assert.equal(error.problem?.code, 'login-expired');
        assert.match(error.message, /aws sso login --profile dev/);
      }
    });

    it('signs in to the source of a role over a console sign-in', async () => {
      await enter({ config: consoleConfig });
      assert.match((await problem({ profile: 'over' })).message, /“aws login --profile console”/);
    });

    it('takes 401 for a sign-in, and 403 for an assignment that is missing', async () => {
      await enter({ config: ssoConfig });
      await signedIn('corp');
      sso = { status: 401, name: 'UnauthorizedException', message: 'Session token not found or invalid' };
      assert.equal((await problem({ profile: 'dev' })).problem?.code, 'login-expired');
      assert.match((await problem({ profile: 'audit' })).message, /aws sso login --profile dev/);
      sso = { status: 403, name: 'ForbiddenException', message: 'No access' };
      const error = await problem({ profile: 'dev' });
      assert.equal(error.problem?.code, 'sso-not-assigned');
      assert.match(error.message, /Reader.*111122223333/);
    });

    it('says what is missing of a profile that no sign-in completes', async () => {
      await enter({ config: ssoConfig });
      assert.match((await problem({ profile: 'half' })).message, /sso_account_id, sso_role_name is missing/);
      assert.match((await problem({ profile: 'nosession' })).message, /no section \[sso-session gone\]/);
      assert.match((await problem({ profile: 'overhalf' })).message, /“half” is not complete/);
      // Another tool may have written the other file.
      process.env.USERPROFILE = '/other';
      const { message } = await problem({ profile: 'nosession' });
      assert.match(message, /\(HOME\), .*other.*config \(USERPROFILE\)/);
    });

    it('reads sessions whose names have blanks, in quotation marks or not', async () => {
      await enter({ config: ssoConfig });
      await signedIn('FOO BAR');
      assert.equal(await signer({ profile: 'blank' }), 'ASIASSO');
    });

    it('asks each service of a sign-in at its own endpoint', async () => {
      const services = (name: string, lines: string) =>
        `[profile ${name}]\nsso_session = ${name}\nsso_account_id = 111122223333\nsso_role_name = R\n${lines}
[sso-session ${name}]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n`;
      const oidc = await FakeLambda.start((_, response) =>
        answerJson(response, { accessToken: 'fresh', expiresIn: 3600, refreshToken: 'r' }),
      );
      try {
        const config = [
          services('both', ''),
          services('section', 'services = s'),
          `[services s]\nsso_oidc =\n  endpoint_url = ${oidc.url}\nsso =\n  endpoint_url = ${server.url}\n`,
        ].join('\n');
        await enter({ config }, { AWS_ENDPOINT_URL_SSO_OIDC: oidc.url, AWS_USE_FIPS_ENDPOINT: 'true' });
        for (const name of ['both', 'section']) {
          if (name === 'section') {
            delete process.env.AWS_ENDPOINT_URL_SSO_OIDC;
            delete process.env.AWS_ENDPOINT_URL_SSO;
            // Another profile's settings are not taken.
            process.env.AWS_PROFILE = 'both';
          }
          await signedIn(name, {
            expiresAt: new Date(Date.now() + 60_000).toISOString(),
            refreshToken: 'r',
            clientId: 'c',
            clientSecret: 's',
            registrationExpiresAt: '2099-01-01T00:00:00Z',
          });
          assert.equal(await signer({ profile: name }), 'ASIASSO');
        }
        assert.deepEqual(
          oidc.arrived.map(({ path }) => path),
          ['/token', '/token'],
        );
        const asked = server.arrived.filter(({ path }) => path.startsWith('/federation/credentials'));
        assert.deepEqual(
          asked.map(({ headers }) => headers['x-amz-sso_bearer_token']),
          ['fresh', 'fresh'],
        );
      } finally {
        await oidc.stop();
      }
    });

    it('says which endpoint is no URL, where it is asked, and nowhere else', async () => {
      const config = `${ssoConfig}[profile keys]\n${own('AKIDKEYS')}[profile role]
role_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\n`;
      await enter({ config }, { AWS_ENDPOINT_URL_STS: 'localhost:4566', AWS_ENDPOINT_URL_SSO: 'nonsense' });
      await signedIn('corp');
      assert.equal(await signer({ profile: 'keys' }), 'AKIDKEYS');
      Object.assign(process.env, {
        AWS_ACCESS_KEY_ID: 'AKIDENV',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_PROFILE: 'dev',
      });
      assert.equal(await signer(), 'AKIDENV');
      for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE']) {
        delete process.env[name];
      }
      assert.match((await problem({ profile: 'role' })).message, /“localhost:4566” is not an http/);
      assert.match((await problem({ profile: 'dev' })).message, /“nonsense” is not an http/);
      Object.assign(process.env, { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'here' });
      assert.match((await problem()).message, /“here” is not an http/);
      delete process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
      process.env.AWS_EC2_METADATA_DISABLED = 'false';
      process.env.AWS_EC2_METADATA_SERVICE_ENDPOINT = '169.254.169.254';
      assert.match((await problem()).message, /“169\.254\.169\.254” is not an http/);
    });

    it('names the host that nobody answers at', async () => {
      await enter({ config: ssoConfig }, { AWS_ENDPOINT_URL_SSO: 'http://sso.invalid' });
      await signedIn('corp');
      assert.match((await problem({ profile: 'dev' })).message, /sso\.invalid was not found/);
      process.env.AWS_ENDPOINT_URL_SSO = server.url;
      process.env.AWS_ENDPOINT_URL_STS = 'http://sts.invalid';
      assert.match((await problem({ profile: 'audit' })).message, /sts\.invalid was not found/);
    });
  });

  describe('with a role', () => {
    const config = `[profile base]\n${own('AKIDBASE')}
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base\n`;
    const user = 'User: arn:aws:iam::111122223333:user/eve is not authorized to perform: sts:AssumeRole';
    const refusals: readonly (readonly [status: number, name: string, message: string, RegExp])[] = [
      [
        403,
        'AccessDenied',
        `${user} on resource: arn:aws:iam::111122223333:role/r`,
        /sts:AssumeRole.*trust policy/,
      ],
      [403, 'AccessDenied', 'Roles may not be assumed by root accounts.', /denied sts:AssumeRole/],
      [403, 'AccessDenied', `${user} with an explicit deny in a service control policy`, /\(SCP\)/],
      [
        403,
        'AccessDenied',
        'MultiFactorAuthentication failed with invalid MFA one time pass code.',
        /MFA code/,
      ],
      [
        400,
        'ValidationError',
        'The requested DurationSeconds exceeds the MaxSessionDuration.',
        /No credentials came from the AWS profile “role”.*MaxSession/,
      ],
      [
        403,
        'RegionDisabledException',
        'STS is not activated in this region for account:1.',
        /No credentials came from the AWS profile “role”.*STS is not/,
      ],
      [
        403,
        'InvalidClientTokenId',
        'The security token included in the request is invalid.',
        /does not accept the cred/,
      ],
      [403, 'ExpiredToken', 'The security token included in the request is expired', /have expired/],
      [403, 'SignatureDoesNotMatch', 'Signature expired: 20200101T000000Z is now earlier than', /clock/],
    ];
    for (const [status, name, message, words] of refusals) {
      it(`says what STS refused it for: ${name}, ${message.slice(0, 50)}`, async () => {
        await enter({ config });
        sts = { status, name, message };
        const said = (await problem({ profile: 'role' })).message;
        assert.match(said, words);
        assert.doesNotMatch(said, /lambda:ListFunctions/);
      });
    }
  });

  describe('on a machine without files', () => {
    const role = '/latest/meta-data/iam/security-credentials/';
    const instance = {
      '/latest/api/token': 'token',
      '/latest/meta-data/placement/region': 'ap-south-1',
      [role]: 'worker',
      [`${role}worker`]: JSON.stringify({
        AccessKeyId: 'ASIAINSTANCE',
        SecretAccessKey: 's',
        Token: 't',
        Expiration: '2099-01-01T00:00:00Z',
        Code: 'Success',
      }),
    };
    const onInstance = () =>
      enter({}, { AWS_EC2_METADATA_DISABLED: undefined, AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url });

    it('takes region and role of the instance', async () => {
      metadata = instance;
      await onInstance();
      const connection = await connect({ regions: [] });
      assert.equal(connection.region, 'ap-south-1');
      assert.equal(connection.origin, 'instance');
      assert.equal(await signer(), 'ASIAINSTANCE');
    });

    it('does not take a page of a proxy for an instance, nor for a bug', async () => {
      metadata = { '*': `<html>${'sign in '.repeat(50)}</html>` };
      await onInstance();
      assert.equal((await problem({ regions: [] })).problem?.code, 'no-credentials');
      assert.equal((await problem()).problem?.code, 'not-instance-metadata');
    });

    it('takes the role of a container', async () => {
      await server.stop();
      server = await FakeLambda.start(({ path }, response) =>
        path === '/role'
          ? answerJson(response, {
              AccessKeyId: 'ASIACONTAINER',
              SecretAccessKey: 's',
              Token: 't',
              Expiration: '2099-01-01T00:00:00Z',
            })
          : answerJson(response, { Functions: [] }),
      );
      await enter({}, { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url}/role` });
      assert.equal(await signer(), 'ASIACONTAINER');
      assert.equal((await problem({ regions: [] })).problem?.code, 'no-region');
    });

    it('says on which machine there are none', async () => {
      await enter();
      assert.match((await problem()).message, /on this computer/);
      const remote = new ConnectionResolver(process.env, 'wsl').resolve({});
      await assert.rejects(remote, /in WSL/);
    });
  });

  /** Leaves a token as `aws sso login` does. */
  async function signedIn(session: string, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const file = createHash('sha1').update(session).digest('hex');
    const token = { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z', ...more };
    await home.write(`sso/cache/${file}.json`, JSON.stringify(token));
  }
});

function replaceEnvironment(variables: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, variables);
}

function own(id: string): string {
  return `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;
}

const ssoConfig = `[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader
[profile blank]\nsso_session = FOO BAR\nsso_account_id = 111122223333\nsso_role_name = Reader
[profile half]\nsso_session = corp
[profile nosession]\nsso_session = gone\nsso_account_id = 111122223333\nsso_role_name = Reader
[profile audit]\nrole_arn = arn:aws:iam::444455556666:role/audit\nsource_profile = dev
[profile twice]\nrole_arn = arn:aws:iam::444455556666:role/twice\nsource_profile = audit
[profile overhalf]\nrole_arn = arn:aws:iam::444455556666:role/audit\nsource_profile = half
[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start
[sso-session 'FOO BAR']\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n`;

const consoleConfig = `[profile console]\nlogin_session = arn:aws:iam::111122223333:user/eve
[profile over]\nrole_arn = arn:aws:iam::444455556666:role/audit\nsource_profile = console\n`;

const assumed = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/admin/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>
<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>`;
