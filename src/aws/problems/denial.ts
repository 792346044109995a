import { own } from '../../core/guards';

/** What kind of policy keeps an action from being allowed, in a word. */
export type DenyingPolicy =
  'identity' | 'resource' | 'service-control' | 'resource-control' | 'boundary' | 'session' | 'vpc-endpoint';

export interface Denial {
  /** E.g. `lambda:ListFunctions`. Absent where AWS does not name it. */
  readonly action?: string;
  readonly principal?: string;
  readonly resource?: string;
  /** A statement with the effect Deny, which no permission outweighs. */
  readonly explicit: boolean;
  /** Absent where AWS does not name it. */
  readonly policy?: DenyingPolicy;
}

/** Longer than any that AWS sends: an endpoint's may have any length. */
const MOST_CHARACTERS = 4096;

/**
 * What AWS says of a denial. Services that are called by another for the user are named in other words than IAM's.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function readDenial(text: string): Denial {
  const message = text.slice(0, MOST_CHARACTERS);
  const action = actionIn(message);
  const principal = /\bUser: (\S+) is not authorized/i.exec(message)?.[1];
  const resource = /\bon resource:? "?([^\s"]+)/i.exec(message)?.[1]?.replace(/[.,;]$/, '');
  const explicit = /\bexplicit(ly)? den(y|ied)\b/i.test(message);
  const named = explicit
    ? /\bexplicit(?:ly)? den(?:y|ied) (?:in|by) (?:an?|the) ([\w -]+)/i.exec(message)
    : /\bbecause no ([\w -]+?) allows\b/i.exec(message);
  const policy = policies.find(([words]) => words.test(named?.[1] ?? ''))?.[1];
  return {
    explicit,
    action,
    principal,
    resource,
    policy,
  };
}

/** Of the problem `access-denied`. @param action that of the call, for where AWS names none */
export function denialParams(message: string, action: string) {
  const denial = readDenial(message);
  return {
    action: denial.action ?? action,
    principal: denial.principal ?? '',
    resource: denial.resource ?? '*',
    policy: denial.policy ?? ('' as const),
    effect: denial.explicit ? ('explicit' as const) : ('none' as const),
    reason: message,
  };
}

function actionIn(message: string): string | undefined {
  const withoutArns = message.replace(/\barn:\S+/g, '');
  const full = /\b([a-z][a-z0-9-]*:[A-Z][A-Za-z0-9]+)/.exec(withoutArns)?.[1];
  if (full !== undefined) {
    return full;
  }
  // E.g. "Your access has been denied by EC2, please make sure your request credentials have permission to …"
  const name =
    /\b(?:permissions? (?:to|for)|perform|call(?:ing)?):? (?:the )?(?:EC2|EFS|KMS|IAM)?[ "'`]?([A-Z][a-z]+(?:[A-Z]\w+)?)\b/.exec(
      withoutArns,
    )?.[1];
  const service = /\bdenied by (?:Amazon |AWS )?(Elastic File System|S3 Files|[A-Z][A-Z0-9]+)\b/.exec(
    message,
  )?.[1];
  if (name !== undefined) {
    const prefix = own(prefixes, service ?? '') ?? prefixOf(name);
    return prefix === undefined ? undefined : `${prefix}:${name}`;
  }
  return /\bpass(ing)? (the )?role\b/i.test(message) ? 'iam:PassRole' : undefined;
}

/** IAM's name of a service. */
const prefixes: Readonly<Record<string, string>> = {
  EC2: 'ec2',
  ECR: 'ecr',
  EFS: 'elasticfilesystem',
  'Elastic File System': 'elasticfilesystem',
  IAM: 'iam',
  KMS: 'kms',
  S3: 's3',
  'S3 Files': 's3files',
  STS: 'sts',
};

/** Of what Lambda does with the credentials of whoever asks it. */
function prefixOf(name: string): string | undefined {
  if (/^(Describe(SecurityGroups|Subnets|Vpcs|NetworkInterfaces)|\w+NetworkInterface\w*)$/.test(name)) {
    return 'ec2';
  }
  if (/^(Describe(MountTargets?|AccessPoints|FileSystems)\w*|Client(Mount|Write|RootAccess))$/.test(name)) {
    return 'elasticfilesystem';
  }
  if (/^(Decrypt|Encrypt|CreateGrant|DescribeKey|GenerateDataKey\w*)$/.test(name)) {
    return 'kms';
  }
  if (/^(Get|List)(MountTargets?|AccessPoints?|FileSystems?)$/.test(name)) {
    return 's3files';
  }
  return name === 'PassRole' ? 'iam' : name === 'AssumeRole' ? 'sts' : undefined;
}

const policies: readonly (readonly [RegExp, DenyingPolicy])[] = [
  [/service control polic/i, 'service-control'],
  [/resource control polic/i, 'resource-control'],
  [/permissions? boundary/i, 'boundary'],
  [/session polic/i, 'session'],
  [/VPC endpoint polic/i, 'vpc-endpoint'],
  [/identity-based polic/i, 'identity'],
  [/resource-based polic/i, 'resource'],
];
