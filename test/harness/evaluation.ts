// What the UI tests and the evaluator in the extension host say to each other.

/** Names the socket that it answers on, in a folder that only this user can enter. */
export const evaluatorSocketVariable = 'EFS_MOUNT_INSPECTOR_EVALUATOR';

/** `source` is the text of a function `(vscode, ...args) => result`. */
export interface EvaluationRequest {
  source: string;
  args: unknown[];
}

export type EvaluationResponse = { hostPid: number } & ({ value: unknown } | { error: string });
