import type { Readable } from 'node:stream';
import type { Translate } from '../core/translate';
import type { Language } from './language';
import type { Terminal } from './terminal';

/** What a run has around it. */
export interface RunContext extends Language {
  readonly out: Terminal;
  readonly errors: Terminal;
  readonly input: Readable & { readonly isTTY?: boolean };
  /** Absolute path of the folder that it was started in. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder with what was built and is loaded or sent from there. */
  readonly dist: string;
}

export interface Option {
  /** Without the dashes. */
  readonly name: string;
  readonly short?: string;
  readonly isList?: boolean;
  /** What stands for its value in the help; absent for one that has none. */
  readonly value?: string;
  /** All that it can be. */
  readonly choices?: readonly string[];
  readonly describe: (t: Translate) => string;
}

/** What was written behind the name of a command. */
export interface Arguments {
  readonly operands: readonly string[];
  flag(name: string): boolean | undefined;
  value(name: string): string | undefined;
  values(name: string): readonly string[];
}

export interface Command {
  readonly name: string;
  /** Operands as the help spells them. */
  readonly operands: string;
  /** All that an operand can be; absent where it is a name, or a file. */
  readonly operandChoices?: readonly string[];
  readonly options: readonly Option[];
  /** In one line. */
  readonly summary: (t: Translate) => string;
  /** More, as paragraphs below the usage. */
  readonly details?: (t: Translate) => readonly string[];
  readonly examples?: readonly string[];
  /** @returns the exit status @throws UsageError, TroubleError */
  readonly run: (args: Arguments, surroundings: RunContext) => Promise<number>;
}
