import assert from 'node:assert/strict';
import { createTranslate } from '../../../src/core/translate';
import { describeTemplateFinding, hoverAt, hoverMarkdown } from '../../../src/template';
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
