import { fields, isBlank, isBlankCode, splitLines, trimBlanksEnd } from './lines';
import type { Field, Parsed, TextInput, UnparsedLine } from './lines';
import { decodeOctalEscapes } from './octalEscapes';
import { parseEscapedOptions } from './optionString';
import type { MountOption } from './optionString';

/** A line of /proc/mounts, /etc/mtab or /etc/fstab, octal escapes decoded. proc(5), fstab(5). */
export interface MountEntry {
  readonly source: string;
  readonly mountPoint: string;
  readonly fsType: string;
  readonly options: readonly MountOption[];
  /** 0 where fstab leaves it out. */
  readonly dumpFrequency: number;
  /** 0 where fstab leaves it out. */
  readonly fsckPass: number;
}

/** Reads /proc/mounts, mtab and fstab. Comment lines are neither entries nor unparsed. */
export function parseMounts(input: TextInput): Parsed<MountEntry> {
  const entries: MountEntry[] = [];
  const unparsed: UnparsedLine[] = [];
  splitLines(input).forEach((text, index) => {
    if (isBlank(text)) {
      return;
    }
    const entry = parseMountLine(text);
    if (entry) {
      entries.push(entry);
    } else if (!isComment(text)) {
      unparsed.push({ line: index + 1, text });
    }
  });
  return { entries, unparsed };
}

function isComment(line: string): boolean {
  return fields(line, 0, 1)[0]?.text.startsWith('#') ?? false;
}

function parseMountLine(line: string): MountEntry | undefined {
  if (isComment(line)) {
    return undefined;
  }
  const columns = fields(line);
  // Kernels before 5.1 print a mount whose source is empty with a blank in front.
  const sourceIsEmpty =
    columns.length === 5 && isBlankCode(line.charCodeAt(0)) && areNumbers(columns.slice(3));
  const [source, mountPoint, fsType, ...rest] = sourceIsEmpty ? [undefined, ...columns] : columns;
  const tail = readTail(line, rest);
  if (!mountPoint || !fsType || !tail || !(tail.complete || looksLikeMountPoint(mountPoint.text))) {
    return undefined;
  }
  return {
    source: decodeOctalEscapes(source?.text ?? ''),
    mountPoint: decodeOctalEscapes(mountPoint.text),
    fsType: decodeOctalEscapes(fsType.text),
    options: parseEscapedOptions(tail.options),
    dumpFrequency: tail.dumpFrequency,
    fsckPass: tail.fsckPass,
  };
}

interface Tail {
  readonly options: string;
  readonly dumpFrequency: number;
  readonly fsckPass: number;
  /** Whether it has exactly the fields that every line of a kernel has. */
  readonly complete: boolean;
}

/** Options, dump frequency and pass; a comment may follow, and some kernels print options with raw blanks. */
function readTail(line: string, columns: readonly (Field | undefined)[]): Tail | undefined {
  const [options, ...after] = columns.filter(column => column !== undefined);
  if (!options) {
    return undefined;
  }
  const comment = after.findIndex(column => column.text.startsWith('#'));
  const rest = comment < 0 ? after : after.slice(0, comment);
  const lastTwo = rest.slice(-2);
  if (!areNumbers(lastTwo)) {
    return undefined;
  }
  const [frequency, pass] = lastTwo;
  const isPlain = rest.length <= 2;
  if (!isPlain && areNumbers(rest.slice(0, 2))) {
    return undefined;
  }
  return {
    options: isPlain ? options.text : trimBlanksEnd(line.slice(options.start, frequency?.start)),
    dumpFrequency: Number(frequency?.text ?? 0),
    fsckPass: Number(pass?.text ?? 0),
    complete: rest.length === 2,
  };
}

/** What sets a short fstab line apart from four words of prose. */
function looksLikeMountPoint(text: string): boolean {
  return text.startsWith('/') || text === 'none' || text === 'swap';
}

function areNumbers(columns: readonly Field[]): boolean {
  return columns.every(column => /^\d{1,9}$/.test(column.text));
}
