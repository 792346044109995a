import type { Severity } from '../core/findings/finding';
import { checks } from './checks';
import { branchOf } from './branch';
import type { Check, CheckProblem } from './checks/check';
import { isIgnored, type CheckRules } from './checkRules';
import type { Branch, TemplateFix, RelatedRange, TemplateCode, TemplateFinding } from './templateFinding';
import { declaredFunctions, type DeclaredFunction } from './mount/graph';
import { withoutIgnored } from './ignores';
import { judge, type Judged } from './judge';
import { templateSources } from './templateSources';
import { Budget, TooComplexError } from './read/budget';
import { atOnce, workWith } from './read/work';
import type { Range } from './read/nodes';
import type { Template } from './read/template';

/** Characters of an expression that parameters are looked for in. */
const MAX_EXPRESSION = 1000;

/** Places beside the one that a finding is at. */
const MAX_RELATED = 20;

export interface CheckOptions {
  /** The severity that a person chose for a code, `off` to hear nothing of it; undefined for the check's own. */
  severityOf?(code: TemplateCode): Severity | 'off' | undefined;
  /** What the repository says of its templates; it counts more than what a person chose. */
  rules?: CheckRules | undefined;
  /** The template's path from the folder of the rules, with slashes. */
  path?: string | undefined;
}

/** Everything that is wrong with the functions of a template that mount a file system, in the order of the text. */
export function checkTemplate(template: Template, chosen: CheckOptions = {}): readonly TemplateFinding[] {
  return atOnce(checkInSteps(template, chosen));
}

/** The same, yielding now and then, so that the work can be done in slices. */
export function* checkInSteps(
  template: Template,
  chosen: CheckOptions = {},
): Generator<void, readonly TemplateFinding[]> {
  const { rules, path = '' } = chosen;
  const options: CheckOptions = {
    severityOf: code => rules?.severities.get(code) ?? chosen.severityOf?.(code),
  };
  if (template.rewritten) {
    return [];
  }
  const withoutAccepted = (findings: readonly TemplateFinding[]) =>
    findings.filter(finding => !rules || !isIgnored(rules, path, finding));
  if (template.isTooComplex) {
    return withoutAccepted(tooComplexToCheck(template, options));
  }
  try {
    return withoutIgnored(template.text, withoutAccepted(yield* check(template, options)));
  } catch (error) {
    if (error instanceof TooComplexError) {
      return withoutAccepted(tooComplexToCheck(template, options));
    }
    throw error;
  }
}

function* check(template: Template, options: CheckOptions): Generator<void, readonly TemplateFinding[]> {
  const wanted = checks.filter(({ code }) => options.severityOf?.(code) !== 'off');
  const budget = new Budget();
  const found = new Map<string, TemplateFinding>();
  workWith(template, budget);
  for (const declared of declaredFunctions(template)) {
    const judging = judge(template, declared, wanted);
    let step = judging.next();
    for (; !step.done; step = judging.next()) {
      yield;
      // A hover may have worked in between.
      workWith(template, budget);
    }
    for (const [check, judgements] of step.value) {
      for (const { problem, branch } of problemsOf(check, judgements)) {
        const finding = withPassed(
          template,
          asServerless(template, toFinding(check, problem, branch, declared, { template, options })),
        );
        const key = `${check.code} ${problem.cause ?? `${keyOf(problem.range)} ${JSON.stringify(problem.params)}`}`;
        const first = found.get(key);
        found.set(key, first ? joined(first, finding) : finding);
      }
    }
  }
  return [...found.values()].sort((a, b) => a.range.start - b.range.start);
}

const TOO_COMPLEX = 'too-complex';

/** The only thing that is said of a template whose checks would take more work than any template is worth. */
function tooComplexToCheck(template: Template, options: CheckOptions): readonly TemplateFinding[] {
  const chosen = options.severityOf?.(TOO_COMPLEX);
  const start = Math.max(0, template.text.indexOf('FileSystemConfigs'));
  return chosen === 'off'
    ? []
    : [
        {
          code: TOO_COMPLEX,
          severity: chosen ?? 'info',
          subject: '',
          functions: [],
          range: { start, end: start + 'FileSystemConfigs'.length },
          sources: [templateSources.cloudFormationLimits],
          related: [],
          fixes: [],
        },
      ];
}

interface Wrong {
  readonly problem: CheckProblem;
  readonly branch: Branch | undefined;
}

