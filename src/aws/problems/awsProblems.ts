import { defineProblems, type ProblemCode } from '../../core/defineProblems';
import { apiWords } from './apiWords';
import { credentialWords } from './credentialWords';
import { networkWords } from './networkWords';
import { startWords } from './startWords';

/** What can go wrong between us and a function's answer: the values that its words need, and the words. */
export const awsProblems = defineProblems({
  ...credentialWords,
  ...networkWords,
  ...apiWords,
  ...startWords,
});

export type AwsProblemCode = ProblemCode<typeof awsProblems>;

/** An error that carries its problem; its message is English. */
export const problemError = awsProblems.error;
