import assert from 'node:assert/strict';

import { isHumanError, type Problem } from '../../../src/core/humanError';

/** The problem that a promise fails with. */
export async function problemOf(promise: Promise<unknown>): Promise<Problem> {
  try {
    await promise;
  } catch (error) {
    assert.ok(isHumanError(error) && error.problem, String(error));
    return error.problem;
  }
  return assert.fail('it should have failed');
}
