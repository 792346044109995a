import { readFileSync, statSync } from 'node:fs';
import { access, constants, realpath } from 'node:fs/promises';
import path from 'node:path';
import type { UncheckedPart } from '../../agent';
import { TextLines } from '../../core/text/textLines';
import { plain } from '../../core/text/visibleText';
import type * as Templates from '../../template';
import type { CheckOptions } from '../../template';
import { MAX_TEMPLATE_BYTES, mayMountFileSystem } from '../../template/read/sniff';
import { pathBelow } from '../pathBelow';
import { reasonOf } from '../reasonOf';
import type { RunContext } from '../command';
import { applySafeFixes } from './applyFixes';
import type { CheckedTemplate } from './checkRun';
import { RulesFiles, UnreadRules } from './rulesFiles';
import { decodeFile, type DecodedText } from './textFile';

/** Bytes of a file that is looked into. What is larger than a template and looks like one is said to be too large. */
const MOST_LOOKED_INTO = 16 * MAX_TEMPLATE_BYTES;

/** @param problem what the line says, for whoever words it anew */
type Say = (line: string, problem?: UncheckedPart) => void;

/** Checks one file after the other. What cannot be read or written is said, and the others are checked all the same. */
export class FileChecker {
  readonly #templates: typeof Templates;
  readonly #surroundings: RunContext;
  readonly #rules: RulesFiles;
  readonly #isFixing: boolean;
  readonly #say: Say;
  readonly #said = new Set<string>();
  fixed = 0;
  /** Whether something could not be read or written. */
  hasTrouble = false;

  /** @param say where to say what could not be read or written */
  constructor(
    templates: typeof Templates,
    surroundings: RunContext,
    isFixing: boolean,
    say: Say = line => surroundings.errors.line(line),
  ) {
    this.#templates = templates;
    this.#surroundings = surroundings;
    this.#rules = new RulesFiles(templates, surroundings.folder);
    this.#isFixing = isFixing;
    this.#say = say;
  }

  /** Undefined for a file that is no template with a mount, or could not be read. @param file absolute */
  async check(file: string): Promise<CheckedTemplate | undefined> {
    const { t } = this.#surroundings;
    const name = this.nameOf(file);
    try {
      // One after the other: nobody waits for anything else, and a promise for each costs more than the reading.
      const { size } = statSync(file);
      if (size > MOST_LOOKED_INTO) {
        // It need not be a template: said, and no failure.
        this.#tell(this.#tooLarge(name));
        return undefined;
      }
      const read = decodeFile(readFileSync(file));
      return mayMountFileSystem(read.text) ? await this.#checkText(read, name, file) : undefined;
    } catch (error) {
      this.trouble(t('{0}: could not be read. {1}', name, reasonOf(error, t)));
      return undefined;
    }
  }

  /** Checks what was read from standard input. @param file absolute path that it is treated as */
  async checkInput(bytes: Uint8Array, file: string, name: string): Promise<CheckedTemplate | undefined> {
    const read = decodeFile(bytes);
    const checked = mayMountFileSystem(read.text)
      ? await this.#checkText(read, name, undefined, file)
      : undefined;
    if (this.#isFixing) {
      const isFixed = checked !== undefined && checked.text !== read.text;
      this.#surroundings.out.write(isFixed ? read.encode(checked.text) : bytes);
    }
    return checked;
  }

  /** Says what has no effect in the files of rules that were used. */
  reportRules(): void {
    const { errors, t } = this.#surroundings;
    for (const { path: file, text, problems } of this.#rules.used) {
      const lines = new TextLines(text);
      for (const problem of problems) {
        const { line, column } = lines.positionAt(problem.range.start);
        errors.line(
          `${this.nameOf(file)}:${line + 1}:${column + 1}: ${this.#templates.describeRuleProblem(problem, t)}`,
        );
      }
    }
  }

  trouble(message: string, problem?: UncheckedPart): void {
    this.hasTrouble = true;
    this.#tell(message, problem);
  }

