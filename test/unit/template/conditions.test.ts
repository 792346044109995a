import assert from 'node:assert/strict';
import { change, codes, efs, finds, findsNothing } from './templates';

const path = 'LocalMountPath: /mnt/efs';
const vpcConfig = `      VpcConfig:
        SubnetIds:
          - !Ref SubnetA
        SecurityGroupIds:
          - !Ref FunctionSecurityGroup
`;
const inline = '{SubnetIds: [!Ref SubnetA], SecurityGroupIds: [!Ref FunctionSecurityGroup]}';
const configs = `      FileSystemConfigs:
        - Arn: !GetAtt AccessPoint.Arn # through which
          LocalMountPath: /mnt/efs
`;
const inlineConfigs = '[{Arn: !GetAtt AccessPoint.Arn, LocalMountPath: /mnt/efs}]';
const noValue = '!Ref AWS::NoValue';

function withConditions(
  template: string,
  conditions: string,
  parameters = '  Stage: {Type: String}\n',
): string {
  return change(template, [
    'Resources:\n',
    `Parameters:\n${parameters}\nConditions:\n${conditions}\nResources:\n`,
  ]);
}

describe('conditions', () => {
  it('find a branch that is wrong whenever it is taken', () => {
    const template = withConditions(
      change(efs, [path, 'LocalMountPath: !If [IsProd, /mnt/prod, /dev]']),
      '  IsProd: !Equals [!Ref Stage, prod]\n',
    );
    assert.deepEqual(codes(template), ['invalid-local-mount-path']);
  });

  it('belong together', () => {
    const together = change(
      efs,
      [vpcConfig, `      VpcConfig: !If [Mounts, ${inline}, ${noValue}]\n`],
      [configs, `      FileSystemConfigs: !If [Mounts, ${inlineConfigs}, ${noValue}]\n`],
    );
    findsNothing(withConditions(together, '  Mounts: !Equals [!Ref Stage, prod]\n'));
    findsNothing(withConditions(together, '  Mounts: !Not [!Equals [!Ref Stage, dev]]\n'));
    findsNothing(
      withConditions(together, "  Mounts: !Equals [!Select [0, !Split ['-', !Ref Stage]], prod]\n"),
    );
    const apart = change(together, ['VpcConfig: !If [Mounts', 'VpcConfig: !If [Never']);
    const never =
      '  Mounts: !Equals [!Ref Stage, prod]\n  Never: !And [!Condition Mounts, !Equals [!Ref Stage, dev]]\n';
    assert.deepEqual(codes(withConditions(apart, never)), ['missing-vpc-config']);
  });

  it('follow from what a parameter may be', () => {
    const template = change(efs, [vpcConfig, `      VpcConfig: !If [IsDev, ${noValue}, ${inline}]\n`]);
    const conditions = '  IsDev: !Equals [!Ref Stage, dev]\n';
    const stages = (allowed: string) => `  Stage: {Type: String, AllowedValues: [${allowed}]}\n`;
    assert.deepEqual(codes(withConditions(template, conditions, stages('test, prod'))), []);
    assert.deepEqual(codes(withConditions(template, conditions, stages('dev'))), ['missing-vpc-config']);
  });

  it('compare booleans however they are written', () => {
    const template = change(efs, [path, 'LocalMountPath: !If [Off, /efs, /mnt/efs]']);
    const off = (condition: string) =>
      codes(
        withConditions(template, `  Off: ${condition}\n`, '  Stage: {Type: String, AllowedValues: [true]}\n'),
      );
    assert.deepEqual(off('!Equals [!Ref Stage, False]'), []);
    assert.deepEqual(off("!Not [!Equals [!Ref Stage, 'true']]"), []);
    assert.deepEqual(off('!Equals [!Ref Stage, TRUE]'), ['invalid-local-mount-path']);
  });

  it('leave open what a deployment may choose, and name it', () => {
    finds(
      'info missing-vpc-config',
      withConditions(
        change(efs, [vpcConfig, `      VpcConfig: !If [InVpc, ${inline}, ${noValue}]\n`]),
        '  InVpc: !Equals [!Ref Stage, prod]\n',
      ),
    );
    findsNothing(
      withConditions(
        change(efs, [vpcConfig, `      VpcConfig: !If [Unheard, ${inline}, ${noValue}]\n`]),
        '  InVpc: !Equals [!Ref Stage, prod]\n',
      ),
    );
  });

  it('do not apply to a function that is not created', () => {
    const template = change(
      efs,
      ['  Function:\n', '  Function:\n    Condition: Never\n'],
      [path, 'LocalMountPath: /efs'],
    );
    findsNothing(withConditions(template, '  Never: !Equals [a, b]\n'));
    assert.deepEqual(codes(withConditions(template, '  Never: !Equals [a, a]\n')), [
      'invalid-local-mount-path',
    ]);
  });

  it('combine with And, Or and Not', () => {
    const template = change(efs, [path, 'LocalMountPath: !If [Which, /mnt/efs, /efs]']);
    const one = '  One: !Equals [!Ref Stage, one]\n  Two: !Equals [!Ref Stage, two]\n';
    const which = (condition: string) =>
      codes(
        withConditions(
          template,
          `${one}  Which: ${condition}\n`,
          '  Stage: {Type: String, AllowedValues: [one, two]}\n',
        ),
      );
    assert.deepEqual(which('!Or [!Condition One, !Condition Two]'), []);
    assert.deepEqual(which('!And [!Condition One, !Condition Two]'), ['invalid-local-mount-path']);
    assert.deepEqual(which('!Not [!And [!Condition One, !Condition Two]]'), []);
    assert.deepEqual(which("{'Fn::Or': [{Condition: One}, {Condition: Two}]}"), []);
  });
});

describe('mappings', () => {
  const mapped = (key: string, path: string) =>
    change(
      efs,
      [
        'Resources:\n',
        `Parameters:\n  Stage: {Type: String, AllowedValues: [dev, prod]}\nMappings:\n  Paths:\n    dev: {Path: ${path}}\n    prod: {Path: ${path}}\n    us-east-1: {Path: ${path}}\nResources:\n`,
      ],
      ['LocalMountPath: /mnt/efs', `LocalMountPath: !FindInMap [Paths, ${key}, Path]`],
    );

  it('are known where their keys are', () => {
    assert.deepEqual(codes(mapped('dev', '/efs')), ['invalid-local-mount-path']);
    assert.deepEqual(codes(mapped('!Ref Stage', '/efs')), ['invalid-local-mount-path']);
    assert.deepEqual(codes(mapped('!Ref Stage', '/mnt/efs')), []);
    assert.deepEqual(codes(mapped('!Ref AWS::Region', '/efs')), []);
  });
});
