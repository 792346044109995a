import { own } from '../guards';
import type { Capture, Section, SectionError } from './capture';
import type { UnparsedLine } from '../parse/lines';
import type { SectionName } from '../../protocol';

/** One text as it was read, with what it is called: a path or a command. */
export interface SourceText {
  readonly title: string;
  readonly text: string;
  /** mountstats is read twice by a probe. */
  readonly moment?: 'before' | 'after';
}

/** A text exactly as it was read, and the lines of it that nobody understood. */
export interface RawText extends SourceText {
  readonly unparsed: readonly UnparsedLine[];
}

/** Output of `ls -l PATH`, or why there is none. */
export interface ListingText {
  readonly path: string;
  readonly text?: SourceText;
  readonly error?: SectionError;
}

/** Section or command that could not be read, and why. */
export interface NotRead {
  readonly what: string;
  readonly error: SectionError;
}

/** The texts of a capture by what they are, whether a probe or a shell handler read them. */
export interface CaptureTexts {
  readonly mounts?: SourceText;
  readonly mtab?: SourceText;
  readonly mountinfo?: SourceText;
  readonly mountstatsBefore?: SourceText;
  readonly mountstats?: SourceText;
  readonly df?: SourceText;
  readonly whoami?: SourceText;
  readonly id?: SourceText;
  readonly listings: readonly ListingText[];
  /** Outputs of commands that nothing here reads. */
  readonly others: readonly SourceText[];
  readonly notRead: readonly NotRead[];
}

type TextName = Exclude<keyof CaptureTexts, 'listings' | 'others' | 'notRead'>;

/** The read-only commands that a shell handler is given, and what their output is. */
const commandTexts: Readonly<Record<string, TextName>> = {
  'cat /proc/mounts': 'mounts',
  'cat /etc/mtab': 'mtab',
  'cat /proc/self/mountinfo': 'mountinfo',
  'cat /proc/self/mountstats': 'mountstats',
  'df -h': 'df',
  whoami: 'whoami',
  id: 'id',
};

const probeTexts: readonly (readonly [SectionName & TextName, string])[] = [
  ['mounts', '/proc/self/mounts'],
  ['mtab', '/etc/mtab'],
  ['mountinfo', '/proc/self/mountinfo'],
];

/** A section that is not of a section's shape, as in a damaged file, counts as not read. */
export function captureTexts({ probe, commands }: Capture): CaptureTexts {
  const texts: { -readonly [Name in TextName]?: SourceText } = {};
  const listings: ListingText[] = [];
  const others: SourceText[] = [];
  const notRead: NotRead[] = [];

  for (const [name, section] of Object.entries(probe)) {
    addNotRead(notRead, name, section);
  }
  for (const [name, title] of probeTexts) {
    const text = textOf(probe[name]);
    if (text !== undefined) {
      texts[name] = { title, text };
    }
  }
  const mountstats = sectionValue(probe.mountstats);
  const title = '/proc/self/mountstats';
  if (typeof mountstats?.before === 'string') {
    texts.mountstatsBefore = { title, text: mountstats.before, moment: 'before' };
  }
  if (typeof mountstats?.after === 'string') {
    texts.mountstats = { title, text: mountstats.after, moment: 'after' };
  }

  for (const { command, output } of commands) {
    addNotRead(notRead, command, output);
    const text = textOf(output);
    const path = listedPath(command);
    const name = own(commandTexts, command);
    if (path !== undefined) {
      const error = errorOf(output);
      listings.push({
        path,
        text: text === undefined ? undefined : { title: command, text },
        error,
      });
    } else if (text !== undefined && name !== undefined) {
      texts[name] = { title: command, text };
    } else if (text !== undefined) {
      others.push({ title: command, text });
    }
  }
  return { ...texts, listings, others, notRead };
}

/** What a section holds, in whole or in part. */
export function sectionValue<T>(section: Section<T> | undefined): T | undefined {
  if (section === undefined || !isSection(section)) {
    return undefined;
  }
  return section.ok ? section.value : section.partial;
}

/** Why a section was not read, or not to its end. */
export function errorOf(section: Section<unknown> | undefined): SectionError | undefined {
  if (section === undefined) {
    return undefined;
  }
  if (!isSection(section)) {
    return { code: 'DAMAGED', message: 'not a section' };
  }
  return section.ok ? undefined : section.error;
}

function addNotRead(notRead: NotRead[], what: string, section: Section<unknown> | undefined): void {
  const error = errorOf(section);
  if (error !== undefined) {
    notRead.push({ what, error });
  }
}

function textOf(section: Section<unknown> | undefined): string | undefined {
  const value = sectionValue(section);
  return typeof value === 'string' ? value : undefined;
}

function isSection(value: unknown): value is Section<unknown> {
  const { ok, error } = (value ?? {}) as { ok?: unknown; error?: Partial<SectionError> | null };
  return (
    ok === true || (ok === false && typeof error?.code === 'string' && typeof error.message === 'string')
  );
}

/** The path of `ls -l PATH`, which may be quoted for a shell. */
function listedPath(command: string): string | undefined {
  const argument = /^ls -l (?:-- )?(.+)$/s.exec(command)?.[1];
  return argument?.startsWith("'")
    ? argument.replaceAll("'\\''", '\0').replaceAll("'", '').replaceAll('\0', "'")
    : argument;
}
