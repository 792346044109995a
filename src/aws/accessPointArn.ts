import { own } from '../core/guards';
import type { FileSystemKind } from '../core/lambdaFunction';

/** The parts of the ARN in a FileSystemConfig. */
export interface AccessPointArn {
  readonly kind: FileSystemKind;
  readonly region?: string;
  readonly accountId?: string;
  readonly accessPointId?: string;
  /** Only an S3 Files ARN names it. */
  readonly fileSystemId?: string;
}

const kinds: Readonly<Record<string, FileSystemKind>> = { elasticfilesystem: 'efs', s3files: 's3files' };

/**
 * Reads `arn:aws:elasticfilesystem:R:A:access-point/fsap-…` and
 * `arn:aws:s3files:R:A:file-system/fs-…/access-point/fsap-…`. Any other text is of unknown kind, never an error.
 */
export function parseAccessPointArn(arn: string): AccessPointArn {
  const match = /^arn:[^:]*:([^:]*):([^:]*):([^:]*):(.*)$/.exec(arn);
  if (!match) {
    return { kind: 'unknown' };
  }
  const [, service = '', region, accountId, resource = ''] = match;
  return {
    kind: own(kinds, service) ?? 'unknown',
    region: region || undefined,
    accountId: accountId || undefined,
    ...named('accessPointId', /(?:^|\/)access-point\/(fsap-[0-9a-f]+)$/.exec(resource)?.[1]),
    ...named('fileSystemId', /(?:^|\/)file-system\/(fs-[0-9a-f]+)(?:\/|$)/.exec(resource)?.[1]),
  };
}

function named<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}
