import { fileQuestion } from './fileQuestion';
import { latencyQuestion } from './latencyQuestion';
import { totalsQuestion } from './totalsQuestion';
import type { Question, QuestionName } from './question';

/** In the order in which they are asked. */
export const questions: { readonly [Name in QuestionName]: Question<Name> } = {
  file: fileQuestion,
  totals: totalsQuestion,
  latency: latencyQuestion,
};

export const questionNames = Object.keys(questions) as readonly QuestionName[];
