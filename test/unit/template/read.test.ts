import assert from 'node:assert/strict';
import { checkTemplate, functionsOf, hoverAt, definitionsAt, readTemplate } from '../../../src/template';
import { change, check, codes, efs, read, s3Files, toCloudFormation, toJson } from './templates';

describe('readTemplate', () => {
  it('recognises templates by what is in them', () => {
    assert.ok(readTemplate(efs));
    assert.ok(readTemplate(toJson(efs)));
    assert.ok(readTemplate(change(efs, ["AWSTemplateFormatVersion: '2010-09-09'\n", ''])));
    assert.ok(readTemplate(`# a comment\n${efs}`));
  });

  it('takes nothing else for a template', () => {
    for (const text of [
      '',
      'plain text',
      'FileSystemConfigs',
      'FileSystemConfigs: AWS::Lambda::Function',
      'Resources: {FileSystemConfigs: {Kind: AWS::Lambda::Function}}',
      '- FileSystemConfigs\n- AWS::Lambda::Function',
      '{"FileSystemConfigs": "AWS::Lambda::Function"}',
      change(efs, ['FileSystemConfigs', 'FileSystemConfig']),
    ]) {
      assert.equal(readTemplate(text), undefined, text.slice(0, 40));
    }
  });

  it('takes the document of a stream that is a template', () => {
    const template = read(`kind: other\n---\n${efs}---\nkind: another\n`);
    assert.ok(template.resources.has('MountTarget'));
    assert.deepEqual(checkTemplate(template), []);
  });

  it('reads anchors, aliases and merge keys', () => {
    const merged = change(
      efs,
      [
        'Resources:\n',
        'x-vpc: &vpc\n  VpcConfig:\n    SubnetIds: &subnets [!Ref SubnetA]\n    SecurityGroupIds: [!Ref FunctionSecurityGroup]\nResources:\n',
      ],
      [
        '      VpcConfig:\n        SubnetIds:\n          - !Ref SubnetA\n        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n',
        '      <<: *vpc\n',
      ],
    );
    assert.deepEqual(codes(merged), []);
    assert.deepEqual(codes(change(merged, ['&vpc\n  VpcConfig', '&vpc\n  Other'])), ['missing-vpc-config']);
  });

  it('reads JSON that is indented with tabs, minified, or has carriage returns', () => {
    const object: unknown = JSON.parse(
      toJson(change(efs, ['LocalMountPath: /mnt/efs', 'LocalMountPath: /efs'])),
    );
    for (const text of [
      JSON.stringify(object),
      JSON.stringify(object, undefined, '\t'),
      JSON.stringify(object, undefined, 2).replaceAll('\n', '\r\n'),
    ]) {
      assert.deepEqual(codes(text), ['invalid-local-mount-path']);
    }
  });

  it('does not judge what a macro may rewrite', () => {
    const broken = change(efs, ['LocalMountPath: /mnt/efs', 'LocalMountPath: /efs']);
    const transform = (name: string) =>
      change(broken, ['Transform: AWS::Serverless-2016-10-31', `Transform: ${name}`]);
    assert.deepEqual(codes(transform('[Ours, AWS::Serverless-2016-10-31]')), []);
    assert.deepEqual(codes(transform('{Name: AWS::Include, Parameters: {Location: s3://a/b}}')), []);
    assert.deepEqual(codes(transform('[AWS::LanguageExtensions, AWS::Serverless-2016-10-31]')), [
      'invalid-local-mount-path',
    ]);
  });

  it('says nothing of what an include may add to a map', () => {
    const include = "      'Fn::Transform': {Name: AWS::Include, Parameters: {Location: s3://a/b}}\n";
    const vpcConfig =
      '      VpcConfig:\n        SubnetIds:\n          - !Ref SubnetA\n        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n';
    assert.deepEqual(codes(change(efs, [vpcConfig, include])), []);
  });
});

