/** Pseudo-random choices; the same seed gives the same ones. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 48271 + 11) % 2147483647;
    this.below(2);
  }

  below(count: number): number {
    this.#state = (this.#state * 48271) % 2147483647;
    return this.#state % count;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }

  pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.below(choices.length)] ?? choices[0];
  }
}

type Written = Record<string, unknown>;

const ref = (id: string) => ({ Ref: id });
const getAtt = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });

/** A valid template and, for each function, how it can be broken. */
export interface RandomTemplate {
  readonly template: { Resources: Record<string, Written> } & Written;
  /** Logical ids of the functions whose file system and network are all in the template. */
  readonly complete: readonly string[];
}

/**
 * A template that deploys and mounts: its parts are chosen independently, each is right by itself, and what one needs of
 * another is there, here or in another stack.
 */
export function randomTemplate(random: Random): RandomTemplate {
  const isSam = random.chance(60);
  const template: RandomTemplate['template'] = {
    ...(isSam ? { Transform: 'AWS::Serverless-2016-10-31' } : {}),
    Parameters: {
      Vpc: { Type: 'AWS::EC2::VPC::Id' },
      Stage: { Type: 'String', ...(random.chance(50) ? { AllowedValues: ['dev', 'test', 'prod'] } : {}) },
      Given: { Type: 'String' },
      SubnetA: { Type: 'AWS::EC2::Subnet::Id' },
      SubnetB: { Type: 'AWS::EC2::Subnet::Id' },
      GivenRole: { Type: 'String' },
    },
    Conditions: {
      IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] },
      IsOther: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    },
    Resources: {},
    Outputs: {},
  };
  const complete: string[] = [];
  const isGlobal = isSam && random.chance(30);
  if (isGlobal) {
    template['Globals'] = { Function: { Timeout: 30, MemorySize: 1024, Runtime: 'python3.13' } };
  }
  const functions = 1 + random.below(4);
  for (let n = 0; n < functions; n++) {
    const store = addFileSystem(template, `S${n}`, random);
    if (addFunction(template, `F${n}`, store, random, isSam)) {
      complete.push(`F${n}`);
    }
    if (random.chance(30)) {
      addFunction(template, `G${n}`, store, random, isSam);
    }
  }
  return { template, complete };
}

interface Store {
  readonly id: string;
  readonly service: 'efs' | 's3files';
  readonly isHere: boolean;
  readonly targets: readonly string[];
  readonly condition: string | undefined;
}

function addFileSystem(
  { Resources, Outputs }: RandomTemplate['template'] & { Outputs?: unknown },
  id: string,
  random: Random,
): Store {
  const service = random.pick<'efs' | 's3files'>(['efs', 'efs', 's3files']);
  const family = service === 'efs' ? 'AWS::EFS' : 'AWS::S3Files';
  const isHere = random.chance(65);
  const condition = random.chance(20) ? 'IsProd' : undefined;
  const own = condition ? { Condition: condition } : {};
  const outputs = Outputs as Written;
  const fileSystemId = !isHere
    ? random.pick<unknown>([
        { 'Fn::ImportValue': `${id}-other` },
        { 'Fn::ImportValue': `${id}-id` },
        `fs-0123456789abcde0${id.slice(1)}`,
        `{{ fs${id} }}`,
      ])
    : service === 'efs'
      ? ref(id)
      : getAtt(id, 'FileSystemId');
  if (isHere) {
    Resources[id] = {
      Type: `${family}::FileSystem`,
      ...own,
      Properties:
        service === 'efs'
          ? { Encrypted: true, ThroughputMode: 'elastic' }
          : { Bucket: random.pick(['arn:aws:s3:::there', 'arn:aws:s3:::here']), RoleArn: ref('GivenRole') },
    };
    if (random.chance(40)) {
      outputs[`${id}Id`] = {
        ...own,
        Value: ref(id),
        ...(random.chance(50) ? { Export: { Name: `${id}-id` } } : {}),
      };
    }
  }
  const uid = random.pick(['1000', '33', '0']);
  const creation = { OwnerUid: uid, OwnerGid: uid, Permissions: random.pick(['750', '755', '0777', '770']) };
  Resources[`${id}Door`] = {
    Type: `${family}::AccessPoint`,
    ...own,
    Properties: {
      FileSystemId: fileSystemId,
      PosixUser: { Uid: uid, Gid: uid },
      RootDirectory: {
        Path: random.pick(['/lambda', '/a/b', '/data']),
        [service === 'efs' ? 'CreationInfo' : 'CreationPermissions']: creation,
      },
    },
  };
  addGroups({ Resources, outputs }, id, own, random);
  const targets: string[] = [];
  for (const zone of isHere ? ['A', 'B'] : random.chance(30) ? ['C'] : []) {
    targets.push(`${id}Target${zone}`);
    Resources[`${id}Target${zone}`] = {
      Type: `${family}::MountTarget`,
      ...own,
      Properties: {
        FileSystemId: fileSystemId,
        SubnetId: zone === 'C' ? 'subnet-0123456789abcdef0' : ref(`Subnet${zone}`),
        SecurityGroups: [getAtt(`${id}Group`, 'GroupId')],
      },
    };
  }
  return { id, service, isHere, targets, condition };
}

