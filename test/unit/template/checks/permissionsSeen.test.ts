import assert from 'node:assert/strict';
import { at, change, check, codes, efs, s3Files } from '../templates';

const allow = (actions: string, more = '') => `{Effect: Allow, Action: ${actions}, Resource: '*'${more}}`;
const deny = (actions: string) => `{Effect: Deny, Action: ${actions}, Resource: '*'}`;

/** `code @ text: expected` of each finding. */
function told(text: string): readonly string[] {
  return check(text).map(finding => `${finding.code} @ ${at(text, finding)}: ${finding.expected ?? ''}`);
}

describe('what statements grant a role, several together', () => {
  const roleOfS3 = `              - Effect: Allow
                Action: s3files:Client*
                Resource: '*'
              - Effect: Allow
                Action: s3:GetObject*
                Resource: !Sub \${Bucket.Arn}/*
`;
  const having = (...statements: readonly string[]) =>
    change(s3Files, [roleOfS3, statements.map(one => `              - ${one}\n`).join('')]);
  const reading = allow("'s3:GetObject*'");

  it('is each action that one of them allows', () => {
    assert.deepEqual(told(having(reading, allow("['s3files:ClientMount', 's3files:ClientWrite']"))), []);
    assert.deepEqual(told(having(reading, allow('s3files:ClientMount'), allow('s3files:ClientWrite'))), []);
    assert.deepEqual(told(having(reading, allow('s3files:ClientMount'))), [
      'missing-client-write @ Role: s3files:ClientWrite',
    ]);
    assert.deepEqual(told(having(reading, allow('s3files:ClientWrite'))), [
      'missing-client-mount @ Role: s3files:ClientMount',
    ]);
    assert.deepEqual(told(having(reading, allow('elasticfilesystem:Client*'))), [
      'missing-client-mount @ Role: s3files:ClientMount',
    ]);
    assert.deepEqual(told(having(reading, allow('S3FILES:clientm?unt'))), [
      'missing-client-write @ Role: s3files:ClientWrite',
    ]);
  });

  it('is nothing that is known where one of them cannot be read', () => {
    for (const unseen of [
      '!ImportValue Statement',
      allow('!ImportValue Action'),
      "{Effect: Allow, NotAction: 'iam:*', Resource: '*'}",
      "{Effect: !ImportValue Effect, Action: 's3files:*', Resource: '*'}",
      "{Effect: !ImportValue Effect, Action: '*', Resource: '*'}",
      "{Effect: !ImportValue Effect, Action: 's3files:ClientMount', Resource: '*'}",
    ]) {
      assert.deepEqual(told(having(reading, unseen)), [], unseen);
      assert.deepEqual(told(having(unseen, reading)), [], unseen);
    }
    // An effect that is not known does not matter to what is not its action.
    const other = "{Effect: !ImportValue Effect, Action: 'sqs:*', Resource: '*'}";
    assert.deepEqual(told(having(reading, other)), ['missing-client-mount @ Role: s3files:ClientMount']);
  });

  it('grants nothing by denying', () => {
    assert.deepEqual(told(having(reading, deny("'s3files:*'"))), [
      'missing-client-mount @ Role: s3files:ClientMount',
    ]);
    assert.deepEqual(told(having(reading, deny("'sqs:*'"), allow("'s3files:*'"))), []);
  });

  it('is told of direct reads, with each action that is missing', () => {
    const mounting = allow("'s3files:Client*'");
    assert.deepEqual(told(having(mounting)), [
      'missing-direct-read-permission @ Role: s3:GetObject, s3:GetObjectVersion',
    ]);
    assert.deepEqual(told(having(mounting, allow('s3:GetObject'))), [
      'missing-direct-read-permission @ Role: s3:GetObjectVersion',
    ]);
    assert.deepEqual(told(having(mounting, allow('s3:GetObjectVersion'))), [
      'missing-direct-read-permission @ Role: s3:GetObject',
    ]);
    assert.deepEqual(told(having(mounting, allow('!ImportValue Action'))), []);
    const connected = change(having(mounting), [
      '    DependsOn:\n      - MountTarget\n',
      '    DependsOn:\n      - MountTarget\n    Connectors: {Read: {Properties: {Destination: {Id: Bucket}, Permissions: [Read]}}}\n',
    ]);
    assert.deepEqual(told(connected), []);
    const using = (directRead: string, memory: number) =>
      told(
        change(
          having(mounting),
          ['DirectS3Read: ENABLED', `DirectS3Read: ${directRead}`],
          ['MemorySize: 1024', `MemorySize: ${memory}`],
        ),
      );
    assert.deepEqual(using('DISABLED', 1024), []);
    assert.deepEqual(using('AUTO', 512).length, 1);
    assert.deepEqual(using('AUTO', 511), ['direct-s3-read-low-memory @ AUTO: 512']);
    assert.deepEqual(using('ENABLED', 128).length, 1);
    assert.deepEqual(using('!ImportValue Mode', 1024), []);
  });
});

