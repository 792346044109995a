import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';

import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { AwsApi } from '../../../src/aws/awsApis';
import { isHumanError } from '../../../src/core/humanError';
import { skip } from '../../harness/skip';
import { AwsHome } from './awsHome';
import { answerJson, FakeLambda, silentLog } from './fakeLambda';

const keys = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = secret\n`;

const files = {
  config: `[profile "dev account"]
REGION: eu-west-1
AWS_ACCESS_KEY_ID = AKIDBLANK
AWS_Secret_Access_Key = secret

[profile 開発]
region = ap-northeast-1
${keys('AKIDJAPAN')}
[profile 'it''s']
${keys('AKIDJOINED')}
[profile a\\ b]
${keys('AKIDESCAPED')}
[profile "x"y] ; behind
${keys('AKIDBEHIND')}
[profile both]
${keys('AKIDCONFIG')}
[profile two words]
${keys('AKIDTWO')}
[profile mail@example.com/role+x]
${keys('AKIDMAIL')}
[default]
region = us-east-1
${keys('AKIDDEFAULT')}`,
  credentials: `[dev account 2]
${keys('AKIDSECOND')}
[both]
  ${keys('AKIDCREDENTIALS')}
["quoted"]
${keys('AKIDQUOTED')}`,
};

/** Name of a profile, and the region and key that the AWS CLI finds for it. */
const expected: readonly (readonly [string, string])[] = [
  ['dev account', 'AKIDBLANK'],
  ['開発', 'AKIDJAPAN'],
  ['its', 'AKIDJOINED'],
  ['a b', 'AKIDESCAPED'],
  ['xy', 'AKIDBEHIND'],
  ['both', 'AKIDCREDENTIALS'],
  ['mail@example.com/role+x', 'AKIDMAIL'],
  ['default', 'AKIDDEFAULT'],
  ['dev account 2', 'AKIDSECOND'],
  ['"quoted"', 'AKIDQUOTED'],
];

describe('the files of ~/.aws', () => {
  let home: AwsHome;
  let server: FakeLambda;

  beforeEach(async () => {
    server = await FakeLambda.start((_, response) => answerJson(response, { Functions: [] }));
    home = await AwsHome.enter(files);
  });
  afterEach(async () => {
    await server.stop();
    await home.leave();
  });

  /** The key that a request is signed with, or the problem's code. */
  async function signer(profile: string | undefined, variables: NodeJS.ProcessEnv = {}): Promise<string> {
    Object.assign(process.env, variables);
    try {
      const [connection] = await new ConnectionResolver().resolve({
        profile,
        regions: ['eu-central-1'],
        endpoint: server.url,
      });
      assert.ok(connection);
      const api = new AwsApi(connection, { log: silentLog, mfaCode: () => Promise.resolve(undefined) });
      await api.lambda.listFunctions(new AbortController().signal).next();
      return /Credential=([^/]+)/.exec(server.arrived.at(-1)?.headers.authorization ?? '')?.[1] ?? 'unsigned';
    } catch (error) {
      assert.ok(isHumanError(error), String(error));
      return error.problem?.code ?? '';
    }
  }

  it('hold profiles of any name, with keys in any case', async () => {
    for (const [name, key] of expected) {
      assert.equal(await signer(name), key, name);
    }
    assert.equal(await signer('two words'), 'profile-not-found');
  });

  it('are found where AWS_CONFIG_FILE says with ~, $NAME or ${NAME}', async () => {
    await home.write('elsewhere', `[profile moved]\n${keys('AKIDMOVED')}`);
    process.env.FOLDER = `${home.folder}/.aws`;
    for (const file of ['~/.aws/elsewhere', '$HOME/.aws/elsewhere', '${FOLDER}/elsewhere']) {
      assert.equal(await signer('moved', { AWS_CONFIG_FILE: file }), 'AKIDMOVED', file);
    }
  });

  it('mean the same to the AWS CLI', async function () {
    const cli = '/usr/bin/aws';
    const found = await access(cli).then(
      () => true,
      () => false,
    );
    if (!found) {
      skip(this, `there is no AWS CLI at ${cli} to compare with`);
    }
    this.timeout(120_000);
    for (const [name, key] of [...expected, ['two words', 'profile-not-found'] as const]) {
      assert.equal(await cliKey(cli, ['--profile', name]), key.slice(-4), name);
    }
  });
});

/** Last four characters of the key that the AWS CLI uses; those of `profile-not-found` where it knows no profile. */
async function cliKey(cli: string, words: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(cli, ['configure', 'list', ...words]);
    return /access_key\s+\*+(\S{4})/.exec(stdout)?.[1] ?? 'none';
  } catch (error) {
    return String(error).includes('could not be found') ? 'profile-not-found'.slice(-4) : String(error);
  }
}
