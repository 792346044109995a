import assert from 'node:assert/strict';
import { redact } from '../../../../src/core/text/redact';

const token = 'IQoJb3JpZ2luX2VjEJr//////////wEaCXVzLWVhc3QtMSJHMEUCIQ==';
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const signature = 'fe5f80f77d5fa3beca038a248ff027d0445342fe2855ddc963176630326f1024';

describe('what an endpoint says, without secrets', () => {
  const kinds: Readonly<Record<string, readonly [text: string, secret: string]>> = {
    'the canonical request of a signature error': [
      `The request signature we calculated does not match. The Canonical String for this request should have been\n'GET\n/2015-03-31/functions/\n\nhost:lambda.us-east-1.amazonaws.com\nx-amz-security-token:${token}\n\nhost;x-amz-security-token\n`,
      token,
    ],
    'a token of no known form in a header': [
      'x-amz-security-token: opaque-token-of-mine',
      'opaque-token-of-mine',
    ],
    'headers as JSON': [
      `{"headers":{"X-Amz-Security-Token":["opaque-token-of-mine"]}}`,
      'opaque-token-of-mine',
    ],
    'headers as JSON in JSON': [
      `{\\"X-Amz-Security-Token\\":\\"opaque-token-of-mine\\"}`,
      'opaque-token-of-mine',
    ],
    'an Authorization header': [
      `Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=${signature}`,
      signature,
    ],
    'an Authorization header that is quoted': [
      `Not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer ${secret}'.`,
      secret,
    ],
    'a scheme without its header': [
      `AWS4-ECDSA-P256-SHA256 Credential=A/b, Signature=${signature}`,
      signature,
    ],
    'a bearer token': ['401 for Bearer aoaAAAAAGabcdefghijklmnop', 'aoaAAAAAGabcdefghijklmnop'],
    'basic credentials': ['Proxy-Authorization: Basic dXNlcjpwYXNzd29yZA==', 'dXNlcjpwYXNzd29yZA=='],
    'a cookie': ['Set-Cookie: session=abc123secret; Path=/', 'abc123secret'],
    'a presigned URL': [
      `https://bucket.s3.amazonaws.com/code.zip?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Security-Token=${encodeURIComponent(token)}&X-Amz-Signature=${signature}`,
      signature,
    ],
    'the token of a presigned URL': [`?X-Amz-Security-Token=opaque%2Ftoken&a=b`, 'opaque%2Ftoken'],
    'a presigned URL inside another one': [
      `?url=https%3A%2F%2Fx%3FX-Amz-Signature%3D${signature}%26a`,
      signature,
    ],
    'an INI file': [
      `[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = ${secret}\n`,
      secret,
    ],
    'the token of an INI file': [`aws_session_token=${token}`, token],
    'environment variables': [`AWS_SECRET_ACCESS_KEY="${secret}" aws`, secret],
    'the answer of a credential process': [`{"Version":1,"SecretAccessKey":"${secret}"}`, secret],
    'the answer of SSO': [`{"accessToken":"opaque-token-of-mine"}`, 'opaque-token-of-mine'],
    'an answer of STS': [`<SessionToken>${token}</SessionToken>`, token],
    'a secret in XML': [`<SecretAccessKey>${secret}</SecretAccessKey>`, secret],
    'a token that stands alone': [`invalid token ${token} was sent`, token],
    'a JSON Web Token': ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl', 'c2lnbmF0dXJl'],
    'the password of a proxy': ['connect ECONNREFUSED http://user:pass-of-mine@proxy:3128/', 'pass-of-mine'],
  };
  for (const [kind, [text, hidden]] of Object.entries(kinds)) {
    it(`has nothing of ${kind}`, () => {
      assert.ok(text.includes(hidden), 'the sample holds the secret');
      assert.ok(!redact(text).includes(hidden), redact(text));
      assert.match(redact(text), /\[hidden\]/);
    });
  }

  it('keeps what people need', () => {
    for (const text of [
      'The security token included in the request is invalid.',
      'AWS denied lambda:InvokeFunction on arn:aws:lambda:us-east-1:123456789012:function:f to arn:aws:iam::123456789012:user/me.',
      'Nothing answers at http://127.0.0.1:4566/. Start what should listen there.',
      'The profile “password-less” has no session token',
      'Authorization failed',
      '/mnt/efs/cookie/basic training/token.txt',
      'git@github.com:me/it.git',
    ]) {
      assert.equal(redact(text), text);
    }
  });
});
