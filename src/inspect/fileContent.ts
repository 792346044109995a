import { MAX_FILE_BYTES, type FileIdentity, type FileRange } from '../protocol';
import type { KnownFunction } from './functionCatalog';
import type { Inspector } from './inspector';
import { inspectError } from './inspectProblems';

/** A regular file of a function's mount. */
export interface FileLocation {
  readonly known: KnownFunction;
  /** Absolute path as a decodeBytes string. */
  readonly path: string;
}

/**
 * One reading of a file from its beginning, an invocation a range. Holds no bytes: memory is what the caller keeps
 * and one range of at most {@link MAX_FILE_BYTES}.
 */
export class FileContent {
  readonly #inspector: Pick<Inspector, 'readRange'>;
  readonly #location: FileLocation;
  #first: FileIdentity | undefined;
  #position = 0n;
  #ended = false;
  #changed = false;

  constructor(inspector: Pick<Inspector, 'readRange'>, location: FileLocation) {
    this.#inspector = inspector;
    this.#location = location;
  }

  /** Bytes that the file had when it was first asked; 0 before. What is added later is not read. */
  get size(): bigint {
    return BigInt(this.#first?.size ?? 0);
  }

  /** Bytes read. */
  get position(): bigint {
    return this.#position;
  }

  get done(): boolean {
    return this.#ended || (this.#first !== undefined && this.#position >= this.size);
  }

  /** Whether the file was written to, exchanged or cut since the first range: what was read never was one file then. */
  get changed(): boolean {
    return this.#changed;
  }

  /**
   * The next bytes, at most `length`.
   * @throws HumanError, or the signal's reason
   */
  async next(signal: AbortSignal, length = MAX_FILE_BYTES): Promise<Uint8Array> {
    const { known, path } = this.#location;
    const rest = this.#first ? this.size - this.#position : BigInt(length);
    const request = { path, offset: String(this.#position), length: Math.min(length, Number(rest)) };
    const range = await this.#inspector.readRange(known, request, { signal });
    const bytes = Buffer.from(range.base64, 'base64');
    const isUsable =
      range.offset === request.offset && bytes.length <= request.length && (bytes.length > 0 || range.end);
    if (!isUsable) {
      throw inspectError('file-answer-unusable', { path });
    }
    this.#first ??= range.before;
    this.#position += BigInt(bytes.length);
    this.#ended = range.end;
    this.#changed ||= hasChanged(this.#first, range) || (range.end && this.#position < this.size);
    return bytes;
  }
}

/** The device is compared within one answer only: each execution environment numbers its mounts itself. */
function hasChanged(first: FileIdentity, { before, after }: FileRange): boolean {
  return (
    before.device !== after.device ||
    [before, after].some(
      ({ inode, size, modifiedNs, changedNs }) =>
        inode !== first.inode ||
        size !== first.size ||
        modifiedNs !== first.modifiedNs ||
        changedNs !== first.changedNs,
    )
  );
}
