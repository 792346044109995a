import assert from 'node:assert/strict';
import {
  asNested,
  checkTemplate,
  hoverAt,
  nestedTemplates,
  readNesting,
  readTemplate,
  type NestedUse,
} from '../../../src/template';
import { atOnce } from '../../../src/template/read/work';
import { change, efs, read } from './templates';

/** The whole function, whose timeout, mount path and ARN a parent may pass. */
const child = change(
  efs,
  ['Timeout: 20', 'Timeout: !Ref Seconds'],
  ['LocalMountPath: /mnt/efs', 'LocalMountPath: !Ref MountPath'],
  [
    'Resources:\n',
    'Parameters:\n  Seconds:\n    Type: Number\n    Default: 20\n  MountPath:\n    Type: String\n    Default: /mnt/efs\nResources:\n',
  ],
);

/** A function whose access point is the parent's. */
const mounting = `Parameters:
  AccessPointArn:
    Type: String
  Subnets:
    Type: CommaDelimitedList
  Group:
    Type: String
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 30
      VpcConfig:
        SubnetIds: !Ref Subnets
        SecurityGroupIds: [!Ref Group]
      FileSystemConfigs:
        - Arn: !Ref AccessPointArn
          LocalMountPath: /mnt/efs
`;

function parent(parameters: string, type = 'AWS::CloudFormation::Stack'): string {
  const location = type === 'AWS::CloudFormation::Stack' ? 'TemplateURL' : 'Location';
  return `Parameters:
  Stage:
    Type: String
Conditions:
  IsProduction: !Equals [!Ref Stage, production]
Resources:
  FileSystem:
    Type: AWS::EFS::FileSystem
  AccessPoint:
    Type: AWS::EFS::AccessPoint
    Properties:
      FileSystemId: !Ref FileSystem
  Child:
    Type: ${type}
    Properties:
      ${location}: ./child.yaml
${parameters ? `      Parameters:\n${parameters.replace(/^/gm, '        ')}` : ''}
`;
}

function nestedBy(text: string, uses: readonly NestedUse[] = []) {
  const template = atOnce(readNesting(text));
  return template ? nestedTemplates(asNested(template, uses)) : [];
}

function checkNested(text: string, ...parents: readonly string[]) {
  const uses = parents.flatMap((one, index) =>
    nestedBy(one).map(nested => ({ file: `file:///parent${index}.yaml`, nested })),
  );
  assert.equal(uses.length, parents.length, 'each parent nests one template');
  return checkTemplate(asNested(read(text), uses));
}

const codes = (text: string, ...parents: readonly string[]) =>
  checkNested(text, ...parents).map(({ code }) => code);

