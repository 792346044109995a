import assert from 'node:assert/strict';
import { mayOpen } from '../../../../src/views/report/links';

describe('links of the report', () => {
  it('open documentation of AWS and of the kernel', () => {
    assert.ok(mayOpen('https://docs.aws.amazon.com/efs/latest/ug/mounting-fs-nfs-mount-settings.html', []));
    assert.ok(mayOpen('https://man7.org/linux/man-pages/man5/nfs.5.html', []));
  });

  it('open a page that a finding names', () => {
    const source = 'https://github.com/aws/efs-utils';
    assert.ok(mayOpen(source, [source]));
    assert.ok(!mayOpen('https://github.com/aws/efs-utils/other', [source]));
  });

  for (const url of [
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.example.org/',
    'https://docs.aws.amazon.com:8443/',
    'https://docs.aws.amazon.com@example.org/',
    'command:workbench.action.closeWindow',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'docs.aws.amazon.com',
    '',
  ]) {
    it(`do not open ${JSON.stringify(url)}`, () => assert.ok(!mayOpen(url, [])));
  }

  it('do not open what is not https even where a finding names it', () => {
    assert.ok(!mayOpen('file:///etc/passwd', ['file:///etc/passwd']));
  });
});
