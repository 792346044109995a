import type { Command, Option } from './command';
import { exitCode } from './exitCode';
import { commonOptions, PROGRAM } from './help';
import { UsageError } from './usageError';

const shells = ['bash', 'zsh', 'fish'] as const;

/** Prints what makes a shell complete commands, options and their values. @param commands to complete */
export function completionCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'completion',
    operands: shells.join('|'),
    operandChoices: shells,
    summary: t => t('Print a script that completes commands and options in a shell'),
    options: [],
    examples: [
      `source <(${PROGRAM} completion bash)`,
      `${PROGRAM} completion fish > ~/.config/fish/completions/${PROGRAM}.fish`,
    ],
    run: ({ operands }, { out, t }) => {
      const shell = shells.find(known => operands.length === 1 && known === operands[0]);
      if (!shell) {
        throw new UsageError(t('Name one shell: {0}.', shells.join(', ')));
      }
      out.write(shell === 'fish' ? fish(commands(), t) : bash(commands(), shell));
      return Promise.resolve(exitCode.fine);
    },
  };
}

function optionsOf({ options }: Command): readonly Option[] {
  return [...options, ...commonOptions];
}

/** What stands in the help for the name of a file. */
const FILE = 'FILE';

function takesFiles({ operands }: Command): boolean {
  return operands.includes(FILE);
}

/** Those of these words that begin with what was written; none of none. */
function offered(words: readonly string[]): string {
  return words.length > 0 ? `$(compgen -W '${words.join(' ')}' -- "$word")` : '';
}

/** zsh runs it through its own bashcompinit. */
function bash(commands: readonly Command[], shell: 'bash' | 'zsh'): string {
  const values = commands.flatMap(command =>
    optionsOf(command).flatMap(({ name, short, value, choices = [] }) => {
      const written = [`--${name}`, ...(short === undefined ? [] : [`-${short}`])];
      return value === undefined || value === FILE
        ? []
        : `    ${written.map(option => `${command.name}:${option}`).join('|')}) COMPREPLY=(${offered(choices)}); return ;;`;
    }),
  );
  const options = commands.map(
    command =>
      `    ${command.name}) words='${optionsOf(command)
        .map(({ name }) => `--${name}`)
        .join(' ')}' ;;`,
  );
  const operands = commands
    .filter(command => !takesFiles(command))
    .map(
      ({ name, operandChoices = [] }) =>
        `    ${name}:-*) ;;\n    ${name}:*) COMPREPLY=(${offered(operandChoices)}); return ;;`,
    );
  return `${shell === 'zsh' ? 'autoload -U +X bashcompinit && bashcompinit\n' : ''}_efs_mount_inspector() {
  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}" words='' IFS=$' \\t\\n'
  COMPREPLY=()
  if [ "$word" = = ]; then
    word=''
  elif [ "$before" = = ]; then
    before="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${[...commands.map(({ name }) => name), '--help', '--version'].join(' ')}' -- "$word"))
    return
  fi
  case "$command:$before" in
${values.join('\n')}
  esac
  case "$word" in
    -*)
      case "$command" in
    ${options.join('\n    ')}
      esac
      COMPREPLY=($(compgen -W "$words" -- "$word"))
      return ;;
  esac
  case "$command:$before" in
${operands.join('\n')}
  esac
  IFS=$'\\n'
  COMPREPLY=($(compgen -f -- "$word"))
}
complete -o filenames -F _efs_mount_inspector ${PROGRAM}
`;
}

function fish(commands: readonly Command[], t: Parameters<Option['describe']>[0]): string {
  const quoted = (text: string) => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = commands.flatMap(command => {
    const within = `-n '__fish_seen_subcommand_from ${command.name}'`;
    return [
      `complete -c ${PROGRAM} -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.summary(t))}`,
      ...optionsOf(command).map(({ name, short, value, choices, describe }) =>
        [
          `complete -c ${PROGRAM} ${within} -l ${name}`,
          short && `-s ${short}`,
          choices
            ? `-x -a ${quoted(choices.join(' '))}`
            : value !== undefined && (value === FILE ? '-r -F' : '-x'),
          `-d ${quoted(describe(t))}`,
        ]
          .filter(Boolean)
          .join(' '),
      ),
      ...(takesFiles(command)
        ? []
        : [`complete -c ${PROGRAM} ${within} -f -a ${quoted((command.operandChoices ?? []).join(' '))}`]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
