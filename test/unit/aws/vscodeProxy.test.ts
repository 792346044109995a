import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http, { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import https, { createServer as createTlsServer } from 'node:https';
import { createRequire } from 'node:module';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Duplex } from 'node:stream';

import type * as ProxyAgent from '@vscode/proxy-agent';

import { AwsApi } from '../../../src/aws/awsApis';
import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { isHumanError } from '../../../src/core/humanError';
import { skip } from '../../harness/skip';
import { AwsHome } from './awsHome';
import { silentLog } from './fakeLambda';

const vscode = createRequire(path.resolve('package.json'))('@vscode/proxy-agent') as typeof ProxyAgent;

/** The hosts of AWS that are asked here. */
const hosts = [
  'lambda.eu-central-1.amazonaws.com',
  'elasticfilesystem.eu-central-1.amazonaws.com',
  'sts.eu-central-1.amazonaws.com',
  'portal.sso.us-east-1.amazonaws.com',
];

const config = `[profile base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = secret
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = base
[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Reader
[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://example.awsapps.com/start\n`;

const assumed = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
<AccessKeyId>ASIAASSUMED</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;

/** Through what VS Code puts before `node:http` and `node:https` in its extension host. */
describe('VS Code’s proxy', () => {
  let home: AwsHome;
  let folder: string | undefined;
  let proxyUrl: string | undefined;
  let authorization: string | undefined;
  let ask: 'nothing' | 'authorization' = 'nothing';
  /** What the proxy was asked to connect to, or to fetch. */
  const connected: string[] = [];
  const servers: Server[] = [];
  const sockets = new Set<Duplex>();
  const originals = [
    { module: http, get: http.get, request: http.request },
    { module: https, get: https.get, request: https.request },
  ];
  const { setTimeout: startTimer } = globalThis;
  let plainUrl = '';

  before(async function () {
    if (spawnSync('openssl', ['version']).status !== 0) {
      skip(this, 'there is no openssl to make a certificate with');
    }
    folder = await mkdtemp(path.join(tmpdir(), 'proxy-'));
    const names = hosts.map(name => `DNS:${name}`).join();
    execFileSync(
      'openssl',
      [
        ...[
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:prime256v1',
          '-nodes',
          '-days',
          '2',
        ],
        ...[
          '-subj',
          '/CN=aws',
          '-addext',
          `subjectAltName=${names}`,
          '-keyout',
          'aws.key',
          '-out',
          'aws.crt',
        ],
      ],
      { cwd: folder, stdio: 'pipe' },
    );
    const [key, cert] = await Promise.all(
      ['key', 'crt'].map(kind => readFile(path.join(folder ?? '', `aws.${kind}`))),
    );
    const aws = await listen(createTlsServer({ key, cert }, answer));
    plainUrl = `http://127.0.0.1:${await listen(createServer(answer))}`;
    const proxy = createServer((_, response) => response.writeHead(502).end());
    proxy.on('connect', (request: IncomingMessage, client: Duplex) => {
      connected.push(request.url ?? '');
      client.on('error', () => client.destroy());
      if (ask === 'authorization' && request.headers['proxy-authorization'] !== 'Basic b2s=') {
        client.end(
          'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="corp"\r\nContent-Length: 0\r\n\r\n',
        );
        return;
      }
      const upstream = connect(aws, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      sockets.add(upstream);
      upstream.on('error', () => client.destroy());
    });
    const port = await listen(proxy);
    proxyUrl = `http://127.0.0.1:${port}`;
    const log = Object.fromEntries(
      ['trace', 'debug', 'info', 'warn', 'error'].map(name => [name, () => undefined]),
    );
    const params: ProxyAgent.ProxyAgentParams = {
      resolveProxy: () => Promise.resolve('DIRECT'),
      getProxyURL: () => proxyUrl,
      getProxySupport: () => 'override',
      isAdditionalFetchSupportEnabled: () => false,
      addCertificatesV1: () => true,
      addCertificatesV2: () => false,
      loadAdditionalCertificates: () => Promise.resolve([]),
      lookupProxyAuthorization: () => Promise.resolve(authorization),
      log: log as unknown as ProxyAgent.Log,
      getLogLevel: () => 6,
      proxyResolveTelemetry: () => undefined,
      isUseHostProxyEnabled: () => false,
      env: {},
    };
    // Its telemetry waits for ten minutes, which no test process does.
    globalThis.setTimeout = ((...of: Parameters<typeof setTimeout>) => {
      const timer = startTimer(...of);
      return of[1] === 10 * 60_000 ? timer.unref() : timer;
    }) as typeof setTimeout;
    const { resolveProxyWithRequest } = vscode.createProxyResolver(params);
    for (const { module } of originals) {
      const unpatched = { ...module } as typeof http;
      Object.assign(module, vscode.createHttpPatch(params, unpatched, resolveProxyWithRequest));
    }
  });
  after(async () => {
    globalThis.setTimeout = startTimer;
    for (const { get, module, request } of originals) {
      Object.assign(module, { get, request });
    }
    for (const socket of sockets) {
      socket.destroy();
    }
    for (const server of servers) {
      server.close();
    }
    if (folder) {
      await rm(folder, { recursive: true });
    }
  });
  beforeEach(async () => {
    connected.length = 0;
    ask = 'nothing';
    authorization = undefined;
    home = await AwsHome.enter({ config }, { AWS_CA_BUNDLE: path.join(folder ?? '', 'aws.crt') });
    const token = { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' };
    const name = createHash('sha1').update('corp').digest('hex');
    await home.write(`sso/cache/${name}.json`, JSON.stringify(token));
  });
  afterEach(() => home.leave());

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    server.on('connection', (socket: Socket) => sockets.add(socket));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function list(profile: string | undefined, endpoint?: string): Promise<AwsApi> {
    const [connection] = await new ConnectionResolver().resolve({
      profile,
      regions: ['eu-central-1'],
      endpoint,
    });
    const api = new AwsApi(connection ?? assert.fail(), {
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
    });
    await api.lambda.listFunctions(new AbortController().signal).next();
    return api;
  }

  async function code(profile: string): Promise<string | undefined> {
    try {
      await list(profile);
    } catch (error) {
      return isHumanError(error) ? error.problem?.code : `a bug: ${String(error)}`;
    }
    return undefined;
  }

  it('is what Lambda, EFS, STS and IAM Identity Center are asked through, with the certificates of ca_bundle', async () => {
    const api = await list('base');
    const { accessPoint } = await api.efs.fileSystemSetup('fsap-1', new AbortController().signal);
    assert.ok(accessPoint.ok);
    await list('role');
    await list('sso');
    assert.deepEqual(new Set(connected), new Set(hosts.map(host => `${host}:443`)));
  });

  it('is not asked for an endpoint on loopback', async () => {
    await list('base', plainUrl);
    assert.deepEqual(connected, []);
  });

  it('is named where it wants a sign-in, and used with one', async () => {
    ask = 'authorization';
    assert.equal(await code('base'), 'proxy-refused');
    assert.equal(await code('sso'), 'proxy-refused');
    authorization = 'Basic b2s=';
    assert.equal(await code('base'), undefined);
  });

  it('is named where nothing listens at its address, for whomever it was to be asked', async () => {
    const before = proxyUrl;
    proxyUrl = 'http://127.0.0.1:9';
    try {
      for (const profile of ['base', 'role', 'sso']) {
        assert.equal(await code(profile), 'proxy-unreachable', profile);
      }
      await assert.rejects(
        list('base'),
        /The proxy 127\.0\.0\.1:9 could not be reached, .*lambda\.eu-central-1/,
      );
    } finally {
      proxyUrl = before;
    }
  });

  it('whose certificates are not trusted is told as that', async () => {
    process.env.AWS_CA_BUNDLE = '';
    assert.equal(await code('base'), 'certificate-not-trusted');
    assert.equal(await code('role'), 'certificate-not-trusted');
  });
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  const isSts = request.method === 'POST';
  const roleCredentials = {
    accessKeyId: 'ASIASSO',
    secretAccessKey: 's',
    sessionToken: 't',
    expiration: 4e12,
  };
  response.writeHead(200, { 'content-type': isSts ? 'text/xml' : 'application/json' });
  response.end(isSts ? assumed : JSON.stringify({ Functions: [], roleCredentials }));
}
