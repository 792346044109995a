import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { decodeText } from '../../core/text/decodeText';
import type * as Templates from '../../template';
import { MAX_RULES_BYTES, RULES_FILE } from '../../template/read/sniff';
import { pathBelow } from '../pathBelow';

/** A file of rules as it was read. */
export interface RulesFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly rules: Templates.CheckRules;
  readonly problems: readonly Templates.RuleProblem[];
}

/** Why a file of rules does not count. */
export class UnreadRules extends Error {
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`${path} could not be read.`, { cause });
    this.name = 'UnreadRules';
    this.path = path;
  }
}

/**
 * Finds the rules of templates: the nearest file in a template's folder and those above, up to that of the repository.
 * Outside of one, up to the folder that the run was started in: what lies above may be anybody's.
 */
export class RulesFiles {
  readonly #readRules: typeof Templates.readRules;
  readonly #startedIn: string;
  readonly #known = new Map<string, RulesFile | UnreadRules | undefined>();
  readonly #repositories = new Map<string, boolean>();

  constructor({ readRules }: Pick<typeof Templates, 'readRules'>, startedIn: string) {
    this.#readRules = readRules;
    this.#startedIn = startedIn;
  }

  /** Every file that was found, in the order of its first use. */
  get used(): readonly RulesFile[] {
    return [...this.#known.values()].flatMap(file =>
      file === undefined || file instanceof UnreadRules ? [] : file,
    );
  }

  /** How a template is checked by them: what {@link Templates.checkTemplate} takes. @param template absolute @throws UnreadRules */
  for(template: string): Pick<Templates.CheckOptions, 'rules' | 'path'> {
    const nearest = this.#nearest(template);
    return nearest ? { rules: nearest.rules, path: pathBelow(path.dirname(nearest.path), template) } : {};
  }

  #nearest(template: string): RulesFile | undefined {
    for (const folder of this.#foldersOf(path.dirname(template))) {
      const rules = this.#at(path.join(folder, RULES_FILE));
      if (rules instanceof UnreadRules) {
        throw rules;
      }
      if (rules) {
        return rules;
      }
    }
    return undefined;
  }

  #foldersOf(nearest: string): readonly string[] {
    const folders: string[] = [];
    for (let folder = nearest; ; folder = path.dirname(folder)) {
      folders.push(folder);
      if (this.#isRepository(folder)) {
        return folders;
      }
      if (path.dirname(folder) === folder) {
        break;
      }
    }
    const started = folders.indexOf(this.#startedIn);
    return folders.slice(0, started + 1 || 1);
  }

  #isRepository(folder: string): boolean {
    const known = this.#repositories.get(folder) ?? existsSync(path.join(folder, '.git'));
    this.#repositories.set(folder, known);
    return known;
  }

  #at(file: string): RulesFile | UnreadRules | undefined {
    if (!this.#known.has(file)) {
      this.#known.set(file, this.#read(file));
    }
    return this.#known.get(file);
  }

  #read(file: string): RulesFile | UnreadRules | undefined {
    try {
      if (statSync(file).size > MAX_RULES_BYTES) {
        throw new Error(`It has more than ${MAX_RULES_BYTES} bytes.`);
      }
      const text = decodeText(readFileSync(file));
      return { path: file, text, ...this.#readRules(text) };
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : new UnreadRules(file, error);
    }
  }
}
