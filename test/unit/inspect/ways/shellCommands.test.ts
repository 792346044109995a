import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

import { encodeText } from '../../../../src/core/text/byteText';
import { inspectionCommands, pieceOf, quotePath } from '../../../../src/inspect/ways/shellCommands';

describe('shell commands', () => {
  it('quote a path so that a real shell reads exactly it', () => {
    const paths = [
      '/mnt/efs',
      '/mnt/a b',
      "/mnt/it's",
      '/mnt/$(touch /tmp/pwned)`id`;|&<>*?[]{}~!#\\"',
      '/mnt/line\nend\t',
      '/mnt/日本語',
      '/mnt/\udcff\udcfe-\udc80',
      "/mnt/'\udcff'",
    ];
    for (const path of paths) {
      const printed = execFileSync('/bin/sh', ['-c', `printf %s ${quotePath(path)}`]);
      assert.deepEqual(printed, Buffer.from(encodeText(path)), path);
    }
  });

  it('leave a plain mount path as a person would type it', () => {
    assert.equal(inspectionCommands('/mnt/efs').at(-1)?.command, 'ls -l /mnt/efs');
  });

  it('cut pieces as a real shell does', () => {
    const piece = execFileSync('/bin/sh', ['-c', pieceOf("printf '0123456789'", 3, 4)]);
    assert.equal(piece.toString(), '3456');
  });

  it('only read', () => {
    for (const { command } of inspectionCommands('/mnt/efs')) {
      assert.match(command, /^(cat|ls -l|df -h|whoami)( |$)/);
      assert.doesNotMatch(command, /[;&|<>`$]/);
    }
  });
});
