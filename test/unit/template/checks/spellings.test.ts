import assert from 'node:assert/strict';
import { change, codes, efs, finds, findsNothing, only, s3Files, severities } from '../templates';

const managed = 'AWSLambdaVPCAccessExecutionRole';
const role = '      Role: !GetAtt Role.Arn\n';
const roleProperties = '  Role:\n    Type: AWS::IAM::Role\n    Properties:\n';

/** A role without the permission, which the function names in this way. */
const named = (value: string, properties = '') =>
  change(
    efs,
    [managed, 'AWSLambdaBasicExecutionRole'],
    [role, `      Role: ${value}\n`],
    [roleProperties, `${roleProperties}${properties}`],
  );

describe('what is told, however it is spelled', () => {
  it('takes a role by attribute, by an ARN of its name, and leaves one from elsewhere alone', () => {
    const code = 'error missing-network-interface-permission';
    finds(code, named('!Sub "${Role.Arn}"'), { fixed: true });
    finds(code, named('!Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}'), { fixed: true });
    finds(
      code,
      named(
        '!Sub arn:aws:iam::${AWS::AccountId}:role/app/worker',
        '      Path: /app/\n      RoleName: worker\n',
      ),
      { fixed: true },
    );
    findsNothing(named('arn:aws:iam::123456789012:role/worker'));
    findsNothing(named('!ImportValue WorkerRole'));
  });

  it('says nothing of a role whose policies are not all known', () => {
    const basic = change(efs, [managed, 'AWSLambdaBasicExecutionRole']);
    const arns = '      ManagedPolicyArns:\n';
    findsNothing(change(basic, [arns, `${arns}        - !ImportValue NetworkPolicy\n`]));
    findsNothing(change(basic, [arns, `${arns}        - arn:aws:iam::123456789012:policy/ours\n`]));
    findsNothing(
      change(basic, [
        '  Function:\n',
        "  Policy:\n    Type: AWS::IAM::Policy\n    Properties:\n      PolicyName: p\n      Roles: [!Ref Role]\n      PolicyDocument: {Statement: {Effect: Allow, Action: 'ec2:*', Resource: '*'}}\n\n  Function:\n",
      ]),
    );
    findsNothing(`${basic}\nOutputs:\n  Role:\n    Value: !Ref Role\n    Export: {Name: role}\n`);
  });

  it('asks no permission of the role that SAM makes', () => {
    assert.deepEqual(codes(change(efs, [role, ''])), []);
  });

  it('names the branch of a parameter without allowed values', () => {
    const vpcConfig =
      '      VpcConfig:\n        SubnetIds:\n          - !Ref SubnetA\n        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n';
    const inBranch = (condition: string) =>
      change(
        efs,
        [
          'Resources:\n',
          `Parameters: {Stage: {Type: String}}\nConditions: {Prod: ${condition}}\nResources:\n`,
        ],
        [
          vpcConfig,
          '      VpcConfig: !If [Prod, {SubnetIds: [!Ref SubnetA], SecurityGroupIds: [!Ref FunctionSecurityGroup]}, !Ref AWS::NoValue]\n',
        ],
      );
    const unless = inBranch('!Equals [!Ref Stage, prod]');
    finds('info missing-vpc-config', unless);
    assert.deepEqual(only(unless).branch, { parameter: 'Stage', is: 'not', values: ['prod'] });
    const only1 = inBranch('!Not [!Equals [!Ref Stage, dev]]');
    assert.deepEqual(only(only1).branch, { parameter: 'Stage', is: 'one-of', values: ['dev'] });
    // What takes two parameters, and what has no name, is not told.
    findsNothing(inBranch('!Equals [!Ref Stage, !ImportValue Stage]'));
  });

  it('judges functions that a loop makes, with each of its values', () => {
    const loop = (items: string, path: string) =>
      change(
        efs,
        ['Transform: AWS::Serverless-2016-10-31', 'Transform: AWS::LanguageExtensions'],
        [
          '  Function:\n    Type: AWS::Serverless::Function\n    DependsOn: MountTarget\n',
          `  Fn::ForEach::Workers:\n    - Name\n    - ${items}\n    - Worker\${Name}:\n        Type: AWS::Lambda::Function\n        DependsOn: MountTarget\n        Properties:\n          Runtime: python3.13\n          Timeout: 20\n          FileSystemConfigs: [{Arn: !GetAtt AccessPoint.Arn, LocalMountPath: ${path}}]\n\n  Function:\n    Type: AWS::Lambda::Function\n    DependsOn: MountTarget\n`,
        ],
      );
    assert.deepEqual(severities(loop('[A, B]', '!Sub "/mnt/${Name}"')), ['error missing-vpc-config']);
    assert.deepEqual(severities(loop('[a/b, c/d]', '!Sub "/mnt/${Name}"')), [
      'error missing-vpc-config',
      'error invalid-local-mount-path',
    ]);
    assert.deepEqual(severities(loop('!Ref Names', '!Sub "/mnt/${Name}"')), ['error missing-vpc-config']);
  });

  it('leaves a denial alone that has conditions or is of others', () => {
    const encrypted = '      Encrypted: true\n';
    const policy = (statement: string) =>
      change(efs, [
        encrypted,
        `${encrypted}      FileSystemPolicy:\n        Statement:\n          - ${statement}\n          - {Effect: Allow, Principal: '*', Action: 'elasticfilesystem:Client*'}\n`,
      ]);
    findsNothing(
      policy(
        "{Effect: Deny, Principal: '*', Action: '*', Condition: {Bool: {'aws:SecureTransport': 'false'}}}",
      ),
    );
    findsNothing(policy("{Effect: Deny, Principal: '*', Action: 'elasticfilesystem:ClientRootAccess'}"));
    findsNothing(policy("{Effect: Deny, NotPrincipal: {AWS: !GetAtt Role.Arn}, Action: '*'}"));
    findsNothing(
      policy("{Effect: Deny, Principal: {AWS: 'arn:aws:iam::123456789012:role/other'}, Action: '*'}"),
    );
    findsNothing(policy("{Effect: !Ref AWS::NoValue, Principal: '*', Action: '*'}"));
  });

  it('takes versioning from what is written, and from object lock', () => {
    const versioning = '      VersioningConfiguration:\n        Status: Enabled\n';
    findsNothing(change(s3Files, [versioning, '      ObjectLockEnabled: true\n']));
    findsNothing(change(s3Files, [versioning, '      VersioningConfiguration: !ImportValue Versioning\n']));
    finds(
      'error bucket-without-versioning',
      change(
        s3Files,
        [versioning, '      ObjectLockEnabled: false\n'],
        ['!GetAtt Bucket.Arn', '!Sub arn:aws:s3:::${Bucket}'],
      ),
      { fixed: true },
    );
    // Accepting the warning of a prefix with very many objects gives a bucket no versions.
    finds(
      'error bucket-without-versioning',
      change(
        s3Files,
        [versioning, '      BucketName: data\n'],
        [
          '      Bucket: !GetAtt Bucket.Arn\n',
          '      AcceptBucketWarning: true\n      Bucket: !GetAtt Bucket.Arn\n',
        ],
      ),
      { fixed: true },
    );
  });

  it('finds no second mount target in a zone that is not known', () => {
    const second = (subnet: string) =>
      change(efs, [
        '  AccessPoint:\n',
        `  Second:\n    Type: AWS::EFS::MountTarget\n    Properties: {FileSystemId: !Ref FileSystem, SubnetId: ${subnet}, SecurityGroups: [!Ref MountTargetSecurityGroup]}\n\n  AccessPoint:\n`,
      ]);
    findsNothing(second('!Ref SubnetB'));
    findsNothing(second('!ImportValue OtherSubnet'));
    const sameZone = change(second('!Ref SubnetB'), ['!Select [1, !GetAZs', '!Select [0, !GetAZs']);
    finds('error mount-targets-in-one-zone', sameZone);
  });

  it('offers no name where several are near, and knows what SAM and modules make', () => {
    const arn = '!GetAtt AccessPoint.Arn';
    assert.deepEqual(codes(change(efs, [arn, '!GetAtt Door.Arn'])), ['no-such-resource']);
    assert.equal(only(change(efs, [arn, '!GetAtt Door.Arn'])).expected, 'AccessPoint');
    assert.deepEqual(codes(change(efs, [role, '      Role: !GetAtt FunctionRole.Arn\n'])), []);
    const module = '  Net:\n    Type: Our::Net::Vpc::MODULE\n\n  Function:\n';
    assert.deepEqual(
      codes(
        change(
          efs,
          ['          - !Ref SubnetA\n', '          - !Ref NetSubnet\n'],
          ['  Function:\n', module],
        ),
      ),
      [],
    );
    const include =
      'Parameters:\n  Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/p}}\nResources:\n';
    findsNothing(change(efs, [arn, '!Ref Given'], ['Resources:\n', include]));
  });
});
