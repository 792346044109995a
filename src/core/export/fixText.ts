import { cloudFormationText } from '../fixes/cloudFormationText';
import type { Fix, FixFormat } from '../fixes/fix';
import { terraformText } from '../fixes/terraformText';
import { commandLine, type Shell } from '../text/commandLine';
import type { Translate } from '../translate';
import { explainFix } from '../words/fixWords';

/** Where the commands of a fix are run. */
export interface FixTerminal {
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
export function fixText(fix: Fix, format: FixFormat, terminal: FixTerminal, t: Translate): string {
  const body = bodyOf(fix, format, terminal);
  const comments = explainFix(fix, format, body, t).map(sentence => `# ${sentence}\n`);
  return `${comments.join('')}${body}`;
}

function bodyOf(
  { cloudFormation = {}, commands, terraform = [] }: Fix,
  format: FixFormat,
  terminal: FixTerminal,
): string {
  switch (format) {
    case 'aws-cli': {
      const { profile, region, shell } = terminal;
      const options = ['--region', region, ...(profile === undefined ? [] : ['--profile', profile])];
      const lines = commands.map(words => ['aws', ...words, ...options]);
      return shell === 'powershell' ? linesOfPowerShell(lines) : linesOf(lines, shell);
    }
    case 'cloudformation':
      return cloudFormationText(cloudFormation);
    case 'terraform':
      return terraformText(terraform);
  }
}

function linesOf(lines: readonly (readonly string[])[], shell: Shell): string {
  return lines.map(words => `${commandLine(words, shell)}\n`).join('');
}

/**
 * Before 7.3, PowerShell hands quotation marks to a program as they are, which ends a word at them; from then on it does
 * so when it is told to. https://learn.microsoft.com/powershell/module/microsoft.powershell.core/about/about_parsing
 */
function linesOfPowerShell(lines: readonly (readonly string[])[]): string {
  return lines.some(words => words.some(word => word.includes('"')))
    ? `$PSNativeCommandArgumentPassing = 'Legacy'\n${linesOf(
        lines.map(words => words.map(word => word.replace(/(\\*)"/g, '$1$1\\"'))),
        'powershell',
      )}`
    : linesOf(lines, 'powershell');
}
