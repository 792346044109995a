import assert from 'node:assert/strict';
import { searchedOrigins } from '../../../src/aws/credentials/credentialOrigin';

describe('what the log says of where credentials were looked for', () => {
  const role = { role_arn: 'arn:aws:iam::111122223333:role/reader', source_profile: 'base' };

  it('names each place in vain, then the one that is used', () => {
    assert.equal(
      searchedOrigins('default', {}, false, {}),
      'AWS_ACCESS_KEY_ID not set; AWS_WEB_IDENTITY_TOKEN_FILE not set; no credentials in profile default; no container role; using the instance role',
    );
    assert.equal(
      searchedOrigins('default', { aws_access_key_id: 'AKIDEXAMPLE' }, false, {}),
      'AWS_ACCESS_KEY_ID not set; AWS_WEB_IDENTITY_TOKEN_FILE not set; using profile default (keys)',
    );
  });

  it('says what was set and does not count, without its value', () => {
    const environment = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_WEB_IDENTITY_TOKEN_FILE: '/tmp/token' };
    assert.equal(searchedOrigins('default', {}, false, environment), 'using environment variables');
    const passedOver = searchedOrigins('dev', role, true, environment);
    assert.match(
      passedOver,
      /^AWS_ACCESS_KEY_ID passed over, since a profile is selected; .*using profile dev \(role\)$/,
    );
    assert.doesNotMatch(passedOver, /AKID|\/tmp/);
  });
});
