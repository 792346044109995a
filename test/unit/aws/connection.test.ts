import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';

import { type ConnectionSettings } from '../../../src/aws/connection';
import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { isHumanError } from '../../../src/core/humanError';
import { AwsHome } from './awsHome';

const config = `
[default]
region = eu-west-1

[profile dev]
region = us-east-2
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Reader

[profile local]
region = us-east-1
services = stack

[profile emulated]
region = us-east-1
endpoint_url = http://127.0.0.1:4566

[profile audit]
role_arn = arn:aws:iam::444455556666:role/audit
source_profile = dev

[profile nowhere]
credential_process = /bin/true

[services stack]
lambda =
  endpoint_url = http://127.0.0.1:9001
s3 =
  endpoint_url = http://127.0.0.1:9002

[sso-session corp]
sso_region = us-east-1
sso_start_url = https://example.awsapps.com/start
`;
const credentials = `
[default]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = example

[plain]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = example
`;

describe('ConnectionResolver', () => {
  let home: AwsHome;
  beforeEach(async () => {
    home = await AwsHome.enter({ config, credentials });
  });
  afterEach(() => home.leave());

  const resolve = (settings: ConnectionSettings = {}, variables: NodeJS.ProcessEnv = {}) =>
    new ConnectionResolver({ ...process.env, ...variables }).resolve(settings);

  async function refused(settings: ConnectionSettings, variables: NodeJS.ProcessEnv = {}) {
    try {
      await resolve(settings, variables);
    } catch (error) {
      assert.ok(isHumanError(error), String(error));
      return error.problem?.code;
    }
    return assert.fail('it should have been refused');
  }

  it('connects to the default profile’s region without naming the profile, so that the environment counts', async () => {
    const [connection, ...others] = await resolve();
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...connection, id: '' },
      {
        id: '',
        kind: 'aws',
        profile: undefined,
        origin: 'profile',
        region: 'eu-west-1',
        endpoint: undefined,
        endpoints: undefined,
        machine: undefined,
        client: undefined,
      },
    );
  });

  it('makes one connection a region, each with an id of its own', async () => {
    const connections = await resolve({ profile: 'dev', regions: ['us-east-2', 'ap-south-1', 'us-east-2'] });
    assert.deepEqual(
      connections.map(({ profile, region }) => `${profile} ${region}`),
      ['dev us-east-2', 'dev ap-south-1'],
    );
    assert.notEqual(connections[0]?.id, connections[1]?.id);
  });

  it('prefers AWS_REGION, but not over the region of a profile that was picked', async () => {
    const variables = { AWS_REGION: 'sa-east-1' };
    assert.equal((await resolve({}, variables))[0]?.region, 'sa-east-1');
    assert.equal((await resolve({ profile: 'dev' }, variables))[0]?.region, 'us-east-2');
    assert.equal((await resolve({ profile: 'plain' }, variables))[0]?.region, 'sa-east-1');
    assert.equal((await resolve({}, { AWS_DEFAULT_REGION: 'sa-east-1' }))[0]?.region, 'sa-east-1');
  });

  it('takes AWS_PROFILE for the choice of a profile', async () => {
    const [connection] = await resolve({}, { AWS_PROFILE: 'dev' });
    assert.equal(connection?.profile, 'dev');
    assert.equal(connection.region, 'us-east-2');
  });

  it('finds the endpoint in the order that AWS documents', async () => {
    const endpoint = async (settings: ConnectionSettings, variables: NodeJS.ProcessEnv = {}) =>
      (await resolve(settings, variables))[0]?.endpoint;
    const both = { AWS_ENDPOINT_URL: 'http://any', AWS_ENDPOINT_URL_LAMBDA: 'http://lambda' };
    assert.equal(await endpoint({ profile: 'local', endpoint: 'http://setting' }, both), 'http://setting');
    assert.equal(await endpoint({ profile: 'local' }, both), 'http://lambda');
    assert.equal(await endpoint({ profile: 'local' }, { AWS_ENDPOINT_URL: 'http://any' }), 'http://any');
    assert.equal(await endpoint({ profile: 'local' }), 'http://127.0.0.1:9001');
    assert.equal(await endpoint({ profile: 'emulated' }), 'http://127.0.0.1:4566');
    assert.equal(
      await endpoint({ profile: 'emulated' }, { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
      undefined,
    );
  });

  it('finds the endpoint of EFS by itself, but takes a setting for both', async () => {
    const endpoints = async (settings: ConnectionSettings, variables: NodeJS.ProcessEnv = {}) => {
      const [connection] = await resolve(settings, variables);
      return [connection?.endpoint, connection?.endpoints?.efs];
    };
    assert.deepEqual(await endpoints({ endpoint: 'http://setting' }), ['http://setting', 'http://setting']);
    assert.deepEqual(await endpoints({}, { AWS_ENDPOINT_URL_LAMBDA: 'http://lambda' }), [
      'http://lambda',
      undefined,
    ]);
    assert.deepEqual(await endpoints({}, { AWS_ENDPOINT_URL_EFS: 'http://efs' }), [undefined, 'http://efs']);
    const [connection] = await resolve({}, { AWS_ENDPOINT_URL_CLOUDWATCH: 'http://metrics' });
    assert.deepEqual(connection?.endpoints, { cloudwatch: 'http://metrics' });
    assert.deepEqual(await endpoints({ profile: 'emulated' }), [
      'http://127.0.0.1:4566',
      'http://127.0.0.1:4566',
    ]);
    assert.equal(await refused({}, { AWS_ENDPOINT_URL_EFS: 'efs' }), 'bad-endpoint');
  });

  it('sees an edited file at once', async () => {
    const resolver = new ConnectionResolver();
    assert.equal((await resolver.resolve({}))[0]?.region, 'eu-west-1');
    await home.write('config', '[default]\nregion = ap-east-1\n');
    assert.equal((await resolver.resolve({}))[0]?.region, 'ap-east-1');
  });

  it('reads the files that the environment names', async () => {
    await home.write('elsewhere', '[profile other]\nregion = eu-north-1\n');
    const variables = { AWS_CONFIG_FILE: '~/.aws/elsewhere' };
    assert.equal((await resolve({ profile: 'other' }, variables))[0]?.region, 'eu-north-1');
  });

  it('says what is wrong with the settings', async () => {
    assert.equal(await refused({ profile: 'gone' }), 'profile-not-found');
    assert.equal(await refused({ profile: 'corp' }), 'profile-not-found');
    assert.equal(await refused({}, { AWS_PROFILE: 'gone' }), 'profile-not-found');
    assert.equal(await refused({ profile: 'nowhere' }), 'no-region');
    assert.equal(await refused({ regions: ['Frankfurt'] }), 'bad-region');
    assert.equal(await refused({ regions: ['eu-central-1.example.com/'] }), 'bad-region');
    assert.equal(await refused({ endpoint: '127.0.0.1:9001' }), 'bad-endpoint');
    assert.equal(await refused({ endpoint: 'file:///etc/passwd' }), 'bad-endpoint');
  });

  it('tells a missing region from missing credentials', async () => {
    await home.write('config', '');
    await home.write('credentials', '');
    assert.equal(await refused({}), 'no-credentials');
    assert.equal(await refused({}, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE' }), 'no-region');
    assert.equal((await resolve({ regions: ['eu-west-1'] }))[0]?.region, 'eu-west-1');
  });

  it('says which file it could not read', async () => {
    const folder = path.join(home.folder, 'folder');
    await mkdir(folder);
    await chmod(folder, 0o755);
    assert.equal(await refused({}, { AWS_CONFIG_FILE: folder }), 'config-unreadable');
  });

  it('lists profiles with their kind, and no sections of other kinds', async () => {
    assert.deepEqual(
      (await new ConnectionResolver().listProfiles()).map(({ name, region, source, accountId }) =>
        [name, source, region, accountId].filter(Boolean).join(' '),
      ),
      [
        'default keys eu-west-1',
        'dev sso us-east-2 111122223333',
        'local none us-east-1',
        'emulated none us-east-1',
        'audit role 444455556666',
        'nowhere process',
        'plain keys',
      ],
    );
  });
});
