import assert from 'node:assert/strict';
import {
  apply,
  at,
  change,
  codes,
  efs,
  finds,
  findsNothing,
  firstFix,
  only,
  s3Files,
  severities,
  toJson,
} from '../templates';

const vpcConfig = `      VpcConfig:
        SubnetIds:
          - !Ref SubnetA
        SecurityGroupIds:
          - !Ref FunctionSecurityGroup
`;
const runtime = '      Runtime: go1.x\n';
const withProperty = (property: string) => change(efs, [runtime, `${runtime}      ${property}\n`]);

describe('checks of the function', () => {
  describe('missing-vpc-config', () => {
    it('finds a function outside a VPC and offers the subnets of the mount target and a group that it lets in', () => {
      finds('error missing-vpc-config', change(efs, [vpcConfig, '']), { fixed: true });
    });

    it('writes the configuration as people do', () => {
      const template = change(efs, [vpcConfig, '']);
      const fixed = apply(template, firstFix(only(template)).edits);
      assert.ok(fixed.endsWith(`          LocalMountPath: /mnt/efs\n${vpcConfig}`), fixed.slice(-400));
    });

    it('keeps the line ends of the text', () => {
      const template = change(efs, [vpcConfig, '']).replaceAll('\n', '\r\n');
      const fixed = apply(template, firstFix(only(template)).edits);
      assert.ok(fixed.endsWith(vpcConfig.replaceAll('\n', '\r\n')));
    });

    it('copies the configuration of another function with the same file system', () => {
      const other = `  Other:
    Type: AWS::Serverless::Function
    DependsOn: MountTarget
    Properties:
      Runtime: go1.x
      Handler: main
      Timeout: 20
      CodeUri: s3://example-bucket/other.zip
      VpcConfig:
        SubnetIds: [!Ref SubnetA]
        SecurityGroupIds: [!GetAtt FunctionSecurityGroup.GroupId]
      FileSystemConfigs:
        - Arn: !GetAtt AccessPoint.Arn
          LocalMountPath: /mnt/other
`;
      const template = `${change(efs, [vpcConfig, ''])}${other}`;
      finds('error missing-vpc-config', template, { fixed: true });
      const fixed = apply(template, firstFix(only(template)).edits);
      assert.equal(fixed.split('- !GetAtt FunctionSecurityGroup.GroupId').length, 2);
    });

    it('is on FileSystemConfigs', () => {
      const template = change(efs, [vpcConfig, '']);
      assert.equal(at(template, only(template)), 'FileSystemConfigs');
    });

    it('finds a configuration that is there and is nothing', () => {
      finds('error missing-vpc-config', change(efs, [vpcConfig, '      VpcConfig: !Ref AWS::NoValue\n']));
    });

    it('takes the configuration of the globals', () => {
      const globals = `Globals:\n  Function:\n${vpcConfig}`;
      const template = change(efs, [vpcConfig, ''], ['Resources:\n', `${globals}Resources:\n`]);
      assert.deepEqual(codes(template), []);
      const ignoring = change(template, [
        '    DependsOn: MountTarget\n',
        '    DependsOn: MountTarget\n    IgnoreGlobals: [VpcConfig]\n',
      ]);
      assert.deepEqual(codes(ignoring), ['missing-vpc-config']);
    });

    it('says nothing of what globals that stand elsewhere may have, unless they are ignored or as good as empty', () => {
      const include = '{"Fn::Transform": {Name: AWS::Include, Parameters: {Location: s3://b/k}}}';
      const groups = '        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n';
      const subnets = '        SubnetIds:\n          - !Ref SubnetA\n';
      const timeout = '      Timeout: 20\n';
      const faults: readonly (readonly [code: string, part: string, to?: string])[] = [
        ['missing-vpc-config', vpcConfig],
        ['missing-security-group-ids', groups],
        ['missing-security-group-ids', groups, '        SecurityGroupIds: []\n'],
        ['missing-subnet-ids', subnets],
        ['short-timeout', timeout],
      ];
      for (const [code, part, to = ''] of faults) {
        const having = (globals: string) =>
          codes(change(efs, [part, to], ['Resources:\n', `Globals: ${globals}\nResources:\n`]));
        for (const globals of [
          include,
          `{Function: ${include}}`,
          '"{{ globals }}"',
          '{Function: "{{ globals }}"}',
          '!Include globals.yml',
          '{Function: !Include globals.yml}',
          '{"{{ name }}": {}}',
        ]) {
          assert.deepEqual(having(globals), [], `${globals}: ${code}`);
        }
        for (const globals of ['', '{}', '{Function: }', '{Function: {MemorySize: 512}}', '{Api: {}}']) {
          assert.deepEqual(having(globals), [code], `${globals}: ${code}`);
        }
        const ignoring = change(
          efs,
          [part, to],
          ['Resources:\n', `Globals: {Function: ${include}}\nResources:\n`],
          ['    DependsOn: MountTarget\n', "    DependsOn: MountTarget\n    IgnoreGlobals: '*'\n"],
        );
        assert.deepEqual(codes(ignoring), [code]);
      }
      const vpc = (value: string) =>
        codes(
          change(
            efs,
            [groups, ''],
            ['Resources:\n', `Globals: {Function: {VpcConfig: ${value}}}\nResources:\n`],
          ),
        );
      assert.deepEqual(vpc(include), []);
      assert.deepEqual(vpc('"{{ vpc }}"'), []);
      // SAM takes the function's own where one of both is an intrinsic function.
      assert.deepEqual(vpc('!If [A, {SecurityGroupIds: [sg-1]}, !Ref AWS::NoValue]'), [
        'missing-security-group-ids',
      ]);
      const own = change(
        efs,
        ['LocalMountPath: /mnt/efs', 'LocalMountPath: /data'],
        ['      Timeout: 20\n', '      Timeout: 3\n'],
        ['Resources:\n', 'Globals: "{{ globals }}"\nResources:\n'],
      );
      assert.deepEqual([...codes(own)].sort(), ['invalid-local-mount-path', 'short-timeout']);
    });

    it('finds a mount that only the globals make', () => {
      const configs = `      FileSystemConfigs:
        - Arn: !GetAtt AccessPoint.Arn # through which
          LocalMountPath: /mnt/efs
`;
      const template = change(
        efs,
        [vpcConfig, ''],
        [configs, ''],
        [
          'Resources:\n',
          `Globals:\n  Function:\n    FileSystemConfigs:\n      - Arn: !GetAtt AccessPoint.Arn\n        LocalMountPath: /mnt/efs\nResources:\n`,
        ],
      );
      const finding = only(template);
      assert.equal(finding.code, 'missing-vpc-config');
      assert.equal(at(template, finding), 'Function');
      assert.deepEqual(codes(apply(template, firstFix(finding).edits)), []);
    });

    it('says nothing of a configuration that is decided elsewhere', () => {
      for (const value of [
        '!FindInMap [Vpc, !Ref AWS::Region, Config]',
        '{SubnetIds: !ImportValue Subnets, SecurityGroupIds: !ImportValue Groups}',
        '{"Fn::Transform": {Name: Vpc}}',
      ]) {
        findsNothing(change(efs, [vpcConfig, `      VpcConfig: ${value}\n`]));
      }
    });
  });

  describe('snap-start-with-file-system', () => {
    it('finds SnapStart on published versions', () => {
      finds('error snap-start-with-file-system', withProperty('SnapStart: {ApplyOn: PublishedVersions}'));
      findsNothing(withProperty('SnapStart: {ApplyOn: None}'));
    });
  });

  describe('capacity-provider-with-file-system', () => {
    it('finds a capacity provider', () => {
      const config =
        'CapacityProviderConfig: {LambdaManagedInstancesCapacityProviderConfig: {CapacityProviderArn: !ImportValue Provider}}';
      finds('error capacity-provider-with-file-system', withProperty(config));
      findsNothing(withProperty('CapacityProviderConfig: !Ref AWS::NoValue'));
    });
  });

  describe('direct-s3-read-low-memory', () => {
    const memory = '      MemorySize: 1024\n';
    const auto = change(s3Files, ['DirectS3Read: ENABLED', 'DirectS3Read: AUTO']);

    it('finds AUTO with less than 512 MB', () => {
      finds('info direct-s3-read-low-memory', change(auto, [memory, '      MemorySize: 256\n']));
      finds('info direct-s3-read-low-memory', change(auto, [memory, '']));
    });

    it('knows that ENABLED does not depend on memory', () => {
      findsNothing(change(s3Files, [memory, '      MemorySize: 256\n']));
      findsNothing(change(s3Files, [memory, '']));
    });

    it('leaves everything else alone', () => {
      findsNothing(change(auto, [memory, '      MemorySize: 512\n']));
      findsNothing(change(s3Files, [memory, ''], ['DirectS3Read: ENABLED', 'DirectS3Read: DISABLED']));
      findsNothing(
        change(s3Files, [memory, ''], ['          S3FilesConfig:\n            DirectS3Read: ENABLED\n', '']),
      );
      assert.deepEqual(
        severities(
          change(
            s3Files,
            [memory, '      MemorySize: !Ref Memory\n'],
            ['Parameters:\n', 'Parameters:\n  Memory:\n    Type: Number\n    Default: 128\n'],
          ),
        ),
        [],
      );
    });
  });

  describe('short-timeout', () => {
    const timeout = '      Timeout: 20\n';

    it('tells of a timeout below ten seconds', () => {
      finds('info short-timeout', change(efs, [timeout, '      Timeout: 9\n']), { fixed: true });
      findsNothing(change(efs, [timeout, '      Timeout: 10\n']));
    });

    it('tells of the three seconds that Lambda takes where none are given', () => {
      const template = change(efs, [timeout, '']);
      finds('info short-timeout', template, { fixed: true });
      assert.equal(at(template, only(template)), 'Function');
      assert.deepEqual(
        codes(change(template, ['Resources:\n', 'Globals: {Function: {Timeout: 30}}\nResources:\n'])),
        [],
      );
    });
  });

  describe('the fix of short-timeout', () => {
    const json = toJson(efs);
    const fixed = (text: string) => apply(text, firstFix(only(text)).edits);

    it('writes a number as the template writes it', () => {
      for (const [given, then] of [
        ['"Timeout": 3,', '"Timeout": 10,'],
        ['"Timeout": "3",', '"Timeout": "10",'],
      ] as const) {
        assert.equal(fixed(change(json, ['"Timeout": 20,', given])), change(json, ['"Timeout": 20,', then]));
      }
      for (const [given, then] of [
        ['Timeout: 3', 'Timeout: 10'],
        ["Timeout: '3'", "Timeout: '10'"],
      ] as const) {
        assert.equal(fixed(change(efs, ['Timeout: 20', given])), change(efs, ['Timeout: 20', then]));
      }
    });

    it('adds a number where there was none', () => {
      const without = change(json, ['      "Timeout": 20,\n  ', '']);
      assert.match(fixed(without), /^ +"Timeout": 10,$/m);
      assert.match(fixed(change(efs, ['      Timeout: 20\n', ''])), /^ {6}Timeout: 10$/m);
      const flow = JSON.stringify(JSON.parse(without));
      assert.match(fixed(flow), /,"Timeout":10,/);
    });
  });

  describe('bursting-throughput', () => {
    it('tells of bursting throughput that was chosen', () => {
      const encrypted = '      Encrypted: true\n';
      finds(
        'info bursting-throughput',
        change(efs, [encrypted, `${encrypted}      ThroughputMode: bursting\n`]),
      );
      findsNothing(change(efs, [encrypted, `${encrypted}      ThroughputMode: elastic\n`]));
    });
  });
});
