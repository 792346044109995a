import {
  isDecimal,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  oneOf,
  optional,
  own,
  shape,
  textUpTo,
  type Guard,
} from '../../core/guards';
import {
  MAX_FILE_BYTES,
  MAX_LATENCY_SAMPLES,
  MAX_LIST_LIMIT,
  latencyOperations,
  type ProbeAnswers,
  type SectionName,
  type TotalsPart,
} from '../../protocol';

/** Characters of a mount table or of the statistics of all mounts: far more than a function has, or a machine. */
const TEXT_LENGTH = 2 * 1024 * 1024;
const MOST_ENTRIES = MAX_LIST_LIMIT;
/** Directories that remain: what a request named, and what a part found. */
const MOST_PENDING = 2 * MAX_LIST_LIMIT;
/** Kinds of requests that are measured. */
const MOST_SERIES = 20;
/** Mounts, tools, groups. */
export const MOST_OF_SANDBOX = 20_000;

const isLongText = textUpTo(TEXT_LENGTH);

/** Why a section, or the whole answer, is not there. */
export const isSectionError = shape({ code: isText, message: isText });

export const section = (guard: Guard): Guard => {
  const isSuccess = shape({ value: guard, ms: isNumber });
  const isFailure = shape({ error: isSectionError, ms: isNumber, partial: optional(guard) });
  return value =>
    isObject(value) &&
    ((value['ok'] === true && isSuccess(value)) || (value['ok'] === false && isFailure(value)));
};

const isStatFs = shape({
  blockSize: isDecimal,
  blocks: isDecimal,
  blocksFree: isDecimal,
  blocksAvailable: isDecimal,
  inodes: isDecimal,
  inodesFree: isDecimal,
});

const hasPageFields = shape({
  path: isText,
  names: listOf(isText, MOST_ENTRIES),
  types: textUpTo(MOST_ENTRIES),
  modes: listOf(isNumber, MOST_ENTRIES),
  links: listOf(isNumber, MOST_ENTRIES),
  uids: listOf(isNumber, MOST_ENTRIES),
  gids: listOf(isNumber, MOST_ENTRIES),
  sizes: listOf(isDecimal, MOST_ENTRIES),
  modified: listOf(isNumber, MOST_ENTRIES),
  cursor: optional(isText),
  changed: isFlag,
});

const isPage: Guard = value => {
  if (!hasPageFields(value)) {
    return false;
  }
  const { names, types, modes, links, uids, gids, sizes, modified, targets, errors } = value as Readonly<
    Record<string, unknown>
  >;
  const { length } = names as readonly string[];
  const columns = [types, modes, links, uids, gids, sizes, modified] as readonly { length: number }[];
  const isByIndex: Guard = record =>
    isObject(record) &&
    Object.entries(record).every(
      ([index, text]) => /^\d+$/.test(index) && Number(index) < length && isText(text),
    );
  return columns.every(column => column.length === length) && isByIndex(targets) && isByIndex(errors);
};

const isIdentity = shape({
  device: isDecimal,
  inode: isDecimal,
  size: isDecimal,
  modifiedNs: isDecimal,
  changedNs: isDecimal,
});

const hasTotalsFields = shape({
  path: isText,
  files: isNumber,
  directories: isNumber,
  links: isNumber,
  special: isNumber,
  bytes: isDecimal,
  allocated: isDecimal,
  linkedInodes: listOf(isDecimal, MOST_ENTRIES),
  linkedSizes: listOf(isDecimal, MOST_ENTRIES),
  linkedAllocated: listOf(isDecimal, MOST_ENTRIES),
  largest: listOf(
    shape({ path: isText, inode: isDecimal, size: isDecimal, allocated: isDecimal }),
    MOST_ENTRIES,
  ),
  unreadable: listOf(shape({ path: isText, code: isText }), MOST_ENTRIES),
  unreadableCount: isNumber,
  otherFileSystems: isNumber,
  changed: isFlag,
  pending: listOf(shape({ path: isText, cursor: optional(isText) }), MOST_PENDING),
});

const isTotals: Guard = value => {
  if (!hasTotalsFields(value)) {
    return false;
  }
  const { linkedInodes, linkedSizes, linkedAllocated } = value as TotalsPart;
  return linkedInodes.length === linkedSizes.length && linkedInodes.length === linkedAllocated.length;
};

const isCount: Guard = value => isNumber(value) && (value as number) >= 0;

const isWhole: Guard = value => Number.isSafeInteger(value) && (value as number) >= 0;

export const isLatency = shape({
  path: isText,
  file: optional(isText),
  series: listOf(
    shape({
      operation: oneOf(...latencyOperations),
      bytes: optional(isCount),
      micros: listOf(isCount, MAX_LATENCY_SAMPLES),
      cached: isCount,
      mixed: isCount,
      failed: isCount,
      error: optional(isText),
      kernel: optional(
        shape({
          operations: isNumber,
          retransmissions: isNumber,
          queueMs: isNumber,
          roundTripMs: isNumber,
          executeMs: isNumber,
        }),
      ),
    }),
    MOST_SERIES,
  ),
  sequential: listOf(shape({ bytes: isWhole, ms: isCount, fromServer: optional(isWhole) }), 2),
  operations: optional(isCount),
  ms: isCount,
});

/** What each section has to be. */
const SECTIONS: Readonly<Record<SectionName, Guard>> = {
  identity: shape({
    uid: isNumber,
    gid: isNumber,
    user: optional(isText),
    groups: listOf(isNumber, MOST_OF_SANDBOX),
  }),
  runtime: shape({
    node: isText,
    kernel: isText,
    architecture: isText,
    memoryLimitMb: optional(isNumber),
    region: optional(isText),
    executionEnvironment: optional(isText),
    functionName: optional(isText),
    functionVersion: optional(isText),
    coldStart: isFlag,
    uptimeSeconds: isNumber,
  }),
  mounts: isLongText,
  mtab: isLongText,
  mountinfo: isLongText,
  mountstats: shape({ before: isLongText, after: isLongText }),
  usage: listOf(shape({ mountPoint: isText, result: section(isStatFs) }), MOST_OF_SANDBOX),
  list: isPage,
  file: shape({
    path: isText,
    offset: isDecimal,
    base64: textUpTo(Math.ceil(MAX_FILE_BYTES / 3) * 4),
    end: isFlag,
    before: isIdentity,
    after: isIdentity,
  }),
  totals: isTotals,
  latency: isLatency,
  tools: shape({ bin: listOf(isText, MOST_OF_SANDBOX) }),
};

/** What of an answer’s sections is as the protocol says: another one becomes one that failed with `MALFORMED`. */
export function checkSections(sections: Readonly<Record<string, unknown>>): ProbeAnswers {
  const error = { code: 'MALFORMED', message: 'not what the probe protocol says, or more than it allows' };
  return Object.fromEntries(
    Object.entries(SECTIONS)
      .map(([name, guard]) => ({ name, guard, answer: own(sections, name) }))
      .filter(({ answer }) => answer !== undefined)
      .map(({ name, guard, answer }) => [
        name,
        section(guard)(answer) ? answer : { ok: false, error, ms: 0 },
      ]),
  );
}
