import assert from 'node:assert/strict';

import type { FileSystemSeed } from '../../../src/local';
import { localApis, notObjects } from './localApis';
import { present } from '../../harness/present';
import { until } from '../../harness/until';

const seed: FileSystemSeed = {
  fileSystem: {
    FileSystemId: 'fs-0123456789abcdef0',
    Name: 'data',
    ThroughputMode: 'bursting',
    SizeInBytes: { Value: 9_007_199_254_740_991 },
  },
  accessPoints: [
    {
      AccessPointId: 'fsap-0123456789abcdef0',
      PosixUser: { Uid: 1000, Gid: 1001, SecondaryGids: [7] },
      RootDirectory: { Path: '/data' },
    },
  ],
  mountTargets: [
    {
      MountTargetId: 'fsmt-1',
      SubnetId: 'subnet-1',
      VpcId: 'vpc-1',
      AvailabilityZoneName: 'us-east-1a',
      LifeCycleState: 'creating',
      SecurityGroups: ['sg-target'],
    },
  ],
};

/** What no AWS tells. */
const odd = (index: number, Value: number): FileSystemSeed => ({
  fileSystem: {
    FileSystemId: `fs-0123456789abcde0${index}`,
    ThroughputMode: 'provisioned',
    ProvisionedThroughputInMibps: -1,
    SizeInBytes: { Value },
  },
  accessPoints: [
    {
      AccessPointId: `fsap-0123456789abcde0${index}`,
      PosixUser: { Uid: Value, Gid: 7, SecondaryGids: [Value, 8] },
      RootDirectory: {
        Path: '/data',
        CreationInfo: { OwnerUid: 9, OwnerGid: Value, Permissions: '755' },
      },
    },
  ],
  mountTargets: [],
});

const misshapen = (value: unknown, index: number) =>
  ({
    fileSystem: { FileSystemId: `fs-0123456789abcdf0${index}` },
    accessPoints: [
      {
        AccessPointId: `fsap-0123456789abcdf0${index}`,
        PosixUser: value,
        RootDirectory: { Path: '/data', CreationInfo: value },
      },
    ],
    mountTargets: [],
  }) as unknown as FileSystemSeed;

const policySeed: FileSystemSeed = {
  fileSystem: { FileSystemId: 'fs-0123456789abcdef1' },
  accessPoints: [{ AccessPointId: 'fsap-0123456789abcdef1' }],
  mountTargets: [],
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: '*' },
      {
        Sid: 'TlsOnly',
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: '*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      },
    ],
  }),
};

