import { plain } from '../core/text/visibleText';
import { auditCommand, inspectCommand, mcpCommand, reportCommand } from './awsCommands';
import { checkCommand } from './check/checkCommand';
import type { Command, RunContext } from './command';
import { completionCommand } from './completion';
import { exitCode } from './exitCode';
import { commandHelp, commonOptions, PROGRAM, programHelp } from './help';
import { parseArguments } from './parseArguments';
import { UsageError } from './usageError';
import { versionOf } from './version';

const commands: readonly Command[] = [
  checkCommand,
  inspectCommand,
  auditCommand,
  reportCommand,
  mcpCommand,
  completionCommand(() => commands),
];

/** Runs one command. Never throws: what goes wrong is said, and is in the exit status. */
export async function runCommandLine(written: readonly string[], surroundings: RunContext): Promise<number> {
  const { errors, t } = surroundings;
  try {
    return await run(written, surroundings);
  } catch (error) {
    if (error instanceof Error && error.name === 'UsageError') {
      errors.line(`${PROGRAM}: ${error.message}`);
      errors.line(t('{0} --help shows what there is.', helpOf(written)));
    } else if (error instanceof Error && error.name === 'TroubleError') {
      // Not by its class: the chunks are separate bundles, each with a class of its own.
      errors.line(`${PROGRAM}: ${error.message}`);
    } else {
      errors.line(t('{0}: this is a bug of the program. Please report it with these lines:', PROGRAM));
      errors.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    return exitCode.trouble;
  }
}

async function run([name = '', ...rest]: readonly string[], surroundings: RunContext): Promise<number> {
  const { out, t } = surroundings;
  if (name === '--version' || name === '-V') {
    out.line(versionOf(surroundings.dist));
    return exitCode.fine;
  }
  if (name === '--help' || name === '-h' || (name === 'help' && rest.length === 0)) {
    out.write(programHelp(commands, t));
    return exitCode.fine;
  }
  if (name === '') {
    surroundings.errors.write(programHelp(commands, t));
    return exitCode.trouble;
  }
  const command = commandNamed(name === 'help' ? rest[0] : name);
  if (!command) {
    const asked = plain(name === 'help' ? (rest[0] ?? '') : name);
    throw new UsageError(
      asked.startsWith('-')
        ? t('A command comes first, and {0} is none.', asked)
        : t('There is no command {0}.', asked),
    );
  }
  const args = name === 'help' ? undefined : parseArguments(rest, [...command.options, ...commonOptions], t);
  if (!args || args.flag('help')) {
    out.write(commandHelp(command, t));
    return exitCode.fine;
  }
  return command.run(args, surroundings);
}

function commandNamed(name: string | undefined): Command | undefined {
  return commands.find(command => command.name === name);
}

function helpOf([name]: readonly string[]): string {
  return commandNamed(name) ? `${PROGRAM} ${name}` : PROGRAM;
}
