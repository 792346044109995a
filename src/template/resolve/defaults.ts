import { isDefaultPossible } from './conditions';
import { textOf, type Range } from '../read/nodes';
import type { Resolver } from './resolve';
import { identityOf, nodeOf, partsOf, type Text, type Value } from './values';

/** What a value is where a deployment gives its parameters no values. */
export interface DefaultValue {
  readonly value: Text;
  /** Name of the parameter that it comes from. */
  readonly parameter: string;
  /** Of the parameter's `Default`. */
  readonly range: Range;
}

/** A text that is unknown only for one parameter, with that parameter's default. */
export function defaultOf(resolver: Resolver, value: Value): DefaultValue | undefined {
  const parts = value.kind === 'unknown' || value.kind === 'pattern' ? (partsOf(value) ?? []) : [];
  const [name, another] = new Set(
    parts.map(part => (typeof part === 'string' ? undefined : parameterOf(part))).filter(Boolean),
  );
  const parameter =
    name === undefined || another !== undefined ? undefined : resolver.template.parameters.get(name);
  const text = textOf(parameter?.defaultValue);
  const node = nodeOf(value);
  if (
    name === undefined ||
    !node ||
    !parameter?.defaultValue ||
    parameter.passed ||
    text === undefined ||
    parameter.type !== 'String' ||
    !isDefaultPossible(name, text, resolver)
  ) {
    return undefined;
  }
  const texts = parts.map(part =>
    typeof part === 'string' ? part : parameterOf(part) === name ? text : undefined,
  );
  return texts.includes(undefined)
    ? undefined
    : {
        value: { kind: 'text', text: texts.join(''), node: parameter.defaultValue },
        parameter: name,
        range: parameter.defaultValue.range,
      };
}

function parameterOf(value: Value): string | undefined {
  const identity = value.kind === 'unknown' ? identityOf(value) : undefined;
  const name = /^Ref\("(\w+)"\)$/.exec(identity ?? '')?.[1];
  return name;
}
