import * as vscode from 'vscode';

/** A text with lines: an open document, or a file that is not. */
export type Lines = Pick<vscode.TextDocument, 'positionAt'>;

/** A range of offsets as the editor's. */
export function toRange(document: Lines, { start, end }: { start: number; end: number }): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
