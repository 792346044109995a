import type { Capture, Section, SectionError } from './capture';
import type { UnparsedLine } from './parse/lines';
import type { SectionName } from '../probe/protocol';

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

/** Output of `ls -l PATH`. */
export interface ListingText extends SourceText {
  readonly path: string;
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

export function captureTexts(capture: Capture): CaptureTexts {
  const texts: { -readonly [Name in TextName]?: SourceText } = {};
  const listings: ListingText[] = [];
  const others: SourceText[] = [];
  const notRead: NotRead[] = [];

  const { probe, commands } = capture;
  for (const [name, section] of Object.entries(probe)) {
    if (section !== undefined && !section.ok) {
      notRead.push({ what: name, error: section.error });
    }
  }
  for (const [name, title] of probeTexts) {
    const text = valueOf(probe[name] as Section<string> | undefined);
    if (text !== undefined) {
      texts[name] = { title, text };
    }
  }
  const mountstats = valueOf(probe.mountstats);
  if (mountstats !== undefined) {
    const title = '/proc/self/mountstats';
    texts.mountstatsBefore = { title, text: mountstats.before, moment: 'before' };
    texts.mountstats = { title, text: mountstats.after, moment: 'after' };
  }

  for (const { command, output } of commands) {
    if (!output.ok) {
      notRead.push({ what: command, error: output.error });
    }
    const text = valueOf(output);
    const path = listedPath(command);
    if (path !== undefined) {
      listings.push({
        title: command,
        text: text ?? '',
        path,
        ...(output.ok ? {} : { error: output.error }),
      });
      continue;
    }
    if (text === undefined) {
      continue;
    }
    const name = commandTexts[command];
    if (name === undefined) {
      others.push({ title: command, text });
    } else {
      texts[name] = { title: command, text };
    }
  }
  return { ...texts, listings, others, notRead };
}

/** What a section holds, in whole or in part. */
export function valueOf<T>(section: Section<T> | undefined): T | undefined {
  return section === undefined ? undefined : section.ok ? section.value : section.partial;
}

/** The path of `ls -l PATH`, which may be quoted for a shell. */
function listedPath(command: string): string | undefined {
  const argument = /^ls -l (?:-- )?(.+)$/s.exec(command)?.[1];
  return argument?.startsWith("'")
    ? argument.replaceAll("'\\''", '\0').replaceAll("'", '').replaceAll('\0', "'")
    : argument;
}
