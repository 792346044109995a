import assert from 'node:assert/strict';
import { at, change, check, codes, efs, finds, findsNothing, only, s3Files } from '../templates';

const subnets = '        SubnetIds:\n          - !Ref SubnetA\n';
const inBoth = change(efs, [subnets, `${subnets}          - !Ref SubnetB\n`]);
const mountTarget = `  MountTarget:
    Type: AWS::EFS::MountTarget
    Properties:
      FileSystemId: !Ref FileSystem
      SubnetId: !Ref SubnetA
      SecurityGroups:
        - !Ref MountTargetSecurityGroup

`;
const withoutMountTarget = change(efs, [mountTarget, ''], ['    DependsOn: MountTarget\n', '']);

describe('checks of the network', () => {
  describe('missing-mount-target', () => {
    it('finds a subnet in an Availability Zone without a mount target', () => {
      finds('warning missing-mount-target', inBoth);
      assert.equal(at(inBoth, only(inBoth)), '!Ref SubnetB');
    });

    it('finds a file system without any mount target', () => {
      finds('warning missing-mount-target', withoutMountTarget);
      assert.equal(at(withoutMountTarget, only(withoutMountTarget)), '!GetAtt AccessPoint.Arn');
    });

    it('knows the zones that texts name', () => {
      const zone = (a: string, b: string) =>
        change(
          inBoth,
          ["AvailabilityZone: !Select [0, !GetAZs '']", `AvailabilityZone: ${a}`],
          ["AvailabilityZone: !Select [1, !GetAZs '']", `AvailabilityZone: ${b}`],
        );
      finds('warning missing-mount-target', zone('us-east-1a', 'us-east-1b'));
      finds('warning missing-mount-target', zone('!Sub "${AWS::Region}a"', '!Sub "${AWS::Region}b"'));
      finds(
        'warning missing-mount-target',
        zone("!Select ['0', {'Fn::GetAZs': !Ref AWS::Region}]", "!Select ['1', !GetAZs '']"),
      );
      findsNothing(zone('us-east-1a', 'us-east-1a'));
      findsNothing(zone('us-east-1a', '!Ref AWS::StackName'));
      findsNothing(zone('us-east-1a', "!Select [0, !GetAZs '']"));
      findsNothing(zone('!ImportValue a', '!ImportValue b'));
    });

    it('says nothing where others may add mount targets', () => {
      const outputs = (text: string) =>
        `${text}\nOutputs:\n  Id:\n    Value: !Ref FileSystem\n    Export: {Name: file-system}\n`;
      findsNothing(outputs(withoutMountTarget));
      const nested =
        '  Targets:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      Parameters: {FileSystemId: !Ref FileSystem}\n  Role:\n';
      findsNothing(change(withoutMountTarget, ['  Role:\n', nested]));
      const loop =
        "  Fn::ForEach::Targets:\n    - Zone\n    - [A, B]\n    - 'Target${Zone}': {Type: 'AWS::EFS::MountTarget'}\n  Role:\n";
      findsNothing(change(withoutMountTarget, ['  Role:\n', loop]));
    });

    it('says nothing of a file system that is made elsewhere', () => {
      findsNothing(
        change(withoutMountTarget, [
          '      FileSystemId: !Ref FileSystem\n      PosixUser',
          '      FileSystemId: !ImportValue FileSystem\n      PosixUser',
        ]),
      );
    });

    it('says nothing of subnets that are chosen elsewhere', () => {
      findsNothing(change(efs, [subnets, "        SubnetIds: !Split [',', !ImportValue Subnets]\n"]));
      findsNothing(change(efs, [subnets, '        SubnetIds: [!ImportValue A, !ImportValue B]\n']));
    });
  });

  describe('nfs-inbound-closed', () => {
    const rule = '          SourceSecurityGroupId: !Ref FunctionSecurityGroup\n';
    const other =
      '  OtherSecurityGroup:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {GroupDescription: other}\n\n  FileSystem:\n';

    it('finds a mount target that lets in another port only', () => {
      const template = change(efs, [
        `          FromPort: 2049\n          ToPort: 2049\n${rule}`,
        `          FromPort: 443\n          ToPort: 443\n${rule}`,
      ]);
      finds('warning nfs-inbound-closed', template);
      assert.equal(at(template, only(template)), 'SecurityGroups');
      assert.equal(only(template).subject, 'MountTarget');
    });

    it('finds a mount target that lets in another group, another protocol or nobody', () => {
      finds(
        'warning nfs-inbound-closed',
        change(
          efs,
          [rule, '          SourceSecurityGroupId: !GetAtt OtherSecurityGroup.GroupId\n'],
          ['  FileSystem:\n', other],
        ),
      );
      finds(
        'warning nfs-inbound-closed',
        change(efs, [
          `        - IpProtocol: tcp\n          FromPort: 2049\n          ToPort: 2049\n${rule}`,
          `        - IpProtocol: udp\n          FromPort: 2049\n          ToPort: 2049\n${rule}`,
        ]),
      );
      finds(
        'warning nfs-inbound-closed',
        change(efs, [
          `      SecurityGroupIngress:\n        - IpProtocol: tcp\n          FromPort: 2049\n          ToPort: 2049\n${rule}`,
          '',
        ]),
      );
    });

    it('knows rules of their own', () => {
      finds(
        'warning nfs-inbound-closed',
        change(s3Files, ["      IpProtocol: '6'\n", '      IpProtocol: udp\n']),
      );
      findsNothing(change(s3Files, ["      IpProtocol: '6'\n", "      IpProtocol: '-1'\n"]));
      findsNothing(
        change(
          s3Files,
          ['      FromPort: 2049\n', '      FromPort: 0\n'],
          ['      ToPort: 2049\n', '      ToPort: 65535\n'],
        ),
      );
    });

    it('takes every rule that may let the function in', () => {
      for (const source of [
        'CidrIp: 10.0.0.0/8',
        'CidrIp: !Ref Cidr',
        'SourcePrefixListId: pl-1',
        'SourceSecurityGroupId: !ImportValue Group',
        'SourceSecurityGroupId: !GetAtt FunctionSecurityGroup.GroupId',
      ]) {
        findsNothing(change(efs, [rule, `          ${source}\n`]));
      }
      findsNothing(
        change(efs, [
          `          FromPort: 2049\n          ToPort: 2049\n${rule}`,
          `          FromPort: !Ref Port\n          ToPort: !Ref Port\n${rule}`,
        ]),
      );
    });

    it('says nothing of groups that others may change', () => {
      const closed = change(
        efs,
        [rule, '          SourceSecurityGroupId: !Ref OtherSecurityGroup\n'],
        ['  FileSystem:\n', other],
      );
      findsNothing(
        `${closed}\nOutputs:\n  Group:\n    Value: !Ref MountTargetSecurityGroup\n    Export: {Name: group}\n`,
      );
      findsNothing(change(closed, ['      SecurityGroups:\n        - !Ref MountTargetSecurityGroup\n', '']));
      findsNothing(
        change(closed, [
          '        - !Ref MountTargetSecurityGroup\n',
          '        - !Ref MountTargetSecurityGroup\n        - !ImportValue Group\n',
        ]),
      );
    });
  });

  describe('nfs-outbound-closed', () => {
    const rule = '          ToPort: 2049\n          CidrIp: 10.0.0.0/16\n';

    it('finds a function that may only reach other ports', () => {
      const template = change(efs, [
        `          FromPort: 2049\n${rule}`,
        '          FromPort: 443\n          ToPort: 443\n          CidrIp: 0.0.0.0/0\n',
      ]);
      finds('warning nfs-outbound-closed', template);
      assert.equal(at(template, only(template)), 'SecurityGroupEgress');
    });

    it('finds a function that may reach nobody, or another group', () => {
      finds(
        'warning nfs-outbound-closed',
        change(efs, [rule, '          ToPort: 2049\n          CidrIp: 127.0.0.1/32\n']),
      );
      finds(
        'warning nfs-outbound-closed',
        change(efs, [
          rule,
          '          ToPort: 2049\n          DestinationSecurityGroupId: !Ref FunctionSecurityGroup\n',
        ]),
      );
    });

    it('takes a subnet whose addresses are not known for one of its VPC’s, where that has no others', () => {
      const outside = (subnet: string, ...changes: readonly (readonly [string, string])[]) =>
        change(
          efs,
          [rule, '          ToPort: 2049\n          CidrIp: 10.1.0.0/16\n'],
          ['      VpcId: !Ref Vpc\n      CidrBlock: 10.0.0.0/24\n', subnet],
          ...changes,
        );
      const unknown = '      VpcId: !Ref Vpc\n      CidrBlock: !ImportValue Block\n';
      finds('warning nfs-outbound-closed', outside(unknown));
      finds('warning nfs-outbound-closed', outside('      VpcId: !Ref Vpc\n      CidrBlock: 10.0.3.0/24\n'));
      findsNothing(outside('      VpcId: !Ref Vpc\n      CidrBlock: 10.1.3.0/24\n'));
      findsNothing(outside('      VpcId: !ImportValue Vpc\n      CidrBlock: !ImportValue Block\n'));
      const second =
        '    Type: AWS::EC2::VPCCidrBlock\n    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/16}\n';
      findsNothing(outside(unknown, ['  SubnetA:\n', `  Second:\n${second}\n  SubnetA:\n`]));
    });

    it('finds it where the mount targets are elsewhere', () => {
      const template = change(
        efs,
        ['!GetAtt AccessPoint.Arn', '!ImportValue AccessPoint'],
        [
          `          FromPort: 2049\n${rule}`,
          '          FromPort: 443\n          ToPort: 443\n          CidrIp: 0.0.0.0/0\n',
        ],
      );
      assert.deepEqual(codes(template), ['nfs-outbound-closed']);
    });

    it('takes a group without outbound rules, which lets everything out', () => {
      findsNothing(
        change(efs, [
          `SecurityGroupEgress:\n        - IpProtocol: tcp\n          FromPort: 2049\n${rule}`,
          'SecurityGroupEgress: []\n',
        ]),
      );
      findsNothing(
        change(efs, [
          `      SecurityGroupEgress:\n        - IpProtocol: tcp\n          FromPort: 2049\n${rule}`,
          '',
        ]),
      );
    });
  });

  it('reports what two functions share once', () => {
    const template = change(
      efs,
      ["        Uid: '1000'\n        Gid: '1000'\n", "        Uid: '1001'\n        Gid: '1000'\n"],
      ["          Permissions: '755'\n", "          Permissions: '700'\n"],
    );
    const second = template.slice(template.indexOf('  Function:\n')).replace('Function:', 'Second:');
    const both = check(`${template}\n${second}`).map(({ code }) => code);
    assert.deepEqual(both, ['missing-execute-permission']);
  });
});
