import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { decodeText } from '../../core/text/decodeText';
import type * as Templates from '../../template';
import { MAX_RULES_BYTES, RULES_FILE } from '../../template/sniff';

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
  readonly #templates: typeof Templates;
  readonly #startedIn: string;
  readonly #known = new Map<string, Promise<RulesFile | undefined>>();
  readonly #repositories = new Map<string, Promise<boolean>>();

  constructor(templates: typeof Templates, startedIn: string) {
    this.#templates = templates;
    this.#startedIn = startedIn;
  }

  /** Every file that was found, in the order of its first use. */
  async used(): Promise<readonly RulesFile[]> {
    const files = await Promise.all([...this.#known.values()].map(file => file.catch(() => undefined)));
    return [...new Set(files)].filter(file => file !== undefined);
  }

  /** @throws UnreadRules */
  async for(template: string): Promise<RulesFile | undefined> {
    for (const folder of await this.#foldersOf(path.dirname(template))) {
      const file = path.join(folder, RULES_FILE);
      const known = this.#known.get(file) ?? this.#read(file);
      this.#known.set(file, known);
      const rules = await known;
      if (rules) {
        return rules;
      }
    }
    return undefined;
  }

  async #foldersOf(nearest: string): Promise<readonly string[]> {
    const folders: string[] = [];
    for (let folder = nearest; ; folder = path.dirname(folder)) {
      folders.push(folder);
      if (await this.#isRepository(folder)) {
        return folders;
      }
      if (path.dirname(folder) === folder) {
        break;
      }
    }
    const started = folders.indexOf(this.#startedIn);
    return folders.slice(0, started + 1 || 1);
  }

  #isRepository(folder: string): Promise<boolean> {
    const known = this.#repositories.get(folder) ?? exists(path.join(folder, '.git'));
    this.#repositories.set(folder, known);
    return known;
  }

  async #read(file: string): Promise<RulesFile | undefined> {
    try {
      if ((await stat(file)).size > MAX_RULES_BYTES) {
        throw new Error(`It has more than ${MAX_RULES_BYTES} bytes.`);
      }
      const text = decodeText(await readFile(file));
      return { path: file, text, ...this.#templates.readRules(text) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return undefined;
      }
      throw new UnreadRules(file, error);
    }
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch {
    return false;
  }
}
