import { isObject, own } from '../guards';
import type { LambdaFunction } from '../lambdaFunction';
import { meteredJsonOf } from '../text/jsonMeter';
import { matchesWildcards } from '../text/wildcards';
import type { FileSystemSetup, MountDenial, PolicyCondition } from './fileSystemSetup';
import { readingValue, type Reading } from './reading';

/** Characters of a policy: AWS takes 20,000. https://docs.aws.amazon.com/efs/latest/ug/API_PutFileSystemPolicy.html */
const MOST_CHARACTERS = 65_536;
const MOST_OF_SID = 256;

/** What of a set-up a policy tells. @param read the policy's JSON, null where there is none */
export function policyPart(
  read: Reading<string | null>,
  service: 'elasticfilesystem' | 's3files',
): Pick<FileSystemSetup, 'policy' | 'mountDenials'> {
  if (!read.ok) {
    return { policy: read };
  }
  const denials = read.value ? mountDenials(read.value, `${service}:ClientMount`) : [];
  return {
    policy: { ok: true, value: Boolean(read.value) },
    mountDenials: denials.length > 0 ? denials : undefined,
  };
}

/** Those of which can be told whom they are about; of what cannot be read, none. */
function mountDenials(policy: string, action: string): readonly MountDenial[] {
  if (policy.length > MOST_CHARACTERS) {
    return [];
  }
  const document = meteredJsonOf(new TextEncoder().encode(policy));
  const statements = isObject(document) ? listed(own(document, 'Statement')) : [];
  return statements.flatMap(statement => (isObject(statement) ? (denialOf(statement, action) ?? []) : []));
}

function denialOf(statement: Readonly<Record<string, unknown>>, action: string): MountDenial | undefined {
  const conditions = conditionsOf(own(statement, 'Condition'));
  const resources = textsOf(own(statement, 'Resource'));
  const principals = principalsOf(own(statement, 'Principal'));
  const { Sid: sid } = statement;
  return own(statement, 'Effect') === 'Deny' &&
    !Object.hasOwn(statement, 'NotResource') &&
    coversAction(statement, action) &&
    resources &&
    conditions
    ? { sid: typeof sid === 'string' ? sid.slice(0, MOST_OF_SID) : '', principals, resources, conditions }
    : undefined;
}

/** Case does not matter in actions. */
function coversAction(statement: Readonly<Record<string, unknown>>, action: string): boolean {
  const excluded = Object.hasOwn(statement, 'NotAction');
  const patterns = textsOf(own(statement, excluded ? 'NotAction' : 'Action'));
  return (
    patterns !== undefined &&
    patterns.some(pattern => matchesWildcards(pattern.toLowerCase(), action.toLowerCase())) !== excluded
  );
}

function principalsOf(principal: unknown): readonly string[] {
  return (isObject(principal) ? textsOf(own(principal, 'AWS')) : textsOf(principal)) ?? [];
}

/** Undefined for what is no condition that can be read: nothing is left out of what it asks for. */
function conditionsOf(condition: unknown): readonly PolicyCondition[] | undefined {
  if (condition === undefined) {
    return [];
  }
  if (!isObject(condition)) {
    return undefined;
  }
  const conditions: PolicyCondition[] = [];
  for (const [operator, keys] of Object.entries(condition)) {
    if (!isObject(keys)) {
      return undefined;
    }
    for (const [key, value] of Object.entries(keys)) {
      const values = textsOf(value);
      if (!values) {
        return undefined;
      }
      conditions.push({ operator, key, values });
    }
  }
  return conditions;
}

/** Texts, of which flags are some; undefined where anything else is among them. */
function textsOf(value: unknown): readonly string[] | undefined {
  const texts = listed(value).map(one => (typeof one === 'boolean' ? String(one) : one));
  return texts.every(one => typeof one === 'string') ? texts : undefined;
}

