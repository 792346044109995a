import assert from 'node:assert/strict';
import { documentsOf, entriesBelow, piecesOf } from '../../../src/template/read/pieces';
import {
  isOtherPeoples,
  isTemplateName,
  mayBeRulesFile,
  mayMountFileSystem,
  mayNestTemplates,
} from '../../../src/template/read/sniff';

const lambda = 'Type: AWS::Lambda::Function\n    Properties:\n      FileSystemConfigs: []\n';

describe('what may be a template, before it is parsed', () => {
  it('has a function, the key of a mount, and resources at its top', () => {
    const texts: readonly (readonly [boolean, string])[] = [
      [true, `Resources:\n  F:\n    ${lambda}`],
      [true, `Resources :\n  F:\n    ${lambda}`],
      [true, `"Resources":\n  F:\n    ${lambda}`],
      [true, `--- Resources:\n  F:\n    ${lambda}`],
      [true, `  Resources:\n    F:\n    ${lambda}`],
      [true, `{Resources: {F: {Type: AWS::Lambda::Function, 'FileSystemConfigs': []}}}`],
      [true, `? Resources\n: F:\n    ${lambda}`],
      [true, `Resources:\n  F:\n    ${lambda.replace('Lambda', 'Serverless')}`],
      [false, `Resources:\n  F:\n    ${lambda.replace('Lambda', 'Other')}`],
      [false, `Resources:\n  F:\n    ${lambda.replace('FileSystemConfigs:', 'FileSystemConfigs')}`],
      [false, `Other:\n  F:\n    ${lambda}`],
      [true, '{"Resources": {"F": {"Type": "AWS::Lambda::Function", "FileSystemConfigs": []}}}'],
      [true, '{"a": "\\\\", "Resources": {"Type": "AWS::Lambda::Function", "FileSystemConfigs" : []}}'],
      [
        true,
        '{"a": [{}, {"b": "}"}], "Resources": {"Type": "AWS::Lambda::Function", "FileSystemConfigs": []}}',
      ],
      [false, '{"a": {"Resources": {"Type": "AWS::Lambda::Function", "FileSystemConfigs": []}}}'],
      [false, '{"a": "\\"Resources\\"", "Type": "AWS::Lambda::Function", "FileSystemConfigs": []}'],
      [false, '{"a": "no end, "Type: AWS::Lambda::Function, FileSystemConfigs: []'],
      [true, 'service: a\nprovider: aws\nfunctions:\n  f:\n    fileSystemConfig: {}\n'],
      [true, '{"service": "a", "provider": {}, "functions": {"f": {"fileSystemConfig" : {}}}}'],
      [false, 'service: a\nfunctions:\n  f:\n    fileSystemConfig: {}\n'],
      [false, 'service: a\nprovider: aws\nfunctions:\n  f:\n    fileSystemConfigs: {}\n'],
    ];
    assert.deepEqual(
      texts.map(([, text]) => mayMountFileSystem(text)),
      texts.map(([is]) => is),
    );
  });

  it('may nest others', () => {
    assert.equal(mayNestTemplates('Resources: {A: {Type: AWS::CloudFormation::Stack}}'), true);
    assert.equal(mayNestTemplates('Resources: {A: {Type: AWS::Serverless::Application}}'), true);
    assert.equal(mayNestTemplates('Resources: {A: {Type: AWS::CloudFormation::StackSet}}'), false);
    assert.equal(mayNestTemplates('Other:\n  A:\n    Type: AWS::CloudFormation::Stack'), false);
  });

  it('is told by its name and place', () => {
    assert.deepEqual(
      ['a.yaml', 'a.YML', 'a.json', 'a.jsonc', 'a.template', 'a.cfn', 'a.yaml.bak', 'yaml', 'a.txt'].map(
        isTemplateName,
      ),
      [true, true, true, true, true, true, false, false, false],
    );
    assert.deepEqual(
      ['a/node_modules', '.git', 'x/.venv', '.aws-sam', 'cdk.out/asset.1', 'a/cdk.out/asset.2'].map(
        isOtherPeoples,
      ),
      [true, true, true, true, true, true],
    );
    assert.deepEqual(
      ['my_node_modules', 'git', 'cdk.out', 'cdkxout/asset.1', 'cdk.out/asset.1/b'].map(isOtherPeoples),
      [false, false, false, false, false],
    );
    assert.equal(mayBeRulesFile('/a/.efs-mount-inspector.json'), true);
    assert.equal(mayBeRulesFile('/a/x.efs-mount-inspector.json'), false);
  });
});

