import assert from 'node:assert/strict';

import type { S3FileSystemSeed } from '../../../src/local';
import { localApis, notObjects } from './localApis';
import { present } from '../../harness/present';
import { until } from '../../harness/until';

const fileSystemId = 'fs-0123456789abcdef0';
const accessPointId = 'fsap-0123456789abcdef0';

const seed: S3FileSystemSeed = {
  fileSystem: {
    fileSystemId,
    name: 'data',
    bucket: 'arn:aws:s3:::data',
    prefix: 'in/',
    roleArn: 'arn:aws:iam::123456789012:role/s3files',
    kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
    status: 'error',
    statusMessage: 'The role cannot be assumed.',
  },
  accessPoints: [
    {
      accessPointId,
      posixUser: { uid: 1000, gid: 1001, secondaryGids: [7] },
      rootDirectory: {
        path: '/data',
        creationPermissions: { ownerUid: 1000, ownerGid: 1001, permissions: '755' },
      },
    },
  ],
  mountTargets: [
    {
      mountTargetId: 'fsmt-1',
      subnetId: 'subnet-1',
      vpcId: 'vpc-1',
      availabilityZoneId: 'use1-az1',
      ipv4Address: '10.0.0.5',
      networkInterfaceId: 'eni-1',
      status: 'creating',
      statusMessage: 'Wait.',
      securityGroups: ['sg-target'],
    },
  ],
  policy: '{}',
  synchronization: {
    importDataRules: [{ prefix: '', trigger: 'ON_FILE_ACCESS', sizeLessThan: 131_072 }],
    expirationDataRules: [{ daysAfterLastAccess: 30 }],
  },
};

const bare: S3FileSystemSeed = {
  fileSystem: { fileSystemId: 'fs-0123456789abcdef1' },
  accessPoints: [{ accessPointId: 'fsap-0123456789abcdef1' }],
  mountTargets: [],
};

const misshapen = (value: unknown, index: number) =>
  ({
    fileSystem: { fileSystemId: `fs-0123456789abcdf0${index}` },
    accessPoints: [
      {
        accessPointId: `fsap-0123456789abcdf0${index}`,
        posixUser: value,
        rootDirectory: { path: '/data', creationPermissions: value },
      },
    ],
    mountTargets: [],
  }) as unknown as S3FileSystemSeed;

/** What no AWS tells. */
const odd: S3FileSystemSeed = {
  fileSystem: { fileSystemId: 'fs-0123456789abcdef2' },
  accessPoints: [
    {
      accessPointId: 'fsap-0123456789abcdef2',
      posixUser: { uid: 1.5, gid: 2 ** 32, secondaryGids: [-1, 8] },
      rootDirectory: {
        path: '/data',
        creationPermissions: { ownerUid: -1, ownerGid: 2 ** 32 - 1, permissions: '755' },
      },
    },
  ],
  mountTargets: [],
  synchronization: {
    importDataRules: [1.5, 1e30, -1].map(sizeLessThan => ({
      prefix: '',
      trigger: 'ON_FILE_ACCESS',
      sizeLessThan,
    })),
    expirationDataRules: [{ daysAfterLastAccess: -1 }, { daysAfterLastAccess: 2.5 }],
  },
};

const closed: S3FileSystemSeed = {
  fileSystem: { fileSystemId: 'fs-0123456789abcdef3' },
  accessPoints: [{ accessPointId: 'fsap-0123456789abcdef3' }],
  mountTargets: [],
  policy: '{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3files:*","Resource":"*"}}',
};

