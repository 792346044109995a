import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import type { ServerResponse } from 'node:http';

import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { AwsApis } from '../../../src/aws/awsApis';
import { isHumanError } from '../../../src/core/humanError';
import { AwsHome } from './awsHome';
import { FakeLambda, silentLog } from './fakeLambda';

/** Somebody who answers everything in the same way: a proxy, a captive portal, a router, another program. */
const answers: Readonly<Record<string, (response: ServerResponse) => void>> = {
  'a page': response => send(response, 200, 'text/html', '<!doctype html><title>Sign in</title>'),
  'a page that is refused': response => send(response, 403, 'text/html', '<html>Blocked by policy</html>'),
  'a page that was not found': response => send(response, 404, 'text/html', '<html>404</html>'),
  'a sign-in to a proxy': response => send(response, 407, 'text/html', '<html>Proxy</html>'),
  'a bad gateway': response => send(response, 502, 'text/html', '<html>Bad gateway</html>'),
  'an unavailable service': response => send(response, 503, 'text/plain', 'unavailable'),
  'a way elsewhere': response => {
    response.setHeader('location', 'http://portal.invalid/');
    send(response, 302, 'text/html', '');
  },
  nothing: response => send(response, 200, 'application/json', ''),
  'no content': response => void response.writeHead(204).end(),
  null: response => send(response, 200, 'application/json', 'null'),
  'a list': response => send(response, 200, 'application/json', '[]'),
  'an object': response => send(response, 200, 'application/json', '{}'),
  'a word': response => send(response, 200, 'application/json', '"ok"'),
  'half an object': response => send(response, 200, 'application/json', '{"roleCredentials":{'),
  'fields of other types': response =>
    send(
      response,
      200,
      'application/json',
      '{"roleCredentials":5,"AccessKeyId":{},"Functions":7,"Expiration":[]}',
    ),
  'an unknown error': response => send(response, 400, 'application/json', '{"error":"no"}'),
  'XML of something else': response => send(response, 200, 'text/xml', '<?xml version="1.0"?><a><b/></a>'),
  'half of XML': response => send(response, 200, 'text/xml', '<AssumeRoleResponse><Assume'),
  'an XML error': response => send(response, 403, 'text/xml', '<Error><Code>No</Code></Error>'),
  bytes: response => send(response, 200, 'application/octet-stream', '\0\u0001\u0002\uFFFD'),
};

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.setHeader('content-type', type);
  response.setHeader('content-length', Buffer.byteLength(body));
  response.writeHead(status).end(body);
}

const own = 'aws_access_key_id = AKIDBASE\naws_secret_access_key = secret\n';
const config = `[profile base]\n${own}
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base
[profile token]\nrole_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = TOKEN
[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader
[profile stale]\nsso_session = old\nsso_account_id = 111122223333\nsso_role_name = Reader
[profile console]\nlogin_session = arn:aws:iam::111122223333:user/eve
[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start
[sso-session old]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n`;

describe('a strange answer', () => {
  let home: AwsHome;
  let server: FakeLambda;
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    server = await FakeLambda.start((_, response) => answer(response));
    home = await AwsHome.enter(
      { token: 'web' },
      {
        AWS_ENDPOINT_URL: server.url,
        AWS_MAX_ATTEMPTS: '1',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url,
        AWS_EC2_METADATA_DISABLED: 'false',
      },
    );
    await home.write('config', config.replace('TOKEN', `${home.folder}/.aws/token`));
    const cached = (name: string, token: object) =>
      home.write(`sso/cache/${createHash('sha1').update(name).digest('hex')}.json`, JSON.stringify(token));
    await cached('corp', { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' });
    await cached('old', {
      accessToken: 'token',
      expiresAt: new Date(Date.now() + 60_000).toISOString(),
      refreshToken: 'r',
      clientId: 'c',
      clientSecret: 's',
      registrationExpiresAt: '2099-01-01T00:00:00Z',
    });
  });
  afterEach(async () => {
    await server.stop();
    await home.leave();
  });

  async function said(profile: string | undefined): Promise<string> {
    const [connection] = await new ConnectionResolver().resolve({ profile, regions: ['eu-central-1'] });
    const apis = new AwsApis({ log: silentLog, mfaCode: () => Promise.resolve(undefined) });
    const api = apis.for(connection ?? assert.fail()).lambda;
    try {
      await api.listFunctions(new AbortController().signal).next();
      return 'an empty list';
    } catch (error) {
      return isHumanError(error) ? `${error.problem?.code}: ${error.message}` : `A BUG: ${String(error)}`;
    } finally {
      apis.dispose();
    }
  }

  const garbage = new Set(['a page', 'null']);
  const noCredentials = /^(not-instance-metadata|no-credentials): /;
  const noContainer = /^(not-container-credentials|credentials-failed): .*container/;
  const notOf = (service: string) => new RegExp(`^(proxy-refused: |not-aws: .* not the API of ${service} )`);

  /** Who is asked, with which profile and environment, and what is said then. */
  const asked: Readonly<Record<string, readonly [string | undefined, NodeJS.ProcessEnv, RegExp]>> = {
    Lambda: ['base', {}, notOf('Lambda')],
    'STS for a role': ['role', {}, notOf('AWS STS')],
    'STS for a web identity': ['token', {}, notOf('AWS STS')],
    'IAM Identity Center': ['sso', {}, notOf('IAM Identity Center')],
    'the sign-in of IAM Identity Center': ['stale', {}, notOf('IAM Identity Center')],
    'the container’s credentials': [undefined, { AWS_CONTAINER_CREDENTIALS_FULL_URI: '/get' }, noContainer],
    'the instance metadata service': [undefined, {}, noCredentials],
  };
  for (const [whom, [profile, variables, expected]] of Object.entries(asked)) {
    // The SDK asks a container again, with a second between.
    const isAskedAgain = whom === 'the container’s credentials';
    for (const [what, how] of Object.entries(answers).filter(
      ([name]) => !isAskedAgain || garbage.has(name),
    )) {
      it(`of ${what} in the place of ${whom} is told as what it is`, async () => {
        answer = how;
        for (const [name, path] of Object.entries(variables)) {
          process.env[name] = `${server.url}${path}`;
        }
        assert.match(await said(profile), expected);
      }).timeout(20_000);
    }
  }

  it('is AWS’s own where it says that it failed itself', async () => {
    answer = response => {
      response.setHeader('x-amzn-requestid', 'r');
      send(response, 503, 'application/json', '{"message":"Service Unavailable"}');
    };
    assert.match(await said('sso'), /^service-failed: IAM Identity Center .*503/);
    assert.match(await said('role'), /^service-failed: AWS STS .*503/);
  });
});
