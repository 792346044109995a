export type SubPart = { readonly text: string } | { readonly name: string };

/**
 * The parts of an `Fn::Sub` text: `${Name}`, `${Id.Attribute}`, and `${!Literal}`, which stands for `${Literal}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function substitute(text: string): readonly SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/\$\{([^}]*)\}/g)) {
    parts.push({ text: text.slice(end, match.index) });
    const name = (match[1] ?? '').trim();
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { name });
    end = match.index + match[0].length;
  }
  parts.push({ text: text.slice(end) });
  return parts;
}
