import assert from 'node:assert/strict';
import { createTranslate } from '../../../src/core/translate';
import {
  describeTemplateFinding,
  hoverAt,
  hoverMarkdown,
  placesOfConstruct,
  tracedPlaces,
  writtenId,
} from '../../../src/template';
import { change, efs, only, read, toCloudFormation, toJson } from './templates';

const t = createTranslate();

/** As `cdk synth` writes `cdk.out/*.template.json`. */
const synthesized = toJson(
  change(
    toCloudFormation(efs),
    ['      Timeout: 20\n', ''],
    [
      '    Type: AWS::Lambda::Function\n',
      "    Type: AWS::Lambda::Function\n    Metadata: {'aws:cdk:path': Files/Writer/Resource}\n",
    ],
  ),
);

describe('a template that the CDK made', () => {
  it('has the path of the construct in messages', () => {
    assert.match(
      describeTemplateFinding(only(synthesized), t).message,
      /CDK construct: Files\/Writer\/Resource$/,
    );
    assert.doesNotMatch(
      describeTemplateFinding(only(change(efs, ['      Timeout: 20\n', ''])), t).message,
      /CDK/,
    );
  });

  it('has the path of the construct in hovers', () => {
    const hover = hoverAt(read(synthesized), synthesized.indexOf('FileSystemConfigs') + 2);
    assert.ok(hover);
    assert.match(hoverMarkdown(hover, t), /CDK construct: `Files\/Writer\/Resource`/);
  });
});

describe('where a construct of the CDK is written', () => {
  it('is known by the last id of its path that a person wrote', () => {
    assert.equal(writtenId('Files/Writer/Resource'), 'Writer');
    assert.equal(writtenId('Files/Api/Writer/Default'), 'Writer');
    assert.equal(writtenId('Files/Writer'), 'Writer');
    assert.equal(writtenId('Files'), undefined);
    assert.equal(writtenId('Files/Resource'), undefined);
  });

  it('is found in each of its languages', () => {
    for (const source of [
      "new lambda.Function(this, 'Writer', {",
      'new Function(\n  this,\n  `Writer`)',
      'lambda_.Function(self, "Writer", runtime=x)',
      'lambda_.Function(self, id="Writer")',
      'Function.Builder.create(this, "Writer").build();',
      'new Function(this, "Writer", new FunctionProps {})',
      'awslambda.NewFunction(stack, jsii.String("Writer"), nil)',
    ]) {
      const text = `first line\n${source}`;
      const [place, ...others] = placesOfConstruct(text, 'Writer');
      assert.ok(place, source);
      assert.deepEqual(others, []);
      assert.ok(text.split('\n')[place.line]?.startsWith('Writer', place.character), source);
    }
    for (const source of ["'Writer'", "log('Writer')", "new X(this, 'Writers')", "new X(this, 'A.*')"]) {
      assert.deepEqual(placesOfConstruct(source, 'Writer'), [], source);
    }
    assert.deepEqual(placesOfConstruct("new X(this, 'Writer')", '.*'), []);
  });

  it('is noted in the manifest, where the CDK was told to', () => {
    const trace = [
      'new Function (/app/node_modules/aws-cdk-lib/aws-lambda/lib/function.js:1:2)',
      'new FilesStack (/app/lib/files.ts:12:5)',
      'Object.<anonymous> (bin/app.ts:4:1)',
      'at first (first.ts:1:1)',
      'at nowhere (zero.ts:0:0)',
      'node:internal/modules/cjs/loader:1521:14',
    ];
    const metadata = { '/Files/Writer/Resource': [{ type: 'aws:cdk:logicalId', data: 'Writer', trace }] };
    const expected = [
      { file: '/app/lib/files.ts', line: 11, character: 4 },
      { file: 'bin/app.ts', line: 3, character: 0 },
      { file: 'first.ts', line: 0, character: 0 },
      { file: 'zero.ts', line: 0, character: 0 },
    ];
    assert.deepEqual(tracedPlaces({ artifacts: { Files: { metadata } } }, 'Files/Writer/Resource'), expected);
    assert.deepEqual(tracedPlaces(metadata, 'Files/Writer/Resource'), expected);
    for (const odd of [
      undefined,
      null,
      'x',
      1,
      [],
      { artifacts: 1 },
      { artifacts: { a: { metadata: 'x' } } },
    ]) {
      assert.deepEqual(tracedPlaces(odd, 'constructor'), []);
    }
  });

  it('is a link of the hover', () => {
    const hover = hoverAt(read(synthesized), synthesized.indexOf('FileSystemConfigs') + 2);
    assert.ok(hover);
    assert.match(
      hoverMarkdown(hover, t, { construct: path => `file:///app/lib.ts#${path.length}` }),
      /CDK construct: \[`Files\/Writer\/Resource`\]\(file:\/\/\/app\/lib\.ts#21\)/,
    );
  });
});
