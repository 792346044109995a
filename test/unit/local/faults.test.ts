import { CreateFunctionCommand, InvokeCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { manyFunctions, plainFunction, type Fault } from '../../../src/local';
import { send, signedRequest } from '../../harness/rawRequest';
import { assertFails, functionRequest, TestEndpoint, zipOf } from './endpoint';

describe('local endpoint: injected faults', () => {
  let endpoint: TestEndpoint;

  beforeEach(async () => {
    endpoint = await TestEndpoint.start({ functions: [plainFunction('echo', ''), ...manyFunctions(120)] });
  });
  afterEach(() => endpoint.close());

  const invoke = new InvokeCommand({ FunctionName: 'echo', Payload: Buffer.from('1') });

  function inject(...faults: Fault[]): void {
    endpoint.local.setFaults(faults);
  }

  function arrived(operation: string): number {
    return endpoint.local.calls.filter(call => call.operation === operation).length;
  }

  it('throttles as often as told, and the SDK tries again', async () => {
    inject({
      operation: 'ListFunctions',
      times: 2,
      effect: {
        kind: 'error',
        name: 'TooManyRequestsException',
        message: 'Rate exceeded',
        members: { Reason: 'CallerRateLimitExceeded' },
      },
    });
    const { Functions } = await endpoint.client('us-east-1', 3).send(new ListFunctionsCommand({}));
    assert.equal(Functions?.length, 50);
    assert.deepEqual(
      endpoint.local.calls.map(({ attempt, status, fault }) => [attempt, status, fault]),
      [
        [1, 429, 'error'],
        [2, 429, 'error'],
        [3, 200, undefined],
      ],
    );
  });

  it("gives each of Lambda's errors its status and the spelling of its message", async () => {
    const expected = [
      ['EFSMountConnectivityException', 408, 'Message'],
      ['EFSMountFailureException', 403, 'Message'],
      ['EFSMountTimeoutException', 408, 'Message'],
      ['EFSIOException', 410, 'Message'],
      ['S3FilesMountFailureException', 403, 'Message'],
      ['ENILimitReachedException', 502, 'Message'],
      ['ResourceNotReadyException', 502, 'message'],
      ['ServiceException', 500, 'Message'],
      ['TooManyRequestsException', 429, 'message'],
    ] as const;
    for (const [name, status, key] of expected) {
      inject({ effect: { kind: 'error', name, message: `about ${name}` } });
      await assertFails(endpoint.client().send(invoke), { name, status, message: `about ${name}` });
      const { url, accessKey: credentials } = endpoint.local;
      const raw = await send(
        url,
        await signedRequest({ endpoint: url, credentials }, client =>
          client.send(new ListFunctionsCommand()),
        ),
      );
      assert.equal(raw.headers['x-amzn-errortype'], name);
      assert.deepEqual(JSON.parse(raw.body.toString()), {
        Type: status < 500 ? 'User' : 'Service',
        [key]: `about ${name}`,
      });
    }
  });

  it('loses a page in the middle', async () => {
    inject({
      operation: 'ListFunctions',
      skip: 1,
      times: 1,
      effect: { kind: 'error', name: 'ServiceException' },
    });
    const client = endpoint.client();
    const { NextMarker } = await client.send(new ListFunctionsCommand({}));
    const second = new ListFunctionsCommand({ Marker: NextMarker });
    await assert.rejects(client.send(second), { name: 'ServiceException' });
    assert.equal((await client.send(second)).Functions?.length, 50);
  });

  it("answers with a proxy's page", async () => {
    inject({
      effect: {
        kind: 'reply',
        status: 503,
        headers: { 'content-type': 'text/html' },
        body: '<h1>Service Unavailable</h1>',
      },
    });
    await assert.rejects(endpoint.client().send(invoke), { name: 'SyntaxError' });
  });

  it('breaks the connection before or after the work is done', async () => {
    const client = endpoint.client();
    const create = new CreateFunctionCommand(functionRequest('made', zipOf({ 'index.js': '' })));
    inject({ operation: 'CreateFunction', effect: { kind: 'reset', when: 'before' } });
    await assert.rejects(client.send(create), { code: 'ECONNRESET' });
    inject({ operation: 'CreateFunction', effect: { kind: 'reset', when: 'after' } });
    await assert.rejects(client.send(create), { code: 'ECONNRESET' });
    inject();
    await assert.rejects(client.send(create), { name: 'ResourceConflictException' });
    assert.equal(arrived('CreateFunction'), 3);
  });

  it('cuts a body short', async () => {
    inject({ operation: 'ListFunctions', effect: { kind: 'truncate', bytes: 100 } });
    await assert.rejects(endpoint.client().send(new ListFunctionsCommand({})), /aborted|ECONNRESET/);
  });

  it('never answers, and does nothing, until the client gives up', async () => {
    inject({ operation: 'Invoke', effect: { kind: 'hang' } });
    const abort = new AbortController();
    const pending = endpoint.client().send(invoke, { abortSignal: abort.signal });
    const rejected = assert.rejects(pending, { name: 'AbortError' });
    await endpoint.arrived(1);
    abort.abort();
    await rejected;
    assert.deepEqual(
      endpoint.local.calls.map(({ status, fault }) => [status, fault]),
      [[undefined, 'hang']],
    );
  });

  it('disturbs only what it names', async () => {
    const denied = { kind: 'error', name: 'AccessDeniedException' } as const;
    inject(
      { operation: 'Invoke', functionName: 'other', effect: denied },
      { region: 'eu-west-1', effect: denied },
    );
    await endpoint.client().send(invoke);
    await assert.rejects(endpoint.client('eu-west-1').send(new ListFunctionsCommand({})), {
      name: denied.name,
    });
  });

  it('logs how a function was named and invoked', async () => {
    const FunctionName = 'arn:aws:lambda:us-east-1:123456789012:function:echo';
    await endpoint
      .client()
      .send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun', Qualifier: '$LATEST' }));
    const [{ operation, region, functionName, qualifier, invocationType, status } = assert.fail()] =
      endpoint.local.calls;
    assert.deepEqual(
      { operation, region, functionName, qualifier, invocationType, status },
      {
        operation: 'Invoke',
        region: 'us-east-1',
        functionName: 'echo',
        qualifier: '$LATEST',
        invocationType: 'DryRun',
        status: 204,
      },
    );
  });
});
