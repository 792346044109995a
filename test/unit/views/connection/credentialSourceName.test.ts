import assert from 'node:assert/strict';

import { ConnectionResolver } from '../../../../src/aws/credentials/connectionResolver';
import { createTranslate } from '../../../../src/core/translate';
import { credentialSourceName } from '../../../../src/views/connection/credentialSourceName';
import { AwsHome, keys } from '../../aws/awsHome';

const own = 'aws_access_key_id = AKID\naws_secret_access_key = s\n';
const config = `[default]\nregion = us-east-1\n[profile dev]\n${own}[profile bare]\nregion = us-east-1
[profile role]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = dev\n`;
const web = { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_ROLE_ARN: 'arn:aws:iam::1:role/w' };
const container = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2' };

/** Environment, picked profile, and what the status bar and the messages call the source. */
const cases: readonly (readonly [NodeJS.ProcessEnv, string | undefined, string])[] = [
  [keys, undefined, 'environment variables'],
  [{ ...keys, AWS_PROFILE: 'dev' }, undefined, 'environment variables'],
  [keys, 'dev', 'dev'],
  [{ AWS_PROFILE: 'dev' }, undefined, 'dev'],
  [{ AWS_DEFAULT_PROFILE: 'dev' }, undefined, 'dev'],
  [web, undefined, 'web identity'],
  [web, 'dev', 'dev'],
  [{ ...web, AWS_PROFILE: 'role' }, undefined, 'role'],
  [{ ...web, AWS_PROFILE: 'dev' }, undefined, 'web identity'],
  [container, undefined, 'container role'],
  [container, 'bare', 'bare (container role)'],
  [{ ...container, AWS_PROFILE: 'dev' }, undefined, 'dev'],
  [{}, undefined, 'instance role'],
  [{}, 'bare', 'bare (instance role)'],
];

describe('the name of the credentials in the status bar', () => {
  let home: AwsHome;
  afterEach(() => home.leave());

  for (const [environment, profile, name] of cases) {
    it(`is “${name}” with ${JSON.stringify(Object.keys(environment))} and ${profile ?? 'no'} profile picked`, async () => {
      home = await AwsHome.enter({ config }, environment);
      const [connection] = await new ConnectionResolver().resolve({ profile, regions: ['us-east-1'] });
      assert.equal(credentialSourceName(connection, createTranslate()), name);
    });
  }
});