describe('EfsApi', () => {
  const world = localApis({
    fileSystems: [seed, policySeed, odd(0, 1.5), odd(1, 1e30), odd(2, -1), ...notObjects.map(misshapen)],
  });
  const never = new AbortController().signal;
  const read = (id = 'fsap-0123456789abcdef0', signal = never) => world.api.efs.fileSystemSetup(id, signal);

  it('takes no number for a size that is none', async () => {
    for (const index of [0, 1, 2]) {
      const { fileSystem } = await read(`fsap-0123456789abcde0${index}`);
      assert.ok(fileSystem?.ok && fileSystem.value);
      const { provisionedMibps, sizeBytes, throughputMode } = fileSystem.value;
      assert.deepEqual([provisionedMibps, sizeBytes, throughputMode], [undefined, undefined, 'provisioned']);
    }
  });

  it('takes no number for an id that is none, and not root’s', async () => {
    for (const index of [0, 1, 2]) {
      const { accessPoint } = await read(`fsap-0123456789abcde0${index}`);
      assert.ok(accessPoint.ok && accessPoint.value);
      assert.deepEqual(present(accessPoint.value.posixUser), { secondaryGids: [8] });
      assert.deepEqual(present(accessPoint.value.rootDirectory.creationInfo), { uid: 9, permissions: '755' });
    }
  });

  it('takes nothing that is no object for a user or for how a root directory is created', async () => {
    for (const index of notObjects.keys()) {
      const { accessPoint } = await read(`fsap-0123456789abcdf0${index}`);
      assert.ok(accessPoint.ok && accessPoint.value);
      const { posixUser, rootDirectory } = accessPoint.value;
      assert.deepEqual(
        [posixUser, present(rootDirectory)],
        [undefined, { path: '/data' }],
        JSON.stringify(notObjects[index]),
      );
    }
  });

  it('reads the access point, its file system, the mount targets and whether there is a policy', async () => {
    const { readAt, ...configuration } = await read();
    assert.ok(Date.parse(readAt) > 0);
    assert.deepEqual(present(configuration), {
      accessPoint: {
        ok: true,
        value: {
          id: 'fsap-0123456789abcdef0',
          fileSystemId: 'fs-0123456789abcdef0',
          lifeCycleState: 'available',
          posixUser: { uid: 1000, gid: 1001, secondaryGids: [7] },
          rootDirectory: { path: '/data' },
        },
      },
      fileSystem: {
        ok: true,
        value: {
          id: 'fs-0123456789abcdef0',
          name: 'data',
          lifeCycleState: 'available',
          throughputMode: 'bursting',
          performanceMode: 'generalPurpose',
          encrypted: true,
          sizeBytes: '9007199254740991',
        },
      },
      mountTargets: {
        ok: true,
        value: [
          {
            id: 'fsmt-1',
            subnetId: 'subnet-1',
            vpcId: 'vpc-1',
            zone: 'us-east-1a',
            lifeCycleState: 'creating',
            securityGroups: { ok: true, value: ['sg-target'] },
          },
        ],
      },
      policy: { ok: true, value: false },
    });
  });

  it('reads what a policy denies, and to whom', async () => {
    const { mountDenials, policy } = await read('fsap-0123456789abcdef1');
    assert.deepEqual(policy, { ok: true, value: true });
    assert.deepEqual(mountDenials, [
      {
        sid: 'TlsOnly',
        principals: ['*'],
        resources: [],
        conditions: [{ operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] }],
      },
    ]);
  });

  it('knows an access point that does not exist from one that it may not see', async () => {
    const gone = await read('fsap-00000000000000000');
    assert.deepEqual(gone.accessPoint, { ok: true, value: null });
    assert.equal(gone.mountTargets, undefined);
    world.deny('DescribeAccessPoints');
    const hidden = await read();
    assert.equal(hidden.accessPoint.ok, false);
    assert.equal(!hidden.accessPoint.ok && hidden.accessPoint.problem.code, 'access-denied');
    assert.equal(hidden.mountTargets?.ok, true);
  });

  it('costs a denied part only that part, and names what it would take', async () => {
    world.deny('DescribeMountTargetSecurityGroups', 'DescribeFileSystemPolicy');
    const { accessPoint, fileSystem, mountTargets, policy } = await read();
    assert.ok(accessPoint.ok && fileSystem?.ok && mountTargets?.ok && policy);
    const groups = mountTargets.value[0]?.securityGroups;
    assert.equal(
      groups && !groups.ok && groups.action,
      'elasticfilesystem:DescribeMountTargetSecurityGroups',
    );
    assert.equal(!policy.ok && policy.action, 'elasticfilesystem:DescribeFileSystemPolicy');
  });

  it('says of an endpoint without EFS that it is not EFS', async () => {
    world.local.setFaults([
      { operation: 'DescribeAccessPoints', effect: { kind: 'reply', status: 404, body: '<html>no</html>' } },
    ]);
    const { accessPoint } = await read();
    assert.equal(!accessPoint.ok && accessPoint.problem.code, 'not-aws');
    assert.equal(!accessPoint.ok && accessPoint.problem.params.service, 'EFS');
  });

  it('ends when it is given up', async () => {
    world.local.setFaults([{ operation: 'DescribeAccessPoints', effect: { kind: 'hang' } }]);
    const abort = new AbortController();
    const reading = read(undefined, abort.signal);
    const rejected = assert.rejects(reading, /given up/);
    await until(() => world.local.calls.some(({ operation }) => operation === 'DescribeAccessPoints'));
    abort.abort(new Error('given up'));
    await rejected;
  });
});
