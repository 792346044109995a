import assert from 'node:assert/strict';
import { fileSystemSetupMarkdown } from '../../../../src/core/export/fileSystemSetupMarkdown';
import type { FileSystemSetup } from '../../../../src/core/mount/fileSystemSetup';
import { createTranslate } from '../../../../src/core/translate';
import { reading, setupWith, target } from '../failure/networkWorld';

const t = createTranslate();
const denied = {
  ok: false,
  action: 'elasticfilesystem:DescribeX',
  problem: { code: 'access-denied', params: {} },
} as const;

describe('a set-up as Markdown', () => {
  const markdownOf = (more: Partial<FileSystemSetup>) =>
    fileSystemSetupMarkdown({ ...setupWith(), ...more }, target, t, 'en');
  const nothing = { accessPoint: denied, fileSystem: denied, mountTargets: denied, policy: denied };

  it('is a table of what was read, and a list of what was not', () => {
    assert.doesNotMatch(markdownOf(nothing), /^\|/m);
    assert.match(markdownOf(nothing), /^- .*elasticfilesystem:DescribeX/m);
    const one = markdownOf({ ...nothing, policy: reading(false) });
    assert.match(one, /^\| File system policy \| `none: every client may mount it` \|$/m);
    for (const text of [markdownOf(nothing), one, markdownOf({})]) {
      assert.match(text, /^## File system, as AWS describes it\n\n\S/);
      assert.doesNotMatch(text, /\n{3}|undefined/);
    }
  });
});
