import type { Fix, FixCode, FixNote } from './fix';
import type { FixContext } from './fixContext';
import { listOfOne, shorthandOf } from './shorthand';
import { block, type TerraformBody, type TerraformResource } from './terraformText';
import type { Tree } from './tree';

const update = ['lambda', 'update-function-configuration', '--function-name'] as const;

interface Change {
  readonly code: FixCode;
  readonly options: readonly string[];
  readonly properties?: { readonly [key: string]: Tree };
  readonly terraform?: TerraformBody;
  readonly notes?: readonly FixNote[];
}

/** One change of the function's configuration. */
function change({ target }: FixContext, { code, notes = [], options, properties, terraform }: Change): Fix {
  return {
    code,
    commands: [[...update, target.name, ...options]],
    cloudFormation: properties && functionResource(properties),
    terraform: terraform && [functionBlock(terraform)],
    existing: ['cloudformation', 'terraform'],
    notes,
  };
}

function functionResource(properties: { readonly [key: string]: Tree }): Readonly<Record<string, Tree>> {
  return { Function: { Type: 'AWS::Lambda::Function', Properties: properties } };
}

function functionBlock(body: TerraformBody): TerraformResource {
  return { type: 'aws_lambda_function', name: 'main', body };
}

/** The function with another access point, as a command and as what templates say. */
export function configureFileSystem({ target }: FixContext, accessPointArn: string) {
  const { directS3Read, localMountPath } = target.fileSystem;
  // Without it, Lambda sets it to AUTO.
  const isAuto = directS3Read === undefined || directS3Read === 'AUTO';
  const direct: { readonly [key: string]: Tree } = isAuto
    ? {}
    : { S3FilesConfig: { DirectS3Read: directS3Read } };
  const config = { LocalMountPath: localMountPath, ...direct };
  return {
    command: [
      ...[...update, target.name],
      ...['--file-system-configs', listOfOne({ Arn: accessPointArn, ...config })],
    ],
    resource: (arn: Tree) => functionResource({ FileSystemConfigs: [{ Arn: arn, ...config }] }),
    terraform: (arn: TerraformBody[string]) =>
      functionBlock({ file_system_config: block({ arn, local_mount_path: localMountPath }) }),
  };
}

/** https://repost.aws/knowledge-center/lambda-invoke-efs */
export function addFileSystemAgain(context: FixContext): Fix {
  const { name, fileSystem } = context.target;
  return {
    code: 'add-file-system-again',
    commands: [
      [...update, name, '--file-system-configs', '[]'],
      ['lambda', 'wait', 'function-updated-v2', '--function-name', name],
      configureFileSystem(context, fileSystem.arn).command,
    ],
    notes: ['nothing-between'],
  };
}

/** Below the 500 new connections a minute that a file system takes once it has had its 3,000. */
const usualConcurrency = 100;

