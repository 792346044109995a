import { enableVersioning } from '../edits/bucket';
import { namedIn } from '../resolve/dependencies';
import type { Mount } from '../mount/graph';
import { entryOf } from '../read/nodes';
import { templateSources } from '../templateSources';
import type { Resource } from '../read/template';
import { known, nodeOf, type Value } from '../resolve/values';
import { related, type Check } from './check';

/**
 * S3 Files needs the versions of a bucket's objects. `AcceptBucketWarning` does not help: it accepts that a prefix holds
 * very many objects.
 */
export const bucketWithoutVersioning: Check = {
  code: 'bucket-without-versioning',
  severity: 'error',
  sources: [templateSources.s3FilesPrerequisites],
  *judge({ mount, template }) {
    const bucket = mount && bucketOf(mount);
    if (mount && bucket) {
      const status = versioningOf(mount, bucket);
      const range =
        nodeOf(status)?.range ??
        entryOf(bucket.properties, 'VersioningConfiguration')?.keyRange ??
        bucket.idRange;
      yield isOff(status)
        ? {
            range,
            subject: bucket.id,
            actual: known(status),
            expected: 'Enabled',
            params: { fileSystem: mount.fileSystem?.id ?? '' },
            related: related('file-system', mount.fileSystem),
            fixes: () => enableVersioning(template, bucket),
          }
        : { fine: range };
    }
  },
};

function isOff(status: Value): boolean {
  return status.kind === 'absent' || known(status) === 'Suspended';
}

/** The bucket of a file system of S3 Files, where it is in this template and nothing of one's own changes it. */
function bucketOf(mount: Mount): Resource | undefined {
  const { fileSystem } = mount;
  const { template } = mount.function;
  const named = fileSystem && mount.propertyOf(fileSystem, 'Bucket');
  const last = named?.kind === 'pattern' ? named.parts.at(-1) : named;
  const bucket = typeof last === 'object' && last.kind === 'reference' ? last.resource : undefined;
  const isSeen =
    bucket?.type === 'AWS::S3::Bucket' &&
    namedIn(template, bucket.id).every(({ type = '' }) => type.startsWith('AWS::')) &&
    !template.resourcesOpen;
  return isSeen ? bucket : undefined;
}

/** `VersioningConfiguration.Status`. A bucket with object lock has versions without being told. */
function versioningOf(mount: Mount, bucket: Resource): Value {
  const lock = mount.propertyOf(bucket, 'ObjectLockEnabled');
  return lock.kind === 'absent' || known(lock) === 'false'
    ? mount.function.resolver.get(mount.propertyOf(bucket, 'VersioningConfiguration'), 'Status')
    : { kind: 'unknown', node: undefined };
}
