import type { CaptureTexts, RawText, SourceText } from './captureTexts';
import { parseDf, type DfRow } from '../parse/df';
import type { Parsed } from '../parse/lines';
import { parseLs, type LsListing } from '../parse/ls';
import { parseMountInfo, type MountInfoEntry } from '../parse/mountinfo';
import { parseMounts, type MountEntry } from '../parse/mounts';
import { parseMountStats, type MountStatsDevice } from '../parse/mountstats';

/** The texts of a capture, parsed. */
export interface ParsedTexts {
  readonly mountinfo: readonly MountInfoEntry[];
  readonly mounts: readonly MountEntry[];
  readonly mtab: readonly MountEntry[];
  readonly mountstatsBefore: readonly MountStatsDevice[];
  readonly mountstats: readonly MountStatsDevice[];
  readonly df: readonly DfRow[];
  /** In the order of {@link CaptureTexts.listings}. */
  readonly listings: readonly (readonly LsListing[])[];
  readonly raw: readonly RawText[];
}

export function parseTexts(texts: CaptureTexts): ParsedTexts {
  const raw: RawText[] = [];
  const read = <T>(text: SourceText | undefined, parse: (text: string) => Parsed<T>): readonly T[] => {
    if (text === undefined) {
      return [];
    }
    const { entries, unparsed } = parse(text.text);
    raw.push({ ...text, unparsed });
    return entries;
  };
  const keep = (text: SourceText | undefined): void => {
    if (text !== undefined) {
      raw.push({ ...text, unparsed: [] });
    }
  };
  keep(texts.whoami);
  keep(texts.id);
  const parsed = {
    mounts: read(texts.mounts, parseMounts),
    mtab: read(texts.mtab, parseMounts),
    mountinfo: read(texts.mountinfo, parseMountInfo),
    df: read(texts.df, parseDf),
    listings: texts.listings.map(({ text }) => read(text, parseLs)),
    mountstatsBefore: read(texts.mountstatsBefore, parseMountStats),
    mountstats: read(texts.mountstats, parseMountStats),
  };
  texts.others.forEach(keep);
  return { ...parsed, raw };
}
