import type { Severity } from '../core/findings/finding';
import { checks } from './checks';
import type { Check, Judgement, Problem } from './checks/check';
import type { RelatedRange, TemplateCode, TemplateFinding } from './finding';
import { declaredFunctions, type DeclaredFunction } from './graph';
import { judge } from './judge';
import type { Range } from './nodes';
import type { Template } from './template';

/** Places beside the one that a finding is at. */
const MAX_RELATED = 20;

export interface CheckOptions {
  /** The severity that a person chose for a code, `off` to hear nothing of it; undefined for the check's own. */
  severityOf?(code: TemplateCode): Severity | 'off' | undefined;
}

/** Everything that is wrong with the functions of a template that mount a file system, in the order of the text. */
export function checkTemplate(template: Template, options: CheckOptions = {}): readonly TemplateFinding[] {
  if (template.rewritten) {
    return [];
  }
  const wanted = checks.filter(({ code }) => options.severityOf?.(code) !== 'off');
  const found = new Map<string, TemplateFinding>();
  for (const declared of declaredFunctions(template)) {
    for (const [check, judgements] of judge(template, declared, wanted)) {
      for (const problem of problemsOf(judgements)) {
        const finding = toFinding(check, problem, declared, options);
        const key = `${check.code} ${problem.cause ?? `${keyOf(problem.range)} ${JSON.stringify(problem.params)}`}`;
        const first = found.get(key);
        found.set(key, first ? together(first, finding) : finding);
      }
    }
  }
  return [...found.values()].sort((a, b) => a.range.start - b.range.start);
}

/** What is wrong in every world that it can be judged in. */
function problemsOf(judgements: readonly Judgement[]): Iterable<Problem> {
  const problems = new Map<string, Problem>();
  for (const judgement of judgements) {
    if ('range' in judgement) {
      const key = keyOf(judgement.judged ?? judgement.range);
      const other = problems.get(key);
      // Of two worlds the one that has more to tell.
      if (!other || (other.related?.length ?? 0) < (judgement.related?.length ?? 0)) {
        problems.set(key, judgement);
      }
    }
  }
  for (const judgement of judgements) {
    if ('fine' in judgement) {
      problems.delete(keyOf(judgement.fine));
    }
  }
  return problems.values();
}

/** What several functions share, such as an access point or a closed security group, is reported once. */
function together(first: TemplateFinding, other: TemplateFinding): TemplateFinding {
  const isElsewhere = keyOf(first.range) !== keyOf(other.range);
  const places: readonly RelatedRange[] = [
    ...first.related,
    ...(isElsewhere ? [{ is: 'function' as const, id: other.subject, range: other.range }] : []),
    ...other.related,
  ];
  const different = new Map(places.map(place => [`${place.is} ${keyOf(place.range)}`, place]));
  return {
    ...first,
    functions: [...new Set([...first.functions, ...other.functions])],
    related: [...different.values()].slice(0, MAX_RELATED),
  };
}

function toFinding(
  check: Check,
  problem: Problem,
  { resource }: DeclaredFunction,
  options: CheckOptions,
): TemplateFinding {
  const chosen = options.severityOf?.(check.code);
  const { range, subject = resource.id, severity = check.severity, actual, expected, params } = problem;
  return {
    code: check.code,
    severity: chosen && chosen !== 'off' ? chosen : severity,
    subject,
    functions: [resource.id],
    range,
    ...(actual === undefined ? {} : { actual }),
    ...(expected === undefined ? {} : { expected }),
    ...(params === undefined ? {} : { params }),
    sources: check.sources,
    related: problem.related ?? [],
    fixes: problem.fixes?.() ?? [],
  };
}

function keyOf({ start, end }: Range): string {
  return `${start}-${end}`;
}
