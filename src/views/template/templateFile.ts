import * as vscode from 'vscode';
import { decodeText } from '../../core/text/decodeText';
import type { Lines } from './templateDocuments';

/** Bytes of a file that is read: twice what CloudFormation takes, for texts in UTF-16. */
const MAX_SIZE = 2_000_000;

/** A file of the workspace that is not open in an editor. */
export class TemplateFile implements Lines {
  readonly uri: vscode.Uri;
  readonly text: string;
  #lineStarts: readonly number[] | undefined;

  constructor(uri: vscode.Uri, text: string) {
    this.uri = uri;
    this.text = text;
  }

  /** Undefined for a file that is too large to be a template. */
  static async read(uri: vscode.Uri): Promise<TemplateFile | undefined> {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > MAX_SIZE
      ? undefined
      : new TemplateFile(uri, decodeText(await vscode.workspace.fs.readFile(uri)));
  }

  positionAt(offset: number): vscode.Position {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text));
    let [line, end] = [0, starts.length];
    while (end - line > 1) {
      const middle = (line + end) >> 1;
      if ((starts[middle] ?? 0) <= offset) {
        line = middle;
      } else {
        end = middle;
      }
    }
    return new vscode.Position(line, offset - (starts[line] ?? 0));
  }
}

/** Lines end as the editor ends them. */
function lineStartsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: end, index }) => index + end.length)];
}
