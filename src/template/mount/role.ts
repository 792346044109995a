import type { Resolver } from '../resolve/resolve';
import { resourcesOfType, type Resource, type Template } from '../read/template';
import { identityOf, known, resourceNamed, type Value } from '../resolve/values';

/**
 * The role of this template that a value names: by an attribute, or by an ARN that is put together from the role or
 * its `RoleName`.
 */
export function roleNamed(template: Template, resolver: Resolver, value: Value): Resource | undefined {
  const named = value.kind === 'pattern' ? roleOfArn(template, resolver, value.parts) : resourceNamed(value);
  return named?.type === 'AWS::IAM::Role' ? named : undefined;
}

function roleOfArn(
  template: Template,
  resolver: Resolver,
  parts: (Value & { kind: 'pattern' })['parts'],
): Resource | undefined {
  const last = parts.at(-1);
  const before = parts.at(-2);
  if (typeof last === 'object' && typeof before === 'string' && /:role\/(?:[^/]+\/)*$/.test(before)) {
    return last.kind === 'reference' && last.attribute === undefined ? last.resource : undefined;
  }
  // `arn:aws:iam::${AWS::AccountId}:role/name`
  const isOfThisAccount = typeof before === 'object' && identityOf(before) === 'Ref("AWS::AccountId")';
  const name =
    isOfThisAccount && typeof last === 'string' ? /^:role\/(?:.*\/)?([^/]+)$/.exec(last)?.[1] : undefined;
  return name === undefined
    ? undefined
    : resourcesOfType(template, 'AWS::IAM::Role').find(
        role => known(resolver.get(resolver.resolve(role.properties), 'RoleName')) === name,
      );
}
