import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  ListTagsCommand,
  waitUntilFunctionActiveV2,
  type CreateFunctionCommandInput,
} from '@aws-sdk/client-lambda';
import assert from 'node:assert/strict';
import { assertFails, functionRequest, TestEndpoint, zipOf } from './endpoint';

const zip = zipOf({ 'index.js': 'exports.handler = async event => ({ got: event });' });
const accessPoint = 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0';
const mounted = {
  VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
  FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: '/mnt/efs' }],
};

describe('local endpoint: a function from creation to deletion', () => {
  let endpoint: TestEndpoint;

  beforeEach(async () => {
    endpoint = await TestEndpoint.start({ pendingMs: 150 });
  });
  afterEach(() => endpoint.close());

  it('is Pending first, cannot be invoked then, and becomes Active', async () => {
    const client = endpoint.client();
    const created = await client.send(
      new CreateFunctionCommand(
        functionRequest('probe', zip, { ...mounted, Tags: { temporary: 'yes' }, Timeout: 20 }),
      ),
    );
    assert.equal(created.$metadata.httpStatusCode, 201);
    assert.equal(created.State, 'Pending');
    assert.equal(created.StateReasonCode, 'Creating');
    assert.deepEqual(created.FileSystemConfigs, mounted.FileSystemConfigs);
    assert.deepEqual(created.VpcConfig?.SubnetIds, ['subnet-1']);
    await assertFails(client.send(new InvokeCommand({ FunctionName: 'probe' })), {
      name: 'ResourceConflictException',
      message: /currently in the following state: Pending$/,
      status: 409,
    });

    await waitUntilFunctionActiveV2(
      { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
      { FunctionName: 'probe' },
    );
    const { Payload } = await client.send(
      new InvokeCommand({ FunctionName: 'probe', Payload: Buffer.from('{"a":1}') }),
    );
    assert.deepEqual(JSON.parse(Buffer.from(Payload ?? []).toString()), { got: { a: 1 } });
    assert.deepEqual((await client.send(new ListTagsCommand({ Resource: created.FunctionArn }))).Tags, {
      temporary: 'yes',
    });

    const deleted = await client.send(new DeleteFunctionCommand({ FunctionName: 'probe' }));
    assert.equal(deleted.$metadata.httpStatusCode, 204);
    await assert.rejects(client.send(new GetFunctionConfigurationCommand({ FunctionName: 'probe' })), {
      name: 'ResourceNotFoundException',
    });
    await assert.rejects(client.send(new DeleteFunctionCommand({ FunctionName: 'probe' })), {
      name: 'ResourceNotFoundException',
    });
  });

  it('can be created once', async () => {
    const client = endpoint.client();
    await client.send(new CreateFunctionCommand(functionRequest('probe', zip)));
    await assert.rejects(client.send(new CreateFunctionCommand(functionRequest('probe', zip))), {
      name: 'ResourceConflictException',
      message: 'Function already exist: probe',
    });
  });

  it('becomes Failed where that is configured', async () => {
    endpoint.local.setFaults([
      {
        operation: 'CreateFunction',
        effect: {
          kind: 'creation',
          pendingMs: 0,
          failure: { code: 'EFSMountTimeout', reason: 'The mount timed out.' },
        },
      },
    ]);
    const client = endpoint.client();
    await client.send(new CreateFunctionCommand(functionRequest('probe', zip)));
    const { State, StateReasonCode, StateReason } = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: 'probe' }),
    );
    assert.deepEqual(
      [State, StateReasonCode, StateReason],
      ['Failed', 'EFSMountTimeout', 'The mount timed out.'],
    );
  });

  it('wakes from Inactive by an invocation that fails', async () => {
    await endpoint.close();
    endpoint = await TestEndpoint.start({
      pendingMs: 60_000,
      functions: [
        {
          configuration: {
            FunctionName: 'asleep',
            Runtime: 'nodejs22.x',
            Handler: 'index.handler',
            State: 'Inactive',
          },
          code: { kind: 'zip', zip },
        },
      ],
    });
    const client = endpoint.client();
    await assertFails(client.send(new InvokeCommand({ FunctionName: 'asleep' })), {
      name: 'ResourceNotReadyException',
      status: 502,
    });
    const { State } = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'asleep' }));
    assert.equal(State, 'Pending');
  });

  const refused: readonly [
    what: string,
    more: Partial<CreateFunctionCommandInput>,
    name: string,
    message: RegExp,
  ][] = [
    [
      'a mount path with two segments',
      { ...mounted, FileSystemConfigs: [{ Arn: accessPoint, LocalMountPath: '/mnt/a/b' }] },
      'ValidationException',
      /^1 validation error detected: Value '\/mnt\/a\/b' at 'fileSystemConfigs\.1\.member\.localMountPath' failed/,
    ],
    [
      'the ARN of a file system instead of an access point',
      {
        ...mounted,
        FileSystemConfigs: [
          {
            Arn: 'arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/fs-012',
            LocalMountPath: '/mnt/efs',
          },
        ],
      },
      'ValidationException',
      /fileSystemConfigs\.1\.member\.arn/,
    ],
    [
      'two file systems',
      { ...mounted, FileSystemConfigs: [...mounted.FileSystemConfigs, ...mounted.FileSystemConfigs] },
      'ValidationException',
      /'fileSystemConfigs' failed to satisfy constraint: Member must have length less than or equal to 1/,
    ],
    [
      'a file system without a VPC',
      { FileSystemConfigs: mounted.FileSystemConfigs },
      'InvalidParameterValueException',
      /^Function must be configured to execute in a VPC to reference access point arn:aws:elasticfilesystem.*fsap-0123456789abcdef0\. Please update/,
    ],
    [
      'a timeout over 900 s',
      { Timeout: 901 },
      'ValidationException',
      /'901' at 'timeout'.*less than or equal to 900/,
    ],
    ['too little memory', { MemorySize: 64 }, 'ValidationException', /greater than or equal to 128/],
    ['no handler', { Handler: undefined }, 'InvalidParameterValueException', /mandatory parameters/],
    ['a role that is no ARN', { Role: 'admin' }, 'ValidationException', /'admin' at 'role'/],
    [
      'two faults at once',
      { Role: 'admin', Timeout: 0 },
      'ValidationException',
      /^2 validation errors detected: .*; /,
    ],
    [
      'a reserved variable',
      { Environment: { Variables: { AWS_REGION: 'x' } } },
      'InvalidParameterValueException',
      /Reserved keys used in this request: AWS_REGION$/,
    ],
    [
      'what is no zip',
      { Code: { ZipFile: Buffer.from('not a zip') } },
      'InvalidParameterValueException',
      /^Could not unzip uploaded file/,
    ],
  ];
  for (const [what, more, name, message] of refused) {
    it(`refuses ${what}`, async () => {
      await assertFails(
        endpoint.client().send(new CreateFunctionCommand(functionRequest('probe', zip, more))),
        { name, message, status: 400 },
      );
    });
  }

  it('takes an S3 Files access point', async () => {
    const Arn =
      'arn:aws:s3files:us-east-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0123456789abcdef0';
    const request = functionRequest('probe', zip, {
      ...mounted,
      FileSystemConfigs: [{ Arn, LocalMountPath: '/mnt/s3' }],
    });
    assert.equal(
      (await endpoint.client().send(new CreateFunctionCommand(request))).FileSystemConfigs?.[0]?.Arn,
      Arn,
    );
  });
});
