import type * as Templates from '../../template';
import type { CheckOptions, TemplateFix, TemplateFinding, TextEdit } from '../../template';

/**
 * Fixes that only say what a deployment needs and the template itself knows. Not among them: what gives rights, costs
 * money, changes how a function behaves, or is a guess at what was meant.
 */
const isSafe: Readonly<Record<TemplateFix['kind'], boolean>> = {
  'add-depends-on': true,
  'add-keys': true,
  'add-vpc-config': true,
  'attach-policy': false,
  'complete-vpc-config': true,
  'enable-versioning': false,
  'give-to-user': false,
  'make-list': true,
  'rename-key': true,
  'replace-id': false,
  'replace-path': true,
  'replace-permissions': false,
  'set-timeout': false,
  'use-access-point': true,
};

/** The fix that needs no person to choose it. */
export function safeFix({ fixes }: TemplateFinding): TemplateFix | undefined {
  const [fix] = fixes;
  return fix && isSafe[fix.kind] && fixes.filter(({ kind }) => kind === fix.kind).length === 1
    ? fix
    : undefined;
}

/** Rounds of fixing: what one fix adds may need another one. */
const MAX_ROUNDS = 10;

/** Applies the safe fixes, over and over until none is left. A fix that does not help is taken back. */
export function applySafeFixes(
  { checkTemplate, readTemplate }: typeof Templates,
  text: string,
  options: CheckOptions,
): { readonly text: string; readonly fixed: number } {
  const find = (of: string): readonly TemplateFinding[] | undefined => {
    const template = readTemplate(of);
    return template && checkTemplate(template, options);
  };
  const result = { text, fixed: 0 };
  let findings = find(text) ?? [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const edits = together(findings.flatMap(finding => safeFix(finding) ?? []));
    const next = applyEdits(result.text, edits);
    const left = edits.length > 0 ? find(next) : undefined;
    if (!left || left.length >= findings.length) {
      break;
    }
    result.fixed += findings.length - left.length;
    result.text = next;
    findings = left;
  }
  return result;
}

/** The edits of the fixes, but of those that touch what another one before them edits. */
function together(fixes: readonly TemplateFix[]): readonly TextEdit[] {
  const chosen: TextEdit[] = [];
  for (const { edits } of fixes) {
    const isFree = edits.every(({ range: { start, end } }) =>
      chosen.every(({ range }) => end < range.start || range.end < start),
    );
    if (isFree) {
      chosen.push(...edits);
    }
  }
  return chosen;
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((one, other) => one.range.start - other.range.start);
  let [result, from] = ['', 0];
  for (const { range, text: written } of ordered) {
    result += text.slice(from, range.start) + written;
    from = range.end;
  }
  return result + text.slice(from);
}
