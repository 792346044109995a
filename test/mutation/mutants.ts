import ts from 'typescript';

/** One small change of a source file. */
export interface Mutant {
  /** Unique in one run, from 0. */
  readonly id: number;
  /** Relative to the project. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Name of the function, method or constant around it; `module` outside of any. */
  readonly within: string;
  /** From 1: which of those it is that change the same into the same there. */
  readonly nth: number;
  /** What stands there, on one line. */
  readonly original: string;
  readonly replacement: string;
}

/** Asks at run time whether a mutant is on; notes that it was reached. */
export const SWITCH = '__mutant';

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly within: string;
  readonly replacements: readonly string[];
}

const swapped: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
};

/**
 * Puts the wanted mutants of a file into it, each behind a switch, so that one build serves them all.
 * @param firstId of the file's first mutant
 * @returns the code, and all mutants, wanted or not
 */
export function instrument(
  file: string,
  source: string,
  firstId = 0,
  isWanted: (id: number) => boolean = () => true,
): { readonly code: string; readonly mutants: readonly Mutant[] } {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const edits: Edit[] = [];
  const visit = (node: ts.Node, around: string): void => {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
      return;
    }
    const within = declaredName(node) ?? around;
    if (!isInOptionalChain(node)) {
      edits.push(...editsOf(node, tree).map(edit => ({ ...edit, within })));
    }
    node.forEachChild(child => visit(child, within));
  };
  visit(tree, 'module');

  const mutants: Mutant[] = [];
  const alike = new Map<string, number>();
  // Inner edits first: an outer expression is written with its inner switches in place.
  const write = (start: number, end: number, within: readonly Edit[]): string => {
    let text = '';
    let position = start;
    for (const edit of outermost(within)) {
      text += source.slice(position, edit.start);
      const inner = within.filter(
        other => other !== edit && other.start >= edit.start && other.end <= edit.end,
      );
      let written = write(edit.start, edit.end, inner);
      for (const replacement of edit.replacements) {
        const id = firstId + mutants.length;
        const mutant = {
          id,
          file,
          line: tree.getLineAndCharacterOfPosition(edit.start).line + 1,
          within: edit.within,
          nth: 1,
          original: oneLine(source.slice(edit.start, edit.end)),
          replacement: oneLine(replacement),
        };
        const name = nameOf(mutant);
        const nth = (alike.get(name) ?? 0) + 1;
        alike.set(name, nth);
        mutants.push({ ...mutant, nth });
        if (isWanted(id)) {
          written = `(${SWITCH}(${id}) ? (${replacement}) : (${written}))`;
        }
      }
      text += written;
      position = edit.end;
    }
    return text + source.slice(position, end);
  };
  return { code: write(0, source.length, edits), mutants };
}

/** Of edits that nest, those that are in no other. */
function outermost(edits: readonly Edit[]): readonly Edit[] {
  const found: Edit[] = [];
  for (const edit of edits.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start >= (found.at(-1)?.end ?? 0)) {
      found.push(edit);
    }
  }
  return found;
}

/** Of what is declared here, where it has a body or a value. */
function declaredName(node: ts.Node): string | undefined {
  if (ts.isConstructorDeclaration(node)) {
    return 'constructor';
  }
  const isNamed =
    ts.isFunctionDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isAccessor(node) ||
    ts.isVariableDeclaration(node);
  const name = isNamed ? node.name : undefined;
  return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name)) ? name.text : undefined;
}

function editsOf(node: ts.Node, tree: ts.SourceFile): readonly Omit<Edit, 'within'>[] {
  const text = (child: ts.Node) => child.getText(tree);
  const edit = (...replacements: readonly string[]) => [
    { start: node.getStart(tree), end: node.getEnd(), replacements },
  ];
  if (ts.isBinaryExpression(node)) {
    const { left, operatorToken, right } = node;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken:
        // TypeScript's narrowing is gone from the build: each side can stand alone.
        return isCondition(node) ? edit(text(left), text(right)) : [];
      case ts.SyntaxKind.QuestionQuestionToken:
        return edit(text(right));
      default: {
        const other = swapped[operatorToken.kind];
        const joinsText = operatorToken.kind === ts.SyntaxKind.PlusToken && /['"`]/.test(text(node));
        return other === undefined || joinsText ? [] : edit(`${text(left)} ${other} ${text(right)}`);
      }
    }
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    return edit(text(node.operand));
  }
  if (ts.isConditionalExpression(node)) {
    return edit(text(node.whenTrue), text(node.whenFalse));
  }
  if ((ts.isIfStatement(node) || ts.isWhileStatement(node)) && !ts.isBinaryExpression(node.expression)) {
    const { expression } = node;
    return [
      {
        start: expression.getStart(tree),
        end: expression.getEnd(),
        replacements: ['true', 'false'].slice(ts.isWhileStatement(node) ? 1 : 0),
      },
    ];
  }
  if (ts.isNumericLiteral(node) && isValue(node)) {
    return edit(`${text(node)} + 1`);
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    switch (text(name)) {
      case 'filter':
      case 'toSorted':
      case 'toReversed':
        return edit(`[...${text(expression)}]`);
      case 'some':
        return edit(text(node).replace(/\.some\(/, '.every('));
      case 'every':
        return edit(text(node).replace(/\.every\(/, '.some('));
      case 'findLast':
        return edit(text(node).replace(/\.findLast\(/, '.find('));
      default:
        return [];
    }
  }
  return [];
}

/** In parentheses, a part of `a?.b.c()` would no longer end the whole chain. */
function isInOptionalChain(node: ts.Node): boolean {
  return (
    ts.isOptionalChain(node) ||
    (ts.isNonNullExpression(node.parent ?? node) && ts.isOptionalChain(node.parent.parent))
  );
}

/** Whether the value is only asked for its truth: elsewhere `a && b` is data. */
function isCondition(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isIfStatement(parent) ||
    ts.isWhileStatement(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isArrowFunction(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition === node) ||
    (ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken) ||
    (ts.isParenthesizedExpression(parent) && isCondition(parent)) ||
    (ts.isBinaryExpression(parent) && isCondition(parent))
  );
}

/** Not part of a name, a type or an enumeration. */
function isValue(node: ts.Node): boolean {
  const { parent } = node;
  return !(
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    ts.isElementAccessExpression(parent) ||
    ts.isBindingElement(parent) ||
    ts.isEnumMember(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isPrefixUnaryExpression(parent)
  );
}

/** The same as long as the change stands in the same function, wherever its line is. */
export function nameOf({ file, nth, original, replacement, within }: Mutant): string {
  return `${file} in ${within}: ${original} → ${replacement}${nth > 1 ? ` (${nth})` : ''}`;
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
