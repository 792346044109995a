import assert from 'node:assert/strict';
import { joinPieces } from '../../../../src/inspect/ways/shellPieces';

/** Bytes of one call, and how far one reaches back into what is known. */
const PIECE = 3000;
const OVERLAP = 200;

/** A text of lines, of which every part is told from every other. */
function lines(bytes: number): string {
  let text = '';
  for (let line = 0; text.length < bytes; line++) {
    text += `${String(line).padStart(9, '0')}\n`;
  }
  return `${text.slice(0, bytes - 1)}\n`;
}

interface Asked {
  readonly kind: string;
  readonly text: string;
  readonly calls: readonly (readonly [from: number, length: number])[];
}

async function join(
  text: string,
  {
    answer = (from: number, length: number) => Buffer.from(text).subarray(from, from + length),
    end = Buffer.from(text).subarray(-500),
    most = 100_000,
  }: {
    readonly answer?: (from: number, length: number) => Uint8Array;
    readonly end?: Uint8Array;
    readonly most?: number;
  } = {},
): Promise<Asked> {
  const calls: [number, number][] = [];
  const { kind, bytes } = await joinPieces(
    (from, length) => {
      calls.push([from, length]);
      return Promise.resolve(answer(from, length));
    },
    end,
    most,
  );
  return { kind, text: Buffer.from(bytes).toString(), calls };
}

