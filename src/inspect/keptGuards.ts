import type { Connection } from '../aws/connection';
import type { Capture } from '../core/capture/capture';
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
} from '../core/guards';
import type { LambdaFunction } from '../core/lambdaFunction';
import type { FileSystemSetup } from '../core/mount/fileSystemSetup';
import { checkSections, section } from './ways/response';

/** Whether stored values still are what they were when they were kept: anybody may have changed them since. */

const maybeText = optional(isText);
const ids = listOf(isText, 1000);

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

const hasConnectionFields = shape({
  id: isText,
  kind: oneOf('aws', 'demo'),
  profile: maybeText,
  region: isText,
  endpoint: maybeText,
  efsEndpoint: maybeText,
});

export function isConnection(value: unknown): value is Connection {
  return hasConnectionFields(value);
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

const hasSetupFields = shape({
  readAt: isDate,
  accessPoint: reading(
    orNull(
      shape({
        id: isText,
        fileSystemId: maybeText,
        lifeCycleState: maybeText,
        posixUser: optional(shape({ uid: isNumber, gid: isNumber, secondaryGids: listOf(isNumber, 1000) })),
        rootDirectory: shape({
          path: isText,
          creationInfo: optional(shape({ uid: isNumber, gid: isNumber, permissions: isText })),
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
          sizeBytes: optional(value => typeof value === 'string' && /^\d{1,40}$/.test(value)),
          zone: maybeText,
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
          lifeCycleState: isText,
          securityGroups: reading(ids),
        }),
        1000,
      ),
    ),
  ),
  policy: optional(reading(isFlag)),
});

export function isFileSystemSetup(value: unknown): value is FileSystemSetup {
  return hasSetupFields(value);
}

const hasFailureFields = shape({ message: isText, problem: optional(isProblem), at: isDate });

export function isKeptFailure(value: unknown): boolean {
  return hasFailureFields(value);
}

function isDate(value: unknown): boolean {
  return isText(value) && !Number.isNaN(Date.parse(value as string));
}
