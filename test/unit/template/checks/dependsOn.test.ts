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
  toCloudFormation,
  toJson,
} from '../templates';

const dependsOn = '    DependsOn: MountTarget\n';
const without = change(efs, [dependsOn, '']);
/** A second mount target, in the other subnet, where the function is too. */
const two = (template: string) =>
  change(
    template,
    [
      '  AccessPoint:\n    Type',
      `  MountTargetB:
    Type: AWS::EFS::MountTarget
    Properties:
      FileSystemId: !Ref FileSystem
      SubnetId: !Ref SubnetB
      SecurityGroups: [!Ref MountTargetSecurityGroup]

  AccessPoint:
    Type`,
    ],
    [
      '        SubnetIds:\n          - !Ref SubnetA\n',
      '        SubnetIds:\n          - !Ref SubnetA\n          - !Ref SubnetB\n',
    ],
  );

/** Applies the fix of the only finding. */
function fix(template: string): string {
  const finding = only(template);
  assert.equal(finding.code, 'missing-depends-on');
  const fixed = apply(template, firstFix(finding).edits);
  assert.deepEqual(codes(fixed), []);
  return fixed;
}

describe('missing-depends-on', () => {
  it('finds a mount target that the function does not depend on, and puts DependsOn back', () => {
    finds('warning missing-depends-on', without, { fixed: true });
    assert.equal(fix(without), efs);
    assert.equal(at(without, only(without)), 'FileSystemConfigs');
  });

  it('finds it for S3 Files', () => {
    finds('warning missing-depends-on', change(s3Files, ['    DependsOn:\n      - MountTarget\n', '']), {
      fixed: true,
    });
  });

  it('puts DependsOn into JSON as it is formatted', () => {
    assert.equal(fix(toJson(without)), toJson(efs));
    const minified = JSON.stringify(JSON.parse(toJson(without)));
    assert.equal(fix(minified), JSON.stringify(JSON.parse(toJson(efs))));
  });

  it('puts DependsOn into braces', () => {
    const properties = without.slice(without.indexOf('  Function:\n')).replace(/[^]*Properties:/, '');
    const flow = (text: string) =>
      `${without.slice(0, without.indexOf('  Function:\n'))}  Function: {Type: AWS::Serverless::Function, ${text}Properties: *function}\n`;
    const shared = (text: string) =>
      change(text, [
        'Resources:\n',
        `Metadata:\n  Function: &function${properties.replaceAll('\n  ', '\n')}\nResources:\n`,
      ]);
    assert.equal(fix(shared(flow(''))), shared(flow('DependsOn: MountTarget, ')));
  });

  it('finds several and names them all', () => {
    const template = two(without);
    finds('warning missing-depends-on', template, { fixed: true });
    assert.equal(only(template).expected, 'MountTarget, MountTargetB');
    assert.ok(fix(template).includes('    DependsOn:\n      - MountTarget\n      - MountTargetB\n'));
  });

  it('extends what is there and keeps comments', () => {
    const forms: readonly (readonly [string, string])[] = [
      ['    DependsOn: MountTarget # first\n', '    DependsOn: [MountTarget, MountTargetB] # first\n'],
      ["    DependsOn: 'MountTarget'\n", "    DependsOn: ['MountTarget', MountTargetB]\n"],
      ['    DependsOn: [MountTarget] # both\n', '    DependsOn: [MountTarget, MountTargetB] # both\n'],
      ['    DependsOn: [ Vpc, MountTarget ]\n', '    DependsOn: [ Vpc, MountTarget, MountTargetB ]\n'],
      [
        '    DependsOn:\n      - MountTarget # first\n      # end\n',
        '    DependsOn:\n      - MountTarget # first\n      - MountTargetB\n      # end\n',
      ],
      ['    DependsOn:\n    - MountTarget\n', '    DependsOn:\n    - MountTarget\n    - MountTargetB\n'],
      [
        '    DependsOn: [\n      Vpc,\n      MountTarget\n    ]\n',
        '    DependsOn: [\n      Vpc,\n      MountTarget,\n      MountTargetB\n    ]\n',
      ],
      ['    DependsOn: [MountTarget,]\n', '    DependsOn: [MountTarget, MountTargetB,]\n'],
    ];
    for (const [before, after] of forms) {
      const template = two(change(efs, [dependsOn, before]));
      assert.equal(fix(template), two(change(efs, [dependsOn, after])));
      assert.equal(at(template, only(template)), 'DependsOn');
    }
  });

  it('completes a key without a value', () => {
    assert.equal(
      fix(change(efs, [dependsOn, '    DependsOn: # later\n'])),
      change(efs, [dependsOn, '    DependsOn: MountTarget # later\n']),
    );
    assert.equal(
      fix(change(efs, [dependsOn, '    DependsOn: []\n'])),
      change(efs, [dependsOn, '    DependsOn: [MountTarget]\n']),
    );
  });

  it('extends the forms of JSON', () => {
    const list = toJson(two(change(efs, [dependsOn, '    DependsOn: [MountTarget]\n'])));
    assert.ok(fix(list).includes('"DependsOn": [\n        "MountTarget",\n        "MountTargetB"\n      ]'));
    const text = toJson(two(efs));
    assert.ok(fix(text).includes('"DependsOn": ["MountTarget", "MountTargetB"]'));
  });

  it('knows that dependencies reach further', () => {
    const accessPoint = '  AccessPoint:\n    Type: AWS::EFS::AccessPoint\n';
    findsNothing(change(without, [accessPoint, `${accessPoint}    DependsOn: MountTarget\n`]));
    const environment =
      '      Runtime: go1.x\n      Environment: {Variables: {IP: !Sub "${MountTarget.IpAddress}"}}\n';
    findsNothing(change(without, ['      Runtime: go1.x\n', environment]));
  });

  it('says nothing where a property that may refer to the mount target is put in by something else', () => {
    const runtime = '      Runtime: go1.x\n';
    const include = '{Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://a/b}}}';
    const having = (properties: string) => codes(change(without, [runtime, runtime + properties]));
    const withGlobals = (globals: string, own = '') =>
      codes(change(without, ['Resources:\n', `Globals: ${globals}\nResources:\n`], [runtime, runtime + own]));
    for (const seen of ['{Variables: {A: b}}', '{Variables: {A: !Ref SubnetA}}', '!Ref AWS::NoValue']) {
      assert.deepEqual(having(`      Environment: ${seen}\n`), ['missing-depends-on'], seen);
      assert.deepEqual(withGlobals(`{Function: {Environment: ${seen}}}`), ['missing-depends-on'], seen);
    }
    for (const hidden of ['!Include x.yml', include, '"{{ variables }}"', '{"{{ name }}": "{{ value }}"}']) {
      for (const environment of [hidden, `{Variables: ${hidden}}`]) {
        assert.deepEqual(having(`      Environment: ${environment}\n`), [], environment);
        assert.deepEqual(withGlobals(`{Function: {Environment: ${environment}}}`), [], environment);
      }
      for (const globals of [hidden, `{Function: ${hidden}}`]) {
        assert.deepEqual(withGlobals(globals), [], globals);
        assert.deepEqual(withGlobals(globals, '      Environment: {Variables: {A: b}}\n'), [], globals);
      }
    }
    // Globals are SAM's, and of no other type of function.
    const globals = (of: string) => change(without, ['Resources:\n', `Globals: ${of}\nResources:\n`]);
    assert.deepEqual(codes(toCloudFormation(globals('{Function: !Include x.yml}'))), ['missing-depends-on']);
    assert.deepEqual(codes(globals('{Api: !Include x.yml}')), ['missing-depends-on']);
  });

  it('does not ask for mount targets of subnets that the function is not in', () => {
    findsNothing(
      change(two(efs), [
        '          - !Ref SubnetA\n          - !Ref SubnetB\n',
        '          - !Ref SubnetA\n',
      ]),
    );
  });

  it('does not ask for a mount target that depends on the function', () => {
    const mountTarget = '  MountTarget:\n    Type: AWS::EFS::MountTarget\n';
    findsNothing(change(without, [mountTarget, `${mountTarget}    DependsOn: Function\n`]));
  });

  it('does not ask for mount targets of another file system', () => {
    const other = change(
      without,
      ['  FileSystem:\n', '  Other:\n    Type: AWS::EFS::FileSystem\n\n  FileSystem:\n'],
      [
        '      FileSystemId: !Ref FileSystem\n      SubnetId',
        '      FileSystemId: !Ref Other\n      SubnetId',
      ],
    );
    assert.deepEqual(codes(other), ['missing-mount-target']);
    findsNothing(
      change(without, [
        '      FileSystemId: !Ref FileSystem\n      SubnetId',
        '      FileSystemId: !ImportValue FileSystem\n      SubnetId',
      ]),
    );
  });

  it('knows a file system by its parameter', () => {
    const parameter = (template: string) =>
      change(template.replaceAll('FileSystemId: !Ref FileSystem\n', 'FileSystemId: !Ref FileSystemId\n'), [
        'Resources:\n',
        'Parameters:\n  FileSystemId:\n    Type: String\n\nResources:\n',
      ]);
    finds('warning missing-depends-on', parameter(without), { fixed: true });
  });

  it('is found inside conditions', () => {
    const conditional = (template: string) =>
      change(
        template,
        [
          'Resources:\n',
          "Parameters:\n  Existing:\n    Type: String\n    Default: ''\n\nConditions:\n  Create: !Equals [!Ref Existing, '']\n\nResources:\n",
        ],
        ['  FileSystem:\n', '  FileSystem:\n    Condition: Create\n'],
        ['  MountTarget:\n', '  MountTarget:\n    Condition: Create\n'],
        ['  AccessPoint:\n', '  AccessPoint:\n    Condition: Create\n'],
        ['Arn: !GetAtt AccessPoint.Arn', 'Arn: !If [Create, !GetAtt AccessPoint.Arn, !Ref Existing]'],
      );
    findsNothing(conditional(efs));
    finds('warning missing-depends-on', conditional(without), { fixed: true });
  });

  it('says nothing where function and mount target never exist together', () => {
    const template = change(
      without,
      [
        'Resources:\n',
        'Parameters:\n  Stage:\n    Type: String\n\nConditions:\n  One: !Equals [!Ref Stage, one]\n  Two: !Not [!Condition One]\n\nResources:\n',
      ],
      ['  MountTarget:\n', '  MountTarget:\n    Condition: One\n'],
      ['  Function:\n', '  Function:\n    Condition: Two\n'],
    );
    assert.ok(!codes(template).includes('missing-depends-on'));
  });

  it('offers no fix where DependsOn belongs to others too', () => {
    const template = change(
      two(efs),
      [dependsOn, '    DependsOn: *targets\n'],
      [
        '  AccessPoint:\n    Type: AWS::EFS::AccessPoint\n',
        '  AccessPoint:\n    Type: AWS::EFS::AccessPoint\n    Metadata: {Targets: &targets [MountTarget]}\n',
      ],
    );
    assert.deepEqual(only(template).fixes, []);
  });
});