describe('joinPieces', () => {
  it('reads what fits one call with one', async () => {
    const text = lines(PIECE - 10);
    assert.deepEqual(await join(text), { kind: 'whole', text, calls: [[0, PIECE]] });
  });

  it('reads on after a full piece, and reaches back into what is known', async () => {
    const text = lines(PIECE);
    assert.deepEqual(await join(text), {
      kind: 'whole',
      text,
      calls: [
        [0, PIECE],
        [PIECE - OVERLAP, PIECE],
      ],
    });
    const longer = lines(2 * PIECE);
    const { kind, text: joined, calls } = await join(longer);
    assert.deepEqual([kind, joined === longer, calls.length], ['whole', true, 3]);
    assert.deepEqual(calls.slice(0, 2), [
      [0, PIECE],
      [PIECE - OVERLAP, PIECE],
    ]);
  });

  it('reads on where a short piece does not end as the output did', async () => {
    const text = lines(PIECE - 10);
    const { kind, calls } = await join(text, { end: Buffer.from('something else') });
    assert.equal(kind, 'whole');
    assert.equal(calls.length, 2);
  });

  it('takes no more of a piece than it asked for', async () => {
    const text = lines(2 * PIECE);
    const { kind, text: joined } = await join(text, {
      answer: (from, length) => Buffer.from(text).subarray(from, from + length + 50),
    });
    assert.deepEqual([kind, joined === text], ['whole', true]);
  });

  it('says that the output changed where pieces do not overlap', async () => {
    const text = lines(2 * PIECE);
    const other = text.replaceAll('0', 'x');
    const { kind, text: joined } = await join(text, {
      answer: (from, length) => Buffer.from(from === 0 ? text : other).subarray(from, from + length),
    });
    assert.deepEqual([kind, joined], ['changed', text.slice(0, PIECE)]);
  });

  it('forgives a handler that trims what it prints or ends its last line', async () => {
    const text = lines(PIECE);
    const trimmed = await join(text, {
      answer: (from, length) => Buffer.from(text.slice(from, from + length).trimEnd()),
    });
    assert.deepEqual([trimmed.kind, trimmed.text], ['whole', text.trimEnd()]);
    const ended = await join(text.slice(0, -1), {
      answer: (from, length) => Buffer.from(`${text.slice(0, -1).slice(from, from + length)}\n`),
      end: Buffer.from(text.slice(-500, -1)),
    });
    assert.equal(ended.kind, 'whole');
    assert.equal(ended.text.trimEnd(), text.trimEnd());
  });

  it('forgives a handler that trims what it prints only where there is nothing else', async () => {
    const text = lines(PIECE);
    const {
      kind,
      text: joined,
      calls,
    } = await join(text, {
      answer: (from, length) => Buffer.from(from === 0 ? text.slice(0, length) : text.slice(from).trimEnd()),
    });
    assert.deepEqual([kind, joined, calls.length], ['whole', text, 2]);
  });

  it('forgives a handler that damages a character which a piece cuts in two', async () => {
    for (const character of ['é', '語', '😀']) {
      for (const before of ['', 'x', 'xx', 'xxx']) {
        const text = before + character.repeat(PIECE);
        const bytes = Buffer.from(text);
        const { kind, text: joined } = await join(text, {
          answer: (from, length) => Buffer.from(bytes.subarray(from, from + length).toString()),
        });
        assert.deepEqual([kind, joined === text], ['whole', true], before + character);
      }
    }
  });

  it('keeps whole characters of a line that is longer than a piece', async () => {
    const text = 'é'.repeat(2 * PIECE);
    const { kind, text: joined } = await join(text);
    assert.deepEqual([kind, joined === text], ['whole', true]);
  });

  it('gives up where there is more than was asked for', async () => {
    const text = lines(4 * PIECE);
    const { kind, text: joined } = await join(text, { most: 2 * PIECE });
    assert.equal(kind, 'too-long');
    assert.ok(joined.length >= 2 * PIECE && joined.length < 3 * PIECE && text.startsWith(joined));
  });

  it('takes an output of nothing for whole', async () => {
    assert.deepEqual(await join(''), { kind: 'whole', text: '', calls: [[0, PIECE]] });
    assert.deepEqual(await join('\n\n'), { kind: 'whole', text: '\n\n', calls: [[0, PIECE]] });
  });

  it('says that the output changed where less of it is there than is known, and it was no blank', async () => {
    const text = lines(PIECE);
    const { kind, text: joined } = await join(text, {
      answer: (from, length) => Buffer.from(text.slice(from, from === 0 ? length : from + 100)),
    });
    assert.deepEqual([kind, joined], ['changed', text]);
  });

  it('keeps of a long line all but a character that may be cut, whatever that is', async () => {
    for (const character of ['é', '語', '😀', 'a']) {
      for (const before of ['', 'x', 'xx', 'xxx']) {
        const text = before + character.repeat(PIECE);
        const { kind, text: joined, calls } = await join(text);
        assert.deepEqual([kind, joined === text], ['whole', true], before + character);
        const [, second] = calls;
        const from = second?.[0] ?? 0;
        // It begins with a whole character, and reaches back as far as it must, but no further than it need.
        assert.notEqual((Buffer.from(text)[from] ?? 0) & 0xc0, 0x80);
        assert.ok(from > PIECE - OVERLAP - 12 && from <= PIECE - OVERLAP, String(from));
      }
    }
  });

  it('ends with bytes that are no text, too', async () => {
    const bytes = Buffer.alloc(2 * PIECE, 0x80);
    const { kind } = await join('', {
      answer: (from, length) => bytes.subarray(from, from + length),
      end: bytes.subarray(-500),
    });
    assert.equal(kind, 'whole');
  });

  it('reaches back no further than to the first byte, even if that is no start of a character', async () => {
    for (const firstLine of [OVERLAP, OVERLAP + 1, OVERLAP + 2, OVERLAP + 3]) {
      const bytes = Buffer.alloc(2 * PIECE, 'a').fill(0x80, 0, 4);
      bytes[firstLine - 1] = 0x0a;
      const { kind, calls } = await join('', {
        answer: (from, length) => bytes.subarray(from, from + length),
        end: bytes.subarray(-500),
      });
      assert.equal(kind, 'whole');
      assert.deepEqual(calls.slice(0, 2), [
        [0, PIECE],
        [0, PIECE],
      ]);
    }
  });
});
