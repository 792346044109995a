import { textOf, entryValue, type Node } from '../read/nodes';
import { resourcesOfType, type Resource, type Template } from '../read/template';

/**
 * The resources of a type that may name another in a property. Those that plainly name a third one are left out, so that
 * many of each do not make as many pairs.
 */
export function candidatesFor(
  template: Template,
  type: string,
  property: string,
  named: Resource | undefined,
): readonly Resource[] {
  const links = named && linksOf(template, type, property);
  return links ? [...(links.byId.get(named.id) ?? []), ...links.others] : resourcesOfType(template, type);
}

interface Links {
  /** Resources whose property is nothing but references, by what these are to. */
  readonly byId: ReadonlyMap<string, readonly Resource[]>;
  readonly others: readonly Resource[];
}

const linksByTemplate = new WeakMap<Template, Map<string, Links>>();

function linksOf(template: Template, type: string, property: string): Links {
  const known = linksByTemplate.get(template) ?? new Map<string, Links>();
  linksByTemplate.set(template, known);
  const key = `${type} ${property}`;
  const links = known.get(key) ?? readLinks(template, type, property);
  known.set(key, links);
  return links;
}

function readLinks(template: Template, type: string, property: string): Links {
  const byId = new Map<string, Resource[]>();
  const others: Resource[] = [];
  for (const resource of resourcesOfType(template, type)) {
    const value = resource.node.broken ? undefined : entryValue(resource.properties, property);
    const nodes = value?.kind === 'list' && !value.open ? value.items : [value];
    const ids = nodes.map(node => plainReference(template, node));
    if (ids.includes(undefined)) {
      others.push(resource);
    } else {
      for (const id of new Set(ids.filter(id => id !== undefined))) {
        const named = byId.get(id);
        if (named) {
          named.push(resource);
        } else {
          byId.set(id, [resource]);
        }
      }
    }
  }
  return { byId, others };
}

/** The resource that a reference is to, whatever the world is. */
function plainReference(template: Template, node: Node | undefined): string | undefined {
  if (node?.kind !== 'intrinsic' || (node.name !== 'Ref' && node.name !== 'Fn::GetAtt')) {
    return undefined;
  }
  const { argument } = node;
  const first = textOf(argument.kind === 'list' ? argument.items[0] : argument) ?? '';
  const id = node.name === 'Ref' ? first : first.split('.', 1)[0];
  const type = template.resources.get(id ?? '')?.type ?? '';
  return /^AWS::(?:EC2|EFS|S3Files|IAM)::/.test(type) ? id : undefined;
}
