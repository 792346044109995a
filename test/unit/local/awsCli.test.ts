import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manyFunctions } from '../../../src/local';
import { runCommand } from '../../harness/command';
import { TestEndpoint, zipOf } from './endpoint';
import { skip } from '../../harness/skip';

/** Where Debian's package puts it. Another `aws` on the PATH may be any version. */
const aws = '/usr/bin/aws';

const accessPoint = 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0';

describe("local endpoint: Debian's AWS command line", function () {
  // Each command starts a Python of its own, some of them two dozen times.
  this.timeout(600_000);
  let endpoint: TestEndpoint;
  let folder: string;

  before(async function () {
    if (!existsSync(aws)) {
      skip(this, `there is no ${aws} (on Debian: awscli)`);
    }
    folder = mkdtempSync(path.join(tmpdir(), 'aws-cli-'));
    endpoint = await TestEndpoint.start({ demo: true, pendingMs: 500, functions: manyFunctions(120) });
  });
  after(async () => {
    await endpoint?.close();
    if (folder) {
      rmSync(folder, { recursive: true });
    }
  });

  const lambda = (...args: string[]): Promise<unknown> => run('lambda', ...args);

  async function run(...args: string[]): Promise<unknown> {
    const output = await runCommand(
      aws,
      ['--endpoint-url', endpoint.local.url, '--region', 'us-east-1', '--output', 'json', ...args],
      {
        cwd: folder,
        env: {
          PATH: process.env.PATH,
          HOME: folder,
          AWS_ACCESS_KEY_ID: endpoint.local.accessKey.accessKeyId,
          AWS_SECRET_ACCESS_KEY: endpoint.local.accessKey.secretAccessKey,
          AWS_EC2_METADATA_DISABLED: 'true',
        },
      },
    );
    return output.trim() === '' ? undefined : JSON.parse(output);
  }

  it('lists all pages', async function () {
    const { Functions } = (await lambda('list-functions')) as { Functions: { FunctionName: string }[] };
    assert.equal(new Set(Functions.map(({ FunctionName }) => FunctionName)).size, Functions.length);
    assert.ok(Functions.length > 125);
  });

  it('creates a function with a file system, waits for it, invokes it and deletes it', async function () {
    const source = 'exports.handler = async event => { console.log("seen " + event.text); return event; };';
    writeFileSync(path.join(folder, 'code.zip'), zipOf({ 'index.js': source }));
    const named = ['--function-name', 'made-by-cli'];
    const created = await lambda(
      'create-function',
      ...named,
      ...['--runtime', 'nodejs18.x', '--handler', 'index.handler', '--zip-file', 'fileb://code.zip'],
      ...['--role', 'arn:aws:iam::123456789012:role/test', '--timeout', '10', '--tags', 'purpose=test'],
      ...['--vpc-config', 'SubnetIds=subnet-1,subnet-2,SecurityGroupIds=sg-1'],
      ...['--file-system-configs', `Arn=${accessPoint},LocalMountPath=/mnt/efs`],
    );
    assert.equal((created as { State: string }).State, 'Pending');

    await lambda('wait', 'function-active-v2', ...named);
    const configuration = await lambda('get-function-configuration', ...named);
    const { State, FileSystemConfigs } = configuration as Record<string, unknown>;
    assert.equal(State, 'Active');
    assert.deepEqual(FileSystemConfigs, [{ Arn: accessPoint, LocalMountPath: '/mnt/efs' }]);

    const result = await lambda(
      'invoke',
      ...named,
      ...[
        '--payload',
        '{"text":"hello"}',
        '--cli-binary-format',
        'raw-in-base64-out',
        '--log-type',
        'Tail',
        'answer.json',
      ],
    );
    const { StatusCode, ExecutedVersion, LogResult } = result as Record<string, string>;
    assert.deepEqual([StatusCode, ExecutedVersion], [200, '$LATEST']);
    assert.match(
      Buffer.from(LogResult ?? '', 'base64').toString(),
      /^START RequestId.*\tINFO\tseen hello\nEND RequestId/s,
    );
    assert.deepEqual(JSON.parse(readFileSync(path.join(folder, 'answer.json'), 'utf8')), { text: 'hello' });

    await lambda('delete-function', ...named);
    await assert.rejects(
      lambda('get-function-configuration', ...named),
      /ResourceNotFoundException.*Function not found/s,
    );
  });

  it('says what the endpoint refuses', async function () {
    writeFileSync(path.join(folder, 'code.zip'), zipOf({ 'index.js': '' }));
    await assert.rejects(
      lambda(
        'create-function',
        ...['--function-name', 'refused', '--runtime', 'nodejs18.x', '--handler', 'index.handler'],
        ...['--zip-file', 'fileb://code.zip', '--role', 'arn:aws:iam::123456789012:role/test'],
        ...['--file-system-configs', `Arn=${accessPoint},LocalMountPath=/mnt/efs`],
      ),
      /\(InvalidParameterValueException\).*must be configured to execute in a VPC/s,
    );
  });

  it('reads the recorded function', async function () {
    const result = await lambda(
      'invoke',
      ...['--function-name', 'cmd-function', '--payload', '{"Cmd":"whoami"}'],
      ...['--cli-binary-format', 'raw-in-base64-out', '--log-type', 'Tail', 'answer.json'],
    );
    const { LogResult } = result as { LogResult: string };
    assert.match(Buffer.from(LogResult, 'base64').toString(), /\nsbx_user1051\nEND/);
  });

  it('describes the demo’s file systems', async () => {
    const id = '0c0a1000000000002';
    const points = await run('efs', 'describe-access-points', '--access-point-id', `fsap-${id}`);
    const [point] = (points as { AccessPoints: Record<string, unknown>[] }).AccessPoints;
    assert.equal(point?.FileSystemId, `fs-${id}`);
    const systems = await run('efs', 'describe-file-systems', '--file-system-id', `fs-${id}`);
    const [system] = (systems as { FileSystems: Record<string, unknown>[] }).FileSystems;
    assert.equal(system?.ThroughputMode, 'provisioned');
    const targets = await run('efs', 'describe-mount-targets', '--file-system-id', `fs-${id}`);
    const [target] = (targets as { MountTargets: Record<string, string>[] }).MountTargets;
    assert.equal(target?.LifeCycleState, 'available');
    const groups = await run(
      'efs',
      'describe-mount-target-security-groups',
      '--mount-target-id',
      target.MountTargetId ?? '',
    );
    assert.deepEqual(groups, { SecurityGroups: ['sg-0ccccccccccccccc1'] });
    await assert.rejects(
      run('efs', 'describe-file-system-policy', '--file-system-id', `fs-${id}`),
      /PolicyNotFound/,
    );
    await assert.rejects(
      run('efs', 'describe-access-points', '--access-point-id', 'fsap-00000000000000000'),
      /AccessPointNotFound/,
    );
  });

  it('describes the network of the demo’s functions', async function () {
    const ec2 = (...args: string[]) => run('ec2', ...args);
    const subnets = ['subnet-0aaaaaaaaaaaaaaa1', 'subnet-0aaaaaaaaaaaaaaa2'];
    const { Subnets } = (await ec2('describe-subnets', '--subnet-ids', ...subnets)) as {
      Subnets: Record<string, string>[];
    };
    assert.deepEqual(
      Subnets.map(({ AvailabilityZoneId, SubnetId }) => [SubnetId, AvailabilityZoneId]),
      [
        ['subnet-0aaaaaaaaaaaaaaa1', 'use1-az1'],
        ['subnet-0aaaaaaaaaaaaaaa2', 'use1-az2'],
      ],
    );
    const group = 'sg-0ccccccccccccccc1';
    const byGroup = ['--filters', `Name=group-id,Values=${group}`];
    const { SecurityGroupRules } = (await ec2('describe-security-group-rules', ...byGroup)) as {
      SecurityGroupRules: Record<string, unknown>[];
    };
    const [rule] = SecurityGroupRules;
    assert.deepEqual(
      [rule?.IsEgress, rule?.IpProtocol, rule?.FromPort, rule?.ToPort, rule?.ReferencedGroupInfo],
      [false, 'tcp', 2049, 2049, { GroupId: 'sg-0bbbbbbbbbbbbbbb1', UserId: '123456789012' }],
    );
    const { NetworkAcls } = (await ec2(
      'describe-network-acls',
      ...['--filters', `Name=association.subnet-id,Values=${subnets.join(',')}`],
    )) as { NetworkAcls: { Entries: unknown[] }[] };
    assert.equal(NetworkAcls[0]?.Entries.length, 4);
    const vpc = ['--vpc-id', 'vpc-0d3a0d3a0d3a0d3a0'];
    for (const [attribute, name] of [
      ['enableDnsSupport', 'EnableDnsSupport'],
      ['enableDnsHostnames', 'EnableDnsHostnames'],
    ] as const) {
      const answer = await ec2('describe-vpc-attribute', ...vpc, '--attribute', attribute);
      assert.deepEqual((answer as Record<string, unknown>)[name], { Value: true });
    }
    const { Vpcs } = (await ec2('describe-vpcs')) as { Vpcs: { DhcpOptionsId: string }[] };
    const options = (await ec2(
      'describe-dhcp-options',
      '--dhcp-options-ids',
      Vpcs[0]?.DhcpOptionsId ?? '',
    )) as {
      DhcpOptions: { DhcpConfigurations: unknown[] }[];
    };
    assert.deepEqual(options.DhcpOptions[0]?.DhcpConfigurations, [
      { Key: 'domain-name-servers', Values: [{ Value: 'AmazonProvidedDNS' }] },
    ]);
    await assert.rejects(ec2('describe-subnets', '--subnet-ids', 'subnet-gone'), /InvalidSubnetID\.NotFound/);
    await assert.rejects(ec2('describe-instances'), /InvalidAction/);
    endpoint.local.setFaults([
      {
        operation: 'DescribeSubnets',
        effect: { kind: 'error', name: 'UnauthorizedOperation', message: 'No.' },
      },
    ]);
    await assert.rejects(ec2('describe-subnets'), /\(UnauthorizedOperation\).*No\./);
  });

  it('reads the metrics of the demo’s file systems, in CloudWatch’s Query protocol', async function () {
    const now = Date.now();
    const query = (id: string, MetricName: string, Stat: string) => ({
      Id: id,
      MetricStat: {
        Metric: {
          Namespace: 'AWS/EFS',
          MetricName,
          Dimensions: [{ Name: 'FileSystemId', Value: 'fs-0c0a1000000000008' }],
        },
        Period: 300,
        Stat,
      },
    });
    const read = (queries: readonly unknown[], ...more: string[]) =>
      run(
        'cloudwatch',
        'get-metric-data',
        ...[
          '--start-time',
          new Date(now - 3_600_000).toISOString(),
          '--end-time',
          new Date(now).toISOString(),
        ],
        ...['--metric-data-queries', JSON.stringify(queries), ...more],
      );
    const { MetricDataResults } = (await read([
      query('credits', 'BurstCreditBalance', 'Minimum'),
      query('clients', 'ClientConnections', 'Maximum'),
      query('none', 'NoSuchMetric', 'Sum'),
    ])) as {
      MetricDataResults: { Id: string; Timestamps: string[]; Values: number[] }[];
    };
    assert.deepEqual(
      MetricDataResults.map(({ Id }) => Id),
      ['credits', 'clients', 'none'],
    );
    const [credits, clients, none] = MetricDataResults;
    assert.ok(credits && clients && none);
    assert.deepEqual([credits.Values.length, new Set(credits.Values)], [12, new Set([0])]);
    assert.ok(clients.Values.every(value => value > 100));
    assert.deepEqual([none.Values, none.Timestamps], [[], []]);
    const times = credits.Timestamps.map(time => Date.parse(time));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
      'newest first',
    );
    assert.ok(times.every(time => time >= now - 3_600_000 && time < now && time % 300_000 === 0));
    const ascending = (await read(
      [query('credits', 'BurstCreditBalance', 'Minimum')],
      ...['--scan-by', 'TimestampAscending'],
    )) as typeof MetricDataResults & { MetricDataResults: { Timestamps: string[] }[] };
    assert.deepEqual(
      ascending.MetricDataResults[0]?.Timestamps.map(time => Date.parse(time)),
      times.toReversed(),
    );
    await assert.rejects(
      run(
        'cloudwatch',
        'get-metric-data',
        ...['--start-time', '2026-01-02', '--end-time', '2026-01-01', '--metric-data-queries', '[]'],
      ),
      /\(InvalidParameterValue\).*StartTime must be less/,
    );
    endpoint.local.setFaults([
      {
        operation: 'GetMetricData',
        effect: { kind: 'error', name: 'AccessDeniedException', message: 'No.' },
      },
    ]);
    await assert.rejects(read([]), /\(AccessDenied\).*No\./);
    endpoint.local.setFaults([]);
  });

  it('describes the demo’s S3 file system', async function () {
    const id = '0c0a1000000000004';
    const s3files = (...args: string[]) => run('s3files', ...args);
    let system: unknown;
    try {
      system = await s3files('get-file-system', '--file-system-id', `fs-${id}`);
    } catch (error) {
      // Its code for a command line that it does not understand.
      if (/failed \(252\)/.test(String(error))) {
        skip(this, `${aws} is older than S3 Files`);
      }
      throw error;
    }
    assert.equal((system as Record<string, unknown>)['fileSystemId'], `fs-${id}`);
    const targets = await s3files('list-mount-targets', '--file-system-id', `fs-${id}`);
    assert.equal((targets as { mountTargets: unknown[] }).mountTargets.length, 2);
  });
});