function listed(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

/**
 * The statement that keeps the function from mounting, whatever else allows it to. Undefined where none is known to:
 * what depends on anything that is not known proves nothing.
 */
export function mountDenial(setup: FileSystemSetup, target: LambdaFunction): MountDenial | undefined {
  const fileSystemId = readingValue(setup.accessPoint)?.fileSystemId ?? readingValue(setup.fileSystem)?.id;
  const known = knownOf(target);
  return setup.mountDenials?.find(
    ({ conditions, principals, resources }) =>
      principals.some(principal => includes(principal, target.role)) &&
      (resources.length === 0 ||
        resources.some(
          pattern =>
            pattern === '*' ||
            (fileSystemId !== undefined && matchesArn(pattern, arnOfFileSystem(target, fileSystemId))),
        )) &&
      conditions.every(condition => holds(condition, known)),
  );
}

/** ARN of the file system, which may be another account's. That of an S3 Files access point begins with it. */
export function arnOfFileSystem({ fileSystem: { arn, kind } }: LambdaFunction, id: string): string {
  return kind === 's3files'
    ? arn.replace(/\/access-point\/.*$/, '')
    : `${arn.split(':').slice(0, 5).join(':')}:file-system/${id}`;
}

/** Everybody, the role itself, or all of its account. */
function includes(principal: string, role: string | undefined): boolean {
  const account = accountOf(role);
  return (
    principal === '*' ||
    principal === role ||
    (account !== undefined && (principal === account || ROOT.exec(principal)?.[1] === account))
  );
}

const ROOT = /^arn:aws[\w-]*:iam::(\d{12}):root$/;

function accountOf(role: string | undefined): string | undefined {
  return role?.split(':')[4];
}

/**
 * What is known of a mount by Lambda, by condition key in lower case: it is made with TLS, as the function's role and
 * through the access point. https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
function knownOf({ fileSystem, role }: LambdaFunction): Readonly<Record<string, string>> {
  const account = accountOf(role);
  return {
    'aws:securetransport': 'true',
    'elasticfilesystem:accesspointarn': fileSystem.arn,
    's3files:accesspointarn': fileSystem.arn,
    ...(role !== undefined && { 'aws:principalarn': role }),
    ...(account !== undefined && { 'aws:principalaccount': account }),
  };
}

/** Undefined where it cannot be told. */
function holds(
  { key, operator, values }: PolicyCondition,
  known: Readonly<Record<string, string>>,
): boolean | undefined {
  const value = own(known, key.toLowerCase());
  // A policy variable stands for what is not known.
  if (value === undefined || values.length === 0 || values.some(one => one.includes('${'))) {
    return undefined;
  }
  if (operator === 'Null') {
    return values.includes('false');
  }
  const [, kind = '', not, comparison = ''] = OPERATOR.exec(operator) ?? [];
  const compare = own(comparisons, `${kind}${comparison}`);
  return compare && values.some(one => compare(one, value)) === (not === undefined);
}

/** A key that is there is compared, `IfExists` or not. */
const OPERATOR = /^(String|Arn|Bool)(Not)?(Equals|EqualsIgnoreCase|Like|)(?:IfExists)?$/;

type Compare = (wanted: string, value: string) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const comparisons: Readonly<Record<string, Compare>> = {
  StringEquals: (wanted, value) => wanted === value,
  StringEqualsIgnoreCase: isSameInAnyCase,
  StringLike: matchesWildcards,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: isSameInAnyCase,
};

function isSameInAnyCase(wanted: string, value: string): boolean {
  return wanted.toLowerCase() === value.toLowerCase();
}

/** Each of the six parts of an ARN may hold wildcards, which do not reach into the next. */
function matchesArn(pattern: string, arn: string): boolean {
  const [wanted, parts] = [arnParts(pattern), arnParts(arn)];
  return (
    wanted.length === parts.length &&
    wanted.every((part, index) => matchesWildcards(part, parts[index] ?? ''))
  );
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
}
