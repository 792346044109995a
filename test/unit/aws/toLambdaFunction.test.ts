import assert from 'node:assert/strict';

import { parseAccessPointArn } from '../../../src/aws/accessPointArn';
import { toLambdaFunction } from '../../../src/aws/toLambdaFunction';
import { configuration, efsConfigs } from './fakeLambda';

describe('toLambdaFunction', () => {
  const map = (more: Record<string, unknown>) => toLambdaFunction(configuration('reader', more));

  it('keeps why AWS did not give the environment, whatever is said', () => {
    const denied = {
      ErrorCode: 'AccessDeniedException',
      Message: 'Lambda was unable to decrypt your environment variables because the KMS access was denied.',
    };
    const of = (Error: unknown) => map({ ...efsConfigs, Environment: { Error } })?.environmentError;
    assert.equal(of(denied), `${denied.ErrorCode}: ${denied.Message}`);
    assert.equal(of({ ErrorCode: 'KMSDisabledException' }), 'KMSDisabledException');
    assert.equal(of({}), undefined);
    assert.equal(of(null), undefined);
    assert.equal(of({ ErrorCode: 5, Message: [] }), undefined);
    assert.equal(of({ Message: 'x'.repeat(100_000) })?.length, 512);
    assert.equal(map({ ...efsConfigs, Environment: { Variables: {} } })?.environmentError, undefined);
  });

  it('takes over what the report shows', () => {
    assert.deepEqual(map({ ...efsConfigs, Description: 'reads' }), {
      arn: 'arn:aws:lambda:eu-central-1:123456789012:function:reader',
      name: 'reader',
      region: 'eu-central-1',
      accountId: '123456789012',
      description: 'reads',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      packageType: 'Zip',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutSeconds: 3,
      role: 'arn:aws:iam::123456789012:role/reader',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-1', 'subnet-2'],
      securityGroupIds: ['sg-1'],
      ipv6AllowedForDualStack: undefined,
      layers: undefined,
      fileSystem: {
        kind: 'efs',
        arn: 'arn:aws:elasticfilesystem:eu-central-1:123456789012:access-point/fsap-0123456789abcdef0',
        localMountPath: '/mnt/efs',
        accessPointId: 'fsap-0123456789abcdef0',
        fileSystemId: undefined,
        directS3Read: undefined,
      },
      codeSha256: 'tvH4bZlBGCK3aMMQtCWd7XbQRS6k0e0cFfAuFO7gnQk=',
      lastModified: '2026-11-22T12:55:31.324+0000',
      snapStart: false,
      declaresProbe: false,
      origin: { kind: 'live' },
    });
  });

  it('passes over functions without a file system', () => {
    assert.equal(map({}), undefined);
    assert.equal(map({ FileSystemConfigs: [] }), undefined);
  });

  it('keeps no environment variable but recognises ours', () => {
    const variables = { PASSWORD: 'hunter2', EFS_MOUNT_INSPECTOR_PROBE: '1' };
    const mapped = map({ ...efsConfigs, Environment: { Variables: variables } });
    assert.equal(mapped?.declaresProbe, true);
    assert.doesNotMatch(JSON.stringify(mapped), /hunter2|PASSWORD/);
  });

  it('knows recorded and constructed functions by what they say of themselves', () => {
    const origin = (value: string) =>
      map({ ...efsConfigs, Environment: { Variables: { EFS_MOUNT_INSPECTOR_ORIGIN: value } } })?.origin;
    assert.deepEqual(origin('recorded 2022-04-29'), { kind: 'recorded', on: '2022-04-29' });
    assert.deepEqual(origin('constructed'), { kind: 'constructed' });
    assert.deepEqual(origin('recorded <b>'), { kind: 'live' });
  });

  it('reads a container image with SnapStart and S3 Files', () => {
    const mapped = map({
      PackageType: 'Image',
      Runtime: undefined,
      SnapStart: { ApplyOn: 'PublishedVersions' },
      VpcConfig: { Ipv6AllowedForDualStack: true },
      FileSystemConfigs: [
        {
          Arn: 'arn:aws:s3files:eu-central-1:123456789012:file-system/fs-0123456789abcdef0/access-point/fsap-0f0e0d0c0b0a09080',
          LocalMountPath: '/mnt/s3',
          S3FilesConfig: { DirectS3Read: 'ENABLED' },
        },
      ],
    });
    assert.equal(mapped?.packageType, 'Image');
    assert.equal(mapped.snapStart, true);
    assert.equal(mapped.fileSystem.kind, 's3files');
    assert.equal(mapped.fileSystem.fileSystemId, 'fs-0123456789abcdef0');
    assert.equal(mapped.fileSystem.accessPointId, 'fsap-0f0e0d0c0b0a09080');
    assert.equal(mapped.fileSystem.directS3Read, 'ENABLED');
    assert.equal(mapped.ipv6AllowedForDualStack, true);
  });
});

describe('parseAccessPointArn', () => {
  it('takes anything else for unknown', () => {
    for (const arn of ['', 'arn', 'constructor', 'arn:aws:constructor:a:b:c', 'arn:aws:s3:::bucket']) {
      assert.equal(parseAccessPointArn(arn).kind, 'unknown', arn);
    }
  });

  it('knows the kind of a file system’s ARN, which names no access point', () => {
    const arn = 'arn:aws-cn:elasticfilesystem:cn-north-1:123456789012:file-system/fs-0123456789abcdef0';
    assert.deepEqual(parseAccessPointArn(arn), {
      kind: 'efs',
      region: 'cn-north-1',
      accountId: '123456789012',
      fileSystemId: 'fs-0123456789abcdef0',
    });
  });
});
