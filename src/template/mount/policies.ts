import { matchesWildcards } from '../../core/text/wildcards';
import { isKnownElsewhere } from '../resolve/escape';
import type { Mount, MountingFunction } from './graph';
import { awsManagedPolicyGrants, samPolicyTemplateGrants } from './managedPolicies';
import { roleNamed } from './role';
import type { Resolver } from '../resolve/resolve';
import { candidatesFor } from '../resolve/linked';
import { entryOf } from '../read/nodes';
import { resourcesOfType, type Resource, type Template } from '../read/template';
import { identityOf, known, partsOf, resourceNamed, sameThing, unknown, type Value } from '../resolve/values';

/** Whether policies grant an action; undefined where a part of them cannot be seen. */
export type Granted = boolean | undefined;

/** A role as the template gives it to a function. */
export interface FunctionRole {
  /** Logical id; of the role that SAM makes from the function's `Policies`, the one that SAM gives it. */
  readonly id: string;
  /** Absent where SAM makes the role. */
  readonly resource?: Resource;
  grants(action: string): Granted;
}

/** The function's role; undefined where it is not one of this template. */
export function roleOf(mounting: MountingFunction): FunctionRole | undefined {
  const role = ownRoleOf(mounting);
  return role && isConnected(mounting)
    ? {
        ...role,
        grants: action => (action.startsWith('s3:') ? role.grants(action) || undefined : role.grants(action)),
      }
    : role;
}

/**
 * Whether a connector of SAM may give the function access to a bucket. None gives access to a file system.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
function isConnected({ resource, template }: MountingFunction): boolean {
  return (
    resourcesOfType(template, 'AWS::Serverless::Connector').length > 0 ||
    entryOf(resource.node, 'Connectors') !== undefined
  );
}

function ownRoleOf(mounting: MountingFunction): FunctionRole | undefined {
  const { resolver, template } = mounting;
  const role = mounting.property('Role');
  if (role.kind === 'absent' && mounting.resource.type === 'AWS::Serverless::Function') {
    const policies = mounting.property('Policies');
    const id = `${mounting.resource.id}Role`;
    const self = unknown(undefined, `Ref("${id}")`);
    return {
      id,
      grants: action =>
        anyGranted([
          anyGrants(listOf(resolver, policies), one => samGrants(resolver, one, action)),
          attachedGrants(template, resolver, self, action),
        ]),
    };
  }
  const resource = roleNamed(template, resolver, role);
  return resource
    ? { id: resource.id, resource, grants: action => roleGrants(template, resolver, resource, action) }
    : undefined;
}

/** The function's role, where nothing that cannot be seen here may grant it more. */
export function seenRoleOf(mounting: MountingFunction): FunctionRole | undefined {
  const role = roleOf(mounting);
  return role && isKnownElsewhere(mounting.template, role.id) ? undefined : role;
}

/** Whether a policy document may grant an action to the role; what it denies is not considered. */
function documentGrants(resolver: Resolver, document: Value, action: string): Granted {
  return anyGrants(listOf(resolver, resolver.get(document, 'Statement')), statement =>
    statementGrants(resolver, statement, action),
  );
}

/** Whether a resource policy may grant an action to this role. */
export function resourcePolicyGrants(
  resolver: Resolver,
  policy: Value,
  action: string,
  role: FunctionRole,
): Granted {
  return anyGrants(listOf(resolver, resolver.get(policy, 'Statement')), statement =>
    both(statementGrants(resolver, statement, action), includesRole(resolver, statement, role)),
  );
}

function includesRole(resolver: Resolver, statement: Value, role: FunctionRole): Granted {
  const principal = resolver.get(statement, 'Principal');
  if (principal.kind !== 'map') {
    return known(principal) === '*' || undefined;
  }
  return anyGrants(listOf(resolver, resolver.get(principal, 'AWS')), one => {
    const other = resourceNamed(one);
    return known(one) === '*' ? true : other && role.resource ? other === role.resource : undefined;
  });
}

/** The statement of a file system's policy that denies an action to a function whatever the circumstances. */
export function denyingStatement(
  mount: Mount,
  policy: Value,
  action: string,
  role: Resource | undefined,
): Value | undefined {
  const { resolver } = mount.function;
  return listOf(resolver, resolver.get(policy, 'Statement'))?.find(
    statement =>
      known(resolver.get(statement, 'Effect')) === 'Deny' &&
      ['Condition', 'NotPrincipal', 'NotResource'].every(
        key => resolver.get(statement, key).kind === 'absent',
      ) &&
      coversAction(resolver, statement, action) &&
      isAboutRole(resolver, resolver.get(statement, 'Principal'), role) &&
      isAboutFileSystem(mount, resolver.get(statement, 'Resource')),
  );
}

function coversAction(resolver: Resolver, statement: Value, action: string): boolean {
  const excluded = resolver.get(statement, 'NotAction');
  const named = listOf(resolver, excluded.kind === 'absent' ? resolver.get(statement, 'Action') : excluded);
  const matching = anyGrants(named, value => matches(value, action));
  return matching === (excluded.kind === 'absent');
}

/** Every principal, this role, or all of the function's own account. */
function isAboutRole(resolver: Resolver, principal: Value, role: Resource | undefined): boolean {
  if (principal.kind !== 'map') {
    return known(principal) === '*';
  }
  const named = resolver.get(principal, 'AWS');
  return (listOf(resolver, named) ?? [named]).some(
    one => known(one) === '*' || (role !== undefined && resourceNamed(one) === role) || isThisAccount(one),
  );
}

