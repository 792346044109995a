import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer as createTlsServer } from 'node:https';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

import type { Connection } from '../../../src/aws/connection';
import { ConnectionResolver } from '../../../src/aws/credentials/connectionResolver';
import { toHumanError } from '../../../src/aws/problems/humanErrors';
import { AwsApi } from '../../../src/aws/awsApis';
import { NamingHandler } from '../../../src/aws/transport/namingHandler';
import { serviceHost } from '../../../src/aws/regions';
import { isHumanError, type HumanError } from '../../../src/core/humanError';
import { skip } from '../../harness/skip';
import { AwsHome, keys } from './awsHome';
import { connectionTo, FakeLambda, lambdaFunction, silentLog } from './fakeLambda';

describe('a network that fails', () => {
  let home: AwsHome;
  let folder: string;
  const stops: (() => Promise<unknown>)[] = [];

  before(async function () {
    if (spawnSync('openssl', ['version']).status !== 0) {
      skip(this, 'there is no openssl to make certificates with');
    }
    folder = await mkdtemp(path.join(tmpdir(), 'certificates-'));
    await certificate('self-signed', '21200101000000Z');
    await certificate('expired', '20200102000000Z');
  });
  after(async () => {
    if (folder) {
      await rm(folder, { recursive: true });
    }
  });
  beforeEach(async () => {
    home = await AwsHome.enter({}, keys);
  });
  afterEach(async () => {
    await Promise.all(stops.splice(0).map(stop => stop()));
    await home.leave();
  });

  /** Makes `NAME.key` and `NAME.crt`, signed by itself and valid since 2020. */
  async function certificate(name: string, end: string): Promise<void> {
    const openssl = (...words: readonly string[]) =>
      execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
    await writeFile(
      path.join(folder, 'ca.cnf'),
      `[ca]\ndefault_ca = own\n[own]\nnew_certs_dir = .\ndatabase = ${name}.db\nserial = ${name}.serial
default_md = sha256\npolicy = any\nx509_extensions = server\n[any]\ncommonName = supplied
[server]\nsubjectAltName = DNS:localhost,IP:127.0.0.1\n`,
    );
    await writeFile(path.join(folder, `${name}.db`), '');
    await writeFile(path.join(folder, `${name}.serial`), '01\n');
    openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`);
    openssl('req', '-new', '-key', `${name}.key`, '-subj', '/CN=localhost', '-out', `${name}.csr`);
    openssl(
      ...['ca', '-selfsign', '-batch', '-notext', '-config', 'ca.cnf', '-keyfile', `${name}.key`],
      ...['-startdate', '20200101000000Z', '-enddate', end, '-in', `${name}.csr`, '-out', `${name}.crt`],
    );
  }

  async function listen(server: Server): Promise<number> {
    const sockets = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stops.push(async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      server.close();
      await once(server, 'close');
    });
    return (server.address() as AddressInfo).port;
  }

  async function tls(name: string): Promise<number> {
    const [key, cert] = await Promise.all(
      ['key', 'crt'].map(kind => readFile(path.join(folder, `${name}.${kind}`))),
    );
    return listen(createTlsServer({ key, cert }, (_, response) => response.end('{"Functions":[]}')));
  }

  async function problem(endpoint: string, more: Partial<Connection> = {}): Promise<HumanError> {
    const connection = { ...connectionTo(endpoint, more), client: { maxAttempts: 1, ...more.client } };
    const api = new AwsApi(connection, { log: silentLog, mfaCode: () => Promise.resolve(undefined) });
    try {
      await api.lambda.listFunctions(new AbortController().signal).next();
    } catch (error) {
      return isHumanError(error) ? error : assert.fail(`a bug: ${String(error)}`);
    }
    return assert.fail('nothing was thrown');
  }

  const code = async (endpoint: string, more: Partial<Connection> = {}) =>
    (await problem(endpoint, more)).problem?.code;

  it('is told apart where nothing listens, a name is not known, and there is no route', async () => {
    const server = createServer();
    const port = await listen(server);
    await stops.pop()?.();
    assert.equal(await code(`http://127.0.0.1:${port}`), 'endpoint-down');
    assert.equal(await code('http://lambda.invalid'), 'host-not-found');
    // The address of everybody near is nobody's to connect to.
    assert.match((await code('http://255.255.255.255:9')) ?? '', /^(no-route|network-failed)$/);
  });

  it('is told apart where TLS is spoken to one who speaks none, and the other way round', async () => {
    const plain = await FakeLambda.start((_, response) => response.end('{}'));
    stops.push(() => plain.stop());
    assert.equal(await code(plain.url.replace('http:', 'https:')), 'not-tls');
    assert.match(
      (await problem(`http://127.0.0.1:${await tls('self-signed')}`)).problem?.code ?? '',
      /^(not-http|connection-lost|not-aws)$/,
    );
  });

  it('is told apart where another protocol answers', async () => {
    for (const greeting of ['SSH-2.0-OpenSSH_9.2\r\n', '220 mail ready\r\n', '\0\0\0\0\0', 'RFB 003.008\n']) {
      const port = await listen(createServer(socket => socket.end(greeting)));
      assert.equal(await code(`http://127.0.0.1:${port}`), 'not-http', JSON.stringify(greeting));
      assert.match((await code(`https://127.0.0.1:${port}`)) ?? '', /^(not-tls|tls-failed|connection-lost)$/);
    }
    const port = await listen(createServer(socket => socket.end()));
    assert.equal(await code(`http://127.0.0.1:${port}`), 'connection-lost');
  });

  it('is told apart where a certificate is nobody’s, has ended, or is another’s', async () => {
    assert.equal(await code(`https://127.0.0.1:${await tls('self-signed')}`), 'certificate-not-trusted');
    const expired = await tls('expired');
    assert.match((await code(`https://127.0.0.1:${expired}`)) ?? '', /^certificate-/);
    const error = await problem(`https://127.0.0.1:${expired}`, { client: { caBundle: '/etc/corp.pem' } });
    assert.match(error.message, /corp\.pem|clock/);
  });

  describe('trusts the certificates of ca_bundle', () => {
    const file = (name: string) => path.join(folder, name);

    /** Lists functions over TLS with what files and environment say. */
    async function list(): Promise<void> {
      const [connection] = await new ConnectionResolver().resolve({
        regions: ['eu-central-1'],
        endpoint: `https://127.0.0.1:${await tls('self-signed')}`,
      });
      const api = new AwsApi(connection ?? assert.fail(), {
        log: silentLog,
        mfaCode: () => Promise.resolve(undefined),
      });
      await api.lambda.listFunctions(new AbortController().signal).next();
      // Another client, and another after that over the connections of now.
      await api.lambda.listFunctions(new AbortController().signal).next();
      const { accessPoint } = await api.efs.fileSystemSetup('fsap-1', new AbortController().signal);
      assert.ok(accessPoint.ok, 'EFS, too');
    }

    it('that the environment names', async () => {
      process.env.AWS_CA_BUNDLE = file('self-signed.crt');
      await list();
    });

    it('also for requests that were under way before they were trusted', async () => {
      const behind = await tls('self-signed');
      // The second handshake goes on when the first request has come again.
      let goOn = (): void => undefined;
      const again = new Promise<void>(resolve => (goOn = resolve));
      let came = 0;
      const front = createServer(socket => {
        came += 1;
        const turn = came;
        if (turn === 3) {
          goOn();
        }
        void (turn === 2 ? again : Promise.resolve()).then(() => {
          const server = connect(behind, '127.0.0.1');
          [socket, server].forEach(each => each.on('error', () => undefined));
          socket.pipe(server).pipe(socket);
        });
      });
      const port = await new Promise<number>(resolve =>
        front.listen(0, '127.0.0.1', () => resolve((front.address() as AddressInfo).port)),
      );
      const handler = new NamingHandler({ caBundle: file('self-signed.crt') });
      const request = {
        protocol: 'https:',
        hostname: '127.0.0.1',
        port,
        path: '/',
        method: 'GET',
        headers: {},
        query: {},
      };
      try {
        const asked = () => handler.handle(request as Parameters<NamingHandler['handle']>[0]);
        const answers = await Promise.all([asked(), asked()]);
        assert.equal(answers.length, 2);
      } finally {
        handler.destroy();
        front.close();
      }
    });

    it('that the profile names, between others and damaged ones', async () => {
      const [good, other] = await Promise.all(
        ['self-signed', 'expired'].map(name => readFile(file(`${name}.crt`), 'utf8')),
      );
      const damaged = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
      await writeFile(file('bundle.pem'), `# ours\n${other}${damaged}${good}`);
      await home.write('config', `[default]\nca_bundle = ${file('bundle.pem')}\n`);
      await list();
    });

    it('and says which file did not help, and why', async () => {
      process.env.AWS_CA_BUNDLE = file('expired.crt');
      await assert.rejects(list(), /not trusted .*also not by the certificates in .*expired\.crt/);
      process.env.AWS_CA_BUNDLE = file('gone.pem');
      await assert.rejects(list(), /gone\.pem could not be used \(ENOENT\)/);
      process.env.AWS_CA_BUNDLE = file('self-signed.key');
      await assert.rejects(list(), /self-signed\.key could not be used \(no PEM certificate\)/);
      process.env.AWS_CA_BUNDLE = folder;
      await assert.rejects(list(), /could not be used \(EISDIR\)/);
      if (process.platform !== 'win32') {
        process.env.AWS_CA_BUNDLE = file('pipe.pem');
        execFileSync('mkfifo', [file('pipe.pem')]);
        await assert.rejects(list(), /pipe\.pem could not be used \(not a file\)/);
      }
      delete process.env.AWS_CA_BUNDLE;
      await assert.rejects(list(), /http\.systemCertificates.*AWS_CA_BUNDLE/);
    });

    it('also where credentials come from', async () => {
      process.env.AWS_CA_BUNDLE = file('self-signed.crt');
      process.env.AWS_ENDPOINT_URL_STS = `https://127.0.0.1:${await tls('self-signed')}`;
      delete process.env.AWS_ACCESS_KEY_ID;
      await home.write(
        'config',
        '[default]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = keys\n[profile keys]\naws_access_key_id = A\naws_secret_access_key = s\n',
      );
      // The handshake succeeds, and what answers is not STS.
      await assert.rejects(list(), /not the API of AWS STS/);
      delete process.env.AWS_CA_BUNDLE;
      await assert.rejects(list(), /certificate of 127\.0\.0\.1:\d+ is not trusted/);
    });
  });

  it('is a matter of the network whatever its code is, and a bug or a file’s failure is none', () => {
    const connection: Connection = { id: 'aws', kind: 'aws', region: 'eu-central-1' };
    const of = (name: string, more = {}) => {
      const made = toHumanError(Object.assign(new Error(name), { code: name }, more), {
        operation: 'ListFunctions',
        connection,
      });
      return isHumanError(made) ? made.problem?.code : 'a bug';
    };
    const told: Readonly<Record<string, readonly string[]>> = {
      'certificate-dates': ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
      'certificate-not-trusted': [
        'CERT_REVOKED',
        'CERT_UNTRUSTED',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
        'ERR_TLS_CERT_ALTNAME_INVALID',
        'UNABLE_TO_GET_CRL',
        'INVALID_CA',
        'HOSTNAME_MISMATCH',
      ],
      'tls-failed': [
        'EPROTO',
        'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
        'ERR_TLS_HANDSHAKE_TIMEOUT',
        'ERR_SSL_WRONG_VERSION_NUMBER',
      ],
      'not-http': [
        'HPE_INVALID_CONSTANT',
        'HPE_HEADER_OVERFLOW',
        'HPE_INVALID_HEADER_TOKEN',
        'HPE_INVALID_CHUNK_SIZE',
      ],
      'no-route': ['ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL'],
      'connection-lost': ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'],
      'host-not-found': ['EAI_AGAIN', 'EAI_FAIL', 'ENOTFOUND', 'ENODATA'],
      'network-failed': ['EMFILE', 'ENOBUFS', 'EACCES', 'EINVAL', 'ENETRESET'],
    };
    for (const [expected, codes] of Object.entries(told)) {
      for (const name of codes) {
        assert.equal(of(name), expected, name);
      }
    }
    assert.equal(of('ENOENT', { path: '/home/token', syscall: 'open' }), 'a bug');
    assert.equal(of('ERR_INVALID_ARG_TYPE'), 'a bug');
    const typed = Object.assign(new TypeError('x'), { code: 'ERR_INVALID_URL' });
    assert.equal(toHumanError(typed, { operation: 'Invoke', connection }), typed);
  });

  it('leaves open what an Invoke did only where something of it can have arrived', () => {
    const connection: Connection = { id: 'aws', kind: 'aws', region: 'eu-central-1' };
    const of = (name: string, message = name, more = {}) => {
      const error = Object.assign(new Error(message), { code: name }, more);
      const made = toHumanError(error, { operation: 'Invoke', connection, target: lambdaFunction() });
      return isHumanError(made) ? made.problem?.code : 'a bug';
    };
    const ssl = (words: string) => `write EPROTO 80:error:0A00010B:SSL routines:f:${words}:ssl/record.c:354:`;
    const peer = { peer: { host: 'h', protocol: 'https:' } };
    assert.equal(of('EPROTO', ssl('wrong version number'), peer), 'not-tls');
    assert.equal(of('ERR_SSL_WRONG_VERSION_NUMBER', ssl('wrong version number'), peer), 'not-tls');
    assert.equal(of('EPROTO', ssl('sslv3 alert handshake failure'), peer), 'tls-failed');
    assert.equal(of('EPROTO', ssl('tlsv1 alert protocol version'), peer), 'tls-failed');
    assert.equal(of('ERR_SSL_TLSV1_UNRECOGNIZED_NAME', ssl('tlsv1 unrecognized name'), peer), 'tls-failed');
    assert.equal(of('ERR_TLS_HANDSHAKE_TIMEOUT'), 'tls-failed');
    assert.equal(of('HPE_INVALID_CONSTANT'), 'not-http');
    assert.equal(of('SELF_SIGNED_CERT_IN_CHAIN'), 'certificate-not-trusted');
    assert.equal(of('EMFILE', 'connect EMFILE', { syscall: 'connect' }), 'network-failed');
    assert.equal(of('ECONNRESET', 'connect ECONNRESET', { syscall: 'connect' }), 'connection-lost');
    // The connection was made.
    assert.equal(of('EPROTO', ssl('decryption failed or bad record mac'), peer), 'invoke-lost');
    assert.equal(
      of('ERR_SSL_UNEXPECTED_EOF_WHILE_READING', ssl('unexpected eof while reading')),
      'invoke-lost',
    );
    assert.equal(of('HPE_INVALID_CHUNK_SIZE'), 'invoke-lost');
    assert.equal(of('HPE_INVALID_CONTENT_LENGTH'), 'invoke-lost');
    assert.equal(of('ECONNRESET', 'read ECONNRESET', { syscall: 'read' }), 'invoke-lost');
    assert.equal(of('EPIPE', 'write EPIPE', { syscall: 'write' }), 'invoke-lost');
  });

  it('names a proxy’s port where it is that which refused, and AWS’s host', () => {
    const connection: Connection = { id: 'aws', kind: 'aws', region: 'eu-central-1' };
    const refused = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
      address: '10.1.2.3',
      port: 3128,
      peer: { host: 'lambda.eu-central-1.amazonaws.com', protocol: 'https:' },
    });
    const made = toHumanError(refused, { operation: 'ListFunctions', connection }) as HumanError;
    assert.match(made.message, /lambda\.eu-central-1\.amazonaws\.com.*10\.1\.2\.3:3128.*http\.proxy/);
  });

  it('names the hosts that the SDK asks, in every partition', async () => {
    const { LambdaClient, ListFunctionsCommand } = await import('@aws-sdk/client-lambda');
    const { CloudWatchClient, GetMetricDataCommand } = await import('@aws-sdk/client-cloudwatch');
    const { EFSClient, DescribeMountTargetsCommand } = await import('@aws-sdk/client-efs');
    const asked = async (
      region: string,
      variant: { fips?: boolean; dualstack?: boolean },
      service: 'lambda' | 'monitoring' | 'elasticfilesystem' = 'lambda',
    ) => {
      let host = '';
      const config = {
        region,
        useFipsEndpoint: variant.fips ?? false,
        useDualstackEndpoint: variant.dualstack ?? false,
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
        requestHandler: {
          handle: (request: { readonly hostname: string }) => {
            host = request.hostname;
            return Promise.reject(new Error('not sent'));
          },
        } as never,
        maxAttempts: 1,
      };
      const times = { StartTime: new Date(0), EndTime: new Date(1) };
      const asking = {
        lambda: () => new LambdaClient(config).send(new ListFunctionsCommand({})),
        monitoring: () =>
          new CloudWatchClient(config).send(new GetMetricDataCommand({ MetricDataQueries: [], ...times })),
        elasticfilesystem: () => new EFSClient(config).send(new DescribeMountTargetsCommand({})),
      };
      await asking[service]().catch(() => undefined);
      return host;
    };
    const all = [
      'us-east-1',
      'cn-north-1',
      'us-gov-west-1',
      'eusc-de-east-1',
      'us-iso-east-1',
      'us-isob-east-1',
    ];
    for (const region of [...all, 'eu-isoe-west-1', 'us-isof-south-1', 'eu-central-9']) {
      assert.equal(serviceHost('lambda', region), await asked(region, {}), region);
    }
    for (const region of ['us-east-1', 'cn-north-1', 'us-gov-west-1', 'eusc-de-east-1']) {
      const variant = { dualstack: true };
      assert.equal(serviceHost('lambda', region, variant), await asked(region, variant), region);
    }
    const fips = { fips: true };
    assert.equal(serviceHost('lambda', 'us-east-1', fips), await asked('us-east-1', fips));
    const both = { fips: true, dualstack: true };
    for (const service of ['monitoring', 'elasticfilesystem'] as const) {
      for (const region of ['us-east-1', 'us-gov-west-1']) {
        for (const variant of [{}, fips, { dualstack: true }, both]) {
          const said = serviceHost(service, region, variant);
          assert.equal(said, await asked(region, variant, service), `${service} ${region}`);
        }
      }
    }
    // EC2 is asked without its SDK, whose endpoints these are.
    assert.equal(serviceHost('ec2', 'us-gov-west-1', fips), 'ec2.us-gov-west-1.amazonaws.com');
    assert.equal(serviceHost('ec2', 'us-east-1', fips), 'ec2-fips.us-east-1.amazonaws.com');
    assert.equal(serviceHost('ec2', 'us-gov-west-1', both), 'ec2-fips.us-gov-west-1.api.aws');
  });
});
