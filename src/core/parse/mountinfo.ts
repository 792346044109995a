import { fields, isBlank, skipBlanks, splitLines, trimBlanksEnd } from './lines';
import type { Field, Parsed, TextInput, UnparsedLine } from './lines';
import { decodeOctalEscapes } from './octalEscapes';
import { parseEscapedOptions } from './optionString';
import type { MountOption } from './optionString';

/** A line of /proc/[pid]/mountinfo, octal escapes decoded. proc_pid_mountinfo(5). */
export interface MountInfoEntry {
  readonly mountId: number;
  readonly parentId: number;
  readonly major: number;
  readonly minor: number;
  /** Path inside the file system that forms the root of this mount. */
  readonly root: string;
  readonly mountPoint: string;
  /** Per-mount options. */
  readonly mountOptions: readonly MountOption[];
  /** `tag` or `tag:value` fields before the separator. */
  readonly optionalFields: readonly string[];
  readonly fsType: string;
  readonly source: string;
  /** Per-superblock options; for NFS, everything that matters. */
  readonly superOptions: readonly MountOption[];
}

export function parseMountInfo(input: TextInput): Parsed<MountInfoEntry> {
  const entries: MountInfoEntry[] = [];
  const unparsed: UnparsedLine[] = [];
  splitLines(input).forEach((text, index) => {
    const entry = parseMountInfoLine(text);
    if (entry) {
      entries.push(entry);
    } else if (!isBlank(text)) {
      unparsed.push({ line: index + 1, text });
    }
  });
  return { entries, unparsed };
}

/** Index of the first field that can be the separator; a mount source may be `-` as well. */
const firstOptionalField = 6;

function parseMountInfoLine(line: string): MountInfoEntry | undefined {
  const columns = fields(line);
  const separator = columns.findIndex((column, index) => index >= firstOptionalField && column.text === '-');
  const [mountId, parentId, device, root, mountPoint, mountOptions] = columns;
  const fsType = columns[separator + 1];
  const superblock =
    separator < 0 || !fsType ? undefined : readSuperblock(line, fsType, columns.slice(separator + 2));
  const numbers = /^(\d{1,15}) (\d{1,15}) (\d{1,9}):(\d{1,9})$/.exec(
    `${mountId?.text} ${parentId?.text} ${device?.text}`,
  );
  if (!root || !mountPoint || !mountOptions || !fsType || !superblock || !numbers) {
    return undefined;
  }
  return {
    mountId: Number(numbers[1]),
    parentId: Number(numbers[2]),
    major: Number(numbers[3]),
    minor: Number(numbers[4]),
    root: decodeOctalEscapes(root.text),
    mountPoint: decodeOctalEscapes(mountPoint.text),
    mountOptions: parseEscapedOptions(mountOptions.text),
    optionalFields: columns.slice(firstOptionalField, separator).map(column => column.text),
    fsType: decodeOctalEscapes(fsType.text),
    source: decodeOctalEscapes(superblock.source),
    superOptions: parseEscapedOptions(superblock.options),
  };
}

/**
 * Source and super options. An empty source leaves two blanks in a row, empty options leave one at the end, and both
 * may come from a table that somebody aligned. Some file systems print options with raw blanks.
 */
function readSuperblock(
  line: string,
  fsType: Field,
  columns: readonly Field[],
): { source: string; options: string } | undefined {
  const [first, second] = columns;
  if (!first) {
    return undefined;
  }
  const isAfterTwoBlanks = first.start > fsType.end + 1;
  if (isAfterTwoBlanks && (!second || /^r[ow](,|$)/.test(first.text))) {
    return { source: '', options: trimBlanksEnd(line.slice(first.start)) };
  }
  if (!second && first.end === line.length) {
    return undefined;
  }
  return { source: first.text, options: trimBlanksEnd(line.slice(skipBlanks(line, first.end))) };
}
