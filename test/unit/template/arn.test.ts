import assert from 'node:assert/strict';
import { targetOf } from '../../../src/template/resolve/arn';
import type { ScalarNode } from '../../../src/template/read/nodes';
import { change, check, efs } from './templates';

const node = {} as ScalarNode;

/** What a text stands for, and of which service. */
function target(text: string): string {
  const { is, service } = targetOf({ kind: 'text', text, node });
  return [is, service].filter(Boolean).join(' ');
}

const fsap = 'fsap-0123456789abcdef0';
const fs = 'fs-0123456789abcdef0';
const efsArn = (rest: string, region = 'us-east-1', partition = 'aws') =>
  `arn:${partition}:elasticfilesystem:${region}:123456789012:${rest}`;
const s3Arn = (rest: string) => `arn:aws:s3files:us-east-1:123456789012:${rest}`;

describe('what Arn stands for', () => {
  it('is told by its text', () => {
    const texts: readonly (readonly [string, string])[] = [
      [efsArn(`access-point/${fsap}`), 'access-point efs'],
      [efsArn(`access-point/${fsap}`, 'us-gov-west-1', 'aws-us-gov'), 'access-point efs'],
      [efsArn(`access-point/${fsap}`, 'us-isob-east-1', 'aws-iso-b'), 'access-point efs'],
      [efsArn(`access-point/${fsap}`, 'eusc-de-east-1', 'aws-eusc'), 'access-point efs'],
      [efsArn(`access-point/${fsap}1`), 'malformed'],
      [efsArn('access-point/fsap-0123456789ABCDEF0'), 'malformed'],
      [efsArn(`access-point/${fsap}`, 'us-east'), 'malformed'],
      [efsArn(`file-system/${fs}`), 'file-system efs'],
      [efsArn('mount-target/fsmt-0123'), 'mount-target efs'],
      [efsArn('replication/x'), 'malformed'],
      [s3Arn(`file-system/${fs}/access-point/${fsap}`), 'access-point s3files'],
      [s3Arn(`file-system/${fs}`), 'file-system s3files'],
      [s3Arn(`file-system/${fs}/mount-target/x`), 'malformed'],
      [fs, 'file-system'],
      [fsap, 'access-point-id'],
      ['fsmt-0123', 'mount-target'],
      [`x${fs}`, 'malformed'],
      ['arn:aws:s3:::bucket', 'bucket'],
      ['arn:aws:s3express:::bucket', 'malformed'],
      ['', 'malformed'],
      // 256 characters are most.
      [s3Arn(`file-system/fs-${'0'.repeat(40)}/access-point/fsap-${'0'.repeat(40)}`), 'access-point s3files'],
      [
        `arn:aws:s3files:${'a'.repeat(94)}:file-system/fs-${'0'.repeat(60)}/access-point/fsap-${'0'.repeat(60)}`,
        'malformed',
      ],
    ];
    assert.deepEqual(
      texts.map(([text]) => [text, target(text)]),
      texts,
    );
  });

  it('may be 256 characters long and no longer', () => {
    const arn = (letters: number) =>
      `arn:aws:s3files:${'a'.repeat(letters)}:file-system/${fs}/access-point/${fsap}`;
    const rest = arn(0).length;
    assert.equal(target(arn(256 - rest)), 'access-point s3files');
    assert.equal(target(arn(257 - rest)), 'malformed');
  });

  it('is told by the form of what is put into it', () => {
    const found = (arn: string) =>
      check(change(efs, ['!GetAtt AccessPoint.Arn # through which', arn])).map(
        ({ code, params, fixes }) => `${code} ${String(params?.['is'] ?? '')} ${fixes.length}`,
      );
    const sub = (resource: string) =>
      `!Sub "arn:\${AWS::Partition}:elasticfilesystem:\${AWS::Region}:\${AWS::AccountId}:${resource}"`;
    assert.deepEqual(found(sub('access-point/${AccessPoint}')), []);
    assert.deepEqual(found(sub('access-point/${AccessPoint.AccessPointId}')), []);
    assert.deepEqual(found(sub('access-point/${FileSystem}')), ['not-an-access-point file-system 1']);
    assert.deepEqual(found(sub('file-system/${FileSystem}')), ['not-an-access-point file-system 1']);
    assert.deepEqual(found(sub('file-system/${FileSystem.FileSystemId}')), [
      'not-an-access-point file-system 1',
    ]);
    assert.deepEqual(found(sub('mount-target/${MountTarget}')), ['not-an-access-point mount-target 1']);
    assert.deepEqual(found(sub('access-point/${MountTarget}')), ['invalid-access-point-arn  1']);
    assert.deepEqual(found(sub('access-point/${AWS::StackName}')), []);
    assert.deepEqual(found('!Sub "${AccessPoint}"'), ['not-an-access-point access-point-id 1']);
    assert.deepEqual(found('!Sub "${AccessPoint.Arn}"'), []);
    assert.deepEqual(found('!GetAtt FileSystem.FileSystemId'), ['not-an-access-point file-system 1']);
    assert.deepEqual(found('!GetAtt MountTarget.Id'), ['not-an-access-point mount-target 1']);
    assert.deepEqual(found('!GetAtt MountTarget.IpAddress'), ['not-an-access-point mount-target 1']);
    assert.deepEqual(found('!GetAtt Vpc.CidrBlock'), []);
  });
});
