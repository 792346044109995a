/** How many bytes are asked for at a time: with Lambda's own lines they fit into a 4 KB log tail. */
const PIECE_BYTES = 3000;

/** How far each piece reaches back into the one before, to prove that they belong together. */
const OVERLAP_BYTES = 200;

/** What came of putting pieces together. */
export type Joined =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  /** The output changed between two calls: these are the bytes before that. */
  | { readonly kind: 'changed'; readonly bytes: Uint8Array }
  /** There is more than was asked for. */
  | { readonly kind: 'too-long'; readonly bytes: Uint8Array };

/**
 * Reads an output that is longer than what one call shows, piece by piece, each overlapping the one before. Pieces
 * are joined only where the overlap is equal to the byte, and the end is believed only where it is the known end or
 * where reading on gives nothing more.
 *
 * A handler may trim what it prints, add a line end, or damage a character that a piece cuts in two. So of a piece
 * that is not the last only whole lines are kept, and what follows them is read again.
 *
 * @param readPiece bytes from an offset on, at most the given number
 * @param end the last bytes of the output as they were seen before
 */
export async function joinPieces(
  readPiece: (from: number, length: number) => Promise<Uint8Array>,
  end: Uint8Array,
  maxBytes: number,
): Promise<Joined> {
  let joined = Buffer.alloc(0);
  while (joined.length < maxBytes) {
    const from = characterStart(joined, Math.max(0, joined.length - OVERLAP_BYTES));
    const piece = (await readPiece(from, PIECE_BYTES)).subarray(0, PIECE_BYTES);
    const known = joined.subarray(from);
    const added = piece.subarray(known.length);
    if (!startsWith(piece, known)) {
      // A trimmed end of what is known already.
      return startsWith(known, piece) && isBlank(known.subarray(piece.length))
        ? { kind: 'whole', bytes: joined }
        : { kind: 'changed', bytes: joined };
    }
    const all = Buffer.concat([joined, added]);
    if (isBlank(added) || (piece.length < PIECE_BYTES && endsWith(all, end))) {
      return { kind: 'whole', bytes: all };
    }
    const kept = wholeLines(added);
    if (kept.length === 0) {
      return { kind: 'changed', bytes: all };
    }
    joined = Buffer.concat([joined, kept]);
  }
  return { kind: 'too-long', bytes: joined };
}

/** Up to the last line end; of a single long line, all but a character that may be cut. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  const lineEnd = bytes.lastIndexOf(LINE_FEED);
  return lineEnd === -1
    ? bytes.subarray(0, characterStart(bytes, Math.max(0, bytes.length - LONGEST_CHARACTER)))
    : bytes.subarray(0, lineEnd + 1);
}

/** The offset itself, or where the UTF-8 sequence that it is in begins. */
function characterStart(bytes: Uint8Array, offset: number): number {
  let start = offset;
  while (start > 0 && offset - start < LONGEST_CHARACTER && ((bytes[start] ?? 0) & 0xc0) === 0x80) {
    start--;
  }
  return start;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return Buffer.compare(bytes.subarray(0, start.length), start) === 0;
}

function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  const [all, last] = [withoutLineEnds(bytes), withoutLineEnds(end)];
  return all.length >= last.length && startsWith(all.subarray(all.length - last.length), last);
}

function withoutLineEnds(bytes: Uint8Array): Uint8Array {
  let length = bytes.length;
  while (length > 0 && bytes[length - 1] === LINE_FEED) {
    length--;
  }
  return bytes.subarray(0, length);
}

function isBlank(bytes: Uint8Array): boolean {
  return withoutLineEnds(bytes).length === 0;
}

const LINE_FEED = 0x0a;
/** Bytes; also those of U+FFFD that may stand for a part of one. */
const LONGEST_CHARACTER = 4;
