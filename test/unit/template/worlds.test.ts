import assert from 'node:assert/strict';
import { change, check, efs, findsNothing, severities } from './templates';

const production =
  'Parameters:\n  Stage:\n    Type: String\n\nConditions:\n  Production: !Equals [!Ref Stage, prod]\n\nResources:\n';
const second = `  MountTargetB:
    Type: AWS::EFS::MountTarget
    Condition: Production
    Properties:
      FileSystemId: !Ref FileSystem
      SubnetId: !Ref SubnetB
      SecurityGroups: [!Ref MountTargetSecurityGroup]

  AccessPoint:
`;

describe('what is wrong in one world and fine in another', () => {
  it('is an information that names the branch, for DependsOn too', () => {
    const template = change(
      efs,
      ['Resources:\n', production],
      ['  AccessPoint:\n', second],
      [
        '          - !Ref SubnetA\n        SecurityGroupIds',
        '          - !Ref SubnetA\n          - !If [Production, !Ref SubnetB, !Ref AWS::NoValue]\n        SecurityGroupIds',
      ],
    );
    const [finding, ...others] = check(template);
    assert.deepEqual(others, []);
    assert.equal(`${finding?.severity} ${finding?.code}`, 'info missing-depends-on');
    assert.deepEqual(finding?.branch, { parameter: 'Stage', is: 'one-of', values: ['prod'] });
    // In the world without it there is no mount target at all, and so nothing that could be right.
    assert.deepEqual(
      severities(
        change(
          efs,
          ['Resources:\n', production],
          ['    DependsOn: MountTarget\n', ''],
          ['  MountTarget:\n', '  MountTarget:\n    Condition: Production\n'],
        ),
      ).filter(found => found.endsWith('missing-depends-on')),
      ['warning missing-depends-on'],
    );
  });
});

describe('what cannot be seen whole', () => {
  const creation = /        CreationInfo:\n(?: {10}.*\n)+/.exec(efs)?.[0] ?? '';

  it('is the file system that a replication fills', () => {
    const without = change(efs, [creation, '']);
    assert.deepEqual(severities(without), ['warning missing-creation-info']);
    findsNothing(
      change(without, [
        '  FileSystem:\n',
        `  Source:
    Type: AWS::EFS::FileSystem
    Properties:
      Encrypted: true
      ReplicationConfiguration:
        Destinations:
          - FileSystemId: !Ref FileSystem

  FileSystem:
`,
      ]),
    );
  });

  it('is a map with a key that another engine fills in', () => {
    const vpc = /      VpcConfig:\n(?: {8}.*\n)+/.exec(efs)?.[0] ?? '';
    assert.deepEqual(severities(change(efs, [vpc, ''])), ['error missing-vpc-config']);
    for (const key of ["'{{ vpc }}': x", "'${vpc}': x", "'<% vpc %>': x", '$VPC: x', '(( vpc )): x']) {
      assert.deepEqual(severities(change(efs, [vpc, `      ${key}\n`])), [], key);
    }
  });
});
