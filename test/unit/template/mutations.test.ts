import assert from 'node:assert/strict';
import { change, codes, efs, s3Files, toCloudFormation, toJson } from './templates';

/** Fixed, so that a failure comes again; printed with it. */
const SEED = 20261128;

/** Mulberry32: numbers from 0 to 1 that depend on the seed alone. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Mutation {
  readonly of: 'EFS' | 'S3 Files';
  readonly code: string;
  readonly from: string;
  readonly to: string;
}

const role = '      Role: !GetAtt Role.Arn\n';
const encrypted = '      Encrypted: true\n';
const denying = (statement: string) =>
  `${encrypted}      FileSystemPolicy:\n        Statement:\n          - ${statement}\n          - {Effect: Allow, Principal: '*', Action: 'elasticfilesystem:Client*'}\n`;
const secondTarget = (subnet: string) =>
  `  Second:\n    Type: AWS::EFS::MountTarget\n    Properties: {FileSystemId: !Ref FileSystem, SubnetId: ${subnet}, SecurityGroups: [!Ref MountTargetSecurityGroup]}\n\n  AccessPoint:\n`;
const fromFunction = '          SourceSecurityGroupId: !Ref FunctionSecurityGroup\n';

/** Each breaks a right template in one way. */
const mutations: readonly Mutation[] = [
  efsMutation('missing-subnet-ids', '        SubnetIds:\n          - !Ref SubnetA\n', ''),
  efsMutation(
    'missing-subnet-ids',
    '        SubnetIds:\n          - !Ref SubnetA\n',
    '        SubnetIds: []\n',
  ),
  efsMutation(
    'missing-security-group-ids',
    '        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n',
    '',
  ),
  efsMutation(
    'missing-network-interface-permission',
    'AWSLambdaVPCAccessExecutionRole',
    'AWSLambdaBasicExecutionRole',
  ),
  efsMutation('directory-not-writable', "OwnerUid: '1000'", "OwnerUid: '0'"),
  efsMutation('directory-not-writable', "Permissions: '755'", "Permissions: '555'"),
  efsMutation('invalid-access-point-path', 'Path: /lambda', 'Path: lambda'),
  efsMutation('invalid-access-point-path', 'Path: /lambda', 'Path: /lambda/'),
  efsMutation('invalid-access-point-path', 'Path: /lambda', 'Path: /a/b/c/d/e'),
  efsMutation('invalid-access-point-path', 'Path: /lambda', 'Path: /.hidden'),
  efsMutation('invalid-access-point-path', 'Path: /lambda', 'Path: /a*b'),
  efsMutation('invalid-access-point-path', 'Path: /lambda', `Path: /${'x'.repeat(100)}`),
  efsMutation('invalid-directory-permissions', "Permissions: '755'", "Permissions: '789'"),
  efsMutation('invalid-directory-permissions', "Permissions: '755'", 'Permissions: rwxr-x---'),
  efsMutation('invalid-directory-permissions', "Permissions: '755'", "Permissions: '07550'"),
  efsMutation('incomplete-creation-info', "          OwnerGid: '1000'\n", ''),
  efsMutation('incomplete-creation-info', "          Permissions: '755'\n", ''),
  efsMutation(
    'incomplete-posix-user',
    "      PosixUser:\n        Uid: '1000'\n        Gid: '1000'\n",
    "      PosixUser:\n        Uid: '1000'\n",
  ),
  efsMutation('invalid-posix-id', "PosixUser:\n        Uid: '1000'", 'PosixUser:\n        Uid: root'),
  efsMutation(
    'invalid-posix-id',
    "        Gid: '1000'\n      RootDirectory",
    "        Gid: '4294967296'\n      RootDirectory",
  ),
  efsMutation('wrong-creation-key', '        CreationInfo:\n', '        CreationPermissions:\n'),
  efsMutation('no-such-resource', '!GetAtt AccessPoint.Arn', '!GetAtt AccesPoint.Arn'),
  efsMutation('no-such-resource', 'DependsOn: MountTarget', 'DependsOn: [MountTarget, MountTargte]'),
  efsMutation('no-such-resource', role, '      Role: !GetAtt Roll.Arn\n'),
  efsMutation(
    'no-such-resource',
    '          - !Ref SubnetA\n        SecurityGroupIds',
    '          - !Ref SubnetC\n        SecurityGroupIds',
  ),
  efsMutation(
    'denied-by-file-system-policy',
    encrypted,
    denying("{Effect: Deny, Principal: '*', Action: 'elasticfilesystem:*'}"),
  ),
  efsMutation(
    'denied-by-file-system-policy',
    encrypted,
    denying(
      "{Effect: Deny, Principal: {AWS: !GetAtt Role.Arn}, Action: ['elasticfilesystem:ClientWrite'], Resource: '*'}",
    ),
  ),
  efsMutation(
    'denied-by-file-system-policy',
    encrypted,
    denying(
      "{Effect: Deny, Principal: {AWS: !Sub 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root'}, NotAction: 'elasticfilesystem:ClientRootAccess'}",
    ),
  ),
  efsMutation('mount-targets-in-one-zone', '  AccessPoint:\n', secondTarget('!Ref SubnetA')),
  efsMutation('short-timeout', '      Timeout: 20\n', ''),
  efsMutation('nfs-inbound-closed', fromFunction, '          CidrIp: 172.16.0.0/12\n'),
  efsMutation('nfs-inbound-closed', fromFunction, '          CidrIpv6: ::/0\n'),
  efsMutation('nfs-outbound-closed', '          CidrIp: 10.0.0.0/16\n', '          CidrIp: 10.0.1.0/24\n'),
  efsMutation(
    'missing-vpc-config',
    '      VpcConfig:\n        SubnetIds:\n          - !Ref SubnetA\n        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n',
    '',
  ),
  efsMutation('missing-depends-on', '    DependsOn: MountTarget\n', ''),
  s3Mutation(
    'bucket-without-versioning',
    '      VersioningConfiguration:\n        Status: Enabled\n',
    '      BucketName: b\n',
  ),
  s3Mutation('bucket-without-versioning', 'Status: Enabled', 'Status: Suspended'),
  s3Mutation(
    'bucket-without-versioning',
    '    Properties:\n      VersioningConfiguration:\n        Status: Enabled\n',
    '',
  ),
  s3Mutation('missing-direct-read-permission', 'Action: s3:GetObject*', 'Action: s3:GetObject'),
  s3Mutation('missing-direct-read-permission', 'Action: s3:GetObject*', 'Action: s3:ListBucket'),
  s3Mutation('wrong-creation-key', '        CreationPermissions:\n', '        CreationInfo:\n'),
  s3Mutation('not-an-access-point', '!GetAtt AccessPoint.AccessPointArn', '!Ref AccessPoint'),
  s3Mutation('not-an-access-point', '!GetAtt AccessPoint.AccessPointArn', '!Ref FileSystem'),
  s3Mutation(
    'invalid-access-point-arn',
    '!GetAtt AccessPoint.AccessPointArn',
    '!Sub arn:aws:s3files:${AWS::Region}:${AWS::AccountId}:file-system/${FileSystem}/access-point/${AccessPoint}',
  ),
];