/** `123456789012` or `arn:aws:iam::123456789012:root`, where the number is that of the stack. */
function isThisAccount(value: Value): boolean {
  const parts = partsOf(value)?.map(part =>
    typeof part === 'string'
      ? part
      : identityOf(part) === 'Ref("AWS::Partition")'
        ? 'aws'
        : (identityOf(part) ?? ''),
  );
  return /^(?:arn:aws[\w-]*:iam::)?Ref\("AWS::AccountId"\)(?::root)?$/.test(parts?.join('') ?? '');
}

/** A policy on a file system is about that one: what names it, or no resource at all. */
function isAboutFileSystem(mount: Mount, resource: Value): boolean {
  const resources = listOf(mount.function.resolver, resource) ?? [];
  return (
    resource.kind === 'absent' ||
    resources.some(one => known(one) === '*' || mount.isFileSystem(one) === true)
  );
}

function roleGrants(template: Template, resolver: Resolver, role: Resource, action: string): Granted {
  const properties = resolver.resolve(role.properties);
  const inline = anyGrants(listOf(resolver, resolver.get(properties, 'Policies')), policy =>
    documentGrants(resolver, resolver.get(policy, 'PolicyDocument'), action),
  );
  const managed = anyGrants(listOf(resolver, resolver.get(properties, 'ManagedPolicyArns')), policy =>
    managedGrants(resolver, policy, action),
  );
  const self: Value = { kind: 'reference', resource: role, attribute: undefined, node: role.node };
  return anyGranted([inline, managed, attachedGrants(template, resolver, self, action)]);
}

/** What policy resources that name the role grant to it. */
function attachedGrants(template: Template, resolver: Resolver, role: Value, action: string): Granted {
  const attached = anyGrants(attachedPolicies(template, resolver, role), document =>
    documentGrants(resolver, document, action),
  );
  return template.resourcesOpen ? anyGranted([attached, undefined]) : attached;
}

/** Documents of the policy resources that name the role. */
function attachedPolicies(template: Template, resolver: Resolver, role: Value): readonly Value[] {
  const named = resourceNamed(role);
  const policies = [
    ...candidatesFor(template, 'AWS::IAM::Policy', 'Roles', named),
    ...candidatesFor(template, 'AWS::IAM::ManagedPolicy', 'Roles', named),
    ...candidatesFor(template, 'AWS::IAM::RolePolicy', 'RoleName', named),
  ];
  return policies.flatMap(policy => {
    const properties = resolver.resolve(policy.properties);
    const roles = resolver.get(properties, 'Roles');
    const names = [...(resolver.items(roles) ?? [roles]), resolver.get(properties, 'RoleName')];
    const attached = names.some(name => name.kind !== 'absent' && mayBeRole(name, role));
    return attached && resolver.exists(policy) !== false ? resolver.get(properties, 'PolicyDocument') : [];
  });
}

/** Whether a name may be of this role. A role that SAM makes is no resource of the template. */
function mayBeRole(name: Value, role: Value): boolean {
  const isAnother = role.kind === 'unknown' && resourceNamed(name) !== undefined;
  return !isAnother && sameThing(name, role) !== false;
}

/** A name or ARN, a statement, or one of SAM's policy templates. */
function samGrants(resolver: Resolver, policy: Value, action: string): Granted {
  if (policy.kind !== 'map') {
    return managedGrants(resolver, policy, action);
  }
  if (resolver.get(policy, 'Statement').kind !== 'absent') {
    return documentGrants(resolver, policy, action);
  }
  const [template] = policy.node.entries;
  if (!template || policy.node.open) {
    return undefined;
  }
  return samPolicyTemplateGrants(template.key, action);
}

function managedGrants(resolver: Resolver, policy: Value, action: string): Granted {
  const resource = policy.kind === 'reference' ? policy.resource : undefined;
  if (resource?.type === 'AWS::IAM::ManagedPolicy') {
    const properties = resolver.resolve(resource.properties);
    return documentGrants(resolver, resolver.get(properties, 'PolicyDocument'), action);
  }
  const last = partsOf(policy)?.at(-1);
  const name = typeof last === 'string' ? last.slice(last.lastIndexOf('/') + 1) : '';
  return awsManagedPolicyGrants(name, action);
}

function statementGrants(resolver: Resolver, statement: Value, action: string): Granted {
  const effect = known(resolver.get(statement, 'Effect'));
  if (effect === 'Deny') {
    return false;
  }
  if (resolver.get(statement, 'NotAction').kind !== 'absent') {
    return undefined;
  }
  const granted = anyGrants(listOf(resolver, resolver.get(statement, 'Action')), value =>
    matches(value, action),
  );
  return effect === 'Allow' ? granted : granted && undefined;
}

/** Case does not matter in actions. */
function matches(value: Value, action: string): Granted {
  const pattern = known(value);
  return pattern === undefined ? undefined : matchesWildcards(pattern.toLowerCase(), action.toLowerCase());
}

/** What may be one value or a list of them; undefined where it cannot be seen whole. */
function listOf(resolver: Resolver, value: Value): readonly Value[] | undefined {
  if (value.kind === 'absent') {
    return [];
  }
  if (value.kind === 'list') {
    return value.open ? undefined : resolver.items(value);
  }
  return value.kind === 'unknown' ? undefined : [value];
}

function anyGrants(values: readonly Value[] | undefined, grants: (value: Value) => Granted): Granted {
  return values ? anyGranted(values.map(grants)) : undefined;
}

/** Whether one of them grants; not known where only one that is not known may. */
export function anyGranted(each: readonly Granted[]): Granted {
  return each.includes(true) || (each.includes(undefined) ? undefined : false);
}

function both(a: Granted, b: Granted): Granted {
  return b === false ? false : a && b;
}
