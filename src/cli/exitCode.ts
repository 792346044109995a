/** What a run tells the program that started it; the same as ESLint's. */
export const exitCode = {
  fine: 0,
  /** Something was found that the run was to fail for. */
  findings: 1,
  /** It was called wrongly, or something could not be read, written or asked. */
  trouble: 2,
} as const;