function addGroups(
  { Resources, outputs }: { Resources: Record<string, Written>; outputs: Written },
  id: string,
  own: Written,
  random: Random,
): void {
  const client = `${id}Client`;
  const rule = {
    IpProtocol: random.pick<unknown>(['tcp', '6', 'all', '-1', 'TCP', '{{ protocol }}']),
    FromPort: random.pick([2049, 2000, 0]),
    ToPort: random.pick([2049, 3000, 65535]),
  };
  const source = random.pick<Written>([
    { SourceSecurityGroupId: ref(client) },
    { SourceSecurityGroupId: getAtt(client, 'GroupId') },
    { CidrIp: '10.0.0.0/8' },
    { SourcePrefixListId: 'pl-0123456789abcdef0' },
  ]);
  const way = random.below(4);
  const properties = (more: Written) => ({ GroupDescription: id, VpcId: ref('Vpc'), ...more });
  Resources[client] = { Type: 'AWS::EC2::SecurityGroup', ...own, Properties: properties({}) };
  Resources[`${id}Group`] = {
    Type: 'AWS::EC2::SecurityGroup',
    ...own,
    Properties: properties(way === 0 ? { SecurityGroupIngress: [{ ...rule, ...source }] } : {}),
  };
  if (way === 1) {
    Resources[`${id}Rule`] = {
      Type: 'AWS::EC2::SecurityGroupIngress',
      ...own,
      Properties: { GroupId: ref(`${id}Group`), ...rule, ...source },
    };
  } else if (way === 2) {
    // A sibling stack opens the port.
    outputs[`${id}Group`] = { ...own, Value: getAtt(`${id}Group`, 'GroupId') };
  } else if (way === 3) {
    Resources[`${id}Opener`] = {
      Type: 'AWS::CloudFormation::Stack',
      ...own,
      Properties: { TemplateURL: 'https://example.org/a', Parameters: { Group: ref(`${id}Group`) } },
    };
  }
}

/** Whether all that the function mounts through is in the template. */
function addFunction(
  { Resources, Globals }: RandomTemplate['template'] & { Globals?: unknown },
  id: string,
  store: Store,
  random: Random,
  isSam: boolean,
): boolean {
  const { service, condition } = store;
  const isServerless = isSam && random.chance(80);
  const prefix = service === 'efs' ? 'elasticfilesystem' : 's3files';
  const arn = getAtt(`${store.id}Door`, service === 'efs' ? 'Arn' : 'AccessPointArn');
  const path = random.pick<unknown>([
    '/mnt/efs',
    '/mnt/a-b_c.d',
    '/mnt/$NAME',
    '/mnt/<%= name %>',
    '{{ path }}',
    { 'Fn::Sub': '/mnt/${AWS::StackName}' },
    { 'Fn::If': ['IsProd', '/mnt/prod', '/mnt/other'] },
    { 'Fn::ImportValue': 'path' },
  ]);
  const entry = { Arn: arn, LocalMountPath: path };
  const vpc = { SubnetIds: [ref('SubnetA'), ref('SubnetB')], SecurityGroupIds: [ref(`${store.id}Client`)] };
  const none = ref('AWS::NoValue');
  // What is made in one world only is mounted in that only.
  const isTogether = condition !== undefined && random.chance(50);
  const when = (value: unknown) => (isTogether ? { 'Fn::If': [condition, value, none] } : value);
  const statement = {
    Effect: 'Allow',
    Action: [`${prefix}:ClientMount`, `${prefix}:ClientWrite`, 's3:GetObject', 's3:GetObjectVersion'],
    Resource: '*',
  };
  const network = 'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole';
  const role = random.below(isServerless ? 3 : 2);
  const policy = { Version: '2012-10-17', Statement: [statement] };
  if (role === 1) {
    Resources[`${id}Duty`] = {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
        ManagedPolicyArns: [network],
        ...(random.chance(50) ? { Policies: [{ PolicyName: 'p', PolicyDocument: policy }] } : {}),
      },
    };
  }
  const isAttached = role === 1 && !JSON.stringify(Resources[`${id}Duty`]).includes('ClientMount');
  if (isAttached || role === 2) {
    Resources[`${id}Policy`] = {
      Type: random.pick(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']),
      Properties: {
        PolicyName: 'attached',
        Roles: [ref(role === 1 ? `${id}Duty` : `${id}Role`)],
        PolicyDocument: policy,
      },
    };
  }
  const dependsOn = random.pick<unknown>([store.targets, store.targets, store.targets]);
  Resources[id] = {
    Type: isServerless ? 'AWS::Serverless::Function' : 'AWS::Lambda::Function',
    ...(condition && !isTogether ? { Condition: condition } : {}),
    ...(store.targets.length ? { DependsOn: random.chance(10) ? ['{{ targets }}'] : dependsOn } : {}),
    Properties: {
      Handler: 'index.main',
      Runtime: 'python3.13',
      ...(Globals && isServerless ? {} : { Timeout: random.pick([10, 30, 900]), MemorySize: 1024 }),
      VpcConfig: when(vpc),
      FileSystemConfigs: when([entry]),
      ...(role === 0
        ? { Role: ref('GivenRole') }
        : role === 1
          ? { Role: getAtt(`${id}Duty`, 'Arn') }
          : { Policies: [network, { Statement: [statement] }].slice(0, 1 + random.below(2)) }),
    },
  };
  return store.isHere;
}