/** What is wrong in every world that it can be judged in, and what more than an information is in those of one branch. */
function problemsOf(check: Check, judged: readonly Judged[]): Iterable<Wrong> {
  if (!judged.some(({ judgement }) => 'range' in judgement)) {
    return [];
  }
  const places = new Map<string, { problems: (Judged & { judgement: CheckProblem })[]; fine: Judged[] }>();
  for (const { judgement, world } of judged) {
    const key = keyOf('range' in judgement ? (judgement.judged ?? judgement.range) : judgement.fine);
    const place = places.get(key) ?? { problems: [], fine: [] };
    places.set(key, place);
    if ('range' in judgement) {
      place.problems.push({ judgement, world });
    } else {
      place.fine.push({ judgement, world });
    }
  }
  // What is written in one branch is judged in the worlds of that one alone; nothing may be wrong in the others.
  const wrong = new Set(judged.filter(({ judgement }) => 'range' in judgement).map(({ world }) => world));
  const elsewhere = judged.filter(({ world }) => !wrong.has(world));
  return [...places.values()].flatMap(({ problems, fine }): readonly Wrong[] => {
    const branch = branchOf({ problems, fine: fine.length > 0 ? fine : elsewhere });
    // Of several worlds the one that has most to tell.
    const [first] = problems
      .map(({ judgement }) => judgement)
      .sort((one, other) => (other.related?.length ?? 0) - (one.related?.length ?? 0));
    const isTold =
      fine.length === 0 || (branch !== undefined && (first?.severity ?? check.severity) !== 'info');
    return first && isTold ? [{ problem: first, branch }] : [];
  });
}

/** What several functions share is told as of one that it is certain of, where there is one. */
function joined(first: TemplateFinding, other: TemplateFinding): TemplateFinding {
  return first.branch ? together(other, first) : together(first, other);
}

/** Each once, and no more than anybody looks at. */
function differentPlaces(places: readonly RelatedRange[]): readonly RelatedRange[] {
  const different = new Map(
    places.map(place => [`${place.is} ${place.file ?? ''} ${keyOf(place.range)}`, place]),
  );
  return [...different.values()].slice(0, MAX_RELATED);
}

/** What several functions share, such as an access point or a closed security group, is reported once. */
function together(first: TemplateFinding, other: TemplateFinding): TemplateFinding {
  const isElsewhere = keyOf(first.range) !== keyOf(other.range);
  const places: readonly RelatedRange[] = [
    ...first.related,
    ...(isElsewhere ? [{ is: 'function' as const, id: other.subject, range: other.range }] : []),
    ...other.related,
  ];
  return {
    ...first,
    functions: [...new Set([...first.functions, ...other.functions])],
    related: differentPlaces(places),
  };
}

function toFinding(
  check: Check,
  problem: CheckProblem,
  branch: Branch | undefined,
  { resource }: DeclaredFunction,
  { template, options }: { template: Template; options: CheckOptions },
): TemplateFinding {
  const chosen = options.severityOf?.(check.code);
  const { range, subject = resource.id, severity = check.severity, actual, expected, params } = problem;
  return {
    code: check.code,
    severity: chosen && chosen !== 'off' ? chosen : branch ? 'info' : severity,
    subject,
    construct: (template.resources.get(subject) ?? resource).construct,
    functions: [resource.id],
    range,
    actual,
    expected,
    params,
    sources: check.sources,
    branch,
    related: differentPlaces(problem.related ?? []),
    // What mends one branch may break the other.
    fixes: branch ? [] : (problem.fixes?.() ?? []),
  };
}

/**
 * What a fix puts where the Serverless Framework has names of its own has to be a value: its keys are not
 * CloudFormation's, which are in the resources alone.
 */
function asServerless(template: Template, finding: TemplateFinding): TemplateFinding {
  if (!template.isServerless) {
    return finding;
  }
  const resources = [...template.resources.values()]
    .filter(({ type }) => type !== 'AWS::Lambda::Function')
    .map(({ range }) => range);
  const isOfFramework = (range: Range) =>
    !resources.some(({ start, end }) => start <= range.start && range.start <= end);
  const isPossible = ({ kind, edits }: TemplateFix) =>
    edits.every(
      ({ range }) =>
        !isOfFramework(range) ||
        kind === 'replace-path' ||
        kind === 'replace-id' ||
        (kind === 'use-access-point' && range.start < range.end) ||
        (kind === 'set-timeout' && /^["']?\d/.test(template.text.slice(range.start, range.end))),
    );
  return {
    ...finding,
    isOfServerless: isOfFramework(finding.range),
    fixes: finding.fixes.filter(isPossible),
  };
}

/**
 * Where a value comes from a template that nests this one, it has to be changed there: that place is named, and what
 * would write over the parameter is no fix.
 */
function withPassed(template: Template, finding: TemplateFinding): TemplateFinding {
  const named = ({ start, end }: Range) => {
    const text = template.text.slice(start, Math.min(end, start + MAX_EXPRESSION));
    const names = [...text.matchAll(references)].flatMap(([, name]) => name ?? []);
    return [...new Set(names)].flatMap(id =>
      (template.parameters.get(id)?.passed?.places ?? []).map(place => ({
        is: 'parameter' as const,
        id,
        ...place,
      })),
    );
  };
  const places = named(finding.range);
  return places.length === 0
    ? finding
    : {
        ...finding,
        related: differentPlaces([...finding.related, ...places]),
        fixes: finding.fixes.filter(({ edits }) => edits.every(({ range }) => named(range).length === 0)),
      };
}

/** `!Ref Name`, `{"Ref": "Name"}` and `${Name}`. */
const references = /(?:\bRef["']?\s*:?\s*["']?|\$\{)(\w+)/g;

function keyOf({ start, end }: Range): string {
  return `${start}-${end}`;
}
