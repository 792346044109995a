import * as vscode from 'vscode';
import { decodeText } from '../../core/text/decodeText';
import { TextLines } from '../../core/text/textLines';
import { MAX_TEMPLATE_BYTES } from '../../template/read/sniff';
import type { Lines } from './toRange';

/** A file of the workspace that is not open in an editor. */
export class TemplateFile implements Lines {
  readonly uri: vscode.Uri;
  readonly text: string;
  #lines: TextLines | undefined;

  constructor(uri: vscode.Uri, text: string) {
    this.uri = uri;
    this.text = text;
  }

  /** Undefined for a file that is too large to be a template. */
  static async read(uri: vscode.Uri): Promise<TemplateFile | undefined> {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > MAX_TEMPLATE_BYTES
      ? undefined
      : new TemplateFile(uri, decodeText(await vscode.workspace.fs.readFile(uri)));
  }

  positionAt(offset: number): vscode.Position {
    this.#lines ??= new TextLines(this.text);
    const { line, column } = this.#lines.positionAt(offset);
    return new vscode.Position(line, column);
  }
}