describe('the parts of a large template', () => {
  const pieces = (text: string) =>
    piecesOf(text, 0, text.length)?.map(({ start, end, parts }) => [
      text.slice(start, end),
      parts.map(part => text.slice(part.start, part.end)),
    ]);

  it('are the entries of its map, and the entries of those', () => {
    assert.deepEqual(pieces('a: 1\nb:\n  c: 2\n  d:\n    e: 3\n# end\nf:\n- g\n'), [
      ['a: 1\n', []],
      ['b:\n  c: 2\n  d:\n    e: 3\n# end\n', ['  c: 2\n', '  d:\n    e: 3\n# end\n']],
      ['f:\n- g\n', []],
    ]);
    assert.deepEqual(pieces('\ufeffa: 1\n')?.[0]?.[0], 'a: 1\n');
    assert.deepEqual(pieces('--- # one\na: 1\n'), [['a: 1\n', []]]);
    assert.deepEqual(pieces('a: {\n  b: 1\n}\n'), [['a: {\n  b: 1\n}\n', []]]);
    assert.deepEqual(pieces('a:\n  text\n  more: text\n'), [['a:\n  text\n  more: text\n', []]]);
    assert.deepEqual(pieces('"a": # note\r\n  b: 1\r\n'), [['"a": # note\r\n  b: 1\r\n', ['  b: 1\r\n']]]);
  });

  it('cannot be told apart in any other style', () => {
    for (const text of [
      '',
      '# nothing\n',
      '{a: 1}\n',
      '- a\n',
      '  a: 1\n',
      '--- {a: 1}\n',
      'a:\n    b: 1\n  c: 2\n',
      'a:\n  b: 1\n  *c\n',
      'a:\n  b: 1\n- c\n',
      '? a\n: b\n',
    ]) {
      assert.equal(pieces(text), undefined, JSON.stringify(text));
    }
  });

  it('are those of an entry, too, where its lines tell', () => {
    const below = (text: string) =>
      entriesBelow(text, 0, text.length)?.map(at => text.slice(at).split('\n')[0]);
    assert.deepEqual(below('a:\n  b: 1\n  # note\n\n    more\n  "c": 2\n'), ['  b: 1', '  "c": 2']);
    assert.equal(below('a: 1\n  b: 1\n'), undefined);
    assert.equal(below('a:\n'), undefined);
    assert.equal(below('a:\n    b: 1\n  c: 2\n'), undefined);
    assert.equal(below('a:\n  b: 1\n  - c\n'), undefined);
  });

  it('are the documents of a stream', () => {
    const documents = (text: string) => documentsOf(text)?.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(documents('a: 1\n'), ['a: 1\n']);
    assert.deepEqual(documents('---\na: 1\n---\nb: 2\n'), ['---\na: 1\n', '---\nb: 2\n']);
    assert.deepEqual(documents('# note\n---\na: 1\n'), ['---\na: 1\n']);
    assert.deepEqual(documents('a: 1\n---\nb: 2\n'), ['a: 1\n', '---\nb: 2\n']);
    assert.deepEqual(documents('a: 1\n--- b\n---c: 2\n'), ['a: 1\n', '--- b\n---c: 2\n']);
    assert.equal(documents('%YAML 1.2\n---\na: 1\n'), undefined);
    assert.equal(documents('a: 1\n...\n'), undefined);
  });
});
