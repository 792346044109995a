import type * as vscode from 'vscode';

/** Languages that templates are written in, and names that they have whatever their language is. */
export const templateSelector: vscode.DocumentSelector = [
  ...['yaml', 'json', 'jsonc', 'cloudformation'].map(language => ({ language })),
  { pattern: '**/*.{template,cfn}' },
];
