import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export interface Message {
  readonly text: string;
  /** `file:line` of its first use. */
  readonly place: string;
}

/** Every English sentence that the sources pass to `t(…)`, and the calls whose sentence is not a literal. */
export function collectMessages(root: string): { messages: Message[]; notLiteral: string[] } {
  const messages = new Map<string, Message>();
  const notLiteral: string[] = [];
  for (const folder of ['src', 'media']) {
    for (const name of readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (/\.tsx?$/.test(name)) {
        collectFrom(
          path.join(folder, name),
          readFileSync(path.join(root, folder, name), 'utf8'),
          messages,
          notLiteral,
        );
      }
    }
  }
  return { messages: [...messages.values()], notLiteral };
}

function collectFrom(file: string, code: string, messages: Map<string, Message>, notLiteral: string[]): void {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && calledName(node.expression) === 't') {
      const place = `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      const text = node.arguments[0] && literalText(node.arguments[0]);
      if (text === undefined) {
        notLiteral.push(place);
      } else if (!messages.has(text)) {
        messages.set(text, { text, place });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

function calledName(callee: ts.Expression): string | undefined {
  return ts.isIdentifier(callee)
    ? callee.text
    : ts.isPropertyAccessExpression(callee)
      ? callee.name.text.replace('#', '')
      : undefined;
}

function literalText(node: ts.Expression): string | undefined {
  if (ts.isStringLiteralLike(node)) {
    return node.text;
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const left = literalText(node.left);
    const right = literalText(node.right);
    return left === undefined || right === undefined ? undefined : left + right;
  }
  return ts.isParenthesizedExpression(node) ? literalText(node.expression) : undefined;
}