describe('a template that is being edited', () => {
  /** Everything that the editor asks of a text. */
  function use(text: string, offset: number): void {
    const template = readTemplate(text);
    if (template) {
      checkTemplate(template).forEach(({ range }) =>
        assert.ok(range.start <= range.end && range.end <= text.length),
      );
      functionsOf(template);
      hoverAt(template, offset);
      definitionsAt(template, offset);
    }
  }

  /** With the function before everything else, so that most of its beginnings are templates too. */
  function functionFirst(text: string): string {
    const start = text.indexOf('  Function:\n');
    return change(text.slice(0, start), ['Resources:\n', `Resources:\n${text.slice(start)}\n`]);
  }

  it('never throws, whatever its beginning is', function () {
    this.timeout(120_000);
    for (const [text, step] of [
      [functionFirst(efs), 11],
      [functionFirst(s3Files), 13],
      [toJson(functionFirst(efs)), 17],
      [JSON.stringify(JSON.parse(toJson(functionFirst(s3Files)))), 23],
    ] as const) {
      for (let length = text.length; length > 0; length -= step) {
        use(text.slice(0, length), length - 1);
      }
    }
  });

  it('never throws, whatever is deleted', function () {
    this.timeout(120_000);
    let seed = 1;
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647;
      return seed % below;
    };
    for (const text of [efs, toJson(efs), s3Files]) {
      for (let round = 0; round < 100; round++) {
        const start = random(text.length);
        const end = start + 1 + random(round % 2 ? 4 : 400);
        use(text.slice(0, start) + text.slice(end), start);
      }
    }
  });

  it('never throws, whatever is put in', function () {
    this.timeout(120_000);
    const insertions = [
      '"',
      "'",
      '[',
      '{',
      '}',
      ']',
      ':',
      '- ',
      '*',
      '&a ',
      '!',
      '!Sub ',
      '|',
      '>',
      '#',
      '\t',
      '\0',
      '%',
      '---\n',
      '...\n',
      '<<: ',
      '? ',
      '💥',
      '\ud800',
    ];
    for (const [index, inserted] of insertions.entries()) {
      for (let offset = index; offset < efs.length; offset += 211) {
        use(efs.slice(0, offset) + inserted + efs.slice(offset), offset);
      }
    }
  });

  it('reports nothing as missing behind a syntax error', () => {
    const vpcConfig =
      '      VpcConfig:\n        SubnetIds:\n          - !Ref SubnetA\n        SecurityGroupIds:\n          - !Ref FunctionSecurityGroup\n';
    assert.deepEqual(codes(change(efs, [vpcConfig, '      Environment: {Variables: {A: "b}}\n'])), []);
    assert.deepEqual(codes(change(efs, [vpcConfig, '      Vpc\n'])), []);
  });

  it('still reports what is complete', () => {
    const twoWrong = change(efs, ['LocalMountPath: /mnt/efs', 'LocalMountPath: /efs']);
    assert.deepEqual(codes(`${twoWrong}\n  Next:\n    Type: "AWS::Lam`), ['invalid-local-mount-path']);
    const noDependsOn = change(efs, ['    DependsOn: MountTarget\n', '']);
    assert.deepEqual(codes(`${noDependsOn}\n  Nex`), ['missing-depends-on']);
  });
});