export function limitConcurrency({ target }: FixContext): Fix {
  return {
    code: 'limit-concurrency',
    commands: [
      [
        ...['lambda', 'put-function-concurrency', '--function-name', target.name],
        ...['--reserved-concurrent-executions', String(usualConcurrency)],
      ],
    ],
    cloudFormation: functionResource({ ReservedConcurrentExecutions: usualConcurrency }),
    terraform: [functionBlock({ reserved_concurrent_executions: usualConcurrency })],
    existing: ['cloudformation', 'terraform'],
    notes: ['choose-number'],
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: 500 interfaces in a VPC, unless raised. */
const moreInterfaces = 1000;

export function raiseInterfaceQuota(): Fix {
  return {
    code: 'raise-interface-quota',
    commands: [
      [
        ...['service-quotas', 'request-service-quota-increase', '--service-code', 'lambda'],
        // “Elastic network interfaces per VPC”.
        ...['--quota-code', 'L-9FEE3D26', '--desired-value', String(moreInterfaces)],
      ],
    ],
    terraform: [
      {
        type: 'aws_servicequotas_service_quota',
        name: 'lambda_network_interfaces',
        body: { service_code: 'lambda', quota_code: 'L-9FEE3D26', value: moreInterfaces },
      },
    ],
    notes: ['choose-number'],
  };
}

/** The same subnets, and one more that a person puts in. */
export function addSubnet(context: FixContext): Fix {
  return vpcConfig(context, 'correct-subnets', [...context.target.subnetIds, 'NEW_SUBNET_ID'], []);
}

export function correctSubnets(context: FixContext): Fix {
  return vpcConfig(context, 'correct-subnets', context.target.subnetIds, ['leave-out-wrong']);
}

export function correctSecurityGroups(context: FixContext): Fix {
  return vpcConfig(context, 'correct-security-groups', context.target.subnetIds, ['leave-out-wrong']);
}

function vpcConfig(
  context: FixContext,
  code: FixCode,
  subnetIds: readonly string[],
  notes: readonly FixNote[],
): Fix {
  const { securityGroupIds } = context.target;
  const config = { SubnetIds: subnetIds, SecurityGroupIds: securityGroupIds };
  return change(context, {
    code,
    options: ['--vpc-config', shorthandOf(config)],
    properties: { VpcConfig: config },
    terraform: { vpc_config: block({ subnet_ids: subnetIds, security_group_ids: securityGroupIds }) },
    notes,
  });
}

export function enableKey(): Fix {
  return {
    code: 'enable-key',
    commands: [['kms', 'enable-key', '--key-id', 'KEY_ID']],
    cloudFormation: { Key: { Type: 'AWS::KMS::Key', Properties: { Enabled: true } } },
    terraform: [{ type: 'aws_kms_key', name: 'main', body: { is_enabled: true } }],
    existing: ['cloudformation', 'terraform'],
    notes: [],
  };
}

/** https://repost.aws/knowledge-center/lambda-kmsaccessdeniedexception-errors */
export function renewRole({ target }: FixContext): Fix {
  return {
    code: 'renew-role',
    commands: [
      [...update, target.name, '--role', 'OTHER_ROLE_ARN'],
      ['lambda', 'wait', 'function-updated-v2', '--function-name', target.name],
      [...update, target.name, '--role', target.role ?? 'ROLE_ARN'],
    ],
    notes: [],
  };
}

export function updateImage(context: FixContext): Fix {
  return {
    code: 'update-image',
    commands: [
      [
        ...['lambda', 'update-function-code', '--function-name', context.target.name],
        ...['--image-uri', 'IMAGE_URI'],
      ],
    ],
    cloudFormation: functionResource({ Code: { ImageUri: 'IMAGE_URI' } }),
    terraform: [functionBlock({ image_uri: 'IMAGE_URI' })],
    existing: ['cloudformation', 'terraform'],
    notes: [],
  };
}

/** Terraform has no value for it: its block is to be taken out. */
export function turnSnapStartOff(context: FixContext): Fix {
  return change(context, {
    code: 'turn-snapstart-off',
    options: ['--snap-start', 'ApplyOn=None'],
    properties: { SnapStart: { ApplyOn: 'None' } },
  });
}

/** MiB. https://docs.aws.amazon.com/lambda/latest/dg/configuration-ephemeral-storage.html */
const ephemeralStorage = { usual: 512, most: 10_240 } as const;
const MIB = 1024 * 1024;

/** Twice of what there is, which `total` says in bytes of a file system that is about as large as was asked for. */
export function moreEphemeralStorage(context: FixContext): Fix {
  const { most, usual } = ephemeralStorage;
  const now = Math.max(1, Math.round(Number(context.params['total'] ?? 0) / MIB / usual)) * usual;
  const size = Math.min(most, now * 2);
  return change(context, {
    code: 'more-ephemeral-storage',
    options: ['--ephemeral-storage', shorthandOf({ Size: size })],
    properties: { EphemeralStorage: { Size: size } },
    terraform: { ephemeral_storage: block({ size }) },
  });
}
