import { MAX_UNZIPPED_BYTES, unzippedSize } from '../execution/unpack';
import { ServiceError } from '../serviceError';

const fileSystemArn =
  'arn:aws[a-zA-Z-]*:elasticfilesystem:[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:access-point/fsap-[a-f0-9]{17}$|^arn:aws[-a-z]*:s3files:[0-9a-z-:]+:file-system/fs-[0-9a-f]{17,40}/access-point/fsap-[0-9a-f]{17,40}';

/** Returns what a member must be and is not. */
type Constraint = (value: unknown) => string | undefined;

type Members = Readonly<Record<string, unknown>>;

/**
 * Refuses a CreateFunction request that the service would refuse.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
export function checkConfiguration(request: Members): void {
  const failures: string[] = [];
  const check = (member: string, value: unknown, ...constraints: readonly Constraint[]) => {
    const failed = constraints.map(constraint => constraint(value)).find(failure => failure !== undefined);
    if (failed !== undefined) {
      const shown = value === undefined ? 'Value null' : `Value '${textOrJson(value)}'`;
      failures.push(`${shown} at '${member}' failed to satisfy constraint: Member must ${failed}`);
    }
  };

  const vpc = membersOf(request.VpcConfig);
  const fileSystems = itemsOf(request.FileSystemConfigs);
  check('functionName', request.FunctionName, required, matching('[a-zA-Z0-9-_]{1,64}'));
  check(
    'role',
    request.Role,
    required,
    matching('arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+'),
  );
  check('handler', request.Handler, length(128), matching('[^\\s]+'));
  check('description', request.Description, length(256));
  check('timeout', request.Timeout, between(1, 900));
  check('memorySize', request.MemorySize, between(128, 10_240));
  check(
    'runtime',
    request.Runtime,
    matching('(nodejs|python|java|dotnet|dotnetcore|ruby|provided|go)[a-z0-9.]*'),
  );
  check('architectures', request.Architectures, length(1));
  check('vpcConfig.subnetIds', vpc.SubnetIds, length(16));
  check('vpcConfig.securityGroupIds', vpc.SecurityGroupIds, length(5));
  check('fileSystemConfigs', request.FileSystemConfigs, length(1));
  fileSystems.forEach((fileSystem, index) => {
    const { Arn, LocalMountPath } = membersOf(fileSystem);
    const member = `fileSystemConfigs.${index + 1}.member`;
    check(`${member}.arn`, Arn, required, length(256), matching(fileSystemArn));
    check(
      `${member}.localMountPath`,
      LocalMountPath,
      required,
      length(160),
      matching('/mnt/[a-zA-Z0-9-_.]+'),
    );
  });
  if (failures.length > 0) {
    const errors = failures.length === 1 ? 'error' : 'errors';
    throw new ServiceError(
      'ValidationException',
      `${failures.length} validation ${errors} detected: ${failures.join('; ')}`,
    );
  }

  if (request.PackageType !== 'Image' && (request.Runtime === undefined || request.Handler === undefined)) {
    refuse('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
  }
  if (fileSystems.length > 0 && itemsOf(vpc.SubnetIds).length === 0) {
    refuse(
      `Function must be configured to execute in a VPC to reference access point ${textOrJson(membersOf(fileSystems[0]).Arn)}. ` +
        'Please update the function configuration to include VPC subnets and security groups.',
    );
  }
  checkVariables(membersOf(membersOf(request.Environment).Variables));
}

/** Refuses what is not a zip, or is too large when unpacked. */
export function checkZip(zip: Uint8Array): void {
  let size: number;
  try {
    size = unzippedSize(zip);
  } catch {
    refuse('Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
  if (size > MAX_UNZIPPED_BYTES) {
    refuse(`Unzipped size must be smaller than ${MAX_UNZIPPED_BYTES} bytes`);
  }
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
function checkVariables(variables: Members): void {
  const failed =
    'Lambda was unable to configure your environment variables because the environment variables you have provided';
  const reserved = Object.keys(variables).filter(name =>
    /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(REGION|DEFAULT_REGION|EXECUTION_ENV|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN|LAMBDA_.+))$/.test(
      name,
    ),
  );
  if (reserved.length > 0) {
    refuse(
      `${failed} contains reserved keys that are currently not supported for modification. ` +
        `Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  }
  const text = JSON.stringify(variables);
  if (Buffer.byteLength(text) > 4096) {
    refuse(`${failed} exceeded the 4KB limit. String measured: ${text}`);
  }
}

function refuse(message: string): never {
  throw new ServiceError('InvalidParameterValueException', message);
}

const required: Constraint = value => (value === undefined || value === null ? 'not be null' : undefined);

/** Passes what is absent, as the two below do. */
function matching(pattern: string): Constraint {
  const whole = new RegExp(`^(?:${pattern})$`);
  return value =>
    value === undefined || (typeof value === 'string' && whole.test(value))
      ? undefined
      : `satisfy regular expression pattern: ${pattern}`;
}

function length(most: number): Constraint {
  return value =>
    (typeof value === 'string' || Array.isArray(value)) && value.length > most
      ? `have length less than or equal to ${most}`
      : undefined;
}

function between(least: number, most: number): Constraint {
  return value => {
    if (value === undefined) {
      return undefined;
    }
    if (typeof value !== 'number' || value < least) {
      return `have value greater than or equal to ${least}`;
    }
    return value > most ? `have value less than or equal to ${most}` : undefined;
  };
}

export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOrJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
