import type { Capture } from '../../core/capture/capture';
import {
  anyOf,
  isFlag,
  isNumber,
  isObject,
  isText,
  listOf,
  oneOf,
  optional,
  shape,
  textUpTo,
  type Guard,
} from '../../core/guards';
import type { LambdaFunction } from '../../core/lambdaFunction';
import type { LatencyMeasurement } from '../../core/latency/latency';
import type { FileSystemSetup } from '../../core/mount/fileSystemSetup';
import { checkSections, isLatency, section } from '../ways/answerSections';

/** Whether stored values still are what they were when they were kept: anybody may have changed them since. */

const maybeText = optional(isText);
const ids = listOf(isText, 1000);
/** Of what a policy says: more than there is room for in one. */
const policyList = (guard: Guard) => listOf(guard, 20_000);

const hasFunctionFields = shape({
  arn: isText,
  name: isText,
  region: isText,
  accountId: maybeText,
  description: maybeText,
  runtime: maybeText,
  handler: maybeText,
  packageType: oneOf('Zip', 'Image'),
  architecture: isText,
  memoryMb: isNumber,
  timeoutSeconds: isNumber,
  role: maybeText,
  vpcId: maybeText,
  subnetIds: ids,
  securityGroupIds: ids,
  ipv6AllowedForDualStack: optional(isFlag),
  fileSystem: shape({
    kind: oneOf('efs', 's3files', 'unknown'),
    arn: isText,
    localMountPath: isText,
    accessPointId: maybeText,
    fileSystemId: maybeText,
    directS3Read: maybeText,
  }),
  codeSha256: maybeText,
  layers: optional(ids),
  lastModified: maybeText,
  snapStart: isFlag,
  declaresProbe: isFlag,
  environmentError: maybeText,
  origin: anyOf(
    shape({ kind: oneOf('live', 'constructed') }),
    shape({ kind: oneOf('recorded'), on: isText }),
  ),
});

export function isLambdaFunction(value: unknown): value is LambdaFunction {
  return hasFunctionFields(value);
}

const MOST_COMMANDS = 100;
const OUTPUT_LENGTH = 2 * 1024 * 1024;

const hasCaptureFields = shape({
  version: oneOf(1),
  takenAt: isDate,
  way: oneOf('installed-probe', 'shell-handler', 'temporary-probe'),
  target: isLambdaFunction,
  invocation: shape({
    count: isNumber,
    durationMs: isNumber,
    executedVersion: maybeText,
    logTail: optional(textUpTo(OUTPUT_LENGTH)),
  }),
  probe: isObject,
  unresponsive: listOf(isText, 100_000),
  commands: listOf(shape({ command: isText, output: section(textUpTo(OUTPUT_LENGTH)) }), MOST_COMMANDS),
});

/** The capture with those of its sections that are broken marked as such; undefined where it is none. */
export function restoredCapture(value: unknown): Capture | undefined {
  if (!hasCaptureFields(value)) {
    return undefined;
  }
  const capture = value as Capture;
  return { ...capture, probe: checkSections(capture.probe) };
}

const isProblem = shape({
  code: isText,
  params: (value: unknown) => isObject(value) && Object.values(value).every(anyOf(isText, isNumber)),
});

const reading = (guard: Guard): Guard =>
  anyOf(
    shape({ ok: oneOf(true), value: guard }),
    shape({ ok: oneOf(false), action: isText, problem: isProblem }),
  );
const orNull = (guard: Guard): Guard => anyOf(oneOf(null), guard);

/** More than an account may have of anything that belongs to one mount. */
const MOST_OF_NETWORK = 2000;
const parts = (fields: Readonly<Record<string, Guard>>): Guard =>
  reading(listOf(shape(fields), MOST_OF_NETWORK));
const direction = oneOf('inbound', 'outbound');
const maybeNumber = optional(isNumber);

