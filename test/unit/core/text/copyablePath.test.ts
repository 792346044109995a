import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { encodeText } from '../../../../src/core/text/byteText';
import { copyablePath, pastedPath } from '../../../../src/core/text/copyablePath';

describe('a path for the clipboard', () => {
  it('is left as it is where every character shows', () => {
    for (const path of ['/mnt/efs/a b.txt', '/mnt/efs/データ', "/mnt/efs/it's", '/']) {
      assert.equal(copyablePath(path), path);
    }
  });

  it('keeps its bytes in a shell where something is hidden, and runs nothing', function () {
    const paths = [
      '/mnt/efs/a\nrm -rf ~',
      '/mnt/efs/\u001b[31mred',
      '/mnt/efs/invoice\u202egpj.exe',
      '/mnt/efs/\udcff\udcfe',
      "/mnt/efs/\t'$(touch x)'\\n`id`\u200b0",
    ];
    for (const path of paths) {
      const word = copyablePath(path);
      assert.doesNotMatch(word, /[\n\u001b\u202e\udcff]/);
      const output = execFileSync('bash', ['-c', `printf %s ${word}`]);
      assert.deepEqual(new Uint8Array(output), encodeText(path));
    }
  });

  it('is the same path where it is pasted here', () => {
    for (const path of [
      '/mnt/efs/a b.txt',
      "/mnt/efs/it's",
      '/mnt/efs/\u001b[31mred',
      '/mnt/efs/データ\u200b',
      '/mnt/efs/\udcff\udcfe',
      "/mnt/efs/\t'$(touch x)'\\n`id`\u200b0",
    ]) {
      assert.equal(pastedPath(copyablePath(path)), path);
    }
    assert.equal(pastedPath('/mnt/efs/plain'), '/mnt/efs/plain');
  });
});
