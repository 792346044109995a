import type { Translate } from '../../core/translate';
import { checks } from '../checks';
import type { Check } from '../checks/check';
import type { TemplateCode } from '../templateFinding';
import { templateSources } from '../templateSources';

/** What is known of a check before it finds anything. */
export type CheckDescription = Omit<Check, 'judge'>;

/** Every code that a template can be given, with what is said where the checks give up. */
export const checkDescriptions: readonly CheckDescription[] = [
  ...checks,
  {
    code: 'too-complex' as const,
    severity: 'info' as const,
    sources: [templateSources.cloudFormationLimits],
  },
].sort((one, other) => (one.code < other.code ? -1 : 1));

/** What a check looks for, in a few words. The table of the README has the same. */
export function describeCheck(code: TemplateCode, t: Translate): string {
  return describe[code](t);
}

const describe: Readonly<Record<TemplateCode, (t: Translate) => string>> = {
  'bucket-without-versioning': t => t('S3 Files on a bucket of the template without versioning'),
  'bursting-throughput': t => t('Throughput that depends on size and on burst credits'),
  'capacity-provider-with-file-system': t => t('A file system on a function with a capacity provider'),
  'creation-info-without-path': t => t('How to create a directory that is the root and exists already'),
  'denied-by-file-system-policy': t => t('A file system policy that denies the mount to this function'),
  'direct-s3-read-low-memory': t => t('Direct reads with AUTO on less than 512 MB'),
  'directory-not-writable': t => t('A directory created for another user than the one of the access point'),
  'file-system-configs-not-a-list': t => t('An entry of FileSystemConfigs without its dash'),
  'incomplete-creation-info': t => t('CreationInfo or CreationPermissions without one of its keys'),
  'incomplete-posix-user': t => t('PosixUser without Uid or Gid'),
  'invalid-access-point-arn': t => t('An Arn that is the ARN of no access point'),
  'invalid-access-point-path': t => t('A root directory that EFS and S3 Files refuse'),
  'invalid-directory-permissions': t => t('Permissions that are not octal'),
  'invalid-local-mount-path': t =>
    t('A path that is not /mnt/ and one name, also as the default of a parameter'),
  'invalid-posix-id': t => t('An id of a user or group that is no number up to 4294967295'),
  'missing-arn': t => t('An entry without Arn'),
  'missing-client-mount': t => t('A role that may not mount, where the file system asks for it'),
  'missing-client-write': t => t('A role that may mount and not write'),
  'missing-creation-info': t => t('A directory that nobody creates'),
  'missing-depends-on': t => t('Mount targets that may be created after the function'),
  'missing-direct-read-permission': t => t('Direct reads without s3:GetObject and s3:GetObjectVersion'),
  'missing-execute-permission': t => t('A directory that the user of the access point may not enter'),
  'missing-local-mount-path': t => t('An entry without LocalMountPath'),
  'missing-mount-target': t => t('A file system without a mount target in a zone of the function'),
  'missing-network-interface-permission': t =>
    t('A role of the template that may not manage network interfaces'),
  'missing-posix-user': t => t('An access point without PosixUser'),
  'missing-security-group-ids': t => t('VpcConfig with subnets and without security groups'),
  'missing-subnet-ids': t => t('VpcConfig without subnets'),
  'missing-vpc-config': t => t('A function that mounts and is in no VPC'),
  'mixed-file-systems': t => t('EFS and S3 Files in one function'),
  'mount-targets-in-one-zone': t => t('Two mount targets of a file system in one zone'),
  'nfs-inbound-closed': t => t('Security groups of a mount target that do not let NFS in'),
  'nfs-outbound-closed': t => t('Security groups of a function that do not let NFS out'),
  'no-such-resource': t => t('A logical id that the template does not have'),
  'not-an-access-point': t => t('An Arn that names a file system, a mount target, a bucket or an id'),
  'root-not-writable': t => t('A user other than root on the root of a new file system'),
  's3-files-config-on-efs': t => t('S3FilesConfig with an access point of EFS'),
  'short-timeout': t => t('Less than ten seconds, also the three that Lambda takes by itself'),
  'snap-start-with-file-system': t => t('SnapStart together with a file system'),
  'too-complex': t => t('A template whose checks would take more work than any deployed one does'),
  'too-many-file-systems': t => t('More than one file system'),
  'wrong-creation-key': t => t('CreationInfo on S3 Files, or CreationPermissions on EFS'),
};