const isNetwork = shape({
  readAt: isDate,
  subnets: parts({ id: isText, vpcId: maybeText, zone: maybeText, zoneId: maybeText, cidrs: ids }),
  securityGroups: parts({
    id: isText,
    rules: listOf(
      shape({
        id: isText,
        direction,
        protocol: isText,
        fromPort: maybeNumber,
        toPort: maybeNumber,
        cidr: maybeText,
        groupId: maybeText,
        prefixListId: maybeText,
      }),
      MOST_OF_NETWORK,
    ),
  }),
  groupsWithoutRules: optional(reading(ids)),
  networkAcls: parts({
    id: isText,
    subnetIds: ids,
    entries: listOf(
      shape({
        number: isNumber,
        direction,
        action: oneOf('allow', 'deny'),
        protocol: isText,
        cidr: isText,
        fromPort: maybeNumber,
        toPort: maybeNumber,
      }),
      MOST_OF_NETWORK,
    ),
  }),
  vpcDns: optional(reading(shape({ vpcId: isText, support: isFlag, hostnames: isFlag }))),
  nameServers: optional(reading(ids)),
  routeTables: optional(
    parts({
      id: isText,
      vpcId: isText,
      subnetIds: ids,
      isMain: isFlag,
      routes: listOf(shape({ destination: isText, target: isText, isActive: isFlag }), MOST_OF_NETWORK),
    }),
  ),
});

const MOST_SERIES = 100;
const MOST_POINTS = 10_000;

const hasMetricsFields = shape({
  readAt: isDate,
  from: isDate,
  to: isDate,
  periodSeconds: (value: unknown) => isNumber(value) && (value as number) > 0,
  series: listOf(
    shape({
      name: isText,
      points: listOf(
        (point: unknown) => Array.isArray(point) && point.length === 2 && point.every(isNumber),
        MOST_POINTS,
      ),
    }),
    MOST_SERIES,
  ),
});

const hasSetupFields = shape({
  readAt: isDate,
  accessPoint: reading(
    orNull(
      shape({
        id: isText,
        fileSystemId: maybeText,
        lifeCycleState: maybeText,
        posixUser: optional(
          shape({ uid: optional(isNumber), gid: optional(isNumber), secondaryGids: listOf(isNumber, 1000) }),
        ),
        rootDirectory: shape({
          path: isText,
          creationInfo: optional(
            shape({ uid: optional(isNumber), gid: optional(isNumber), permissions: isText }),
          ),
        }),
      }),
    ),
  ),
  fileSystem: optional(
    reading(
      orNull(
        shape({
          id: isText,
          name: maybeText,
          lifeCycleState: maybeText,
          throughputMode: maybeText,
          provisionedMibps: optional(isNumber),
          performanceMode: maybeText,
          encrypted: optional(isFlag),
          sizeBytes: optional(isBytes),
          zone: maybeText,
          kmsKeyId: maybeText,
          stateMessage: maybeText,
          bucket: optional(shape({ arn: isText, prefix: isText, role: maybeText })),
        }),
      ),
    ),
  ),
  mountTargets: optional(
    reading(
      listOf(
        shape({
          id: isText,
          subnetId: isText,
          vpcId: maybeText,
          zone: maybeText,
          zoneId: maybeText,
          addresses: optional(ids),
          networkInterfaceId: maybeText,
          lifeCycleState: isText,
          stateMessage: maybeText,
          securityGroups: reading(ids),
        }),
        1000,
      ),
    ),
  ),
  policy: optional(reading(isFlag)),
  mountDenials: optional(
    policyList(
      shape({
        sid: isText,
        principals: policyList(isText),
        resources: policyList(isText),
        conditions: policyList(shape({ operator: isText, key: isText, values: policyList(isText) })),
      }),
    ),
  ),
  metrics: optional(reading(hasMetricsFields)),
  synchronization: optional(
    reading(
      orNull(
        shape({
          importRules: listOf(
            shape({ prefix: isText, trigger: isText, sizeLessThan: optional(isBytes) }),
            1000,
          ),
          expirationDays: listOf(isNumber, 1000),
        }),
      ),
    ),
  ),
  network: optional(isNetwork),
});

export function isFileSystemSetup(value: unknown): value is FileSystemSetup {
  return hasSetupFields(value);
}

export function isLatencyMeasurement(value: unknown): value is LatencyMeasurement {
  return isLatency(value) && isDate((value as Partial<LatencyMeasurement>).measuredAt);
}

const hasFailureFields = shape({ message: isText, problem: optional(isProblem), at: isDate });

export function isKeptFailure(value: unknown): boolean {
  return hasFailureFields(value);
}

export function isDate(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value));
}

/** As decimal. */
function isBytes(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,40}$/.test(value);
}