describe('a hostile template', function () {
  this.timeout(60_000);

  const levels = (names: readonly string[], line: (name: string, inner: string) => string) =>
    names
      .slice(1)
      .map((name, index) => line(name, names[index] ?? ''))
      .join('');
  const names = 'abcdefghijklmnopqrstuvwxyz'.split('');

  it('does not multiply aliases', () => {
    const bomb = `x:\n  a: &a [one, one]\n${levels(names, (name, inner) => `  ${name}: &${name} [*${inner},*${inner},*${inner},*${inner},*${inner},*${inner},*${inner},*${inner}]\n`)}`;
    const template = change(
      efs,
      ['Resources:\n', `${bomb}Resources:\n`],
      [
        '        - Arn: !GetAtt AccessPoint.Arn # through which\n          LocalMountPath: /mnt/efs',
        '        *z',
      ],
    );
    assert.deepEqual(codes(template), []);
    assert.deepEqual(
      codes(
        change(efs, ['Resources:\n', `${bomb}Resources:\n`], ['Arn: !GetAtt AccessPoint.Arn', 'Arn: *z']),
      ),
      [],
    );
  });

  it('does not multiply expressions', () => {
    const joins = `x:\n  a: &a one\n${levels(names, (name, inner) => `  ${name}: &${name} {'Fn::Join': ['', [*${inner}, *${inner}, *${inner}]]}\n`)}`;
    const template = change(
      efs,
      ['Resources:\n', `${joins}Resources:\n`],
      ['LocalMountPath: /mnt/efs', 'LocalMountPath: *z'],
    );
    // It begins with `one`, however long it is.
    assert.deepEqual(codes(template), ['invalid-local-mount-path']);
  });

  it('does not follow conditions in a circle, nor merges, nor dependencies', () => {
    const circle = 'Conditions:\n  A: !Not [!Condition B]\n  B: !Condition A\nResources:\n';
    assert.deepEqual(
      codes(
        change(efs, ['Resources:\n', circle], ['  MountTarget:\n', '  MountTarget:\n    Condition: A\n']),
      ),
      [],
    );
    assert.deepEqual(
      codes(
        change(
          efs,
          ['Resources:\n', 'x: &x {<<: *x, a: *x}\nResources:\n'],
          ['      Encrypted: true', '      <<: *x'],
        ),
      ),
      [],
    );
    assert.deepEqual(
      codes(change(efs, ['  MountTarget:\n', '  MountTarget:\n    DependsOn: MountTarget\n'])),
      [],
    );
  });

  it('gives up on conditions that make too many worlds, and says nothing wrong', () => {
    const letters = names.slice(0, 12);
    const conditions = `Conditions:\n${letters.map(name => `  C${name}: !Equals [!ImportValue ${name}, one]\n`).join('')}Resources:\n`;
    const path = letters.reduce(
      (inner, name) => `{'Fn::If': [C${name}, /mnt/${name}, ${inner}]}`,
      '/mnt/efs',
    );
    const template = change(
      efs,
      ['Resources:\n', conditions],
      ['LocalMountPath: /mnt/efs', `LocalMountPath: ${path}`],
    );
    assert.deepEqual(codes(template), []);
  });

  it('reads nothing that is nested beyond measure or larger than CloudFormation takes', () => {
    const deep = `${efs}\nx: ${'['.repeat(50_000)}`;
    assert.doesNotThrow(() => readTemplate(deep));
    assert.doesNotThrow(() =>
      readTemplate(
        `${efs}\nx:\n${Array.from({ length: 3000 }, (_, depth) => `${' '.repeat(depth + 1)}a:\n`).join('')}`,
      ),
    );
    assert.equal(readTemplate(`${efs}\n#${'x'.repeat(1_000_000)}`), undefined);
  });

  it('is not slowed down by wildcards', () => {
    const action = `${'*e'.repeat(2000)}*`;
    const template = change(s3Files, ['Action: s3files:Client*', `Action: '${action}'`]);
    assert.deepEqual(
      check(template).map(({ code }) => code),
      ['missing-client-mount'],
    );
  });
});

describe('an entry that is too large to be read at once', () => {
  const large = `x${'y'.repeat(79)}\n`.repeat(2000);
  const block = (indent: number) => `|\n${large.replace(/^(?=.)/gm, ' '.repeat(indent))}`;

  it('is read part by part, and the rest of the template is checked as ever', () => {
    const others = `  Page:
    Type: AWS::SSM::Parameter
    DependsOn: MountTarget
    Properties:
      Type: String
      Value: ${block(8)}`;
    const text = `${efs.trimEnd()}\n${others}`;
    assert.deepEqual(codes(text), []);
    const wrong = change(text, ['Timeout: 20', 'Timeout: 5']);
    assert.deepEqual(codes(wrong), ['short-timeout']);
    assert.equal(read(text).resources.get('Page')?.type, 'AWS::SSM::Parameter');
    assert.deepEqual(
      codes(
        change(text, [
          'DependsOn: MountTarget\n    Properties:\n      Type: String',
          'DependsOn: Nobody\n    Properties:\n      Type: String',
        ]),
      ),
      [],
    );
  });

  it('may be the function itself, with its code in it', () => {
    const text = change(toCloudFormation(efs), [
      'Code: {S3Bucket: example-bucket, S3Key: cmd.zip}',
      `Code:\n        ZipFile: ${block(10).trimEnd()}`,
    ]);
    assert.deepEqual(codes(text), []);
    assert.deepEqual(codes(change(text, ['LocalMountPath: /mnt/efs', 'LocalMountPath: /data'])), [
      'invalid-local-mount-path',
    ]);
  });

  it('may be no resource at all', () => {
    assert.deepEqual(codes(`Metadata: ${block(2)}${efs}`), []);
    assert.deepEqual(codes(`Mappings:\n  Text:\n    A:\n      B: ${block(8)}${efs}`), []);
  });
});
