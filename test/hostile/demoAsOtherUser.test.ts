import {
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startLocalLambda, type FunctionSeed, type LocalLambda } from '../../src/local';
import type { OperationName } from '../../src/local/route';
import { projectRoot } from '../harness/projectRoot';
import { signedRequest, type RawRequest } from '../harness/rawRequest';
import { skip } from '../harness/skip';
import { zipOf } from '../unit/local/endpoint';
import { familyOf, listeningPorts } from './listeningPorts';
import { asOther, canBeOther } from './otherUser';
import { until } from '../harness/until';

const distDir = path.join(projectRoot, 'dist');
const arn = 'arn:aws:lambda:us-east-1:123456789012:function:cmd-function';

/** One request for each operation that the endpoint knows. */
const requests: Readonly<Record<OperationName, RawRequest>> = {
  ListFunctions: get('/2015-03-31/functions'),
  GetFunction: get('/2015-03-31/functions/cmd-function'),
  GetFunctionConfiguration: get('/2015-03-31/functions/cmd-function/configuration'),
  Invoke: post('/2015-03-31/functions/cmd-function/invocations', '{"Cmd":"whoami"}'),
  CreateFunction: post(
    '/2015-03-31/functions',
    JSON.stringify({
      FunctionName: 'mine',
      Role: 'arn:aws:iam::123456789012:role/r',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: Buffer.from(zipOf({ 'index.js': 'exports.handler = () => 1;' })).toString('base64') },
    }),
  ),
  DeleteFunction: { ...get('/2015-03-31/functions/cmd-function'), method: 'DELETE' },
  ListTags: get(`/2017-03-31/tags/${encodeURIComponent(arn)}`),
  TagResource: post(`/2017-03-31/tags/${encodeURIComponent(arn)}`, '{"Tags":{"a":"b"}}'),
  UntagResource: { ...get(`/2017-03-31/tags/${encodeURIComponent(arn)}?tagKeys=a`), method: 'DELETE' },
  GetCode: get('/code/us-east-1/cmd-function'),
  DescribeAccessPoints: get('/2015-02-01/access-points'),
  DescribeFileSystemPolicy: get('/2015-02-01/file-systems/fs-0c0a1000000000002/policy'),
  DescribeFileSystems: get('/2015-02-01/file-systems'),
  DescribeMountTargets: get('/2015-02-01/mount-targets'),
  DescribeMountTargetSecurityGroups: get('/2015-02-01/mount-targets/fsmt-0c0a1000000000002/security-groups'),
  GetAccessPoint: get('/access-points/fsap-0c0a1000000000004'),
  GetFileSystem: get('/file-systems/fs-0c0a1000000000004'),
  GetFileSystemPolicy: get('/file-systems/fs-0c0a1000000000004/policy'),
  GetMountTarget: get('/mount-targets/fsmt-0c0a100000000000a'),
  GetSynchronizationConfiguration: get('/file-systems/fs-0c0a1000000000004/synchronization-configuration'),
  GetMetricData: {
    ...post('/', '{"MetricDataQueries":[],"StartTime":0,"EndTime":1}'),
    headers: { 'x-amz-target': 'GraniteServiceVersion20100801.GetMetricData' },
  },
  ListMountTargets: get('/mount-targets?fileSystemId=fs-0c0a1000000000004'),
  DescribeDhcpOptions: ask('DescribeDhcpOptions'),
  DescribeNetworkAcls: ask('DescribeNetworkAcls'),
  DescribeRouteTables: ask('DescribeRouteTables'),
  DescribeSecurityGroupRules: ask('DescribeSecurityGroupRules'),
  DescribeSecurityGroups: ask('DescribeSecurityGroups'),
  DescribeSubnets: ask('DescribeSubnets'),
  DescribeVpcAttribute: ask('DescribeVpcAttribute'),
  DescribeVpcs: ask('DescribeVpcs'),
};

function ask(action: string): RawRequest {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return { ...post('/', `Action=${action}&Version=2016-11-15`), headers };
}

function get(target: string): RawRequest {
  return { method: 'GET', path: target, headers: {} };
}

function post(target: string, body: string): RawRequest {
  return { method: 'POST', path: target, headers: {}, body };
}

/** Waits until it is told to answer, by a file. */
const waiting: FunctionSeed = {
  configuration: { FunctionName: 'waiting', Runtime: 'nodejs24.x', Handler: 'index.handler', Timeout: 60 },
  code: {
    kind: 'zip',
    zip: zipOf({
      'index.js': `const { existsSync, writeFileSync } = require('node:fs');
exports.handler = async ({ reached, goOn }) => {
  writeFileSync(reached, '');
  while (!existsSync(goOn)) await new Promise(done => setTimeout(done, 20));
  return { answer: 'its own', environment: process.env };
};`,
    }),
  },
};

interface Attempt {
  readonly status: number;
  readonly body: string;
}

