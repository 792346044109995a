import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { credentialSource } from '../../../src/aws/credentials/credentialOrigin';
import type { IniSection } from '../../../src/aws/sharedFiles/iniText';
import { readSharedFiles } from '../../../src/aws/sharedFiles/sharedFiles';
import { isHumanError } from '../../../src/core/humanError';
import { Rng } from '../../hostile/rng';
import { skip } from '../../harness/skip';

const script = path.resolve('test/fixtures/aws/cliView.py');
/** That of Debian's `awscli` first: it holds botocore where no other Python finds it. */
const pythons = ['/usr/bin/python3', 'python3'];

interface Case {
  readonly config?: string;
  readonly credentials?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly profile?: string;
}

/** See `cliView.py`. */
interface CliView {
  readonly refused?: string;
  readonly profiles: Readonly<Record<string, Readonly<Record<string, string | Record<string, string>>>>>;
  readonly sessions: readonly string[];
  readonly region?: string | null;
  readonly method?: string | null;
  readonly key?: string;
  readonly error?: string;
}

const own = (id: string) => `aws_access_key_id = ${id}\naws_secret_access_key = s\n`;
const role = 'role_arn = arn:aws:iam::111122223333:role/r\n';
const sso = 'sso_account_id = 111122223333\nsso_role_name = R\n';
const session = '[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x.awsapps.com/start\n';