  #tell(message: string, problem?: UncheckedPart): void {
    if (!this.#said.has(message)) {
      this.#said.add(message);
      this.#say(message, problem);
    }
  }

  #tooLarge(name: string): string {
    return this.#surroundings.t(
      '{0}: was not checked, because it is larger than any template that CloudFormation takes.',
      name,
    );
  }

  /** A path as it is shown: from the folder of the run where it is below that, with slashes. */
  nameOf(file: string): string {
    return plain(pathBelow(this.#surroundings.folder, file) || file.split(path.sep).join('/'));
  }

  async #checkText(
    read: DecodedText,
    name: string,
    file: string | undefined,
    treatedAs = file ?? '',
  ): Promise<CheckedTemplate | undefined> {
    const { MAX_LENGTH, readTemplate } = this.#templates;
    if (read.text.length > MAX_LENGTH) {
      this.trouble(this.#tooLarge(name));
      return undefined;
    }
    const options = this.#optionsFor(treatedAs);
    const written = readTemplate(read.text);
    const isValid = this.#isValid(read.text, written, name);
    const text = this.#isFixing && isValid ? await this.#fix(read, options, name, file) : read.text;
    const template = text === read.text ? written : readTemplate(text);
    return (
      template && {
        name,
        path: file,
        text,
        lines: new TextLines(text),
        findings: this.#templates.checkTemplate(template, options),
      }
    );
  }

  /** Says where a text is no YAML or JSON: what that touches is not judged, or nothing of it at all. */
  #isValid(text: string, template: Templates.Template | undefined, name: string): boolean {
    const problem = this.#templates.unreadProblemOf(text, template);
    if (problem) {
      const { t } = this.#surroundings;
      const { line, column } = new TextLines(text).positionAt(problem.offset);
      this.trouble(
        t(
          '{0}: is no valid {1} here, so that what this touches was not checked: {2}',
          `${name}:${line + 1}:${column + 1}`,
          /^\s*\{/.test(text) ? 'JSON' : 'YAML',
          plain(problem.reason),
        ),
        { line: line + 1, column: column + 1, reason: problem.reason },
      );
    }
    return !problem;
  }

  /** @returns the text with its fixes, or as it was where they could not be written */
  async #fix(
    read: DecodedText,
    options: CheckOptions,
    name: string,
    file: string | undefined,
  ): Promise<string> {
    const { t } = this.#surroundings;
    const { text, fixed } = applySafeFixes(this.#templates, read.text, options);
    if (fixed > 0 && !read.isExact) {
      this.trouble(
        t('{0}: was not fixed, because it is not all UTF-8 or UTF-16. Save it as UTF-8 first.', name),
      );
      return read.text;
    }
    if (fixed > 0 && file !== undefined) {
      try {
        await overwrite(file, read.encode(text));
      } catch (error) {
        this.trouble(t('{0}: could not be written. {1}', name, reasonOf(error, t)));
        return read.text;
      }
    }
    this.fixed += fixed;
    return text;
  }

  #optionsFor(file: string): CheckOptions {
    const { t } = this.#surroundings;
    try {
      return this.#rules.for(file);
    } catch (error) {
      if (!(error instanceof UnreadRules)) {
        throw error;
      }
      const name = this.nameOf(error.path);
      this.trouble(t('{0}: could not be read. {1}', name, reasonOf(error.cause, t)));
      return {};
    }
  }
}

/** Whole or not at all, also where the program is ended in between. A file that may not be written stays as it is. */
async function overwrite(named: string, bytes: Uint8Array): Promise<void> {
  const file = await realpath(named);
  await access(file, constants.W_OK);
  const { LocalCopy } = await import('../../inspect/localCopy');
  const copy = await LocalCopy.create(file);
  try {
    await copy.append(bytes);
    await copy.keep();
  } catch (error) {
    await copy.discard();
    throw error;
  }
}
