import assert from 'node:assert/strict';
import { createTranslate } from '../../../src/core/translate';
import { describeTemplateFix, describeRelated, describeTemplateFinding } from '../../../src/template';
import { apply, change, efs, firstFix, only } from './templates';

const t = createTranslate();

describe('the words of template findings', () => {
  const without = change(efs, ['    DependsOn: MountTarget\n', '']);

  it('say what is wrong and what to do', () => {
    assert.equal(
      describeTemplateFinding(only(without), t).message,
      'The mount target MountTarget has to exist before Function can mount the file system, and CloudFormation does not know that. Name it in DependsOn.',
    );
  });

  it('say what a fix does, and what is related', () => {
    const finding = only(without);
    assert.equal(describeTemplateFix(firstFix(finding), t), 'Add MountTarget to DependsOn');
    assert.deepEqual(
      finding.related.map(related => describeRelated(related, t)),
      ['Mount target MountTarget'],
    );
    assert.equal(apply(without, firstFix(finding).edits), efs);
  });

  it('speak the language of the bundle', () => {
    const german = createTranslate({ 'Add {0} to DependsOn': '{0} zu DependsOn hinzufügen' });
    assert.equal(describeTemplateFix(firstFix(only(without)), german), 'MountTarget zu DependsOn hinzufügen');
  });

  it('name no path that is empty, and count one second as one', () => {
    const empty = change(efs, ['LocalMountPath: /mnt/efs', "LocalMountPath: ''"]);
    assert.match(
      describeTemplateFinding(only(empty), t).message,
      /^The LocalMountPath is empty\. It has to be/,
    );
    const short = change(efs, ['Timeout: 20', 'Timeout: 1']);
    assert.match(describeTemplateFinding(only(short), t).message, /^Function ends after 1 second\. A mount/);
  });

  it('show what a template hides', () => {
    const template = change(efs, ['LocalMountPath: /mnt/efs', 'LocalMountPath: "/mnt/\\u202Eefs"']);
    assert.ok(describeTemplateFinding(only(template), t).message.includes('/mnt/\\u202Eefs'));
  });
});
