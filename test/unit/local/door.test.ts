import {
  GetFunctionCommand,
  InvokeCommand,
  type LambdaClient,
  ListFunctionsCommand,
  TagResourceCommand,
} from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { isHumanError } from '../../../src/core/humanError';
import { send, signedRequest, type RawRequest } from '../../harness/rawRequest';
import { TestEndpoint, zipOf } from './endpoint';

describe('local endpoint: who may enter', () => {
  let endpoint: TestEndpoint;

  before(async () => {
    endpoint = await TestEndpoint.start({
      functions: [
        {
          configuration: { FunctionName: 'echo', Runtime: 'nodejs24.x', Handler: 'index.handler' },
          code: { kind: 'zip', zip: zipOf({ 'index.js': 'exports.handler = async event => event;' }) },
        },
      ],
    });
  });
  after(() => endpoint.close());

  const list = (client: LambdaClient) => client.send(new ListFunctionsCommand());
  const sign = (ask: (client: LambdaClient) => Promise<unknown> = list, secret?: string) => {
    const { url, accessKey } = endpoint.local;
    const credentials = { ...accessKey, ...(secret !== undefined && { secretAccessKey: secret }) };
    return signedRequest({ endpoint: url, credentials }, ask);
  };
  const invocation = () =>
    sign(client =>
      client.send(
        new InvokeCommand({ FunctionName: 'echo', Payload: Buffer.from('"asked"'), LogType: 'Tail' }),
      ),
    );
  const status = async (request: RawRequest) => (await send(endpoint.local.url, request)).status;
  const withHeaders = (request: RawRequest, headers: Record<string, string | undefined>): RawRequest => ({
    ...request,
    headers: JSON.parse(JSON.stringify({ ...request.headers, ...headers })) as Record<string, string>,
  });

  it('listens on loopback alone, with another key each time', async () => {
    assert.match(endpoint.local.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    const other = await TestEndpoint.start();
    await other.close();
    assert.notEqual(other.local.accessKey.accessKeyId, endpoint.local.accessKey.accessKeyId);
    assert.notEqual(other.local.accessKey.secretAccessKey, endpoint.local.accessKey.secretAccessKey);
  });

  it('lets a signed request of a program pass', async () => {
    assert.equal(await status(await sign()), 200);
    const arn = 'arn:aws:lambda:us-east-1:123456789012:function:echo';
    const tagged = await sign(client =>
      client.send(new TagResourceCommand({ Resource: arn, Tags: { 'a key': 'ä/+ ~(*)' } })),
    );
    assert.equal(await status(tagged), 204);
    assert.equal(
      await status(
        await sign(client =>
          client.send(new GetFunctionCommand({ FunctionName: arn, Qualifier: '$LATEST' })),
        ),
      ),
      200,
    );
  });

  it('refuses what a web page could send', async () => {
    const request = await sign();
    for (const headers of [
      { origin: 'https://example.com' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { host: 'rebound.example.com' },
      { host: '127.0.0.1.example.com' },
    ]) {
      assert.equal(await status(withHeaders(request, headers)), 403);
    }
  });

  it('refuses what is not signed, with another key, for another service, or not all of it', async () => {
    const request = await sign();
    const { authorization = '', 'x-amz-date': date = '' } = request.headers;
    const { accessKeyId } = endpoint.local.accessKey;
    const signedHeaders = /SignedHeaders=([^,]+)/.exec(authorization)?.[1] ?? assert.fail(authorization);
    const altered: Record<string, Record<string, string | undefined>> = {
      'no header': { authorization: undefined },
      'another scheme': { authorization: `Basic ${Buffer.from(`${accessKeyId}:`).toString('base64')}` },
      'another key': { authorization: authorization.replace(accessKeyId, 'local') },
      'another service': { authorization: authorization.replace('/lambda/', '/s3/') },
      'another region': { authorization: authorization.replace('/us-east-1/', '/eu-west-1/') },
      'another signature': { authorization: authorization.replace(/[0-9a-f]{64}$/, '0'.repeat(64)) },
      'half a signature': { authorization: authorization.slice(0, -32) },
      'no date': { 'x-amz-date': undefined },
      'another date': { 'x-amz-date': date.replace(/\d\dZ$/, '61Z') },
      'fewer signed headers': { authorization: authorization.replace(signedHeaders, 'host') },
      'a header more': { 'x-amz-invocation-type': 'Event' },
    };
    for (const [what, headers] of Object.entries(altered)) {
      const answered = await status(withHeaders(request, headers));
      assert.ok(answered === 403 || answered === 400, `${what}: ${answered}`);
    }
    assert.equal(await status(await sign(undefined, 'local')), 403);
    assert.equal(await status(request), 200);
  });

  it('refuses what was altered on its way', async () => {
    const request = await invocation();
    assert.equal(await status({ ...request, body: '"other"' }), 403);
    assert.equal(await status({ ...request, path: request.path.replace('echo', 'other') }), 403);
    assert.equal(await status({ ...request, path: `${request.path}?Qualifier=1` }), 403);
    assert.equal(await status({ ...request, method: 'PUT' }), 404);
    assert.equal(await status(withHeaders(request, { 'x-amz-log-type': 'None' })), 403);
    assert.equal(await status(request), 200);
  });

  it('runs nothing twice for one signature', async () => {
    const request = await invocation();
    assert.equal((await send(endpoint.local.url, request)).body.toString(), '"asked"');
    assert.equal(await status(request), 403);
  });

  it('refuses what was signed long ago, or for later', async () => {
    const { now } = Date;
    for (const minutes of [-6, 6]) {
      Date.now = () => now() + minutes * 60_000;
      const request = await sign().finally(() => (Date.now = now));
      const answer = await send(endpoint.local.url, request);
      assert.equal(answer.status, 403, answer.body.toString());
    }
  });

  it('keeps what it refuses out of the log of calls', async () => {
    const before = endpoint.local.calls.length;
    await status(await sign(undefined, 'local'));
    assert.equal(endpoint.local.calls.length, before);
  });

  it('hands out code to whoever has the signed link alone', async () => {
    const answer = await send(
      endpoint.local.url,
      await sign(client => client.send(new GetFunctionCommand({ FunctionName: 'echo' }))),
    );
    const { Code } = JSON.parse(answer.body.toString()) as { Code: { Location: string } };
    assert.equal((await fetch(Code.Location)).status, 200);
    assert.equal((await fetch(Code.Location.replace('/echo', '/other'))).status, 403);
    assert.equal((await fetch(Code.Location.split('?')[0] ?? '')).status, 403);
  });

  it('answers an unknown path and a broken one', async () => {
    const request = await sign();
    assert.equal(await status({ ...request, path: '/2015-03-31/layers' }), 404);
    assert.equal(await status({ ...request, path: `${request.path}/%E0%A4%A` }), 400);
  });

  it('says what to do about a port in use', async () => {
    const port = Number(new URL(endpoint.local.url).port);
    await assert.rejects(
      TestEndpoint.start({ port }),
      error => isHumanError(error) && /another port/.test(error.message),
    );
  });
});
