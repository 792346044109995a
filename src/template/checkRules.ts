import type { Severity } from '../core/findings/finding';
import { checkDescriptions } from './words/checkDescriptions';
import type { TemplateCode, TemplateFinding } from './templateFinding';
import { isNull, textOf, entryValue, type Entry, type Node, type Range } from './read/nodes';
import { parse } from './read/parse';

/** What a file of rules says. */
export interface CheckRules {
  readonly severities: ReadonlyMap<TemplateCode, Severity | 'off'>;
  readonly ignores: readonly Ignore[];
}

/** A finding that is accepted, and why. */
export interface Ignore {
  readonly code: TemplateCode;
  /** Pattern of paths below the file of rules, with `*`, `**` and `?`; all files where absent. */
  readonly files?: string;
  /** Logical ids; all where absent. */
  readonly resources?: readonly string[];
  readonly reason: string;
}

/** Something in a file of rules that is not understood, and so has no effect. */
export interface RuleProblem {
  readonly is:
    'no-object' | 'no-reason' | 'unknown-code' | 'unknown-key' | 'unknown-severity' | 'wrong-value';
  /** What is written. Untrusted text. */
  readonly value: string;
  readonly range: Range;
}

const severities: readonly string[] = ['error', 'warning', 'info', 'off'];

/** Reads a file of rules. What is right in it counts even where something else is wrong. Never throws. */
export function readRules(text: string): {
  readonly rules: CheckRules;
  readonly problems: readonly RuleProblem[];
} {
  const reader = new Reader();
  const [root] = parse(text);
  const rules = reader.read(root);
  return { rules, problems: reader.problems };
}

class Reader {
  readonly problems: RuleProblem[] = [];

  read(root: Node | undefined): CheckRules {
    const entries = this.#entries(root);
    for (const { key, keyRange } of entries) {
      if (!['$schema', 'severities', 'ignores'].includes(key)) {
        this.#problem('unknown-key', key, keyRange);
      }
    }
    const ignores = entryValue(root, 'ignores');
    return {
      severities: new Map(
        this.#entries(entryValue(root, 'severities')).flatMap(entry => this.#severity(entry)),
      ),
      ignores: this.#items(ignores).flatMap(item => this.#ignore(item)),
    };
  }

  #severity({ key, keyRange, value }: Entry): readonly (readonly [TemplateCode, Severity | 'off'])[] {
    const code = this.#code(key, keyRange);
    const text = textOf(value) ?? '';
    if (!severities.includes(text)) {
      this.#problem('unknown-severity', text, value.range);
      return [];
    }
    return code ? [[code, text as Severity | 'off']] : [];
  }

  #ignore(item: Node): readonly Ignore[] {
    const entries = this.#entries(item);
    const unknown = entries.find(({ key }) => !['code', 'files', 'resources', 'reason'].includes(key));
    if (unknown) {
      this.#problem('unknown-key', unknown.key, unknown.keyRange);
    }
    const codeNode = entryValue(item, 'code');
    const code = this.#code(textOf(codeNode) ?? '', codeNode?.range ?? item.range);
    const reason = textOf(entryValue(item, 'reason'))?.trim();
    if (!reason) {
      this.#problem('no-reason', '', item.range);
    }
    const files = textOf(entryValue(item, 'files'));
    const resources = entryValue(item, 'resources');
    const ids = resources && this.#items(resources).flatMap(node => textOf(node) ?? []);
    return code && reason ? [{ code, reason, files, resources: ids }] : [];
  }

  #code(text: string, range: Range): TemplateCode | undefined {
    const code = checkDescriptions.find(known => known.code === text)?.code;
    if (!code) {
      this.#problem('unknown-code', text, range);
    }
    return code;
  }

  #entries(node: Node | undefined): readonly Entry[] {
    if (node && !isNull(node) && node.kind !== 'map') {
      this.#problem('no-object', '', node.range);
    }
    return node?.kind === 'map' ? node.entries : [];
  }

  #items(node: Node | undefined): readonly Node[] {
    if (node && !isNull(node) && node.kind !== 'list') {
      this.#problem('wrong-value', '', node.range);
    }
    return node?.kind === 'list' ? node.items : [];
  }

  #problem(is: RuleProblem['is'], value: string, range: Range): void {
    this.problems.push({ is, value, range });
  }
}

/** Whether a finding is accepted in a file, whose path is relative to the folder of the rules, with slashes. */
export function isIgnored(
  { ignores }: CheckRules,
  path: string,
  { code, subject, functions }: TemplateFinding,
): boolean {
  return ignores.some(
    ignore =>
      ignore.code === code &&
      (ignore.files === undefined || matchesPath(ignore.files, path)) &&
      (!ignore.resources || [subject, ...functions].some(id => ignore.resources?.includes(id))),
  );
}

/** `**` is any folders, `*` and `?` are within one name. Steps at most the product of both lengths. */
export function matchesPath(pattern: string, path: string): boolean {
  let reachable = new Set([0]);
  for (const token of pattern.match(/\*\*\/?|[\s\S]/g) ?? []) {
    const next = new Set<number>();
    for (const position of reachable) {
      if (token.startsWith('**')) {
        next.add(position);
        // What lies behind a position that was reached before was reached from there.
        for (let rest = position; rest < path.length && !next.has(rest + 1); rest++) {
          if (token === '**' || path[rest] === '/') {
            next.add(rest + 1);
          }
        }
      } else if (token === '*') {
        for (let rest = position; !next.has(rest); rest++) {
          next.add(rest);
          if (rest === path.length || path[rest] === '/') {
            break;
          }
        }
      } else if (
        position < path.length &&
        (token === '?' ? path[position] !== '/' : token === path[position])
      ) {
        next.add(position + 1);
      }
    }
    reachable = next;
  }
  return reachable.has(path.length);
}
