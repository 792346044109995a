import { createHash, randomBytes } from 'node:crypto';

import type { NewFunction } from '../../aws/lambdaApi';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { PROBE_HANDLER } from '../../protocol';

/** Tag of every function that we create; its value is the ISO 8601 time of creation. */
export const TEMPORARY_TAG = 'efs-mount-inspector:temporary';

/** Where temporary probes log, so that they leave no log group each. Lambda makes it if the role allows that. */
export const TEMPORARY_LOG_GROUP = '/aws/lambda/efs-mount-inspector';

/** Begins the name of every function that we create. */
export const TEMPORARY_PREFIX = 'efs-mount-inspector-';

/** What our probe runs on: the newest, then what a region has that does not have it yet. */
const PROBE_RUNTIMES = ['nodejs24.x', 'nodejs22.x'] as const;

/** A name that nobody else has: which function it is for, and a random part. */
export function temporaryName(functionArn: string): string {
  const hash = createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
  return `${TEMPORARY_PREFIX}${hash}-${randomBytes(6).toString('hex')}`;
}

/** Whether a name is exactly of the kind that we give. */
export function isTemporaryName(name: string): boolean {
  return /^efs-mount-inspector-[0-9a-f]{8}-[0-9a-f]{12}$/.test(name);
}

/**
 * Our probe with another function's role, network, mount and architecture. What that function is made of does not
 * matter: a container image, SnapStart or another runtime stay where they are.
 */
export function temporaryFunction(
  target: LambdaFunction & { readonly role: string },
  name: string,
  zip: Uint8Array,
): NewFunction {
  return {
    name,
    description: `Temporary probe of EFS Mount Inspector for ${target.name}; reads only`.slice(0, 256),
    zip,
    runtimes: PROBE_RUNTIMES,
    handler: PROBE_HANDLER,
    architecture: target.architecture,
    memoryMb: readsDirectly(target) ? 512 : 256,
    timeoutSeconds: 60,
    role: target.role,
    subnetIds: target.subnetIds,
    securityGroupIds: target.securityGroupIds,
    accessPointArn: target.fileSystem.arn,
    localMountPath: target.fileSystem.localMountPath,
    directS3Read: target.fileSystem.directS3Read,
    ipv6AllowedForDualStack: target.ipv6AllowedForDualStack,
    logGroup: TEMPORARY_LOG_GROUP,
    tags: { [TEMPORARY_TAG]: new Date().toISOString() },
  };
}

/** Whether a function reads from the bucket itself, for which Lambda wants 512 MB unless it is told to do so always. */
function readsDirectly({ fileSystem: { directS3Read }, memoryMb }: LambdaFunction): boolean {
  return directS3Read === 'ENABLED' || (directS3Read === 'AUTO' && memoryMb >= 512);
}
