import assert from 'node:assert/strict';
import {
  isTemporaryName,
  temporaryFunction,
  temporaryName,
} from '../../../../src/inspect/temporary/temporaryFunction';
import { lambdaFunction } from '../../aws/fakeLambda';

const target = { ...lambdaFunction(), role: 'arn:aws:iam::123456789012:role/reader' };
const zip = Buffer.from('zip');

describe('a temporary probe', () => {
  it('has role, network, mount and architecture of the function, and nothing else of it', () => {
    const { tags, ...made } = temporaryFunction(
      { ...target, timeoutSeconds: 900, memoryMb: 10_240, packageType: 'Image', snapStart: true },
      'name',
      zip,
    );
    assert.deepEqual(made, {
      name: 'name',
      description: 'Temporary probe of EFS Mount Inspector for reader; reads only',
      zip,
      runtimes: ['nodejs24.x', 'nodejs22.x'],
      handler: 'index.handler',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutSeconds: 60,
      role: target.role,
      subnetIds: target.subnetIds,
      securityGroupIds: target.securityGroupIds,
      accessPointArn: target.fileSystem.arn,
      localMountPath: '/mnt/efs',
      directS3Read: undefined,
      ipv6AllowedForDualStack: undefined,
      logGroup: '/aws/lambda/efs-mount-inspector',
    });
    const [[tag, created = ''] = [], ...others] = Object.entries(tags);
    assert.deepEqual([tag, others], ['efs-mount-inspector:temporary', []]);
    assert.equal(new Date(created).toISOString(), created);
  });

  it('describes itself in what Lambda takes, however long the name is', () => {
    const { description } = temporaryFunction({ ...target, name: 'n'.repeat(300) }, 'name', zip);
    assert.equal(description.length, 256);
  });

  it('has the memory that reading from the bucket itself takes, where the function does so', () => {
    const memoryOf = (directS3Read: 'ENABLED' | 'DISABLED' | 'AUTO' | undefined, memoryMb: number) =>
      temporaryFunction(
        { ...target, memoryMb, fileSystem: { ...target.fileSystem, directS3Read } },
        'name',
        zip,
      ).memoryMb;
    assert.deepEqual(
      [
        memoryOf('ENABLED', 128),
        memoryOf('AUTO', 512),
        memoryOf('AUTO', 511),
        memoryOf('DISABLED', 1024),
        memoryOf(undefined, 1024),
      ],
      [512, 512, 256, 256, 256],
    );
  });

  it('has a name of its own each time, which tells the function by a hash', () => {
    const names = [temporaryName(target.arn), temporaryName(target.arn), temporaryName(`${target.arn}2`)];
    assert.equal(new Set(names).size, 3);
    assert.ok(names.every(isTemporaryName));
    const [first = '', second = '', other = ''] = names.map(name => name.slice(0, -12));
    assert.equal(first, second);
    assert.notEqual(first, other);
    for (const foreign of [
      '',
      `x${names[0]}`,
      `${names[0]}0`,
      names[0]?.slice(0, -1) ?? '',
      (names[0] ?? '').toUpperCase(),
    ]) {
      assert.equal(isTemporaryName(foreign), false, foreign);
    }
  });
});
