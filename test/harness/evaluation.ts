// What the UI tests and the evaluators in extension hosts say to each other.
import type * as vscode from 'vscode';

/** Names the socket that it answers on, in a folder that only this user can enter. */
export const evaluatorSocketVariable = 'EFS_MOUNT_INSPECTOR_EVALUATOR';

/** `source` is the text of a function `(vscode, ...args) => result`. */
export interface EvaluationRequest {
  source: string;
  args: unknown[];
}

export type EvaluationResponse = { hostPid: number } & ({ value: unknown } | { error: string });

/** Runs what a test sent. It sees the API, its arguments and the host's globals. */
export function evaluate(api: typeof vscode, { source, args }: EvaluationRequest): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the purpose of the evaluators
  const evaluated = new Function('vscode', 'args', `return (${source})(vscode, ...args);`) as (
    api: typeof vscode,
    args: unknown[],
  ) => unknown;
  return evaluated(api, args);
}
