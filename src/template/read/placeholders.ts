import type { Node } from './nodes';

/**
 * Whether a text has parts that something else puts in: CloudFormation's dynamic references, another template engine
 * (`{{ }}`, `<% %>`, `(( ))`, `#{ }`, `$NAME`, `%%`, `@NAME@`, `__NAME__`), or a person who is shown a blank in angle brackets. `Fn::Sub` has `${ }`
 * of its own.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html
 */
export function isFilledIn(text: string): boolean {
  return /\{\{|\{%|%%|<%|\(\(|\[\[|@@|[#]\{|\$[A-Za-z_(]|<[^<>]+>|@[A-Z][A-Z0-9_]*@|__[A-Z][A-Z0-9_]*__/.test(
    text,
  );
}

/** The same, outside of `Fn::Sub`. */
export function isFilledInPlain(text: string): boolean {
  return isFilledIn(text) || /\$\{(?!AWS::)/.test(text);
}

/** A text that is what it says. */
export function isLiteral(node: Node): boolean {
  return node.kind === 'scalar' && !isFilledInPlain(node.text);
}
