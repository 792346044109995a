import assert from 'node:assert/strict';
import { at, change, check, efs, finds, findsNothing, only, s3Files, severities, toJson } from '../templates';

const encrypted = '      Encrypted: true\n';
const fileSystemPolicy = (statement: string) =>
  `${encrypted}      FileSystemPolicy:\n        Version: '2012-10-17'\n        Statement: [${statement}]\n`;
const denying = fileSystemPolicy(
  "{Effect: Deny, Principal: {AWS: '*'}, Action: '*', Condition: {Bool: {'aws:SecureTransport': 'false'}}}",
);
const withPolicy = change(efs, [encrypted, denying]);
const managed =
  '        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n';

/** The role grants this and nothing else. */
function granting(actions: string): string {
  return change(withPolicy, [
    managed,
    `${managed}      Policies:\n        - PolicyName: Mount\n          PolicyDocument:\n            Statement: {Effect: Allow, Action: ${actions}, Resource: '*'}\n`,
  ]);
}

describe('checks of the role', () => {
  it('ask for nothing where EFS has no policy', () => {
    findsNothing(efs);
  });

  describe('missing-client-mount', () => {
    it('finds a role that may not mount a file system with a policy', () => {
      finds('warning missing-client-mount', withPolicy);
      assert.equal(at(withPolicy, only(withPolicy)), 'Role');
    });

    it('finds it for S3 Files always', () => {
      finds(
        'warning missing-client-mount',
        change(s3Files, ['Action: s3files:Client*', 'Action: s3:GetObject']),
      );
      finds(
        'warning missing-client-mount',
        change(s3Files, [
          'Effect: Allow\n                Action: s3files',
          'Effect: Deny\n                Action: s3files',
        ]),
      );
    });

    it('takes every way to grant it', () => {
      for (const actions of [
        "'*'",
        'elasticfilesystem:*',
        "['elasticfilesystem:Client*']",
        "['elasticfilesystem:clientmount', 'elasticfilesystem:Client?rite']",
      ]) {
        findsNothing(granting(actions));
      }
      for (const policy of [
        'AmazonElasticFileSystemClientReadWriteAccess',
        'AmazonElasticFileSystemClientFullAccess',
        'AdministratorAccess',
        'SomePolicyOfOurs',
      ]) {
        findsNothing(
          change(withPolicy, [managed, `${managed}        - arn:aws:iam::aws:policy/${policy}\n`]),
        );
      }
      findsNothing(
        change(
          s3Files,
          ['Action: s3files:Client*', 'Action: s3:ListBucket'],
          [
            '      ManagedPolicyArns:\n',
            '      ManagedPolicyArns:\n        - arn:aws:iam::aws:policy/AmazonS3FilesClientReadWriteAccess\n',
          ],
        ),
      );
    });

    it('knows policies that are resources of their own', () => {
      const policy = (type: string, roles: string) =>
        change(withPolicy, [
          '  Function:\n',
          `  Policy:\n    Type: AWS::IAM::${type}\n    Properties:\n      ${roles}\n      PolicyDocument:\n        Statement:\n          - Effect: Allow\n            Action: [elasticfilesystem:ClientMount, elasticfilesystem:ClientWrite]\n            Resource: '*'\n\n  Function:\n`,
        ]);
      findsNothing(policy('Policy', 'Roles: [!Ref Role]'));
      findsNothing(policy('ManagedPolicy', 'Roles: [!Ref Role]'));
      findsNothing(policy('RolePolicy', 'RoleName: !Ref Role'));
      findsNothing(policy('Policy', 'Roles: !Ref Roles'));
      finds('warning missing-client-mount', policy('ManagedPolicy', 'Description: nobody has it'));
      const attached = change(policy('ManagedPolicy', 'Description: attached below'), [
        managed,
        `${managed}        - !Ref Policy\n`,
      ]);
      findsNothing(attached);
    });

    it('knows that the file system policy can grant it', () => {
      const grant = (principal: string) =>
        change(efs, [
          encrypted,
          fileSystemPolicy(
            `{Effect: Allow, Principal: ${principal}, Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']}`,
          ),
        ]);
      findsNothing(grant("'*'"));
      findsNothing(grant("{AWS: '*'}"));
      findsNothing(grant('{AWS: !GetAtt Role.Arn}'));
      findsNothing(grant('{AWS: !Sub "arn:aws:iam::${AWS::AccountId}:root"}'));
      finds('warning missing-client-mount', grant('{Service: elasticfilesystem.amazonaws.com}'));
    });

    it('understands the policies of SAM', () => {
      const sam = (policies: string) => change(withPolicy, ['      Role: !GetAtt Role.Arn\n', policies]);
      const both = (template: string) => [severities(template), severities(toJson(template))];
      const missing = ['warning missing-client-mount'];
      assert.deepEqual(both(sam('')), [missing, missing]);
      assert.deepEqual(both(sam('      Policies: AWSLambdaBasicExecutionRole\n')), [missing, missing]);
      assert.deepEqual(both(sam('      Policies:\n        - S3ReadPolicy: {BucketName: b}\n')), [
        missing,
        missing,
      ]);
      for (const policies of [
        'AmazonElasticFileSystemClientReadWriteAccess',
        '[AmazonElasticFileSystemClientFullAccess]',
        '[{EFSWriteAccessPolicy: {FileSystem: !Ref FileSystem, AccessPoint: !Ref AccessPoint}}]',
        "[{Statement: [{Effect: Allow, Action: 'elasticfilesystem:Client*', Resource: '*'}]}]",
        '!Ref Policies',
        '[!Ref Policy]',
      ]) {
        assert.deepEqual(both(sam(`      Policies: ${policies}\n`)), [[], []], policies);
      }
    });

    it('says nothing of a role that is made elsewhere', () => {
      findsNothing(change(withPolicy, ['!GetAtt Role.Arn', '!ImportValue Role']));
      findsNothing(`${withPolicy}\nOutputs:\n  Role:\n    Value: !Ref Role\n    Export: {Name: role}\n`);
    });

    it('says nothing of a policy that is made elsewhere', () => {
      findsNothing(change(efs, [encrypted, `${encrypted}      FileSystemPolicy: !ImportValue Policy\n`]));
    });
  });

  describe('missing-network-interface-permission', () => {
    const basic = change(efs, [managed, managed.replace('VPCAccess', 'Basic')]);
    const whole = basic.slice(basic.indexOf('  Function:\n'));
    const second = whole.replace('  Function:\n', '  Other:\n');

    it('is told once of a role that two functions have', () => {
      finds('error missing-network-interface-permission', basic, { fixed: true });
      const both = `${basic}\n${second}`;
      const { functions, related } = only(both);
      assert.deepEqual(functions, ['Function', 'Other']);
      assert.deepEqual(
        related.map(place => `${place.is} ${place.id}`),
        ['role Role', 'function Other'],
      );
    });

    it('is told of each role that two functions have', () => {
      const role = basic.slice(basic.indexOf('  Role:\n'), basic.indexOf('  Function:\n'));
      const text = `${basic}\n${role.replace('  Role:', '  OtherRole:')}${second.replace('Role.Arn', 'OtherRole.Arn')}`;
      assert.deepEqual(
        check(text).map(({ code, functions }) => [code, ...functions]),
        [
          ['missing-network-interface-permission', 'Function'],
          ['missing-network-interface-permission', 'Other'],
        ],
      );
    });
  });

  describe('missing-client-write', () => {
    it('tells that a role may only read', () => {
      finds('info missing-client-write', granting('elasticfilesystem:ClientMount'));
      finds(
        'info missing-client-write',
        change(withPolicy, [
          managed,
          `${managed}        - arn:aws:iam::aws:policy/AmazonElasticFileSystemClientReadOnlyAccess\n`,
        ]),
      );
      finds(
        'info missing-client-write',
        change(s3Files, ['Action: s3files:Client*', 'Action: s3files:ClientMount']),
      );
    });
  });
});
