import type { TemplateFix, TextEdit } from '../templateFinding';
import { entryOf } from '../read/nodes';
import type { Resource, Template } from '../read/template';
import { appendItems, insertEntry, within } from './insert';
import { inline, type Data } from './write';

/** Attaches a managed policy of AWS to a role, named by its path and name. */
export function attachManagedPolicy(
  template: Template,
  role: Resource,
  policy: string,
): readonly TemplateFix[] {
  const arn = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${policy}` };
  const edit = within(template, role, editFor(template, role, arn));
  const name = policy.slice(policy.lastIndexOf('/') + 1);
  return edit ? [{ kind: 'attach-policy', name, edits: [edit] }] : [];
}

function editFor(template: Template, { properties }: Resource, arn: Data): TextEdit | undefined {
  const policies = entryOf(properties, 'ManagedPolicyArns');
  if (policies) {
    return policies.value.kind === 'list'
      ? appendItems(template.text, policies.value, [inline(arn, template.json)])
      : undefined;
  }
  const last = properties?.kind === 'map' ? properties.entries.at(-1) : undefined;
  return properties?.kind === 'map' && last
    ? insertEntry(template, properties, last, 'ManagedPolicyArns', [arn])
    : undefined;
}
