import assert from 'node:assert/strict';
import { at, change, check, codes, efs, only, s3Files } from './templates';

const conditional = (timeoutOrPath: readonly [string, string]) =>
  change(
    efs,
    [
      'Resources:\n',
      'Parameters:\n  Stage: {Type: String, AllowedValues: [dev, prod]}\nConditions:\n  IsDev: !Equals [!Ref Stage, dev]\nResources:\n',
    ],
    timeoutOrPath,
  );

describe('what has one cause', () => {
  it('is told once where DependsOn names nothing', () => {
    assert.deepEqual(codes(change(efs, ['DependsOn: MountTarget', 'DependsOn: MountTargets'])), [
      'no-such-resource',
    ]);
  });

  it('is told once where an id of a user is none', () => {
    assert.deepEqual(codes(change(efs, ["        Uid: '1000'", "        Uid: '4294967296'"])), [
      'invalid-posix-id',
    ]);
  });

  it('is told once where the file system’s policy denies the mount', () => {
    const denied = change(efs, [
      '      Encrypted: true\n',
      "      Encrypted: true\n      FileSystemPolicy:\n        Statement:\n          - {Effect: Deny, Principal: '*', Action: 'elasticfilesystem:*'}\n",
    ]);
    assert.deepEqual(codes(denied), ['denied-by-file-system-policy']);
  });

  it('is no denial for a role that this template does not have, unless the policy denies all', () => {
    const denying = (principal: string, role: string) =>
      codes(
        change(
          efs,
          ['Role: !GetAtt Role.Arn', `Role: ${role}`],
          [
            '      Encrypted: true\n',
            `      Encrypted: true\n      FileSystemPolicy:\n        Statement:\n          - {Effect: Deny, Principal: {AWS: ${principal}}, Action: 'elasticfilesystem:*'}\n`,
          ],
        ),
      );
    const elsewhere = 'arn:aws:iam::123456789012:role/files';
    for (const role of [elsewhere, '!ImportValue role']) {
      for (const another of [
        'arn:aws:iam::123456789012:role/another',
        '!GetAtt Role.Arn',
        '!ImportValue another',
        '[arn:aws:iam::123456789012:user/one, !GetAtt Role.Arn]',
      ]) {
        assert.deepEqual(denying(another, role), [], `${another} for ${role}`);
      }
      assert.deepEqual(denying("'*'", role), ['denied-by-file-system-policy']);
    }
    assert.deepEqual(denying('!GetAtt Role.Arn', '!GetAtt Role.Arn'), ['denied-by-file-system-policy']);
  });

  it('is a denial of Amazon S3 Files only by a policy that is certain to be the file system’s', () => {
    const having = (fileSystem: string, more = '') =>
      codes(
        change(s3Files, [
          '  MountTarget:\n',
          `  Policy:\n    Type: AWS::S3Files::FileSystemPolicy\n${more}    Properties:\n      FileSystemId: ${fileSystem}\n      Policy:\n        Statement:\n          - {Effect: Deny, Principal: '*', Action: 's3files:*'}\n\n  MountTarget:\n`,
        ]).replace(
          'Resources:\n',
          "Conditions:\n  Never: !Equals [a, b]\nResources:\n  Other:\n    Type: AWS::S3Files::FileSystem\n    Properties: {Bucket: 'arn:aws:s3:::other', RoleArn: !GetAtt BucketRole.Arn}\n\n",
        ),
      );
    assert.deepEqual(having('!GetAtt FileSystem.FileSystemId'), ['denied-by-file-system-policy']);
    assert.deepEqual(having('!GetAtt Other.FileSystemId'), []);
    assert.deepEqual(having('!ImportValue FileSystem'), []);
    assert.deepEqual(having('!GetAtt FileSystem.FileSystemId', '    Condition: Never\n'), []);
  });

  it('is a denial of Amazon S3 Files where ids and ARNs say which file system it is', () => {
    const [id, other] = ['fs-0123456789abcdef0', 'fs-0123456789abcdef1'];
    const prefix = 'arn:aws:s3files:eu-west-1:123456789012:file-system';
    const having = (arn: string, fileSystem: string) =>
      codes(
        change(
          s3Files,
          ['Arn: !GetAtt AccessPoint.AccessPointArn', `Arn: ${arn}/access-point/fsap-0123456789abcdef0`],
          [
            '  MountTarget:\n',
            `  Policy:\n    Type: AWS::S3Files::FileSystemPolicy\n    Properties:\n      FileSystemId: ${fileSystem}\n      Policy:\n        Statement:\n          - {Effect: Deny, Principal: '*', Action: 's3files:*'}\n\n  MountTarget:\n`,
          ],
        ),
      );
    const pattern = '!Sub arn:${AWS::Partition}:s3files:${AWS::Region}:${AWS::AccountId}:file-system';
    for (const arn of [`${prefix}/${id}`, `${pattern}/${id}`]) {
      assert.deepEqual(having(arn, id), ['denied-by-file-system-policy'], arn);
      assert.deepEqual(having(arn, `${prefix}/${id}`), ['denied-by-file-system-policy'], arn);
      for (const unlike of [other, `${prefix}/${other}`, '!ImportValue FileSystem', '!Ref FileSystem']) {
        assert.deepEqual(having(arn, unlike), [], `${arn}: ${unlike}`);
      }
    }
    assert.deepEqual(having(`!Sub ${prefix}/\${SubnetIds}`, id), []);
  });

  it('is a denial only by a statement about the file system that is mounted', () => {
    const ofS3 = (resource: string) =>
      codes(
        change(s3Files, [
          '  MountTarget:\n',
          `  Other:\n    Type: AWS::S3Files::FileSystem\n    Properties: {Bucket: 'arn:aws:s3:::other', RoleArn: !GetAtt BucketRole.Arn}\n\n  Policy:\n    Type: AWS::S3Files::FileSystemPolicy\n    Properties:\n      FileSystemId: !Ref FileSystem\n      Policy:\n        Statement:\n          - {Effect: Deny, Principal: '*', Action: 's3files:*', Resource: ${resource}}\n\n  MountTarget:\n`,
        ]),
      );
    for (const resource of ['!Ref FileSystem', '[!Ref Other, !GetAtt FileSystem.FileSystemArn]', "'*'"]) {
      assert.deepEqual(ofS3(resource), ['denied-by-file-system-policy'], resource);
    }
    for (const resource of ['!Ref Other', '[!GetAtt Other.FileSystemArn]', '!ImportValue FileSystem']) {
      assert.deepEqual(ofS3(resource), [], resource);
    }
    const ofEfs = (resource: string) =>
      codes(
        change(efs, [
          '      Encrypted: true\n',
          `      Encrypted: true\n      FileSystemPolicy:\n        Statement:\n          - {Effect: Deny, Principal: '*', Action: 'elasticfilesystem:*', Resource: ${resource}}\n`,
        ]).replace('Resources:\n', 'Resources:\n  Other: {Type: AWS::EFS::FileSystem}\n\n'),
      );
    assert.deepEqual(ofEfs('!GetAtt FileSystem.Arn'), ['denied-by-file-system-policy']);
    assert.ok(!ofEfs('!GetAtt Other.Arn').includes('denied-by-file-system-policy'));
  });

  it('is told once where the file system’s policy denies writing, and the role does not grant it either', () => {
    const denied = change(efs, [
      '      Encrypted: true\n',
      '      Encrypted: true\n      FileSystemPolicy:\n        Statement:\n' +
        "          - {Effect: Allow, Principal: '*', Action: 'elasticfilesystem:ClientMount'}\n" +
        "          - {Effect: Deny, Principal: '*', Action: 'elasticfilesystem:ClientWrite'}\n",
    ]);
    assert.deepEqual(codes(denied), ['denied-by-file-system-policy']);
  });
});

