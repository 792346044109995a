import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { parseMounts } from '../../../../src/core/parse/mounts';
import { formatOption, optionValue } from '../../../../src/core/parse/optionString';
import { runConformance } from './conformance';

interface ExpectedMount {
  readonly source: string;
  readonly mountPoint: string;
  readonly fsType: string;
  readonly options: readonly string[];
  readonly freq: number;
  readonly passno: number;
}

runConformance<{ entries: ExpectedMount[] } | { error: true }>('mounts.jsonl', ({ input, expect }) => {
  const { entries, unparsed } = parseMounts(input);
  if ('error' in expect) {
    assert.deepEqual(entries, []);
    assert.deepEqual(unparsed, [{ line: 1, text: input.trimEnd() }]);
    return;
  }
  assert.deepEqual(
    entries.map(({ source, mountPoint, fsType, options, dumpFrequency, fsckPass }) => ({
      source,
      mountPoint,
      fsType,
      options: options.map(formatOption),
      freq: dumpFrequency,
      passno: fsckPass,
    })),
    expect.entries,
  );
  assert.deepEqual(unparsed, []);
});

describe('parseMounts', () => {
  it('reads the table of a Lambda function with EFS', () => {
    const { entries, unparsed } = parseMounts(readFileSync('src/local/demo/recorded/cat-proc-mounts.txt'));
    assert.equal(entries.length, 11);
    assert.deepEqual(unparsed, []);
    const efs = entries.at(-1);
    assert.equal(efs?.source, '127.0.0.1:/');
    assert.equal(efs.mountPoint, '/mnt/efs');
    assert.equal(efs.fsType, 'nfs4');
    assert.equal(efs.options.length, 16);
    assert.equal(optionValue(efs.options, 'port'), '20252');
  });

  const only = (line: string) => {
    const { entries, unparsed } = parseMounts(line);
    assert.deepEqual(unparsed, []);
    assert.equal(entries.length, 1);
    return entries[0];
  };

  it('decodes the five characters that the kernel escapes', () => {
    const entry = only('h:/a\\043b /m\\040n\\011o\\012p\\134q nfs4 rw 0 0');
    assert.equal(entry?.source, 'h:/a#b');
    assert.equal(entry.mountPoint, '/m n\to\np\\q');
  });

  it('keeps every other white space and control character in names', () => {
    const awkward = '\r\v\f\u00a0\u3000\u2028\ufeff\u0085\u001b[31m';
    assert.equal(only(`h:/${awkward} /m${awkward} nfs4 rw 0 0`)?.mountPoint, `/m${awkward}`);
  });

  it('keeps bytes that are not UTF-8', () => {
    const bytes = Buffer.concat([
      Buffer.from('h:/ /m'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(' nfs4 rw 0 0\n'),
    ]);
    assert.equal(parseMounts(bytes).entries[0]?.mountPoint, '/m\udcff\udcc3');
  });

  it('leaves the colons and commas inside a value to its reader', () => {
    const entry = only('overlay / overlay ro,lowerdir=/a\\134:b:/c\\040d,upperdir=/x\\054y 0 0');
    assert.equal(optionValue(entry?.options ?? [], 'lowerdir'), '/a\\:b:/c d');
    assert.equal(optionValue(entry?.options ?? [], 'upperdir'), '/x,y');
  });

  it('reads an empty source', () => {
    assert.equal(only(' /tmp/bb tmpfs rw 0 0')?.source, '');
  });

  it('reads options that a kernel printed with raw blanks', () => {
    const entry = only('//h/s /m cifs rw,unc=\\\\h\\A B C,soft 0 0');
    assert.equal(optionValue(entry?.options ?? [], 'unc'), '\\\\h\\A B C');
    assert.equal(entry?.options.at(-1)?.key, 'soft');
  });

  it('reads fstab without dump and pass, and with comments', () => {
    const { entries, unparsed } = parseMounts(
      '# made by hand\n\t # indented\n\n  fs-1:/ /mnt/efs efs defaults,_netdev,tls # note\n/a /b none bind 1\n',
    );
    assert.deepEqual(unparsed, []);
    assert.deepEqual(
      entries.map(entry => [entry.mountPoint, entry.dumpFrequency, entry.fsckPass]),
      [
        ['/mnt/efs', 0, 0],
        ['/b', 1, 0],
      ],
    );
  });

  it('hands back what is no mount', () => {
    const text =
      'START RequestId: 8286 Version: $LATEST\nrw,relatime 0 0\nfour words of prose\na /b c rw 0 0 d /e f rw 0 0';
    assert.deepEqual(parseMounts(text), {
      entries: [],
      unparsed: text.split('\n').map((line, index) => ({ line: index + 1, text: line })),
    });
  });

  it('reads a text that was carried with CRLF, but keeps a carriage return that is part of a name', () => {
    assert.equal(parseMounts('a /b ext4 rw 0 0\r\nc /d\r ext4 rw 0 0\r\n').entries[1]?.mountPoint, '/d\r');
    assert.equal(parseMounts('a /b ext4 rw 0 0\r\nc /d ext4 rw 0 0\n').unparsed.length, 1);
  });
});
