import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  ListFunctionsCommand,
  ListTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { manyFunctions } from '../../../src/local';
import { assertFails, TestEndpoint } from './endpoint';

describe('local endpoint: finding functions', () => {
  let endpoint: TestEndpoint;

  before(async () => {
    endpoint = await TestEndpoint.start({
      functions: [...manyFunctions(120), ...manyFunctions(3, 'eu-central-1')],
    });
  });
  after(() => endpoint.close());

  it("serves the SDK's paginator in pages of 50 whatever it asks for", async () => {
    const pages: number[] = [];
    const names = new Set<string | undefined>();
    for await (const page of paginateListFunctions({ client: endpoint.client(), pageSize: 1000 }, {})) {
      pages.push(page.Functions?.length ?? 0);
      page.Functions?.forEach(({ FunctionName }) => names.add(FunctionName));
    }
    assert.deepEqual(pages, [50, 50, 20]);
    assert.equal(names.size, 120);
  });

  it('ends a page that is exactly full without a marker', async () => {
    const client = endpoint.client();
    const { NextMarker } = await client.send(new ListFunctionsCommand({ MaxItems: 40 }));
    const second = await client.send(new ListFunctionsCommand({ MaxItems: 40, Marker: NextMarker }));
    const third = await client.send(new ListFunctionsCommand({ MaxItems: 40, Marker: second.NextMarker }));
    assert.equal(third.Functions?.length, 40);
    assert.equal(third.NextMarker, undefined);
  });

  it('lists file systems and VPCs but not states, as the service does', async () => {
    const { Functions = [] } = await endpoint.client().send(new ListFunctionsCommand({}));
    const mounting = Functions.filter(({ FileSystemConfigs }) => FileSystemConfigs?.length);
    assert.equal(mounting.length, 1);
    assert.deepEqual(mounting[0]?.FileSystemConfigs?.[0]?.LocalMountPath, '/mnt/efs');
    assert.ok(mounting[0].VpcConfig?.VpcId);
    assert.ok(Functions.every(({ State, LastUpdateStatus }) => State === undefined && !LastUpdateStatus));
  });

  it('keeps regions apart', async () => {
    const { Functions } = await endpoint.client('eu-central-1').send(new ListFunctionsCommand({}));
    assert.equal(Functions?.length, 3);
    assert.ok(Functions.every(({ FunctionArn }) => FunctionArn?.startsWith('arn:aws:lambda:eu-central-1:')));
    const none = await endpoint.client('ap-northeast-1').send(new ListFunctionsCommand({}));
    assert.deepEqual(none.Functions, []);
  });

  it('lists versions with qualified ARNs when asked for all', async () => {
    const command = new ListFunctionsCommand({ FunctionVersion: 'ALL' });
    const { Functions } = await endpoint.client('eu-central-1').send(command);
    assert.ok(Functions?.[0]?.FunctionArn?.endsWith(':function:service-00001:$LATEST'));
  });

  it('refuses a marker it did not give', async () => {
    await assert.rejects(endpoint.client().send(new ListFunctionsCommand({ Marker: 'bogus' })), {
      name: 'InvalidParameterValueException',
    });
  });

  it('knows a function by name, by partial ARN, by whole ARN and with a qualifier', async () => {
    const client = endpoint.client();
    for (const FunctionName of [
      'service-00007',
      'service-00007:$LATEST',
      '123456789012:function:service-00007',
      'function:service-00007',
      'arn:aws:lambda:us-east-1:123456789012:function:service-00007',
      'arn:aws:lambda:us-east-1:123456789012:function:service-00007:$LATEST',
    ]) {
      const found = await client.send(new GetFunctionConfigurationCommand({ FunctionName }));
      assert.equal(found.FunctionName, 'service-00007', FunctionName);
      assert.equal(found.State, 'Active');
    }
    const command = new GetFunctionConfigurationCommand({
      FunctionName: 'service-00007',
      Qualifier: '$LATEST',
    });
    assert.equal((await client.send(command)).FunctionName, 'service-00007');
  });

  it('says what it does not find in the words of the service', async () => {
    const client = endpoint.client();
    await assertFails(client.send(new GetFunctionConfigurationCommand({ FunctionName: 'nope' })), {
      name: 'ResourceNotFoundException',
      message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope',
      status: 404,
    });
    await assert.rejects(
      client.send(new GetFunctionConfigurationCommand({ FunctionName: 'service-00007', Qualifier: 'live' })),
      { name: 'ResourceNotFoundException', message: /service-00007:live$/ },
    );
    await assert.rejects(
      client.send(
        new GetFunctionConfigurationCommand({
          FunctionName: 'arn:aws:lambda:eu-central-1:123456789012:function:service-00001',
        }),
      ),
      {
        name: 'ResourceNotFoundException',
        message: /'eu-central-1' are not reachable in this region \('us-east-1'\)/,
      },
    );
    await assertFails(
      client.send(
        new GetFunctionConfigurationCommand({
          FunctionName: 'arn:aws:lambda:us-east-1:999999999999:function:service-00001',
        }),
      ),
      { name: 'AccessDeniedException', status: 403 },
    );
    await assert.rejects(client.send(new GetFunctionConfigurationCommand({ FunctionName: 'a b' })), {
      name: 'ValidationException',
    });
  });

  it('gives code and tags, and lets tags be changed', async () => {
    const client = endpoint.client();
    const Resource = 'arn:aws:lambda:us-east-1:123456789012:function:service-00002';
    await client.send(new TagResourceCommand({ Resource, Tags: { team: 'files', stage: 'test' } }));
    await client.send(new UntagResourceCommand({ Resource, TagKeys: ['stage'] }));
    assert.deepEqual((await client.send(new ListTagsCommand({ Resource }))).Tags, { team: 'files' });

    const found = await client.send(new GetFunctionCommand({ FunctionName: 'service-00002' }));
    assert.deepEqual(found.Tags, { team: 'files' });
    const code = await (await fetch(found.Code?.Location ?? '')).arrayBuffer();
    assert.equal(code.byteLength, found.Configuration?.CodeSize);
  });
});
