import { cloudFormationText } from '../fixes/cloudFormationText';
import type { Fix, FixFormat } from '../fixes/fix';
import { terraformText } from '../fixes/terraformText';
import { commandLine, type Shell } from '../text/commandLine';
import type { Translate } from '../translate';
import { explainFix } from '../words/fixWords';

/** Where the commands of a fix are run. */
export interface Terminal {
  readonly shell: Shell;
  readonly region: string;
  /** Profile of the AWS CLI; absent for the one that is in force there. */
  readonly profile?: string;
}

/** The formats that a fix has, the one for a terminal first. */
export function formatsOf({ cloudFormation, terraform }: Fix): readonly FixFormat[] {
  return [
    'aws-cli',
    ...(cloudFormation ? ['cloudformation' as const] : []),
    ...(terraform ? ['terraform' as const] : []),
  ];
}

/** A fix as it is pasted: what a person has to know of it as comments, then lines or resources. */
export function fixText(fix: Fix, format: FixFormat, terminal: Terminal, t: Translate): string {
  const body = bodyOf(fix, format, terminal);
  const comments = explainFix(fix, format, body, t).map(sentence => `# ${sentence}\n`);
  return `${comments.join('')}${body}`;
}

function bodyOf(
  { cloudFormation = {}, commands, terraform = [] }: Fix,
  format: FixFormat,
  terminal: Terminal,
): string {
  switch (format) {
    case 'aws-cli': {
      const { profile, region, shell } = terminal;
      const options = ['--region', region, ...(profile === undefined ? [] : ['--profile', profile])];
      return commands.map(words => `${commandLine(['aws', ...words, ...options], shell)}\n`).join('');
    }
    case 'cloudformation':
      return cloudFormationText(cloudFormation);
    case 'terraform':
      return terraformText(terraform);
  }
}