/** Right in every way; none of them may hide or change what a mutation breaks. */
const harmless: readonly ((template: string) => string)[] = [
  template => template,
  toCloudFormation,
  template => change(template, ['Resources:\n', 'Metadata: {Owner: team}\nResources:\n']),
  template =>
    change(template, [
      'Resources:\n',
      'Outputs: {}\nConditions: {Prod: !Equals [!Ref AWS::Region, eu-west-1]}\nResources:\n',
    ]),
  template => `${template}  Topic:\n    Type: AWS::SNS::Topic\n`,
  template => template.replaceAll('\n', '\r\n'),
];

function efsMutation(code: string, from: string, to: string): Mutation {
  return { of: 'EFS', code, from, to };
}

function s3Mutation(code: string, from: string, to: string): Mutation {
  return { of: 'S3 Files', code, from, to };
}

describe(`templates that are broken in a known way (seed ${SEED})`, () => {
  const random = randomNumbers(SEED);

  it('start from templates with nothing wrong', () => {
    for (const template of [efs, s3Files]) {
      for (const variation of harmless) {
        assert.deepEqual(codes(variation(template)), []);
      }
    }
  });

  for (const [index, { of, code, from, to }] of mutations.entries()) {
    it(`${of} ${index}: gives ${code} and nothing else`, () => {
      const broken = change(of === 'EFS' ? efs : s3Files, [from, to]);
      for (let round = 0; round < 4; round++) {
        const variation = harmless[Math.floor(random() * harmless.length)] ?? harmless[0];
        const varied = variation?.(broken) ?? broken;
        const text = random() < 0.5 ? varied : toJson(varied.replaceAll('\r\n', '\n'));
        assert.deepEqual(codes(text), [code], `seed ${SEED}:\n${text}`);
      }
    });
  }
});
