export type SubPart = { readonly text: string } | { readonly name: string };

/**
 * The parts of an `Fn::Sub` text: `${Name}`, `${Id.Attribute}`, and `${!Literal}`, which stands for `${Literal}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 */
export function substitute(text: string): readonly SubPart[] {
  const parts: SubPart[] = [];
  let end = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', end)) {
    const close = text.indexOf('}', start);
    if (close < 0) {
      break;
    }
    parts.push({ text: text.slice(end, start) });
    const name = text.slice(start + 2, close).trim();
    parts.push(name.startsWith('!') ? { text: `\${${name.slice(1)}}` } : { name });
    end = close + 1;
  }
  parts.push({ text: text.slice(end) });
  return parts;
}
