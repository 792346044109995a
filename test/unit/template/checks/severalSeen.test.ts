import assert from 'node:assert/strict';
import { at, change, check, codes, efs, only, s3Files, severities } from '../templates';

const group = (id: string, rules: string) =>
  `  ${id}:\n    Type: AWS::EC2::SecurityGroup\n    Properties: {GroupDescription: x${rules}}\n\n`;
const before = (added: string): readonly [string, string] => ['  FileSystem:\n', `${added}  FileSystem:\n`];

/** What is found of a template, as `code subject @ text: actual`. */
function told(text: string): readonly string[] {
  return check(text).map(finding =>
    `${finding.code} ${finding.subject} @ ${at(text, finding)}: ${finding.actual ?? ''}`.replace(/: $/, ''),
  );
}

describe('where one of several resources is wrong, or not seen', () => {
  const ofTarget = '        - !Ref MountTargetSecurityGroup\n';
  const ofFunction = '          - !Ref FunctionSecurityGroup\n';
  const ingress = '          SourceSecurityGroupId: !Ref FunctionSecurityGroup\n';

  describe('groups of a mount target', () => {
    const closed = change(
      efs,
      [ingress, '          SourceSecurityGroupId: !Ref Other\n'],
      before(group('Other', '')),
    );
    const having = (groups: readonly string[], more = '') =>
      change(
        closed,
        [ofTarget, groups.map(one => `        - ${one}\n`).join('')],
        ['  MountTarget:\n', `${more}  MountTarget:\n`],
      );
    const first = '!Ref MountTargetSecurityGroup';
    const letsIn = (from: string) =>
      `, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 2049, ToPort: 2049, ${from}}]`;

    it('are closed together, and one that is open or not seen opens them', () => {
      assert.deepEqual(told(having([first])), [
        'nfs-inbound-closed MountTarget @ SecurityGroups: MountTargetSecurityGroup',
      ]);
      assert.deepEqual(told(having([first, '!GetAtt Second.GroupId'], group('Second', ''))), [
        'nfs-inbound-closed MountTarget @ SecurityGroups: MountTargetSecurityGroup, Second',
      ]);
      const open = group('Second', letsIn('SourceSecurityGroupId: !Ref FunctionSecurityGroup'));
      for (const pair of [
        [first, '!Ref Second'],
        ['!Ref Second', first],
      ]) {
        assert.deepEqual(told(having(pair, open)), []);
      }
      for (const unseen of ['!ImportValue Group', 'sg-0123456789abcdef0', '!Ref SubnetA']) {
        assert.deepEqual(told(having([first, unseen])), [], unseen);
        assert.deepEqual(told(having([unseen, first])), [], unseen);
      }
    });

    it('let in a function of which one group is named, or may be', () => {
      const twoGroups = (second: string) =>
        change(having([first]), [ofFunction, `${ofFunction}          - ${second}\n`]);
      assert.deepEqual(told(twoGroups('!Ref Other')), []);
      assert.deepEqual(told(twoGroups('!ImportValue Group')), []);
      const third = change(twoGroups('!Ref Third'), before(group('Third', '')));
      assert.deepEqual(told(third), [
        'nfs-inbound-closed MountTarget @ SecurityGroups: MountTargetSecurityGroup',
      ]);
    });

    it('are judged by addresses of subnets, of which each counts', () => {
      const from = (cidr: string, subnets: readonly string[]) =>
        change(
          efs,
          [ingress, `          CidrIp: ${cidr}\n`],
          ['          - !Ref SubnetA\n', subnets.map(one => `          - ${one}\n`).join('')],
        );
      const closedTo = (cidr: string, subnets: readonly string[]) =>
        codes(from(cidr, subnets)).includes('nfs-inbound-closed');
      assert.equal(closedTo('10.0.0.0/24', ['!Ref SubnetA']), false);
      assert.equal(closedTo('10.0.1.0/24', ['!Ref SubnetA']), true);
      assert.equal(closedTo('10.0.1.0/24', ['!Ref SubnetA', '!Ref SubnetB']), false);
      assert.equal(closedTo('10.0.2.0/24', ['!Ref SubnetA', '!Ref SubnetB']), true);
      assert.equal(closedTo('10.0.2.0/24', ['!Ref SubnetA', '!ImportValue Subnet']), false);
      assert.equal(closedTo('0.0.0.0/0', ['!Ref SubnetA']), false);
    });

    it('have ports that hold 2049, at both ends, and protocols that carry NFS', () => {
      const rule = '        - IpProtocol: tcp\n          FromPort: 2049\n          ToPort: 2049\n';
      const isClosed = (protocol: string, ports: string) =>
        codes(
          change(efs, [
            `${rule}${ingress}`,
            `        - {IpProtocol: ${protocol}, ${ports}SourceSecurityGroupId: !Ref FunctionSecurityGroup}\n`,
          ]),
        ).includes('nfs-inbound-closed');
      const ports = (from: number, to: number) => `FromPort: ${from}, ToPort: ${to}, `;
      assert.equal(isClosed('tcp', ports(2049, 2050)), false);
      assert.equal(isClosed('tcp', ports(2048, 2049)), false);
      assert.equal(isClosed('tcp', ports(2050, 2060)), true);
      assert.equal(isClosed('tcp', ports(2000, 2048)), true);
      assert.equal(isClosed('TCP', ports(2050, 2060)), true);
      assert.equal(isClosed("'6'", ports(443, 443)), true);
      assert.equal(isClosed("'-1'", ports(443, 443)), false);
      assert.equal(isClosed('!Ref Protocol', ports(443, 443)), false);
      for (const other of ['udp', 'icmp', 'icmpv6', "'17'", "'60'", "'0'"]) {
        assert.equal(isClosed(other, ports(2049, 2049)), true, other);
      }
    });
  });

  describe('groups of a function', () => {
    const egress = '          FromPort: 2049\n          ToPort: 2049\n          CidrIp: 10.0.0.0/16\n';
    const closed = change(efs, [
      egress,
      '          FromPort: 443\n          ToPort: 443\n          CidrIp: 0.0.0.0/0\n',
    ]);
    const having = (second: string, more = '') =>
      change(closed, [ofFunction, `${ofFunction}          - ${second}\n`], before(more));
    const to443 = ', SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}]';

    it('are closed together, and one that is open or not seen opens them', () => {
      assert.deepEqual(told(closed), [
        'nfs-outbound-closed Function @ SecurityGroupEgress: FunctionSecurityGroup',
      ]);
      assert.deepEqual(told(having('!Ref Second', group('Second', to443))), [
        'nfs-outbound-closed Function @ SecurityGroupIds: FunctionSecurityGroup, Second',
      ]);
      assert.deepEqual(told(having('!Ref Second', group('Second', ''))), []);
      assert.deepEqual(told(having('!Ref Second', group('Second', ', SecurityGroupEgress: []'))), []);
      for (const unseen of ['!ImportValue Group', 'sg-0123456789abcdef0']) {
        assert.deepEqual(told(having(unseen)), [], unseen);
      }
    });

    it('may reach one of the mount targets, or one of its groups', () => {
      const to = (destination: string) =>
        change(
          efs,
          [egress, `          FromPort: 2049\n          ToPort: 2049\n          ${destination}\n`],
          [ofTarget, `${ofTarget}        - !Ref Second\n`],
          before(group('Second', '')),
        );
      const isClosed = (destination: string) =>
        codes(to(`DestinationSecurityGroupId: ${destination}`)).includes('nfs-outbound-closed');
      assert.equal(isClosed('!Ref MountTargetSecurityGroup'), false);
      assert.equal(isClosed('!Ref Second'), false);
      assert.equal(isClosed('!Ref FunctionSecurityGroup'), true);
      assert.equal(isClosed('!ImportValue Group'), false);
    });
  });

  describe('mount targets', () => {
    const second = (subnet: string, rest = '') =>
      `  SecondTarget:\n    Type: AWS::EFS::MountTarget\n${rest}    Properties: {FileSystemId: !Ref FileSystem, SubnetId: ${subnet}, SecurityGroups: [!Ref MountTargetSecurityGroup]}\n\n`;
    const dependsOn = '    DependsOn: MountTarget\n';
    const having = (added: string, template = efs) =>
      change(template, before(added), [dependsOn, '    DependsOn: [MountTarget, SecondTarget]\n']);
    const inB = change(efs, ['          - !Ref SubnetA\n', '          - !Ref SubnetB\n']);

    it('are missing in a subnet where each is in another zone', () => {
      assert.deepEqual(told(inB), ['missing-mount-target Function @ !Ref SubnetB: SubnetB']);
      assert.deepEqual(told(having(second('!Ref SubnetB'), inB)), []);
      assert.deepEqual(told(having(second('!ImportValue Subnet'), inB)), []);
      const third =
        "  SubnetC:\n    Type: AWS::EC2::Subnet\n    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: !Select [2, !GetAZs '']}\n\n";
      assert.deepEqual(told(having(second('!Ref SubnetC') + third, inB)), [
        'missing-mount-target Function @ !Ref SubnetB: SubnetB',
      ]);
    });

    it('collide in one subnet or zone, and one of a One Zone file system with any other', () => {
      const collision = ['mount-targets-in-one-zone MountTarget @ !Ref SubnetA: SecondTarget'];
      assert.deepEqual(told(having(second('!Ref SubnetA'))), collision);
      assert.deepEqual(told(having(second('!Ref SubnetB'))), []);
      assert.deepEqual(told(having(second('!ImportValue Subnet'))), []);
      const zones = (a: string, b: string) =>
        change(
          having(second('!Ref SubnetB')),
          ["AvailabilityZone: !Select [0, !GetAZs '']", a],
          ["AvailabilityZone: !Select [1, !GetAZs '']", b],
        );
      assert.deepEqual(
        told(zones('AvailabilityZone: us-east-1a', 'AvailabilityZone: us-east-1a')),
        collision,
      );
      assert.deepEqual(told(zones('AvailabilityZone: us-east-1a', 'AvailabilityZone: us-east-1b')), []);
      assert.deepEqual(
        told(zones('AvailabilityZoneId: use1-az1', 'AvailabilityZoneId: use1-az1')),
        collision,
      );
      assert.deepEqual(told(zones('AvailabilityZone: us-east-1a', 'AvailabilityZoneId: use1-az1')), []);
      assert.deepEqual(told(zones('Tags: []', 'Tags: []')), []);
      const oneZone = change(having(second('!Ref SubnetB')), [
        '      Encrypted: true\n',
        '      Encrypted: true\n      AvailabilityZoneName: us-east-1a\n',
      ]);
      assert.deepEqual(told(oneZone), collision);
    });
  });
});

