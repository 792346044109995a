import { own } from './guards';
import { HumanError, makeProblem, shownParam, type Problem } from './humanError';
import { createTranslate, type Translate } from './translate';

/**
 * Problems by their codes. Each says in whole sentences what happened and what to do, of the values that it names as
 * its second parameter.
 */
type ProblemTable = Readonly<Record<string, (t: Translate, params: never) => string>>;

/** The values that a problem needs. */
type ParamsOf<Words> = Words extends (t: Translate, params: infer Params) => string
  ? unknown extends Params
    ? Record<string, never>
    : Params
  : never;

/** What a table of problems is good for: to throw one, and to put one into words. */
export interface Problems<Table extends ProblemTable> {
  readonly codes: readonly (keyof Table & string)[];
  /** An error that carries its problem; its message is English. */
  readonly error: <Code extends keyof Table & string>(
    code: Code,
    params: ParamsOf<Table[Code]>,
    cause?: unknown,
  ) => HumanError;
  /** Undefined for a problem of another table. */
  describe(problem: Problem, t: Translate): string | undefined;
}

export type ProblemCode<Of> = Of extends Problems<infer Table> ? keyof Table & string : never;

export function defineProblems<Table extends ProblemTable>(table: Table): Problems<Table> {
  const describe = ({ code, params }: Problem, t: Translate): string | undefined =>
    own<ProblemTable[string]>(table, code)?.(t, shown(params) as never);
  return {
    codes: Object.keys(table),
    describe,
    error(code, params, cause) {
      const problem = makeProblem(code, params as Problem['params']);
      return new HumanError(describe(problem, createTranslate()) ?? code, { problem, cause });
    },
  };
}

/** The values as words show them. One that is not there, as in what was kept by another version, is empty. */
function shown(params: Problem['params']): Problem['params'] {
  return new Proxy(params, { get: (values, name) => shownParam(own(values, String(name))) });
}