/** Names, spellings and places of profiles, and what wins where there are several credentials. */
const cases: readonly Case[] = [
  { config: `[profile "dev account"]\n${own('A')}`, profile: 'dev account' },
  { config: `[profile 'dev account']\n${own('A')}`, profile: 'dev account' },
  { config: `[profile 開発]\n${own('A')}`, profile: '開発' },
  { config: `[profile a.b/c@d+e]\n${own('A')}`, profile: 'a.b/c@d+e' },
  { config: `[profile dev account]\n${own('A')}`, profile: 'dev account' },
  { config: `[profile dev\\ account]\n${own('A')}`, profile: 'dev account' },
  { config: `[profile  two  ]\n${own('A')}`, profile: 'two' },
  { config: `[ profile lead]\n${own('A')}`, profile: 'lead' },
  { config: `[profile\ttab]\n${own('A')}`, profile: 'tab' },
  { config: `[profile default]\n${own('A')}[default]\nregion = eu-west-1\n` },
  { config: `[profile "default"]\n${own('A')}` },
  { config: `[plain]\n${own('A')}`, profile: 'plain' },
  { config: `[profile]\n${own('A')}`, profile: 'profile' },
  { config: `[profile a"b]\n${own('A')}`, profile: 'a"b' },
  { config: `[profile a]b]\n${own('A')}`, profile: 'a' },
  { config: `[PROFILE upper]\n${own('A')}`, profile: 'upper' },
  { config: `[profile __proto__]\n${own('A')}`, profile: '__proto__' },
  { config: `[profile toString]\n${own('A')}`, profile: 'toString' },
  { credentials: `[dev account]\n${own('A')}`, profile: 'dev account' },
  { credentials: `[profile dev]\n${own('A')}`, profile: 'profile dev' },
  { credentials: `["dev"]\n${own('A')}`, profile: 'dev' },
  { credentials: `[ dev ]\n${own('A')}`, profile: 'dev' },
  { credentials: `[DEFAULT]\n${own('A')}[x]\nregion = eu-west-1\n`, profile: 'x' },
  { credentials: `[Default]\n${own('A')}` },
  {
    credentials: '[u]\nAWS_ACCESS_KEY_ID = A\nAws_Secret_Access_Key = s\nREGION = eu-west-1\n',
    profile: 'u',
  },
  { credentials: '[c]\naws_access_key_id: A\naws_secret_access_key : s\n', profile: 'c' },
  { credentials: '[q]\naws_access_key_id = "A"\naws_secret_access_key = s # mine\n', profile: 'q' },
  { credentials: '[h]\naws_access_key_id = A ; x\naws_secret_access_key = s=\n', profile: 'h' },
  { credentials: '[e]\naws_access_key_id =\naws_secret_access_key =\n', profile: 'e' },
  { credentials: '[w]\r\naws_access_key_id = A\r\naws_secret_access_key = s\r\n', profile: 'w' },
  {
    credentials: '# c\n; d\n\n[k]\n# aws_access_key_id = Z\naws_access_key_id=A\n\naws_secret_access_key=s',
    profile: 'k',
  },
  {
    config:
      '[profile n]\nregion = eu-west-1\ns3 =\n  max = 5\n  region = x\nlambda =\n    endpoint_url = http://l\n',
    profile: 'n',
  },
  { config: '[profile m]\noutput = json\n  more\n', profile: 'm' },
  {
    config: `[profile both]\nregion = eu-west-1\n${own('OLD')}`,
    credentials: `[both]\n${own('NEW')}region = us-east-2\n`,
    profile: 'both',
  },
  { config: `[default]\n${own('D')}[profile a]\n${own('A')}`, environment: { AWS_PROFILE: 'a' } },
  { config: `[default]\n${own('D')}[profile a]\n${own('A')}`, environment: { AWS_DEFAULT_PROFILE: 'a' } },
  {
    config: `[profile b]\n${own('B')}[profile a]\n${own('A')}`,
    environment: { AWS_DEFAULT_PROFILE: 'a', AWS_PROFILE: 'b' },
  },
  { config: `[profile a]\n${own('A')}`, environment: { AWS_PROFILE: 'gone' } },
  { config: `[profile a]\n${own('A')}`, profile: 'gone' },
  { environment: { AWS_PROFILE: 'default' } },
  {
    config: `[profile a]\n${own('A')}`,
    environment: { AWS_PROFILE: 'a', AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 's' },
  },
  {
    config: `[profile a]\n${own('A')}`,
    environment: { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 's' },
    profile: 'a',
  },
  {
    config: `[profile b]\n${own('B')}[profile a]\n${role}source_profile = b\n`,
    environment: { AWS_PROFILE: 'a', AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 's' },
  },
  { config: `[profile b]\n${own('B')}[profile a]\n${role}source_profile = b\n${own('A')}`, profile: 'a' },
  {
    config: `[profile a]\n${role}credential_source = Environment\n`,
    profile: 'a',
    environment: { AWS_ACCESS_KEY_ID: 'E', AWS_SECRET_ACCESS_KEY: 's' },
  },
  { config: `[profile a]\n${role}source_profile = a\n${own('A')}`, profile: 'a' },
  { config: `[profile a]\n${role}web_identity_token_file = /t\n${own('A')}`, profile: 'a' },
  {
    config: `[profile a]\n${role}web_identity_token_file = /t\nsource_profile = b\n[profile b]\n${own('B')}`,
    profile: 'a',
  },
  {
    config: `[default]\n${own('D')}`,
    environment: { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::1:role/w' },
  },
  {
    config: `[default]\n${own('D')}`,
    environment: { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::1:role/w' },
    profile: 'default',
  },
  {
    config: `[profile b]\n${own('B')}[default]\n${role}source_profile = b\n`,
    environment: { AWS_WEB_IDENTITY_TOKEN_FILE: '/t', AWS_ROLE_ARN: 'arn:aws:iam::1:role/w' },
  },
  { config: `${session}[profile a]\nsso_session = corp\n${sso}`, profile: 'a' },
  {
    config: `${session}[profile a]\nsso_session = corp\n${sso}`,
    credentials: `[a]\n${own('OLD')}`,
    profile: 'a',
  },
  { config: `${session}[profile a]\nsso_session = corp\n`, credentials: `[a]\n${own('A')}`, profile: 'a' },
  {
    config: `[profile a]\nsso_region = us-east-1\nsso_start_url = https://x.awsapps.com/start\n${sso}${own('A')}`,
    profile: 'a',
  },
  {
    config:
      "[sso-session 'FOO BAR']\nsso_region = us-east-1\nsso_start_url = https://x\n[profile a]\nsso_session = FOO BAR\n" +
      sso,
    profile: 'a',
  },
  {
    config: `[profile a]\ncredential_process = echo '{"Version":1,"AccessKeyId":"P","SecretAccessKey":"s"}'\n`,
    profile: 'a',
  },
  {
    config: `[profile a]\ncredential_process = echo '{"Version":1,"AccessKeyId":"P","SecretAccessKey":"s"}'\n${own('A')}`,
    profile: 'a',
  },
  {
    config: `[profile a]\ncredential_process = echo '{"Version":1,"AccessKeyId":"P","SecretAccessKey":"s"}'\n`,
    credentials: `[a]\n${own('A')}`,
    profile: 'a',
  },
  { config: '[default]\nregion = eu-west-1\n', environment: { AWS_REGION: 'eu-west-2' } },
  { config: '[default]\nregion = eu-west-1\n', environment: { AWS_DEFAULT_REGION: 'eu-west-3' } },
  {
    config: '[default]\nregion = eu-west-1\n',
    environment: { AWS_DEFAULT_REGION: 'eu-west-3', AWS_REGION: 'eu-west-2' },
  },
  { config: '[default]\nregion = eu-west-1\n', environment: { AWS_REGION: '' } },
  { config: `[default]\n${own('D')}`, environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' } },
];

describe('the AWS CLI', () => {
  let folder: string;
  let python: string | undefined;

  before(async function () {
    this.timeout(60_000);
    python = pythons.find(
      name => spawnSync(name, [script], { input: '[]', encoding: 'utf8' }).stdout === '[]',
    );
    if (python === undefined) {
      skip(this, 'no Python has botocore to compare with (on Debian: awscli)');
    }
    folder = await mkdtemp(path.join(tmpdir(), 'aws-cli-'));
  });
  after(async () => {
    if (folder) {
      await rm(folder, { recursive: true });
    }
  });

  /** Each case in a home folder of its own. */
  async function viewed(all: readonly Case[]) {
    const laid = await Promise.all(
      all.map(async ({ config = '', credentials = '', environment, profile }) => {
        const home = await mkdtemp(path.join(folder, 'home-'));
        await mkdir(path.join(home, '.aws'));
        await writeFile(path.join(home, '.aws', 'config'), config);
        await writeFile(path.join(home, '.aws', 'credentials'), credentials);
        const variables = { HOME: home, PATH: '/usr/bin:/bin', AWS_EC2_METADATA_DISABLED: 'true' };
        return { profile, environment: { ...variables, PYTHONUTF8: '1', ...environment } };
      }),
    );
    const { status, stderr, stdout } = spawnSync(python ?? '', [script], {
      input: JSON.stringify(laid),
      encoding: 'utf8',
      env: { PYTHONUTF8: '1', PATH: '/usr/bin:/bin' },
      maxBuffer: 64e6,
    });
    assert.equal(status, 0, stderr);
    const views = JSON.parse(stdout) as readonly CliView[];
    return laid.map((where, index) => ({ ...where, view: views[index] ?? assert.fail() }));
  }

  it('reads the same profiles with the same settings from the same files', async function () {
    this.timeout(60_000);
    for (const { environment, view } of await viewed(cases)) {
      assert.deepEqual(await read(environment), flat(view), JSON.stringify(view));
    }
  });

  it('uses the same credentials, in the same region', async function () {
    this.timeout(60_000);
    const seen = new Set<string>();
    for (const { environment, profile, view } of await viewed(cases)) {
      const made = await resolved(environment, profile);
      const about = JSON.stringify([environment, profile, view]);
      if (view.error === 'ProfileNotFound') {
        assert.equal(made, 'profile-not-found', about);
      } else if (view.error === undefined && view.refused === undefined && view.key !== '') {
        assert.ok(typeof made === 'object', about);
        assert.equal(made.means, meansOf(view.method), about);
        if (view.method !== 'custom-process') {
          assert.equal(made.key, view.key, about);
        }
        // An empty variable is none to us: the CLI looks for a region without a name.
        if (profile === undefined && view.region !== '') {
          assert.equal(made.region, view.region || undefined, about);
        }
      }
      seen.add(String(view.error ?? view.method));
    }
    assert.ok(
      ['env', 'sso', 'assume-role', 'custom-process', 'ProfileNotFound'].every(kind => seen.has(kind)),
    );
  });

  it('reads the same from whatever text it does not refuse', async function () {
    this.timeout(120_000);
    const rng = new Rng(13);
    const texts = Array.from({ length: 600 }, () => scrap(rng));
    const made = await viewed(
      texts.map((config, index) => ({ config, credentials: texts[index - (index % 3)] ?? '' })),
    );
    const taken = made.filter(({ view }) => view.refused === undefined);
    for (const { environment, view } of taken) {
      assert.deepEqual(await read(environment), flat(view), JSON.stringify(environment));
    }
    assert.ok(taken.length > 100, `${taken.length} were not refused`);
  });
});

async function read(environment: NodeJS.ProcessEnv) {
  const { profiles, ssoSessions } = await readSharedFiles(environment);
  return {
    profiles: Object.fromEntries([...profiles].toSorted().map(([name, section]) => [name, counted(section)])),
    sessions: [...ssoSessions.keys()].toSorted(),
  };
}

/** Without keys where something else may come before them. */
function counted(section: IniSection): IniSection {
  const keysMayNotCount = section.credential_process !== undefined || section.login_session !== undefined;
  return Object.fromEntries(
    Object.entries(section).filter(([name]) => !keysMayNotCount || !/^aws_.*key/.test(name)),
  );
}

function flat({ profiles, sessions }: CliView) {
  const sections = Object.entries(profiles).map(([name, section]): [string, IniSection] => {
    const options = Object.entries(section).flatMap(([option, value]) =>
      typeof value === 'string'
        ? // Empty lines within a value mean nothing to anybody.
          [[option, value.replace(/\n+/g, '\n')]]
        : Object.entries(value).map(([inner, text]) => [`${option}.${inner}`, text]),
    );
    return [name, counted(Object.fromEntries(options) as IniSection)];
  });
  return { profiles: Object.fromEntries(sections.toSorted()), sessions: sessions.toSorted() };
}

/** The code of the problem, or which credentials are used. */
async function resolved(environment: NodeJS.ProcessEnv, profile: string | undefined) {
  try {
    const [connection] = await new ConnectionResolver(environment).resolve({ profile });
    return await meansFor(connection?.origin, connection?.region, environment, profile);
  } catch (error) {
    const code = isHumanError(error) ? error.problem?.code : assert.fail(String(error));
    if (code !== 'no-region' && code !== 'no-credentials') {
      return code;
    }
    const [connection] = await new ConnectionResolver(environment).resolve({
      profile,
      regions: ['eu-west-1'],
    });
    return meansFor(connection?.origin, undefined, environment, profile);
  }
}

async function meansFor(
  origin: string | undefined,
  region: string | undefined,
  environment: NodeJS.ProcessEnv,
  profile: string | undefined,
) {
  const name = profile || environment['AWS_PROFILE'] || environment['AWS_DEFAULT_PROFILE'] || 'default';
  const section = (await readSharedFiles(environment)).profiles.get(name) ?? {};
  const means = origin === 'profile' ? credentialSource(section) : origin;
  const key =
    means === 'environment'
      ? environment['AWS_ACCESS_KEY_ID']
      : means === 'keys'
        ? section.aws_access_key_id
        : undefined;
  return { means, key, region };
}

function meansOf(method: string | null | undefined) {
  const means: Readonly<Record<string, string>> = {
    env: 'environment',
    'shared-credentials-file': 'keys',
    'config-file': 'keys',
    'custom-process': 'process',
    sso: 'sso',
    'assume-role': 'role',
    'assume-role-with-web-identity': 'web-identity',
  };
  return method ? means[method] : 'instance';
}

/** Lines such as people write, and such as nobody does. */
function scrap(rng: Rng): string {
  const line = () =>
    rng.pick([
      () =>
        `[${rng.pick(['default', 'profile a', 'profile "a b"', "profile 'a'", 'a', 'DEFAULT', 'sso-session s', 'profile a b', 'profiles x', 'profile  c', 'services v'])}]${rng.pick(['', ' ', ' # c', 'x'])}`,
      () =>
        `${rng.pick(['', '', '', ' ', '    '])}${rng.pick(['region', 'REGION', 'aws_access_key_id', 's3', 'a b', 'x-y'])}${rng.pick(['=', ' = ', ':', ' : '])}${rng.pick(['v', '', 'a = b', '"q"', 'v # c', 'v ; c', '[x]', '開'])}`,
      () => rng.pick(['', '# comment', '; comment', '  # indented', '   ', '\t']),
      () => `  ${rng.pick(['k = v', 'more', 'endpoint_url = http://x', 'K=V'])}`,
    ])();
  return ['[profile z]', ...Array.from({ length: 1 + rng.below(5) }, line)].join(
    rng.pick(['\n', '\n', '\r\n']),
  );
}