describe('settings of an access point at their bounds', () => {
  const user = "      PosixUser:\n        Uid: '1000'\n        Gid: '1000'\n";
  const owner = "          OwnerUid: '1000'\n          OwnerGid: '1000'\n          Permissions: '755'\n";
  const withUser = (posix: string, creation = owner) =>
    change(efs, [user, `      PosixUser: ${posix}\n`], [owner, creation]);

  it('has ids from 0 to 4294967295, and 16 more groups', () => {
    const id = (text: string) => told(withUser(`{Uid: '1000', Gid: '${text}'}`));
    for (const valid of ['0', '4294967295', '0001']) {
      assert.deepEqual(id(valid), [], valid);
    }
    for (const invalid of ['4294967296', '-1', '1.5', 'root']) {
      assert.deepEqual(id(invalid), [`invalid-posix-id AccessPoint @ '${invalid}': ${invalid}`], invalid);
    }
    const groups = (count: number) =>
      codes(withUser(`{Uid: '1000', Gid: '1000', SecondaryGids: [${'7, '.repeat(count)}]}`));
    assert.deepEqual(groups(16), []);
    assert.deepEqual(groups(17), ['invalid-posix-id']);
  });

  it('has a directory of four levels and 100 characters', () => {
    const path = (text: string) => told(change(efs, ['Path: /lambda', `Path: ${text}`]));
    for (const valid of ['/a/b/c/d', `/${'x'.repeat(99)}`, '/a.b', '/a b']) {
      assert.deepEqual(path(valid), [], valid);
    }
    for (const invalid of [
      '/a/b/c/d/e',
      `/${'x'.repeat(100)}`,
      '/.a',
      '/a/..',
      'a',
      '/a//b',
      '/a/',
      '/a*b',
    ]) {
      assert.deepEqual(
        path(invalid),
        [`invalid-access-point-path AccessPoint @ ${invalid}: ${invalid}`],
        invalid,
      );
    }
  });

  it('lets its user write as owner, by a group, or as anybody, where all of that is known', () => {
    const others = (permissions: string) =>
      `          OwnerUid: '5'\n          OwnerGid: '2000'\n          Permissions: '${permissions}'\n`;
    const judged = (posix: string, permissions: string) => codes(withUser(posix, others(permissions)));
    const byGroup = "{Uid: '1000', Gid: '2000'}";
    const bySecond = "{Uid: '1000', Gid: '1', SecondaryGids: ['7', '2000']}";
    for (const posix of [byGroup, bySecond]) {
      assert.deepEqual(judged(posix, '775'), [], posix);
      assert.deepEqual(judged(posix, '757'), ['directory-not-writable'], posix);
      assert.deepEqual(judged(posix, '767'), ['missing-execute-permission'], posix);
    }
    const stranger = "{Uid: '1000', Gid: '1', SecondaryGids: ['7']}";
    assert.deepEqual(judged(stranger, '757'), []);
    assert.deepEqual(judged(stranger, '775'), ['directory-not-writable']);
    assert.deepEqual(judged(stranger, '1775'), ['directory-not-writable']);
    // Another user's directory is given to this one; who owns it gets the bit.
    const fixesOf = (posix: string, permissions: string) =>
      only(withUser(posix, others(permissions))).fixes.map(({ kind }) => kind);
    assert.deepEqual(fixesOf(stranger, '775'), ['give-to-user']);
    assert.deepEqual(fixesOf(byGroup, '757'), ['give-to-user']);
    assert.deepEqual(fixesOf("{Uid: '5', Gid: '1'}", '577'), ['replace-permissions']);
    assert.deepEqual(judged(stranger, '774'), ['missing-execute-permission']);
    assert.deepEqual(judged("{Uid: '0', Gid: '1'}", '700'), []);
    for (const unseen of [
      "{Uid: '1000', Gid: '1', SecondaryGids: ['7', !ImportValue Group]}",
      "{Uid: '1000', Gid: '1', SecondaryGids: !Split [',', !ImportValue Groups]}",
      "{Uid: '1000', Gid: !ImportValue Group}",
      "{Uid: !ImportValue User, Gid: '1'}",
    ]) {
      assert.deepEqual(judged(unseen, '755'), [], unseen);
    }
  });

  it('is on a directory that another access point above it may have made', () => {
    const noCreation = change(efs, [`        CreationInfo:\n${owner}`, '']);
    const beside = (path: string, fileSystem = '!Ref FileSystem') =>
      severities(
        change(
          noCreation,
          before(
            `  Other:\n    Type: AWS::EFS::AccessPoint\n    Properties: {FileSystemId: ${fileSystem}, RootDirectory: {Path: ${path}}}\n\n`,
          ),
        ),
      );
    for (const above of ['/', '/lambda', '/lambda/', '!ImportValue Path']) {
      assert.deepEqual(beside(above), ['info missing-creation-info'], above);
    }
    for (const apart of ['/lam', '/lambda2', '/lambda/below', '/other']) {
      assert.deepEqual(beside(apart), ['warning missing-creation-info'], apart);
    }
    assert.deepEqual(beside('/', '!ImportValue FileSystem'), ['warning missing-creation-info']);
  });
});