describe('what a role in a VPC may do with network interfaces', () => {
  const managed =
    '      ManagedPolicyArns:\n        - !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole\n';
  const having = (...actions: readonly string[]) =>
    change(efs, [
      managed,
      `      Policies: [{PolicyName: x, PolicyDocument: {Statement: [${allow(`[${actions.join(', ')}]`)}]}}]\n`,
    ]);
  const [create, describe_, remove] = [
    'ec2:CreateNetworkInterface',
    'ec2:DescribeNetworkInterfaces',
    'ec2:DeleteNetworkInterface',
  ] as const;

  it('is all of three actions', () => {
    assert.deepEqual(told(having(create, describe_, remove)), []);
    assert.deepEqual(told(having("'ec2:*NetworkInterface*'")), []);
    for (const missing of [create, describe_, remove]) {
      const others = [create, describe_, remove].filter(action => action !== missing);
      assert.deepEqual(told(having(...others)), [`missing-network-interface-permission @ Role: ${missing}`]);
    }
    assert.deepEqual(told(having('logs:PutLogEvents')), [
      `missing-network-interface-permission @ Role: ${create}, ${describe_}, ${remove}`,
    ]);
  });

  it('is not given to another role whose text an alias brings in', () => {
    const properties = /  Role:\n {4}Type: .*\n {4}Properties:\n((?: {6}.*\n)+)/.exec(efs)?.[1] ?? '';
    const policies = properties.slice(0, -managed.length);
    for (const arns of ['', '      ManagedPolicyArns: []\n']) {
      const own = change(efs, [managed, arns]);
      assert.deepEqual(
        check(own).map(({ code, fixes }) => `${code} ${fixes.map(({ kind }) => kind).join()}`),
        ['missing-network-interface-permission attach-policy'],
      );
      const shared = change(own, [
        `  Role:\n    Type: AWS::IAM::Role\n    Properties:\n${policies}${arns}`,
        `  Other:\n    Type: AWS::IAM::Role\n    Properties: &role\n${policies}${arns}\n  Role:\n    Type: AWS::IAM::Role\n    Properties: *role\n`,
      ]);
      const [finding] = check(shared);
      assert.equal(finding?.code, 'missing-network-interface-permission');
      assert.deepEqual(finding.fixes, [], arns);
    }
  });

  it('is asked only where the VPC and all of the role are seen', () => {
    const none = change(efs, [managed, '']);
    assert.deepEqual(codes(none), ['missing-network-interface-permission']);
    for (const arns of [
      '!ImportValue Policies',
      '[!ImportValue Policy]',
      '[!Ref AWS::NoValue, !ImportValue P]',
    ]) {
      assert.deepEqual(codes(change(efs, [managed, `      ManagedPolicyArns: ${arns}\n`])), [], arns);
    }
    assert.deepEqual(codes(change(efs, [managed, '      ManagedPolicyArns: []\n'])), [
      'missing-network-interface-permission',
    ]);
    const vpc = /      VpcConfig:\n(?: {8}.*\n)+/.exec(none)?.[0] ?? '';
    assert.deepEqual(codes(change(none, [vpc, '      VpcConfig: !ImportValue Vpc\n'])), []);
    const ofSam = change(none, ['      Role: !GetAtt Role.Arn\n', '']);
    assert.deepEqual(codes(ofSam), []);
  });
});
