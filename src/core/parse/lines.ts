/** A line that a parser could not read. It is kept, never dropped. */
export interface UnparsedLine {
  /** 1-based. */
  readonly line: number;
  readonly text: string;
}

/** What a parser makes of a whole text: what it read, and what it could not. */
export interface Parsed<T> {
  readonly entries: readonly T[];
  readonly unparsed: readonly UnparsedLine[];
}