describe('a value that is written in one branch', () => {
  it('is an information that names the branch', () => {
    const text = conditional(['LocalMountPath: /mnt/efs', 'LocalMountPath: !If [IsDev, /data, /mnt/efs]']);
    const finding = only(text);
    assert.equal(finding.code, 'invalid-local-mount-path');
    assert.equal(finding.severity, 'info');
    assert.deepEqual(finding.branch, { parameter: 'Stage', is: 'one-of', values: ['dev'] });
    assert.equal(at(text, finding), '/data');
    assert.deepEqual(only(conditional(['Timeout: 20', 'Timeout: !If [IsDev, 3, 20]'])).branch?.values, [
      'dev',
    ]);
  });

  it('is an error where both branches are wrong', () => {
    const text = conditional(['LocalMountPath: /mnt/efs', 'LocalMountPath: !If [IsDev, /data, /efs]']);
    assert.deepEqual(
      check(text).map(({ branch, severity }) => [severity, branch]),
      [
        ['error', undefined],
        ['error', undefined],
      ],
    );
  });
});

describe('what SAM makes', () => {
  it('may be named, and nothing else that begins with the name of its function', () => {
    const named = (id: string) =>
      codes(
        change(efs, [
          '          - !Ref FunctionSecurityGroup\n      File',
          `          - !Ref ${id}\n      File`,
        ]),
      );
    assert.deepEqual(named('FunctionSecurityGrp'), ['no-such-resource']);
    for (const id of ['FunctionRole', 'FunctionVersion0123456789', 'FunctionAliaslive', 'FunctionUrl']) {
      assert.deepEqual(named(id), [], id);
    }
    const events = change(efs, [
      '      Timeout: 20\n',
      '      Timeout: 20\n      Events: {Security: {Type: Schedule, Properties: {Schedule: rate(1 day)}}}\n',
    ]);
    const beside = (id: string) =>
      codes(
        change(events, [
          '          - !Ref FunctionSecurityGroup\n      File',
          `          - !Ref ${id}\n      File`,
        ]),
      );
    assert.deepEqual(beside('FunctionSecurityPermission'), []);
    // Its events are seen, and none is called so.
    assert.deepEqual(beside('FunctionOtherPermission'), ['no-such-resource']);
  });

  it('of a connector may let the function read the bucket', () => {
    const reads = `              - Effect: Allow
                Action: s3:GetObject*
                Resource: !Sub \${Bucket.Arn}/*
`;
    const without = change(s3Files, [reads, '']);
    assert.deepEqual(codes(without), ['missing-direct-read-permission']);
    assert.deepEqual(
      codes(
        `${without}  Reads:\n    Type: AWS::Serverless::Connector\n    Properties: {Source: {Id: Function}, Destination: {Id: Bucket}, Permissions: [Read]}\n`,
      ),
      [],
    );
    const embedded = change(without, [
      '    Type: AWS::Serverless::Function\n',
      '    Type: AWS::Serverless::Function\n    Connectors: {Reads: {Properties: {Destination: {Id: Bucket}, Permissions: [Read]}}}\n',
    ]);
    assert.deepEqual(codes(embedded), []);
  });
});

describe('a blank that another program fills in', () => {
  for (const blank of ['#{path}', '@PATH@', '__MOUNT_PATH__', '/mnt/#{name}', '/mnt/__NAME__']) {
    it(`is unknown: ${blank}`, () => {
      assert.deepEqual(codes(change(efs, ['LocalMountPath: /mnt/efs', `LocalMountPath: '${blank}'`])), []);
    });
  }
});