/** What another user gets for these requests. */
function attack(url: string, attempts: readonly RawRequest[]): Promise<readonly Attempt[]> {
  return asOther(
    async ({ url, attempts }) => {
      const { request } = process.getBuiltinModule('node:http');
      const answers = [];
      for (const { method, path, headers, body } of attempts) {
        answers.push(
          await new Promise<{ status: number; body: string }>((resolve, reject) => {
            const sent = request(url, { method, path, headers }, response => {
              let text = '';
              response.on('data', chunk => (text += chunk));
              response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
            });
            // A question that nobody answers is refused too.
            sent.setTimeout(2000, () => sent.destroy(new Error('no answer')));
            sent.on('error', (error: Error) =>
              error.message === 'no answer' ? resolve({ status: 0, body: '' }) : reject(error),
            );
            sent.end(body);
          }),
        );
      }
      return answers;
    },
    { url, attempts },
  );
}

describe('the demo attacked as another user', function () {
  this.timeout(120_000);
  let endpoint: LocalLambda;
  let client: LambdaClient;
  let folder: string;

  before(async () => {
    if (!canBeOther) {
      console.log('      Only root can start processes of another user: the attacks come from our own.');
    }
    folder = mkdtempSync(path.join(tmpdir(), 'attacked-'));
    endpoint = await startLocalLambda({ distDir, demo: true, offers: 'extension', functions: [waiting] });
    client = new LambdaClient({
      ...{ region: 'us-east-1', endpoint: endpoint.url, credentials: endpoint.accessKey, maxAttempts: 1 },
    });
  });
  after(async () => {
    client?.destroy();
    await endpoint?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function assertRefused(answers: readonly Attempt[]): void {
    assert.equal(answers.length > 0, true);
    for (const { status, body } of answers) {
      assert.ok(status === 403 || status === 400, `${status} ${body}`);
      assert.doesNotMatch(body, /FunctionName|sbx_user|mount|fsap-|index\.js/);
      assert.ok(!body.includes(endpoint.accessKey.secretAccessKey));
    }
  }

  it('does nothing without a key, and reads no file', async () => {
    const before = endpoint.calls.length;
    const secret = path.join(folder, 'secret.txt');
    writeFileSync(secret, 'mine alone', { mode: 0o600 });
    const request = {
      probe: 1,
      want: ['file'],
      mountPath: folder,
      file: { path: secret, offset: 0, length: 99 },
    };
    const reading = post('/2015-03-31/functions/this-machine/invocations', JSON.stringify(request));
    const answers = await attack(endpoint.url, [...Object.values(requests), reading]);
    assertRefused(answers);
    assert.ok(!answers.some(({ body }) => body.includes(Buffer.from('mine alone').toString('base64'))));
    assert.equal(endpoint.calls.length, before);
  });

  it('does nothing for a key of before, for guesses, or for the id of the key alone', async () => {
    const guesses = [
      { accessKeyId: 'local', secretAccessKey: 'local' },
      { accessKeyId: 'demo', secretAccessKey: 'demo' },
      { accessKeyId: endpoint.accessKey.accessKeyId, secretAccessKey: '' },
      { accessKeyId: endpoint.accessKey.accessKeyId, secretAccessKey: endpoint.accessKey.accessKeyId },
    ];
    const scope = `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}/us-east-1/lambda/aws4_request`;
    for (const credentials of guesses) {
      const { headers } = await signedRequest({ endpoint: endpoint.url, credentials }, asked =>
        asked.send(new GetFunctionCommand({ FunctionName: 'cmd-function' })),
      );
      const bare = {
        authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=host, Signature=0`,
      };
      for (const shown of [headers, bare]) {
        assertRefused(
          await attack(
            endpoint.url,
            Object.values(requests).map(request => ({
              ...request,
              headers: { ...shown, ...request.headers },
            })),
          ),
        );
      }
    }
  });

  it('does nothing for a request that was seen, sent again or turned into another', async () => {
    const seen = await signedRequest({ endpoint: endpoint.url, credentials: endpoint.accessKey }, asked =>
      asked.send(
        new InvokeCommand({ FunctionName: 'cmd-function', Payload: Buffer.from('{"Cmd":"whoami"}') }),
      ),
    );
    const shown = { ...seen.headers };
    // It says nothing of the other bodies.
    Reflect.deleteProperty(shown, 'content-length');
    const [first] = await attack(endpoint.url, [{ ...seen, body: '{"Cmd":"whoami"}' }]);
    // The owner's own.
    assert.equal(first?.status, 200);
    assertRefused(
      await attack(endpoint.url, [
        { ...seen, body: '{"Cmd":"whoami"}' },
        { ...seen, headers: shown, body: '{"Cmd":"ls -l /"}' },
        ...Object.values(requests).map(request => ({
          ...request,
          headers: { ...shown, ...request.headers },
        })),
      ]),
    );
  });

  it('lets nobody read or write at the ports of what runs', async function () {
    if (process.platform !== 'linux') {
      skip(this, 'only Linux tells which ports are ours');
    }
    const [reached, goOn] = [path.join(folder, 'reached'), path.join(folder, 'go-on')];
    const running = client.send(
      new InvokeCommand({ FunctionName: 'waiting', Payload: Buffer.from(JSON.stringify({ reached, goOn })) }),
    );
    await until(() => readdirSync(folder).includes('reached'));
    const ports = listeningPorts(familyOf(process.pid));
    assert.ok(ports.length >= 2, 'the endpoint, and the port of the function that runs');
    const guessed = '00000000-0000-4000-8000-000000000000';
    const api = ['', '/', '/0', `/${'0'.repeat(40)}`].map(prefix => `${prefix}/2018-06-01/runtime`);
    const attempts = api.flatMap(base => [
      get(`${base}/invocation/next`),
      post(`${base}/invocation/${guessed}/response`, '"theirs"'),
      post(`${base}/invocation/${guessed}/error`, '{"errorType":"theirs"}'),
      // What comes from our own processes counts.
      ...(canBeOther || base !== '/2018-06-01/runtime'
        ? [post(`${base}/init/error`, '{"errorType":"theirs"}')]
        : []),
    ]);
    for (const port of ports) {
      for (const { status, body } of await attack(`http://127.0.0.1:${port}`, attempts)) {
        assert.ok([400, 403, 404].includes(status), `${port}: ${status} ${body}`);
      }
    }
    writeFileSync(goOn, '');
    const { Payload, FunctionError } = await running;
    assert.equal(FunctionError, undefined);
    const { answer, environment } = JSON.parse(Buffer.from(Payload ?? []).toString()) as {
      answer: string;
      environment: Record<string, string>;
    };
    assert.equal(answer, 'its own');
    // What a function is told opens nothing but its own port.
    const { secretAccessKey, accessKeyId } = endpoint.accessKey;
    assert.ok(!JSON.stringify(environment).includes(secretAccessKey));
    assert.ok(!JSON.stringify(environment).includes(accessKeyId));
    const secret = environment.AWS_LAMBDA_RUNTIME_API?.split('/')[1] ?? '';
    assert.match(secret, /^[0-9a-f]{40}$/);
    const told = Object.keys(environment).filter(name => environment[name]?.includes(secret));
    assert.deepEqual(told, ['AWS_LAMBDA_RUNTIME_API']);
    const commandLines = familyOf(process.pid).map(pid => readFileSync(`/proc/${pid}/cmdline`, 'latin1'));
    for (const hidden of [secret, secretAccessKey]) {
      assert.ok(!commandLines.some(line => line.includes(hidden)));
    }
  });

  it('keeps code, logs and environments of what runs from other users', async function () {
    if (process.platform !== 'linux' || !canBeOther) {
      skip(this, 'it takes root and Linux to look at our files as another user');
    }
    await client.send(
      new InvokeCommand({
        FunctionName: 'waiting',
        Payload: Buffer.from(JSON.stringify({ reached: path.join(folder, 'reached'), goOn: '/' })),
      }),
    );
    const mine = `efs-mount-inspector-${process.pid}-`;
    const folders = readdirSync(tmpdir()).filter(name => name.startsWith(mine));
    assert.ok(folders.length > 0);
    const targets = [
      ...folders.flatMap(name => [path.join(tmpdir(), name), path.join(tmpdir(), name, 'task/index.js')]),
      ...familyOf(process.pid).map(pid => `/proc/${pid}/environ`),
    ];
    const read = await asOther(files => {
      const fs = process.getBuiltinModule('node:fs');
      return files.filter(file => {
        try {
          return fs.statSync(file).isDirectory() ? fs.readdirSync(file) : fs.readFileSync(file);
        } catch {
          return false;
        }
      });
    }, targets);
    assert.deepEqual(read, []);
  });

  it('runs nothing but the shipped probe, even for who has the key', async () => {
    const probe = readFileSync(path.join(distDir, 'probe.zip'));
    const creation = (more: object = {}, zip: Uint8Array = probe) =>
      new CreateFunctionCommand({
        FunctionName: `efs-${Math.random().toString(36).slice(2)}`,
        Role: 'arn:aws:iam::123456789012:role/test',
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Code: { ZipFile: zip },
        ...more,
      });
    const refused = [
      creation({}, zipOf({ 'index.js': 'exports.handler = () => 1;' })),
      creation({}, Buffer.concat([probe, Buffer.from([0])])),
      creation({ Environment: { Variables: { NODE_OPTIONS: '--require=/tmp/other.js' } } }),
      creation({ Handler: 'index.other' }),
      creation({ Runtime: 'provided.al2023' }),
      creation({ Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:a:1'] }),
      creation({ PackageType: 'Image', Code: { ImageUri: 'a' }, Runtime: undefined, Handler: undefined }),
    ];
    for (const command of refused) {
      await assert.rejects(client.send(command), { name: 'AccessDeniedException' });
    }
    await assert.rejects(client.send(new GetFunctionCommand({ FunctionName: 'cmd-function' })), {
      name: 'AccessDeniedException',
    });
    assert.equal((await client.send(creation())).State, 'Pending');
  });
});
