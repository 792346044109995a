import { displayWidth } from '../core/parse/displayWidth';
import type { Translate } from '../core/translate';
import type { Command, Option } from './command';

export const PROGRAM = 'efs-mount-inspector';

/** What every command takes. */
export const commonOptions: readonly Option[] = [
  { name: 'help', short: 'h', describe: t => t('Show this help') },
];

/** The help of the program: what it is for, and its commands. */
export function programHelp(commands: readonly Command[], t: Translate): string {
  return joined([
    t('Checks and inspects how AWS Lambda functions mount Amazon EFS and Amazon S3 Files.'),
    [t('Usage:'), `  ${PROGRAM} COMMAND [OPTION…] [OPERAND…]`],
    [
      t('Commands:'),
      ...table(commands.map(({ name, operands, summary }) => [`${name} ${operands}`.trim(), summary(t)])),
    ],
    [
      t('Options:'),
      ...table([
        ['-h, --help', t('Show this help, or that of a command')],
        ['-V, --version', t('Show the version')],
      ]),
    ],
    [
      t('Exit status:'),
      ...table([
        ['0', t('Nothing was found')],
        ['1', t('Something was found that the run was to fail for')],
        ['2', t('It was called wrongly, or something could not be read, written or asked')],
      ]),
    ],
    [
      t('Environment:'),
      ...table([
        ['LC_ALL, LC_MESSAGES, LANG', t('Language of the words: Japanese with ja, else English')],
        ['NO_COLOR, FORCE_COLOR', t('Never, or always, with colours')],
      ]),
    ],
    t('{0} COMMAND --help says more of a command.', PROGRAM),
  ]);
}

export function commandHelp(
  { name, operands, options, summary, details, examples }: Command,
  t: Translate,
): string {
  return joined([
    summary(t),
    [t('Usage:'), `  ${PROGRAM} ${name} [OPTION…] ${operands}`.trimEnd()],
    ...(details?.(t) ?? []),
    [t('Options:'), ...table([...options, ...commonOptions].map(option => optionRow(option, t)))],
    ...(examples ? [[t('Examples:'), ...examples.map(example => `  ${example}`)]] : []),
  ]);
}

function optionRow(
  { name, short, value, choices, describe }: Option,
  t: Translate,
): readonly [string, string] {
  const written = `--${name}${value === undefined ? '' : ` ${value}`}`;
  const described = describe(t);
  return [
    short === undefined ? `    ${written}` : `-${short}, ${written}`,
    choices ? `${described}: ${choices.join(', ')}` : described,
  ];
}

const LEFT_WIDTH = 30;
const WIDTH = 100;

/** Two columns; what does not fit on a line goes on below its own column. */
function table(rows: readonly (readonly [string, string])[]): readonly string[] {
  return rows.flatMap(([left, right]) => {
    const [first = '', ...others] = wrapped(right, WIDTH - LEFT_WIDTH - 2);
    const fits = displayWidth(left) < LEFT_WIDTH - 1;
    const indent = ' '.repeat(LEFT_WIDTH + 2);
    return [
      ...(fits
        ? [`  ${left}${' '.repeat(LEFT_WIDTH - displayWidth(left))}${first}`]
        : [`  ${left}`, `${indent}${first}`]),
      ...others.map(line => indent + line),
    ];
  });
}

/** Lines of at most so many columns; Japanese breaks anywhere. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(/[\x21-\x7e]+\s*|\s+|[^]/gu) ?? []) {
    if (line !== '' && displayWidth(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

function joined(blocks: readonly (string | readonly string[])[]): string {
  return `${blocks
    .map(block => (typeof block === 'string' ? wrapped(block, WIDTH) : block).join('\n'))
    .join('\n\n')}\n`;
}