describe('S3FilesApi', () => {
  const world = localApis({ s3FileSystems: [seed, bare, odd, closed, ...notObjects.map(misshapen)] });
  const never = new AbortController().signal;
  const read = (point = accessPointId, system = fileSystemId, signal = never) =>
    world.api.s3files.fileSystemSetup(point, system, signal);

  it('reads access point, file system, bucket, mount targets with their groups, policy and synchronization', async () => {
    const { readAt, ...setup } = await read();
    assert.ok(Date.parse(readAt) > 0);
    assert.deepEqual(present(setup), {
      accessPoint: {
        ok: true,
        value: {
          id: accessPointId,
          fileSystemId,
          lifeCycleState: 'available',
          posixUser: { uid: 1000, gid: 1001, secondaryGids: [7] },
          rootDirectory: { path: '/data', creationInfo: { uid: 1000, gid: 1001, permissions: '755' } },
        },
      },
      fileSystem: {
        ok: true,
        value: {
          id: fileSystemId,
          name: 'data',
          lifeCycleState: 'error',
          stateMessage: 'The role cannot be assumed.',
          kmsKeyId: 'arn:aws:kms:us-east-1:123456789012:key/1',
          bucket: {
            arn: 'arn:aws:s3:::data',
            prefix: 'in/',
            role: 'arn:aws:iam::123456789012:role/s3files',
          },
        },
      },
      mountTargets: {
        ok: true,
        value: [
          {
            id: 'fsmt-1',
            subnetId: 'subnet-1',
            vpcId: 'vpc-1',
            zoneId: 'use1-az1',
            addresses: ['10.0.0.5'],
            lifeCycleState: 'creating',
            stateMessage: 'Wait.',
            networkInterfaceId: 'eni-1',
            securityGroups: { ok: true, value: ['sg-target'] },
          },
        ],
      },
      policy: { ok: true, value: true },
      synchronization: {
        ok: true,
        value: {
          importRules: [{ prefix: '', trigger: 'ON_FILE_ACCESS', sizeLessThan: '131072' }],
          expirationDays: [30],
        },
      },
    });
  });

  it('takes nothing that is no object for a user or for how a root directory is created', async () => {
    for (const index of notObjects.keys()) {
      const { accessPoint } = await read(`fsap-0123456789abcdf0${index}`, `fs-0123456789abcdf0${index}`);
      assert.ok(accessPoint.ok && accessPoint.value);
      const { posixUser, rootDirectory } = accessPoint.value;
      assert.deepEqual(
        [posixUser, present(rootDirectory)],
        [undefined, { path: '/data' }],
        JSON.stringify(notObjects[index]),
      );
    }
  });

  it('takes no number for an id that is none, and not root’s', async () => {
    const { accessPoint } = await read('fsap-0123456789abcdef2', 'fs-0123456789abcdef2');
    assert.ok(accessPoint.ok && accessPoint.value);
    assert.deepEqual(present(accessPoint.value.posixUser), { secondaryGids: [8] });
    assert.deepEqual(present(accessPoint.value.rootDirectory.creationInfo), {
      gid: 2 ** 32 - 1,
      permissions: '755',
    });
  });

  it('takes no number for a size or a count that is none', async () => {
    const { synchronization } = await read('fsap-0123456789abcdef2', 'fs-0123456789abcdef2');
    const rule = { prefix: '', trigger: 'ON_FILE_ACCESS' };
    assert.deepEqual(present(synchronization), {
      ok: true,
      value: { importRules: [rule, rule, rule], expirationDays: [] },
    });
  });

  it('takes what there is none of for an answer', async () => {
    const { mountTargets, policy, synchronization } = await read(
      'fsap-0123456789abcdef1',
      'fs-0123456789abcdef1',
    );
    assert.deepEqual(mountTargets, { ok: true, value: [] });
    assert.deepEqual(policy, { ok: true, value: false });
    assert.deepEqual(synchronization, { ok: true, value: null });
  });

  it('reads what a policy denies, and to whom', async () => {
    const { mountDenials } = await read('fsap-0123456789abcdef3', 'fs-0123456789abcdef3');
    assert.deepEqual(mountDenials, [{ sid: '', principals: ['*'], resources: ['*'], conditions: [] }]);
  });

  it('says of an access point and a file system that do not exist that they do not', async () => {
    const { accessPoint, fileSystem, ...others } = await read('fsap-0', 'fs-0');
    assert.deepEqual(
      [accessPoint, fileSystem],
      [
        { ok: true, value: null },
        { ok: true, value: null },
      ],
    );
    assert.deepEqual(Object.keys(others), ['readAt']);
  });

  const parts = {
    GetAccessPoint: 'accessPoint',
    GetFileSystem: 'fileSystem',
    ListMountTargets: 'mountTargets',
    GetFileSystemPolicy: 'policy',
    GetSynchronizationConfiguration: 'synchronization',
  } as const;
  for (const [operation, part] of Object.entries(parts)) {
    it(`costs a denied ${operation} only that part, and names the action`, async () => {
      world.deny(operation);
      const setup = await read();
      for (const each of Object.values(parts)) {
        const reading = setup[each];
        assert.equal(reading?.ok, each !== part, each);
        if (!reading.ok) {
          assert.equal(reading.action, `s3files:${operation}`);
          assert.equal(reading.problem.code, 'access-denied');
        }
      }
    });
  }

  it('costs a denied GetMountTarget only the security groups', async () => {
    world.deny('GetMountTarget');
    const { mountTargets } = await read();
    const groups = mountTargets?.ok ? mountTargets.value[0]?.securityGroups : undefined;
    assert.equal(groups && !groups.ok && groups.action, 's3files:GetMountTarget');
  });

  it('says of an endpoint without S3 Files that it is not S3 Files', async () => {
    world.local.setFaults([
      { operation: 'GetAccessPoint', effect: { kind: 'reply', status: 404, body: '<html>no</html>' } },
    ]);
    const { accessPoint } = await read();
    assert.equal(!accessPoint.ok && accessPoint.problem.code, 'not-aws');
    assert.equal(!accessPoint.ok && accessPoint.problem.params.service, 'S3 Files');
  });

  it('ends when it is given up', async () => {
    world.local.setFaults([{ operation: 'GetFileSystem', effect: { kind: 'hang' } }]);
    const abort = new AbortController();
    const reading = read(accessPointId, fileSystemId, abort.signal);
    const rejected = assert.rejects(reading, /given up/);
    await until(() => world.local.calls.some(({ operation }) => operation === 'GetFileSystem'));
    abort.abort(new Error('given up'));
    await rejected;
  });
});