describe('settings of a function at their bounds', () => {
  it('has a path of 160 characters', () => {
    const path = (text: string) => codes(change(efs, ['/mnt/efs', text]));
    assert.deepEqual(path(`/mnt/${'x'.repeat(155)}`), []);
    assert.deepEqual(path(`/mnt/${'x'.repeat(156)}`), ['invalid-local-mount-path']);
    const long = change(efs, ['/mnt/efs', `/mnt/${'x'.repeat(400)}`]);
    const [fix] = only(long).fixes;
    assert.equal(fix?.edits[0]?.text.length, 160);
  });

  it('has a timeout of ten seconds, and 512 MB for direct reads', () => {
    const timeout = (seconds: number) => codes(change(efs, ['Timeout: 20', `Timeout: ${seconds}`]));
    assert.deepEqual(timeout(9), ['short-timeout']);
    assert.deepEqual(timeout(10), []);
    const reading = (memory: number) =>
      codes(
        change(
          s3Files,
          ['MemorySize: 1024', `MemorySize: ${memory}`],
          ['DirectS3Read: ENABLED', 'DirectS3Read: AUTO'],
        ),
      );
    assert.deepEqual(reading(511), ['direct-s3-read-low-memory']);
    assert.deepEqual(reading(512), []);
  });
});
