import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

import { AwsApi } from '../../../src/aws/awsApis';
import type { MfaCodeProvider } from '../../../src/aws/lambdaCaller';
import { AwsHome, keys } from './awsHome';
import { answerJson, connectionTo, FakeLambda, silentLog } from './fakeLambda';

/** The SDK's real credential chain, with the files of a home folder of its own. */
describe('credentials of a connection', () => {
  let home: AwsHome;
  let server: FakeLambda;
  const logged: string[] = [];

  beforeEach(async () => {
    logged.length = 0;
    server = await FakeLambda.start(({ body, path }, response) => {
      if (body.includes('Action=AssumeRole')) {
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.end(assumed);
      } else if (path.includes('/functions')) {
        answerJson(response, { Functions: [] });
      } else {
        response.writeHead(500).end();
      }
    });
  });
  afterEach(async () => {
    await server.stop();
    await home.leave();
  });

  const log = {
    ...silentLog,
    warn: (message: string) => void logged.push(message),
    debug: (message: string) => void logged.push(message),
  };

  /** Lists functions once and tells the key that signed the request, or the problem's code. */
  async function signer(api: AwsApi): Promise<string> {
    try {
      await list(api);
    } catch (error) {
      const { problem } = error as { problem?: { code: string } };
      return problem?.code ?? assert.fail(String(error));
    }
    const last = server.arrived.findLast(({ path }) => path.includes('/functions'));
    return /Credential=([^/]+)/.exec(last?.headers.authorization ?? '')?.[1] ?? 'unsigned';
  }

  function connect(profile?: string, mfaCode: MfaCodeProvider = () => Promise.resolve(undefined)): AwsApi {
    return new AwsApi(connectionTo(server.url, { profile }), { log, mfaCode });
  }

  it('come from the environment where no profile was chosen', async () => {
    home = await AwsHome.enter({}, keys);
    assert.equal(await signer(connect()), 'AKIDEXAMPLE');
  });

  it('come from files in every encoding that editors and shells write', async () => {
    const named = `# Büro 東京\n${profileWithKeys('office', 'AKIDNAMED')}`;
    home = await AwsHome.enter();
    for (const encoding of ['utf8', 'utf16le'] as const) {
      for (const name of ['credentials', 'config']) {
        await home.write('config', '');
        const text = name === 'config' ? named.replace('[', '[profile ') : named;
        await home.write(name, Buffer.from(`\uFEFF${text.replaceAll('\n', '\r\n')}`, encoding));
        assert.equal(await signer(connect('office')), 'AKIDNAMED', `${name} in ${encoding}`);
        await home.write(name, text.replace('AKIDNAMED', 'AKIDEDITED'));
        assert.equal(await signer(connect('office')), 'AKIDEDITED', `${name} in ${encoding}, edited`);
        await home.write(name, '');
      }
    }
  });

  it('come from the chosen profile, whatever the environment holds', async () => {
    home = await AwsHome.enter({ credentials: profileWithKeys('dev', 'AKIDDEV') }, keys);
    assert.equal(await signer(connect('dev')), 'AKIDDEV');
  });

  it('are the demo’s own for the demo, as they are at each call, also where there are none', async () => {
    home = await AwsHome.enter({}, keys);
    let accessKeyId: string | undefined;
    const api = new AwsApi(connectionTo(server.url, { kind: 'demo' }), {
      log,
      mfaCode: () => Promise.resolve(undefined),
      demoKey: () => (accessKeyId === undefined ? undefined : { accessKeyId, secretAccessKey: 'secret' }),
    });
    assert.equal(await signer(api), 'demo-down');
    for (accessKeyId of ['FIRSTSTART', 'SECONDSTART']) {
      assert.equal(await signer(api), accessKeyId);
    }
  });

  it('are asked for anew after a failure, so that a login helps without more', async () => {
    home = await AwsHome.enter();
    const api = connect();
    assert.equal(await signer(api), 'no-credentials');
    await home.write('credentials', profileWithKeys('default', 'AKIDLATER'));
    assert.equal(await signer(api), 'AKIDLATER');
  });

  it('of a profile without any are missing, not those of another account', async () => {
    home = await AwsHome.enter({ config: '[profile empty]\nregion = eu-west-1\n' });
    assert.equal(await signer(connect('empty')), 'profile-empty');
  });

  it('of an expired SSO session need a login, with the command for it', async () => {
    const token = { accessToken: 'x', expiresAt: '2020-01-01T00:00:00Z' };
    const config = `[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader\n
[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n`;
    home = await AwsHome.enter({ config });
    assert.equal(await signer(connect('sso')), 'login-expired');
    const file = createHash('sha1').update('corp').digest('hex');
    await home.write(`sso/cache/${file}.json`, JSON.stringify(token));
    await assert.rejects(list(connect('sso')), { message: /aws sso login --profile sso/ });
  });

  it('of a legacy SSO profile need a login too', async () => {
    const config = `[profile sso]\nsso_start_url = https://example.awsapps.com/start\nsso_region = us-east-1
sso_account_id = 111122223333\nsso_role_name = Reader\n`;
    home = await AwsHome.enter({ config });
    assert.equal(await signer(connect('sso')), 'login-expired');
  });

  it('of a console login that is gone need that login', async () => {
    const config = '[profile console]\nlogin_session = arn:aws:iam::111122223333:user/eve\n';
    home = await AwsHome.enter({ config });
    await assert.rejects(list(connect('console')), { message: /“aws login --profile console”/ });
  });

  it('of a failing credential_process are not shown with its command line', async () => {
    const config = '[profile process]\ncredential_process = /bin/false --password hunter2\n';
    home = await AwsHome.enter({ config });
    assert.equal(await signer(connect('process')), 'credential-process-failed');
    assert.doesNotMatch(logged.join('\n'), /hunter2/);
  });

  it('of a broken chain say what is wrong with it', async () => {
    const config = '[profile a]\nrole_arn = arn:aws:iam::111122223333:role/a\nsource_profile = b\n';
    home = await AwsHome.enter({ config });
    assert.equal(await signer(connect('a')), 'source-profile-missing');
  });

  describe('of a role that needs an MFA code', () => {
    beforeEach(async () => {
      const config = `[profile admin]\nrole_arn = arn:aws:iam::111122223333:role/admin\nsource_profile = dev
mfa_serial = arn:aws:iam::111122223333:mfa/eve\nregion = eu-central-1\n`;
      home = await AwsHome.enter(
        { config, credentials: profileWithKeys('dev', 'AKIDDEV') },
        { AWS_ENDPOINT_URL_STS: server.url },
      );
    });

    it('are got with the code that the user gives, once until they expire', async () => {
      const asked: string[] = [];
      const api = connect('admin', (serial, profile) => {
        asked.push(`${profile} ${serial}`);
        return Promise.resolve('123456');
      });
      assert.equal(await signer(api), 'ASIAASSUMED');
      assert.equal(await signer(api), 'ASIAASSUMED');
      assert.deepEqual(asked, ['admin arn:aws:iam::111122223333:mfa/eve']);
      assert.match(server.arrived[0]?.body ?? '', /TokenCode=123456/);
      assert.doesNotMatch(logged.join('\n'), /123456/);
    });

    it('are not got when the user gives up', async () => {
      assert.equal(await signer(connect('admin')), 'mfa-cancelled');
    });
  });

  async function list(api: AwsApi): Promise<void> {
    await api.lambda.listFunctions(new AbortController().signal).next();
  }
});

function profileWithKeys(name: string, key: string): string {
  return `[${name}]\naws_access_key_id = ${key}\naws_secret_access_key = example\n`;
}

const assumed = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
<AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/admin/s</Arn><AssumedRoleId>A:s</AssumedRoleId></AssumedRoleUser>
<Credentials><AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult>
<ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></AssumeRoleResponse>`;