describe('a template that another one nests', () => {
  it('is checked with the values that it is given', () => {
    assert.deepEqual(codes(child, parent('')), []);
    for (const type of ['AWS::CloudFormation::Stack', 'AWS::Serverless::Application']) {
      assert.deepEqual(codes(child, parent('Seconds: 3\nMountPath: /data', type)), [
        'short-timeout',
        'invalid-local-mount-path',
      ]);
    }
    assert.deepEqual(
      codes(child, parent('Seconds: !Ref Stage\nMountPath: !Sub "/mnt/${Stage}"')),
      [],
      'what is not known stays so',
    );
  });

  it('has its own defaults where it is given nothing', () => {
    const wrong = change(child, ['Default: /mnt/efs', 'Default: /data']);
    const [alone] = checkTemplate(read(wrong));
    assert.equal(alone?.severity, 'warning', 'a deployment may give another');
    assert.deepEqual(
      checkNested(wrong, parent('')).map(({ code, severity }) => `${severity} ${code}`),
      ['error invalid-local-mount-path'],
    );
    assert.deepEqual(codes(wrong, parent('MountPath: /mnt/efs')), []);
  });

  it('is told apart only by what all parents agree on', () => {
    const short = parent('Seconds: 3');
    assert.deepEqual(codes(child, short, short), ['short-timeout']);
    assert.deepEqual(codes(child, short, parent('Seconds: 30')), []);
    assert.deepEqual(codes(child, short, parent('')), []);
    assert.deepEqual(codes(child, parent('Seconds: !If [IsProduction, 3, 30]')), []);
    assert.deepEqual(codes(child, parent('Fn::Transform: {Name: AWS::Include}')), []);
  });

  it('is not taken to have its defaults where what it is given may stand elsewhere', () => {
    const wrong = change(child, ['Default: /mnt/efs', 'Default: /data']);
    const severities = (text: string) => checkNested(wrong, text).map(({ severity }) => severity);
    assert.deepEqual(severities(parent('')), ['error']);
    const included = '      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}\n';
    for (const part of [
      included,
      '      Parameters:\n',
      '      Parameters: "{{ parameters }}"\n',
      '      Parameters: !Include x.yml\n',
    ]) {
      assert.deepEqual(severities(`${parent('').trimEnd()}\n${part}`), ['warning'], part);
    }
    assert.deepEqual(severities(parent('"{{ name }}": x')), ['warning']);
    assert.deepEqual(severities(parent('Seconds: 20')), ['error']);
  });

  it('has of each parameter its value, or the form of it, and where it stands', () => {
    const text = parent(
      [
        'A: text',
        'B: !If [IsProduction, same, same]',
        'C: !If [IsProduction, one, other]',
        'D: !GetAtt AccessPoint.Arn',
        'E: !If [IsProduction, !GetAtt AccessPoint.Arn, !GetAtt AccessPoint.Arn]',
        'F: !If [IsProduction, !GetAtt AccessPoint.Arn, !GetAtt FileSystem.Arn]',
        'G: !GetAtt Other.Outputs.G',
      ].join('\n'),
    );
    const [nested, ...others] = nestedBy(text);
    assert.deepEqual([others, nested?.path, nested?.isOpen], [[], './child.yaml', false]);
    const arn = 'arn:aws:elasticfilesystem:us-east-1:123456789012:access-point/fsap-0123456789abcdef0';
    assert.deepEqual(
      [...(nested?.parameters ?? [])].map(([name, { text: value, example }]) => [name, value, example]),
      [
        ['A', 'text', 'text'],
        ['B', 'same', 'same'],
        ['C', undefined, undefined],
        ['D', undefined, arn],
        ['E', undefined, arn],
        ['F', undefined, undefined],
        ['G', undefined, undefined],
      ],
    );
    const { start = 0, end = 0 } = nested?.parameters.get('B')?.range ?? {};
    assert.match(text.slice(start, end), /\[IsProduction, same, same\]$/);
  });

  it('is passed what all its parents say, from where each says it', () => {
    const uses = ['Seconds: 3', 'Seconds: 3\nMountPath: /mnt/a', 'MountPath: /mnt/b'].map(
      (parameters, at) => {
        const [nested] = nestedBy(parent(parameters));
        return { file: `file:///${at}.yaml`, nested: nested ?? assert.fail() };
      },
    );
    const passed = (name: string, of: readonly NestedUse[], text = child) => {
      const found = asNested(read(text), of).parameters.get(name)?.passed;
      return found && [found.text, found.example, found.places.map(({ file }) => file)];
    };
    const [a, b, c] = uses as [NestedUse, NestedUse, NestedUse];
    assert.deepEqual(passed('Seconds', [a, b]), ['3', '3', ['file:///0.yaml', 'file:///1.yaml']]);
    assert.equal(passed('Seconds', [a, c]), undefined);
    assert.deepEqual(passed('Seconds', [c]), ['20', undefined, []]);
    assert.equal(passed('MountPath', [b, c]), undefined);
    assert.deepEqual(passed('MountPath', [a]), ['/mnt/efs', undefined, []]);
    assert.equal(passed('Seconds', []), undefined);
    // What the store of parameters has under a name is not known here.
    const stored = change(child, ['Type: Number', 'Type: AWS::SSM::Parameter::Value<Number>']);
    assert.equal(passed('Seconds', [a], stored), undefined);
    const unnamed = change(child, ['    Default: 20\n', '']);
    assert.equal(passed('Seconds', [c], unnamed), undefined);
  });

  it('knows what it is given of its parent’s resources', () => {
    const others = 'Subnets: subnet-0123456789abcdef0\nGroup: sg-0123456789abcdef0';
    const given = (arn: string) => codes(mounting, parent(`AccessPointArn: ${arn}\n${others}`));
    assert.deepEqual(given('!GetAtt AccessPoint.Arn'), []);
    assert.deepEqual(given('!GetAtt FileSystem.Arn'), ['not-an-access-point']);
    assert.deepEqual(given('!Ref AccessPoint'), ['not-an-access-point']);
    assert.deepEqual(
      given(
        "!Sub 'arn:${AWS::Partition}:elasticfilesystem:${AWS::Region}:${AWS::AccountId}:access-point/${AccessPoint}'",
      ),
      [],
    );
    assert.deepEqual(given('!GetAtt Other.Outputs.Arn'), []);
  });

  it('takes a text for the list that it is', () => {
    const function_ = mounting.replace('SecurityGroupIds: [!Ref Group]', 'SecurityGroupIds: !Ref Subnets');
    const given = (text: string) =>
      codes(function_, parent(`AccessPointArn: !GetAtt AccessPoint.Arn\nGroup: x\nSubnets: ${text}`));
    assert.deepEqual(given('subnet-0123456789abcdef0, subnet-0123456789abcdef1'), []);
    assert.deepEqual(given("!Join [',', [!Ref Stage, b]]"), []);
  });

  it('points to where a wrong value comes from, and is not written over', () => {
    const text = parent('Seconds: 3');
    const [finding] = checkNested(child, text);
    assert.deepEqual(
      finding?.related.map(({ is, id, file, range }) => [is, id, file, text.slice(range.start, range.end)]),
      [['parameter', 'Seconds', 'file:///parent0.yaml', '3']],
    );
    assert.deepEqual(finding?.fixes, []);
  });

  it('shows in a hover what it is given', () => {
    const uses = nestedBy(parent('MountPath: /mnt/given')).map(nested => ({ file: '', nested }));
    const hover = hoverAt(asNested(read(child), uses), child.indexOf('FileSystemConfigs'));
    assert.deepEqual(
      hover?.mounts.map(({ localMountPath }) => localMountPath),
      ['/mnt/given'],
    );
  });

  it('counts with what its parent is given in turn', () => {
    const middle = parent('Seconds: !Ref Stage');
    const top = parent("Stage: '3'");
    const [use] = nestedBy(top);
    assert.ok(use);
    const [nested] = nestedBy(middle, [{ file: 'top', nested: use }]);
    assert.equal(nested?.parameters.get('Seconds')?.text, '3');
  });

  it('is local: not on S3, nor named by something unknown', () => {
    const nestedIn = (location: string) =>
      nestedBy(parent('').replace('./child.yaml', location)).map(({ path }) => path);
    assert.deepEqual(nestedIn('./child.yaml'), ['./child.yaml']);
    assert.deepEqual(nestedIn('../children/child.template'), ['../children/child.template']);
    for (const location of [
      'https://s3.amazonaws.com/bucket/child.yaml',
      's3://bucket/child.yaml',
      '!Sub "${Stage}/child.yaml"',
      '/tmp/child.yaml',
      "''",
    ]) {
      assert.deepEqual(nestedIn(location), [], location);
    }
    assert.equal(readTemplate(parent('')), undefined, 'the parent mounts nothing itself');
  });
});
